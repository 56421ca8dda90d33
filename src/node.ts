import { enableCompileCache } from "node:module";

/** The entry on Node; `start.js` has looked at its version. */

// Stripping types and compiling is most of the time that a start takes.
enableCompileCache();
await import("./node/service.ts");
