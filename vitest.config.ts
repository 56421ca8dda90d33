import { cloudflareTest, readD1Migrations } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";
import { writeDictionaries } from "./tools/dictionary-assets.ts";

/** Static files of the tests in workerd. The folder is their own, because other tests build the pages anew. */
const EDGE_ASSETS = "dist/edge-test-assets";

// A hang is to be found, not a slow machine: no test is there to measure time.
const PATIENCE = { testTimeout: 120_000, hookTimeout: 120_000, expect: { poll: { timeout: 30_000 } } };

/** Tests that start programs or threads, wait for them, fill large stores or compare much. All others on Node take a minute. */
const PROCESSES = [
  "tests/cli/action.test.ts",
  "tests/cli/backup-script.test.ts",
  "tests/cli/commands/serve.test.ts",
  "tests/cli/files/upload.test.ts",
  "tests/cli/launcher.test.ts",
  "tests/faults/**/*.test.ts",
  "tests/formats/xliff/conformance.test.ts",
  "tests/formats/xml/strictness.test.ts",
  "tests/http/string-types.test.ts",
  "tests/http/worker-load.test.ts",
  "tests/matching/resident/resident-index.test.ts",
  "tests/mcp/stdio.test.ts",
  "tests/node/built-pages.test.ts",
  "tests/node/nightly-scrub.test.ts",
  "tests/node/service.test.ts",
  "tests/node/threads/**/*.test.ts",
  "tests/node/threads/service-threads.test.ts",
  "tests/services/exchange/real-files.test.ts",
  "tests/services/imports/undo-model.test.ts",
  "tests/storage/index/match-index.test.ts",
  "tests/storage/integrity/scrub.test.ts",
  "tests/tools/dev.test.ts",
  "tests/tools/package.test.ts",
];

export default defineConfig({
  test: {
    reporters: ["default", "./tools/skipped-reporter.ts"],
    projects: [
      {
        test: {
          name: "node",
          ...PATIENCE,
          // Half of the run was the loading of the same modules for each file anew. No test leaves state in a module.
          isolate: false,
          maxWorkers: "100%",
          include: ["tests/**/*.test.ts"],
          exclude: [
            "tests/edge/**",
            "tests/e2e/**",
            "tests/clients/**",
            "tests/storage/postgres*.test.ts",
            "node_modules/**",
            ...PROCESSES,
          ],
        },
      },
      {
        test: { name: "process", ...PATIENCE, maxWorkers: "100%", include: PROCESSES },
      },
      {
        // The storage contract and the services over PostgreSQL.
        test: {
          name: "postgres",
          ...PATIENCE,
          // Each store is a schema that is made for its test.
          testTimeout: 240_000,
          isolate: false,
          maxWorkers: "100%",
          include: ["tests/storage/postgres*.test.ts", "tests/services/**/*.test.ts"],
          exclude: ["node_modules/**", ...PROCESSES],
          globalSetup: ["tests/storage/postgres-server.ts"],
          setupFiles: ["tests/storage/postgres-setup.ts"],
        },
      },
      {
        // Other people's programs, where they are installed.
        test: {
          name: "clients",
          include: ["tests/clients/**/*.test.ts"],
          testTimeout: 240_000,
          hookTimeout: 240_000,
        },
      },
      {
        // The same code inside workerd, over a real D1.
        plugins: [
          cloudflareTest(async () => {
            writeDictionaries(EDGE_ASSETS);
            return {
              wrangler: { configPath: "./wrangler.toml" },
              miniflare: {
                assets: { directory: EDGE_ASSETS, binding: "ASSETS" },
                bindings: {
                  MIGRATIONS: await readD1Migrations("src/storage/migrations"),
                  POLYNYA_TOKEN: "token-of-the-tests-inside-workerd",
                },
              },
            };
          }),
        ],
        test: {
          name: "edge",
          ...PATIENCE,
          include: ["tests/edge/**/*.test.ts"],
          setupFiles: ["tests/edge/setup.ts"],
          globalSetup: ["tests/edge/read-on-node.ts"],
        },
      },
      {
        test: {
          name: "e2e",
          include: ["tests/e2e/**/*.test.ts"],
          globalSetup: ["tests/e2e/build.ts"],
          // Each file has a service and a browser of its own, and waits for them most of the time.
          maxWorkers: "100%",
          testTimeout: 300_000,
          hookTimeout: 300_000,
          expect: { poll: { timeout: 60_000 } },
        },
      },
    ],
  },
});
