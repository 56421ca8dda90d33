import { enableCompileCache } from "node:module";
import { beginWithMemorySettings } from "./node/memory-settings.ts";

/** The service on Node, loaded by `start.js`. */

beginWithMemorySettings();
// Stripping types and compiling is most of the time that a start takes.
enableCompileCache();
await import("./node/service.ts");
