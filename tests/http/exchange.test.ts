import { unzipSync } from "fflate";
import { beforeAll, describe, expect, test } from "vitest";
import { FORMAT_NAMES, traitsOf, WRITABLE_FORMATS } from "../../src/formats/traits.ts";
import { UPLOAD_LIMIT } from "../../src/http/uploads.ts";
import { createCollection } from "../../src/services/documents/create-collection.ts";
import { createDocument } from "../../src/services/documents/create-document.ts";
import { openSqlite } from "../../src/storage/sqlite.ts";
import { bearer, OWNER, problemOf, type Service, service } from "./app.ts";

const CSV =
  "key,en,ru,zh\ntitle,Arctic seminar,Арктический семинар,北极研讨会\nwelcome,Welcome,Добро пожаловать,\n";
const encoder = new TextEncoder();

let polynya: Service;
let token: string;
const ask = (path: string, init: RequestInit = {}) =>
  polynya.request(`/api/v1/documents/d/${path}`, { ...init, headers: { ...bearer(token), ...init.headers } });

beforeAll(async () => {
  polynya = service();
  await createCollection(polynya.context, OWNER, { id: "c", title: "C" });
  await createDocument(
    polynya.context,
    OWNER,
    { collection: "c", id: "d", filename: "d.csv" },
    encoder.encode(CSV),
  );
  token = await polynya.token("translator");
});

describe("export of the original", () => {
  const unit = (source: string, target: string) =>
    `<trans-unit id="a"><source>${source}</source><target>${target}</target></trans-unit>`;
  const file = `<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file source-language="en" target-language="ru" datatype="x-t" original="x"><body>${unit("Ice", "Лёд")}</body></file></xliff>`;
  const at = (path: string) => polynya.request(`/api/v1/documents/x/${path}`, { headers: bearer(token) });

  beforeAll(async () => {
    await createDocument(
      polynya.context,
      OWNER,
      { collection: "c", id: "x", filename: "лёд 冰.xlf" },
      encoder.encode(file),
    );
  });

  test("needs no language, keeps the name and has no warnings", async () => {
    const answer = await at("export?format=original");
    expect(await answer.text()).toBe(file);
    expect(answer.headers.get("content-disposition")).toContain(
      "filename*=UTF-8''%D0%BB%D1%91%D0%B4%20%E5%86%B0.xlf",
    );
    expect(answer.headers.get("polynya-warnings")).toBeNull();
    expect(await (await at("export/warnings?format=original")).json()).toEqual({ items: [], next: null });
  });

  test("has its name in the document", async () => {
    const document = await (await polynya.request("/api/v1/documents/x", { headers: bearer(token) })).json();
    expect(document).toMatchObject({
      file: { name: "лёд 冰.xlf", version: "1.2", source: "en", target: "ru" },
    });
  });

  test("tells the number and the ids of the units that are not in the file", async () => {
    await polynya.request("/api/v1/documents/x/push?create=true&filename=n.csv", {
      method: "POST",
      headers: bearer(token),
      body: "key,ru\nb,Море\n",
    });
    const answer = await at("export?format=original");
    expect(await answer.text()).toBe(file);
    expect(answer.headers.get("polynya-warnings")).toBe("1");
    const { items } = (await (await at("export/warnings?format=original")).json()) as { items: unknown[] };
    expect(items).toMatchObject([
      { code: "unit-without-source", place: { unit: "b" }, title: "No text in the source language" },
    ]);
  });

  test("is refused in a version that the original does not have", async () => {
    expect(await problemOf(await at("export?format=original&version=2.1"))).toMatchObject({
      status: 400,
      code: "bad-request",
    });
  });
});

describe("export as JSON", () => {
  test.each(["export?format=json&target=ru", "export?format=json&source=en&target=ru"])(
    "%s is the format that a website reads",
    async (path) => {
      const answer = await ask(path);
      expect(await answer.json()).toEqual({ title: "Арктический семинар", welcome: "Добро пожаловать" });
      expect(answer.headers.get("content-type")).toContain("application/json");
    },
  );

  test("without a target it is the whole document", async () => {
    expect(await (await ask("export?format=json")).json()).toMatchObject({
      polynya: 1,
      units: [
        { key: "title", variants: { en: {}, ru: {}, zh: { content: "北极研讨会" } } },
        { key: "welcome" },
      ],
    });
  });

  test("xliff-json is the form of the npm package", async () => {
    expect(await (await ask("export?format=xliff-json&source=en&target=zh")).json()).toMatchObject({
      sourceLanguage: "en",
      resources: { "d.csv": { title: { source: "Arctic seminar", target: "北极研讨会" } } },
    });
  });

  test.each(["format=json&target=ru", "format=json"])("an export with %s can be pushed", async (query) => {
    const out = await ask(`export?${query}`);
    const text = (await out.text()).replace("Добро пожаловать", "Рады вам");
    const base = out.headers.get("polynya-base") ?? "";
    const back = await ask(`push?${query}&dryRun=true&base=${base}`, { method: "POST", body: text });
    expect(await back.json()).toMatchObject({ counts: { changed: 1, same: 1, conflict: 0 } });
  });
});

describe("a body over the limit", () => {
  const big = (size: number): RequestInit => ({ method: "POST", body: new Uint8Array(size) });

  test.each([
    ["en", "polynya import"],
    ["ru", "любого размера"],
    ["zh", "任意大小"],
  ])("is a 413 with the advice to use the command line (%s)", async (language, words) => {
    const answer = await ask("push", {
      ...big(UPLOAD_LIMIT + 1),
      headers: { "accept-language": language },
    });
    expect(answer.status).toBe(413);
    const { code, advice } = await problemOf(answer);
    expect([code, advice]).toEqual(["too-large", expect.stringContaining("polynya import")]);
    expect(advice).toContain(words);
  });

  test("has a lower limit on a Worker", async () => {
    const worker = service({ ...openSqlite(":memory:"), engine: "d1" });
    const headers = bearer(await worker.token("translator"));
    const of = async (size: number) =>
      (await worker.request("/api/v1/documents/none/push", { ...big(size), headers })).status;
    expect([await of(10 * 1024 ** 2), await of(10 * 1024 ** 2 + 1)]).toEqual([404, 413]);
  });
});

describe("the formats that an export offers", () => {
  test("are exactly those that can be written", async () => {
    const description = (await (await polynya.request("/openapi.json")).json()) as {
      paths: Record<string, { get: { parameters: { name: string; schema: { enum?: string[] } }[] } }>;
    };
    const operation = description.paths["/api/v1/documents/{document}/export"]?.get;
    const offered = operation?.parameters.find(({ name }) => name === "format")?.schema.enum ?? [];
    expect(offered).toEqual([...WRITABLE_FORMATS, "original"]);
    for (const format of offered) {
      const answer = await ask(`export?format=${format}&source=en&target=ru`);
      // The document came in as XLIFF, so there is no document file to write into.
      const known = FORMAT_NAMES.find((name) => name === format);
      if (known !== undefined && traitsOf(known).needsOriginal) {
        expect(await answer.json()).toMatchObject({ status: 422, code: "original-missing" });
        continue;
      }
      expect([format, answer.status]).toEqual([format, 200]);
      const bytes = new Uint8Array(await answer.arrayBuffer());
      const isBinary = known !== undefined && traitsOf(known).binary === true;
      // Documents and workbooks are packages of XML.
      const parts = isBinary ? Object.values(unzipSync(bytes)) : [bytes];
      const texts = parts.map((part) => new TextDecoder().decode(part)).join("");
      expect(texts).toContain("Добро пожаловать");
    }
    for (const format of FORMAT_NAMES.filter((name) => !offered.includes(name))) {
      const answer = await ask(`export?format=${format}&source=en&target=ru`);
      expect([format, answer.status]).toEqual([format, 422]);
      expect((await problemOf(answer)).fields).toMatchObject([{ field: "format" }]);
    }
  });
});
