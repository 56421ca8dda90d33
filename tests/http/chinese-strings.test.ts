import { beforeEach, describe, expect, test } from "vitest";
import { insertPublication } from "./publication.ts";
import { problemOf, service, type Service } from "./app.ts";

const SIMPLIFIED = { 船: "{{count}} 艘船离开了港口", 乘客: "$t(船) 与 {{乘客}} 的行李", mark: "OK" };
const TRADITIONAL = { title: "北極理事會關於海冰的報告" };

let polynya: Service;
beforeEach(async () => {
  polynya = service();
  const { storage } = polynya.context;
  await insertPublication(storage, "simple", "zh", SIMPLIFIED);
  await insertPublication(storage, "old", "zh", TRADITIONAL);
  await insertPublication(storage, "bare", "zh", { mark: "OK" });
  await insertPublication(storage, "simple", "en", { 船: "ships" });
});

const get = async (path: string, headers: Record<string, string> = {}) => {
  const answer = await polynya.request(`/locales/${path}`, { headers });
  return {
    status: answer.status,
    language: answer.headers.get("content-language"),
    converted: answer.headers.get("polynya-converted"),
    etag: answer.headers.get("etag"),
    body: answer.status === 200 ? ((await answer.json()) as Record<string, unknown>) : undefined,
  };
};

describe("Chinese strings say in which script they are", () => {
  test.each([
    ["zh-Hant/old", "zh-Hant", TRADITIONAL],
    ["zh-TW/simple", "zh-Hans", SIMPLIFIED],
    ["zh_HK/old", "zh-Hant", TRADITIONAL],
    ["zh-CN/old", "zh-Hant", TRADITIONAL],
    ["zh-CN/simple", "zh-Hans", SIMPLIFIED],
    ["zh-Hans-HK/simple", "zh-Hans", SIMPLIFIED],
    ["zh-Hant/bare", "zh", { mark: "OK" }],
    ["zh/simple", "zh", SIMPLIFIED],
  ])("%s is %s as it was published", async (path, language, body) => {
    expect(await get(`${path}.json`)).toMatchObject({ status: 200, language, converted: null, body });
  });
});

describe("Chinese strings are converted where the website asks for it", () => {
  test("texts change, keys and names of values stay, and the answer says so", async () => {
    const converted = await get("zh-Hant/simple.json?convert=true");
    expect(converted).toMatchObject({ language: "zh-Hant", converted: "true" });
    expect(converted.body).toEqual({
      船: "{{count}} 艘船離開了港口",
      乘客: "$t(船) 與 {{乘客}} 的行李",
      mark: "OK",
    });
    const plain = await get("zh-Hant/simple.json");
    expect(converted.etag).not.toBe(plain.etag);
    const again = await polynya.request("/locales/zh-TW/simple.json?convert", {
      headers: { "if-none-match": converted.etag ?? "" },
    });
    expect(again.status).toBe(304);
  });

  test("also from Traditional, of a version, and several at once", async () => {
    expect(await get("zh-CN/old.json?convert=true")).toMatchObject({
      language: "zh-Hans",
      body: { title: "北极理事会关于海冰的报告" },
    });
    const { etag } = await get("zh/old.json");
    const version = etag?.replaceAll('"', "") ?? "";
    expect(await get(`@${version}/zh-CN/old.json?convert=1`)).toMatchObject({ language: "zh-Hans" });
    const several = await get("en+zh-TW/simple+old?convert=true");
    expect(several).toMatchObject({ language: "en, zh-Hant", converted: "true" });
    expect(several.body).toMatchObject({ "zh-TW": { old: TRADITIONAL, simple: { mark: "OK" } } });
    const resources = await get("resources.json?lng=zh-TW&ns=simple");
    expect(resources).toMatchObject({ language: "zh-Hans", converted: null });
  });

  test("nothing else is: other languages, a plain tag, the same script", async () => {
    for (const path of ["en/simple", "zh/simple", "zh-CN/simple", "zh-TW/old", "zh-TW/bare"])
      expect(await get(`${path}.json?convert=true`)).toMatchObject({ status: 200, converted: null });
  });

  test("a value that says neither yes nor no is refused", async () => {
    const answer = await polynya.request("/locales/zh-Hant/simple.json?convert=hant");
    expect((await problemOf(answer)).code).toBe("invalid-fields");
  });
});

describe("the address for several languages, asked for one namespace of one language", () => {
  test("has the keys beside the languages, for a plain backend", async () => {
    expect((await get("en/simple")).body).toEqual({ en: { simple: { 船: "ships" } }, 船: "ships" });
    expect((await get("en+zh/simple")).body).toEqual({
      en: { simple: { 船: "ships" } },
      zh: { simple: SIMPLIFIED },
    });
  });

  test("keeps the language where a key has its name", async () => {
    await insertPublication(polynya.context.storage, "menu", "en", { en: "English", ru: "Русский" });
    expect((await get("en/menu")).body).toEqual({
      en: { menu: { en: "English", ru: "Русский" } },
      ru: "Русский",
    });
  });
});
