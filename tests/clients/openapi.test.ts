import { existsSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { describeApi, operationsOf } from "../../src/http/openapi.ts";
import { startServer, TOKEN } from "../faults/server.ts";
import { service } from "../http/app.ts";
import { runProgram, workFolder } from "./programs.ts";

/** Tools with many packages of their own, so they are no dependency. `.ci/run` installs them in a folder of their own. */
const tools = process.env["OPENAPI_TOOLS"] ?? "";
const isThere = existsSync(join(tools, "node_modules/@redocly/cli"));
const note = isThere ? "" : " (skipped: OPENAPI_TOOLS names no folder with @redocly/cli)";

/** A program over both clients, as another developer would write it. */
const PROGRAM = `
import { createCollection, listCollections, suggestTranslation } from "./client";
import { client } from "./client/client.gen";
import type { operations } from "./api";
type Item = operations["listCollections"]["responses"][200]["content"]["application/json"]["items"][number];
const main = async (): Promise<void> => {
  client.setConfig({ baseUrl: process.argv[2], auth: process.argv[3] });
  const made = await createCollection({ body: { id: "arctic", title: "Arctic" }, throwOnError: true });
  const listed = await listCollections({ query: { limit: 5 }, throwOnError: true });
  const first: Item | undefined = listed.data.items[0];
  const refused = await suggestTranslation({ body: { source: "en", target: "ru", segment: { text: "Ice" } } });
  console.log(JSON.stringify([made.data.id, first?.title, refused.error?.code]));
};
void main();
`;

describe.skipIf(!isThere)(`tools for OpenAPI${note}`, () => {
  const folder = workFolder();
  const document = describeApi(service().app);
  const tool = (path: string, ...args: string[]): string => {
    const { status, output } = runProgram(process.execPath, [join(tools, "node_modules", path), ...args]);
    expect(status, output).toBe(0);
    return output;
  };
  const inFolder = (name: string): string => join(folder, name);

  beforeAll(() => {
    writeFileSync(inFolder("openapi.json"), JSON.stringify(document));
    symlinkSync(join(tools, "node_modules"), inFolder("node_modules"));
  });

  it("Redocly finds no error", () => {
    tool("@redocly/cli/bin/cli.js", "lint", inFolder("openapi.json"), "--extends=recommended");
  });

  it("clients of openapi-typescript and @hey-api/openapi-ts have our names, compile strictly and work", async () => {
    tool("openapi-typescript/bin/cli.js", inFolder("openapi.json"), "-o", inFolder("api.d.ts"));
    tool("@hey-api/openapi-ts/bin/run.js", "-i", inFolder("openapi.json"), "-o", inFolder("client"));
    writeFileSync(inFolder("use.ts"), PROGRAM);
    tool(
      "typescript/bin/tsc",
      ...["--strict", "--skipLibCheck", "--target", "es2022", "--lib", "es2023,dom,dom.iterable"],
      ...["--module", "commonjs", "--moduleResolution", "node10", "--types", "node"],
      ...["--typeRoots", join(import.meta.dirname, "../../node_modules/@types")],
      ...["--outDir", inFolder("out"), inFolder("use.ts")],
    );
    const { url, kill } = await startServer(inFolder("store.db"), { POLYNYA_PAGES: "off" });
    stop = kill;
    const { status, output } = runProgram(process.execPath, [inFolder("out/use.js"), url, TOKEN]);
    expect([status, output.trim()]).toEqual([0, '["arctic","Arctic","suggester-off"]']);
  });

  it("every operation has a name that a client can use as the name of a function", () => {
    const names = operationsOf(document).map(({ operation }) => operation.operationId ?? "");
    expect(names.filter((name) => !/^[a-z]+(?:[A-Z][a-z0-9]*)+$/u.test(name))).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
  });
});

let stop: ((signal: NodeJS.Signals) => Promise<void>) | undefined;
afterAll(() => stop?.("SIGTERM"));
