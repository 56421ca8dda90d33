import { expect, test } from "vitest";
import { EXIT } from "../../../src/cli/exit-codes.ts";
import { ENVIRONMENT_TOKEN, service } from "../../http/app.ts";
import { shell } from "../environment.ts";

const ENGLISH = { title: "Ice", ship_one: "{{count}} ship", ship_other: "{{count}} ships" };
const RUSSIAN = { title: "Лёд" };

/** A service with the strings of a website, and a folder. */
async function workplace(publish = true) {
  const running = service();
  const work = shell({
    env: { POLYNYA_TOKEN: ENVIRONMENT_TOKEN, POLYNYA_SERVER: "http://127.0.0.1:8787" },
    fetch: async (input, init) => running.app.fetch(new Request(input, init)),
  });
  const post = (path: string, body: object, type = "application/json") =>
    running.request(path, {
      method: "POST",
      headers: { authorization: `Bearer ${ENVIRONMENT_TOKEN}`, "content-type": type },
      body: JSON.stringify(body),
    });
  await post("/api/v1/collections", { id: "site", title: "Site" });
  const query = "id=site&namespace=menu&format=i18next&filename=menu.json&source=en";
  const made = await post(`/api/v1/collections/site/documents?${query}`, ENGLISH, "application/octet-stream");
  expect(made.status).toBe(201);
  if (publish) expect((await post("/api/v1/strings/menu/publish", {})).status).toBe(200);
  return { ...work, post };
}

test("types are a module that tells i18next the keys of the published strings", async () => {
  const { polynya, read } = await workplace();
  const { code, out } = await polynya("strings", "types", "menu");
  expect(code).toBe(EXIT.done);
  expect(out).toContain('declare module "i18next"');
  expect(out).toContain('defaultNS: "menu";');
  expect(out).toContain('"ship_other": "{{count}} ships";');
  expect((await polynya("strings", "types", "--output", "src/i18next.d.ts")).code).toBe(EXIT.done);
  expect(read("src/i18next.d.ts")).toBe(out);
});

test("pull writes the published strings, push takes files back, status counts", async () => {
  const { polynya, read, write } = await workplace();
  const pulled = await polynya("strings", "pull", "--target", "en");
  expect(pulled.code).toBe(EXIT.done);
  expect(JSON.parse(read("locales/en/menu.json"))).toEqual(ENGLISH);

  write("texts/menu.ru.json", JSON.stringify(RUSSIAN));
  const files = ["--files", "texts/{{namespace}}.{{language}}.json"];
  const tried = await polynya("strings", "push", ...files, "--dry-run");
  expect([tried.code, tried.out]).toEqual([EXIT.done, expect.stringContaining("changed 1")]);
  const before = await polynya("strings", "status", "--target", "ru", "--json");
  expect(JSON.parse(before.out)).toMatchObject({ items: [{ namespace: "menu", translated: 0 }] });
  expect((await polynya("strings", "push", "menu", ...files)).code).toBe(EXIT.done);
  const after = await polynya("strings", "status", "--target", "ru", "--json");
  expect(JSON.parse(after.out)).toMatchObject({ items: [{ language: "ru", translated: 1 }] });
  const shown = await polynya("strings", "status");
  expect(shown.out).toMatch(/^namespace +language/u);
});

test("what is wrong is told: verb, namespace, no files, nothing published", async () => {
  const { polynya } = await workplace(false);
  expect((await polynya("strings", "fetch")).code).toBe(EXIT.usage);
  const unknown = await polynya("strings", "types", "other");
  expect([unknown.code, unknown.err]).toEqual([EXIT.notFound, expect.stringContaining("other")]);
  expect((await polynya("strings", "push")).code).toBe(EXIT.notFound);
  expect((await polynya("strings", "types")).code).toBe(EXIT.notFound);
  const outside = await polynya("strings", "push", "--files", "../{{language}}/{{namespace}}.json");
  expect(outside.code).toBe(EXIT.badData);
});

test("extract wants i18next-cli and its configuration in the folder", async () => {
  const { polynya, write } = await workplace();
  const missing = await polynya("strings", "extract");
  expect([missing.code, missing.err]).toEqual([EXIT.notFound, expect.stringContaining("npm install")]);
  write("node_modules/i18next-cli/package.json", JSON.stringify({ bin: { "i18next-cli": "cli.js" } }));
  const unset = await polynya("strings", "extract");
  expect([unset.code, unset.err]).toEqual([EXIT.notFound, expect.stringContaining("i18next.config.ts")]);
  expect((await polynya("strings", "extract", "--config", "elsewhere.ts")).code).toBe(EXIT.notFound);
});
