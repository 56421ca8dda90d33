import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { createCollection } from "../../src/services/documents/create-collection.ts";
import { createDocument } from "../../src/services/documents/create-document.ts";
import { push } from "../../src/services/exchange/push.ts";
import { bearer, OWNER, sending, service } from "./app.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const ENGLISH = {
  title: "Ice “of” {{sea}}",
  menu: { home: "Home", 'quote"d': "a\\b" },
  ship_one: "{{count}} ship",
  ship_other: "{{count}} ships",
};
const RUSSIAN = { ship_one: "{{count}} судно", ship_few: "{{count}} судна", ship_many: "{{count}} судов" };

async function published() {
  const polynya = service();
  const { context } = polynya;
  await createCollection(context, OWNER, { id: "site", title: "Site" });
  const bytes = (strings: object) => new TextEncoder().encode(JSON.stringify(strings));
  await createDocument(
    context,
    OWNER,
    { collection: "site", id: "site", title: "Site", namespace: "site", format: "i18next", source: "en" },
    bytes(ENGLISH),
  );
  await push(context, OWNER, { document: "site", bytes: bytes(RUSSIAN), format: "i18next", source: "ru" });
  const headers = bearer(await polynya.token("reviewer"));
  const done = await polynya.request("/api/v1/strings/site/publish", sending("POST", {}, headers));
  expect(done.status).toBe(200);
  return polynya;
}

/** Errors of the compiler for a program that uses i18next with these types. */
function errorsOf(types: string, program: string): string[] {
  const folder = mkdtempSync(join(tmpdir(), "polynya-types-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
  writeFileSync(join(folder, "site.d.ts"), types);
  writeFileSync(join(folder, "package.json"), '{"type":"module"}');
  writeFileSync(
    join(folder, "program.ts"),
    `import i18next from "i18next";
import type Site from "./site.d.ts";
declare module "i18next" {
  interface CustomTypeOptions { defaultNS: "site"; resources: { site: Site } }
}
const { t } = i18next;
${program}`,
  );
  const options = ["--noEmit", "--strict", "--module", "nodenext", "--target", "es2024", "--types", ""];
  const flags = [...options, "--allowImportingTsExtensions", "--skipLibCheck"];
  const said = spawnSync(
    process.execPath,
    [join(ROOT, "node_modules/typescript/bin/tsc"), ...flags, "program.ts"],
    {
      cwd: folder,
      encoding: "utf8",
    },
  );
  return said.stdout.split("\n").filter((line) => line.includes("error"));
}

test("i18next's t checks keys, nested keys and plurals with the types of a namespace", async () => {
  const polynya = await published();
  const answer = await polynya.request("/locales/site.d.ts");
  expect(answer.status).toBe(200);
  expect(answer.headers.get("content-type")).toBe("application/typescript; charset=utf-8");
  expect(answer.headers.get("access-control-allow-origin")).toBe("*");
  const types = await answer.text();
  const right = 't("title", { sea: "x" });\nt("menu.home");\nt("ship", { count: 3 });\n';
  expect(errorsOf(types, right)).toEqual([]);
  const wrong = 't("titel");\nt("menu.hom");\nt("ships", { count: 3 });\n';
  expect(errorsOf(types, wrong).map((line) => /program\.ts[(:](\d+)/u.exec(line)?.[1])).toEqual([
    "7",
    "8",
    "9",
  ]);
});

test("the types have an ETag, are a 404 for what is not published, and never leak what is unpublished", async () => {
  const polynya = await published();
  const { headers } = await polynya.request("/locales/site.d.ts");
  const again = await polynya.request("/locales/site.d.ts", {
    headers: { "if-none-match": headers.get("etag") ?? "" },
  });
  expect(again.status).toBe(304);
  expect((await polynya.request("/locales/other.d.ts")).status).toBe(404);
  const token = bearer(await polynya.token("translator"));
  await polynya.request("/locales/add/en/site", sending("POST", { secret: "not yet public" }, token));
  expect(await (await polynya.request("/locales/site.d.ts")).text()).not.toContain("secret");
});

test("a text below the least state is not published; `state` says which", async () => {
  const polynya = await published();
  const token = bearer(await polynya.token("reviewer"));
  await polynya.request("/locales/add/en/site", sending("POST", { fresh: "Not translated" }, token));
  const publish = (query: string) =>
    polynya.request(`/api/v1/strings/site/publish${query}`, sending("POST", {}, token));
  const strings = async () =>
    (await (await polynya.request("/locales/en/site.json")).json()) as Record<string, unknown>;
  await publish("");
  expect(await strings()).not.toHaveProperty("fresh");
  expect(await strings()).toHaveProperty("title");
  await publish("?state=initial");
  expect(await strings()).toHaveProperty("fresh");
  await publish("?state=final");
  expect(await strings()).toEqual({});
  expect((await publish("?state=other")).status).toBe(422);
});
