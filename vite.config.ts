import { writeFileSync } from "node:fs";
import { relative, resolve, sep } from "node:path";
import { defineConfig, type Plugin } from "vite";
import { inputsOf } from "./src/node/built-pages.ts";

/** The pages: static files for both entries. The server itself is not built. */
export default defineConfig({
  root: "src/web",
  base: "/",
  publicDir: "public",
  plugins: [listInputs()],
  build: {
    // Builds are slow on a small machine; how much time each plugin took is nothing that a user can act on.
    rolldownOptions: { checks: { bundlerTimings: false } },
    outDir: "../../dist/web",
    emptyOutDir: true,
    target: ["chrome123", "firefox128", "safari17.5"],
    // Data addresses would need a wider content security policy.
    assetsInlineLimit: 0,
    // The helper that adds preload links is not needed: what is loaded later is small.
    modulePreload: { polyfill: false },
  },
});

/** Writes down what the pages are made of, so that a start knows whether to build them again. */
function listInputs(): Plugin {
  const root = import.meta.dirname;
  let pages = "";
  return {
    name: "polynya:list-inputs",
    apply: "build",
    configResolved: (config) => {
      pages = resolve(config.root, config.build.outDir);
    },
    writeBundle() {
      const modules = [...this.getModuleIds()]
        // What follows the path in a module's address says how it is taken.
        .map((id) => relative(root, id.replace(/\?.*$/u, "")).split(sep).join("/"))
        .filter((path) => !/^\.\.\/|\0|(?:^|\/)node_modules\/|^src\/web\//u.test(path));
      // The pages' own folder counts as a whole: styles import styles, and those are no modules.
      const inputs = ["src/web", "vite.config.ts", "package-lock.json", ...modules].sort();
      writeFileSync(inputsOf(pages), `${JSON.stringify(inputs, null, 2)}\n`);
    },
  };
}
