import { enableCompileCache } from "node:module";

/** A thread that answers heavy requests. It is the whole application over a connection of its own. */
enableCompileCache();
await import("./answer-requests.ts");
