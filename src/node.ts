import { enableCompileCache } from "node:module";

/** The entry on Node. It looks at the version before anything is loaded that would end an older Node without a word. */

const OLDEST = [22, 18] as const;

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) {
  console.error(
    `Node ${OLDEST.join(".")} or newer is needed, this is ${process.versions.node}. “npm ci && npm start” brings its own.`,
  );
  process.exit(1);
}
// Stripping types and compiling is most of the time that a start takes.
enableCompileCache();
await import("./node-service.ts");
