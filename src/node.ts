import { enableCompileCache } from "node:module";

/** The service on Node, loaded by `start.js`. */

// Stripping types and compiling is most of the time that a start takes.
enableCompileCache();
await import("./node/service.ts");
