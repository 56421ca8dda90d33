import { defineConfig } from "vite";

/** The pages: static files for both entries. The server itself is not built. */
export default defineConfig({
  root: "src/web",
  base: "/",
  publicDir: "public",
  build: {
    outDir: "../../dist/web",
    emptyOutDir: true,
    target: ["chrome123", "firefox128", "safari17.5"],
    // Data addresses would need a wider content security policy.
    assetsInlineLimit: 0,
    // The helper that adds preload links is not needed: what is loaded later is small.
    modulePreload: { polyfill: false },
  },
});
