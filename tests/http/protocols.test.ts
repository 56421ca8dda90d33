import { beforeAll, describe, expect, test } from "vitest";
import { createCollection } from "../../src/services/documents/create-collection.ts";
import { createDocument } from "../../src/services/documents/create-document.ts";
import { bearer, ENVIRONMENT_TOKEN, OWNER, type Service, service } from "./app.ts";

const CSV = `en,ru,zh
Arctic Council,Арктический совет,北极理事会
The Arctic Council,Арктический совет,北极理事会
Ice/water boundary,Граница льда и воды,冰水边界
`;

const XLIFF = `<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="en" trgLang="ru"><file id="f">
<unit id="1"><segment><source>Press <pc id="1">the red</pc> button<ph id="2"/></source>
<target>Нажмите <pc id="1">красную</pc> кнопку<ph id="2"/></target></segment></unit></file></xliff>`;

let polynya: Service;
let token: string;
let get: (path: string, headers?: Record<string, string>) => Promise<Response>;

beforeAll(async () => {
  polynya = service();
  await createCollection(polynya.context, OWNER, { id: "c", title: "C" });
  const wanted = { collection: "c", id: "d", filename: "d.csv" };
  await createDocument(polynya.context, OWNER, wanted, new TextEncoder().encode(CSV));
  const marked = { collection: "c", id: "x", filename: "x.xlf" };
  await createDocument(polynya.context, OWNER, marked, new TextEncoder().encode(XLIFF));
  token = await polynya.token("reader");
  get = (path, headers = bearer(token)) => polynya.request(path, { headers });
});

interface Unit {
  readonly source: string;
  readonly target: string;
  readonly quality: number;
}

const units = async (path: string) => (await (await get(path)).json()) as Unit[];

describe("a token in the path", () => {
  test("may be the token from the server's environment", async () => {
    const path = `/tmserver/${ENVIRONMENT_TOKEN}/en/ru/unit/Arctic%20Council`;
    const answer = await get(path, {});
    expect(await answer.json()).toMatchObject([{ target: "Арктический совет" }, {}]);
    expect((await get(`/tmserver/${ENVIRONMENT_TOKEN}/languages/`, {})).status).toBe(200);
  });

  test("that is wrong is refused with a problem, not with a page", async () => {
    const wrong = ENVIRONMENT_TOKEN.replace("token", "tokem");
    for (const path of [`/tmserver/${wrong}/languages/`, `/tmserver/${wrong}/en/ru/unit/x`]) {
      const answer = await get(path, {});
      expect(answer.status).toBe(401);
      expect(answer.headers.get("content-type")).toContain("problem+json");
    }
  });
});

describe("tmserver and amaGama", () => {
  test.each(["/tmserver", "/api/v1"])(
    "%s answers with units, the best first, and writes the quality with a decimal point",
    async (base) => {
      const answer = await get(`${base}/en/ru/unit/Arctic%20Council?min_similarity=70`);
      const text = await answer.text();
      expect(text).toMatch(/"quality":100\.00\b/u);
      const found = JSON.parse(text) as Unit[];
      expect(found[0]).toMatchObject({
        source: "Arctic Council",
        target: "Арктический совет",
        quality: 100,
        rank: 100,
      });
      expect(found[1]).toMatchObject({ source: "The Arctic Council" });
      expect(found[1]?.quality).toBeCloseTo(77.78, 0);
      const etag = answer.headers.get("etag") ?? "";
      expect(
        (
          await get(`${base}/en/ru/unit/Arctic%20Council?min_similarity=70`, {
            ...bearer(token),
            "if-none-match": etag,
          })
        ).status,
      ).toBe(304);
    },
  );

  test("the text is the rest of the path, or the parameter `source`", async () => {
    expect(await units("/tmserver/en/ru/unit/Ice/water%20boundary")).toHaveLength(1);
    expect(await units("/tmserver/en/ru/unit/?source=Ice%2Fwater%20boundary")).toHaveLength(1);
    expect(await units("/tmserver/en/ru/unit/")).toEqual([]);
  });

  test.each(["zh_hans", "zh_cn", "zh-Hans", "zh", "zh_CN"])("knows %s", async (tag) => {
    expect(await units(`/tmserver/en/${tag}/unit/Arctic%20Council`)).toMatchObject([
      { target: "北极理事会" },
      {},
    ]);
  });

  test.each(["/tmserver/en/de/unit/test", "/tmserver/xx/yy/unit/test", "/tmserver/en/en/unit/test"])(
    "%s gives an empty list, not an error",
    async (path) => {
      expect(await units(path)).toEqual([]);
    },
  );

  test("wrong numbers are ignored, and numbers outside the limits are set to the limit", async () => {
    for (const query of ["min_similarity=x&max_candidates=-1", "max_candidates=99999", "min_similarity=5"]) {
      expect((await units(`/tmserver/en/ru/unit/Arctic%20Council?${query}`)).length).toBeGreaterThan(0);
    }
    expect(await units("/tmserver/en/ru/unit/Arctic%20Council?max_candidates=1")).toHaveLength(1);
  });

  test("letter-coded inline codes count as codes and are returned", async () => {
    const ask = (text: string) => units(`/tmserver/en/ru/unit/${encodeURIComponent(text)}`);
    expect(await ask("Press <g7>the red</g7> button<x8/>")).toMatchObject([
      { target: "Нажмите <g7>красную</g7> кнопку<x8/>", quality: 100 },
    ]);
    const [plain] = await ask("<g1>Arctic Council</g1>");
    expect(plain?.target).toBe("Арктический совет");
    expect(plain?.quality).toBeLessThan(100);
  });

  test("lists the languages", async () => {
    const all = { sourceLanguages: ["en", "ru", "zh"], targetLanguages: ["en", "ru", "zh"] };
    expect(await (await get("/tmserver/languages/")).json()).toEqual(all);
    expect(await (await get(`/tmserver/${token}/languages/`, {})).json()).toEqual(all);
  });

  test("takes the token from the address, for clients that can't send headers", async () => {
    expect(await (await get(`/tmserver/${token}/en/ru/unit/Arctic%20Council`, {})).json()).toHaveLength(2);
    expect((await get("/tmserver/en/ru/unit/Arctic%20Council", {})).status).toBe(401);
    expect((await get(`/tmserver/pln_${"x".repeat(43)}/en/ru/unit/Arctic%20Council`, {})).status).toBe(401);
  });
});

describe("Apertium", () => {
  const translate = async (query: string, headers = {}) => {
    const answer = await get(`/translate?markUnknown=no&${query}`, headers);
    return (await answer.json()) as unknown;
  };

  test("answers with the best match", async () => {
    expect(
      await translate(`q=${encodeURIComponent("Арктический совет")}&langpair=ru|zh_CN&key=${token}`),
    ).toEqual({
      responseData: { translatedText: "北极理事会" },
      responseDetails: null,
      responseStatus: 200,
    });
  });

  test("answers with an empty text if there is no match, never with null", async () => {
    expect(await translate(`q=nothing+like+it&langpair=en|ru&key=${token}`)).toMatchObject({
      responseData: { translatedText: "" },
      responseStatus: 200,
    });
    expect(await translate(`q=x&langpair=en|de&key=${token}`)).toMatchObject({ responseStatus: 451 });
  });

  test("needs a token", async () => {
    expect((await get("/translate?q=x&langpair=en|ru", {})).status).toBe(401);
    expect((await get("/translate?q=x&langpair=en|ru&key=wrong", {})).status).toBe(401);
  });
});
