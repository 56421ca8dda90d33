/*
 * What `npm start` runs: plain JavaScript, for a Node that is too old cannot even read `node.ts` and would
 * say something about file extensions. It has to be told before anything native is loaded.
 */
const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(
    `Polynya needs Node 22.18 or newer; this is ${process.versions.node}. “npm ci && npm start” brings its own.`,
  );
  process.exit(1);
}
await import("./node.ts");
