import { beforeAll, describe, expect, test } from "vitest";
import type { Compressor } from "../../src/http/compression.ts";
import { createMetrics } from "../../src/http/metrics.ts";
import { createTermsApp, TERM_FORMATS } from "../../src/http/served-terms.ts";
import { skosFaults } from "../formats/skos/validate.ts";
import { bearer, ENVIRONMENT_TOKEN, sending, service, type Service } from "./app.ts";

const ADMIN = bearer(ENVIRONMENT_TOKEN);
const HOST = "http://polynya.test";
const compressor: Compressor = { codings: ["br", "gzip"], encode: (_, bytes) => Promise.resolve(bytes) };

/** Words that nobody without a token may ever read. */
const SECRET = /secret|тайн|秘密|terminologist-maria/iu;

const ICEBREAKER = {
  id: "icebreaker",
  domain: "shipping",
  notes: ["secret note of the office"],
  examples: [{ texts: { en: "A secret example." }, expect: "missing" }],
  foreign: { children: ["<transacGrp>secret author</transacGrp>"] },
  definitions: { en: { text: "A ship that breaks ice.", source: "WMO" } },
  terms: [
    { language: "en", text: "icebreaker", notes: ["secret term note"], notInside: ["secret icebreaker"] },
    { language: "ru", text: "ледокол" },
    { language: "zh", text: "破冰船", foreign: { children: ["<note>秘密</note>"] } },
    { language: "en", text: "ice ship", administrativeStatus: "deprecated", forbidden: true },
    { language: "en", text: "ice-breaker", administrativeStatus: "admitted" },
  ],
};
const OTHERS = [
  { id: "hidden", domain: "secret plans", terms: [{ language: "en", text: "secret term" }] },
  { id: "draft", domain: "shipping", status: "proposed", terms: [{ language: "en", text: "secret draft" }] },
  {
    id: "refused",
    domain: "shipping",
    status: "rejected",
    terms: [{ language: "en", text: "secret refusal" }],
  },
  {
    id: "polynya",
    domain: "shipping",
    terms: [
      { language: "ru", text: "полынья" },
      { language: "zh", text: "冰间湖" },
    ],
  },
  { id: "lead", domain: "shipping", terms: [{ language: "en", text: "lead" }] },
];

/** A service with a glossary of which a part is public. */
async function office(): Promise<
  Service & { send: (method: string, path: string, body?: unknown) => Promise<Response> }
> {
  const made = service(undefined, { compressor });
  const token = await made.token("admin", undefined, "terminologist-maria");
  const send = (method: string, path: string, body: unknown = {}) =>
    made.request(`/api/v1${path}`, sending(method, body, { ...bearer(token), "if-match": "*" }));
  for (const concept of [ICEBREAKER, ...OTHERS])
    expect((await send("POST", "/concepts", concept)).status).toBe(201);
  for (const [id, title] of [
    ["open", "Open seminar"],
    ["closed", "Secret seminar"],
  ] as const) {
    await send("POST", "/collections", { id, title });
    const csv =
      id === "open"
        ? "en,ru,zh\nThe icebreaker sails north.,Ледокол идёт на север.,破冰船向北航行。\nTwo icebreakers met.,Два ледокола встретились.,\n"
        : "en,ru,zh\nA secret icebreaker.,Тайный ледокол.,秘密破冰船。\n";
    const upload = await made.request(`/api/v1/collections/${id}/documents?filename=${id}.csv&format=csv`, {
      method: "POST",
      headers: { ...ADMIN, "content-type": "text/csv" },
      body: csv,
    });
    expect(upload.status).toBe(201);
  }
  return { ...made, send };
}

/** Changes a concept as it is now. */
async function amend(house: Service, id: string, change: object): Promise<void> {
  const found = await house.request(`/api/v1/concepts/${id}`, { headers: ADMIN });
  const headers = { ...ADMIN, "if-match": found.headers.get("etag") ?? "" };
  const answer = await house.request(`/api/v1/concepts/${id}`, sending("PATCH", change, headers));
  expect(answer.status).toBe(200);
}

const publish = (house: Awaited<ReturnType<typeof office>>, change: object = {}) =>
  house.send("PATCH", "/public-glossary", { domains: ["shipping"], collections: ["open"], ...change });

describe("a glossary", () => {
  test("is not public until an administrator says so, and needs no token then", async () => {
    const house = await office();
    expect((await house.request("/terms")).status).toBe(404);
    expect((await house.request("/terms/icebreaker")).status).toBe(404);
    expect(await (await house.request("/robots.txt")).text()).not.toContain("Sitemap");
    const reader = await house.token("terminologist");
    const refused = await house.request("/api/v1/public-glossary", sending("PATCH", {}, bearer(reader)));
    expect(refused.status).toBe(403);

    expect(await (await publish(house)).json()).toMatchObject({
      concepts: 3,
      everything: false,
      domains: [
        { domain: "secret plans", concepts: 1, public: false },
        { domain: "shipping", concepts: 3, public: true },
      ],
      collections: ["open"],
    });
    const page = await house.request("/terms/icebreaker?language=ru");
    expect(page.status).toBe(200);
    const text = await page.text();
    expect(text).toContain('<h1 lang="ru">ледокол</h1>');
    expect(text).toContain("破冰船");
    expect(text).toContain("<mark>Ледокол</mark> идёт на север.");
    expect(text).toContain(`<link rel="canonical" href="${HOST}/terms/icebreaker?language=ru" />`);
    expect(text).toContain('hreflang="zh-Hans"');

    await publish(house, { domains: [], collections: [] });
    expect((await house.request("/terms/icebreaker")).status).toBe(404);
  });

  test("takes sentences away as soon as their collection is no longer public", async () => {
    const house = await office();
    await publish(house);
    const read = async () => (await house.request("/terms/icebreaker?language=en")).text();
    expect(await read()).toContain("sails north");
    await publish(house, { collections: [] });
    expect(await read()).not.toContain("sails north");
    const [document] = (
      (await (await house.request("/api/v1/collections/open/documents", { headers: ADMIN })).json()) as {
        items: { id: string }[];
      }
    ).items;
    await publish(house, { collections: [], documents: [document?.id] });
    expect(await read()).toContain("sails north");
  });

  test("shows what is edited at once", async () => {
    const house = await office();
    await publish(house);
    const before = await house.request("/terms/lead");
    const etag = before.headers.get("etag") ?? "";
    expect((await house.request("/terms/lead", { headers: { "if-none-match": etag } })).status).toBe(304);
    const found = await house.request("/api/v1/concepts/lead", { headers: ADMIN });
    const edit = { terms: [{ language: "en", text: "flaw lead" }] };
    const edited = await house.request(
      "/api/v1/concepts/lead",
      sending("PATCH", edit, { ...ADMIN, "if-match": found.headers.get("etag") ?? "" }),
    );
    expect(edited.status).toBe(200);
    const after = await house.request("/terms/lead", { headers: { "if-none-match": etag } });
    expect(after.status).toBe(200);
    expect(await after.text()).toContain("flaw lead");
  });

  test("leads to related concepts from both ends, and to none that is not public", async () => {
    const house = await office();
    await publish(house);
    await amend(house, "icebreaker", {
      relations: [
        { type: "broader", concept: "hidden" },
        { type: "related", concept: "draft" },
        { type: "narrower", concept: "lead" },
        { type: "see", concept: "polynya" },
      ],
      links: [{ url: "https://example.org/ice", text: "Ships of the north" }],
      picture: "https://example.org/ship.jpg",
      terms: [{ language: "en", text: "icebreaker", gender: "neuter", usageNote: "in reports" }],
    });
    await amend(house, "hidden", { relations: [{ type: "related", concept: "lead" }] });
    const read = async (path: string) => (await house.request(path)).text();
    const page = await read("/terms/icebreaker?language=en");
    expect(page).toContain('href="/terms/lead?language=en"');
    expect(page).toContain('<a href="https://example.org/ice" rel="nofollow">Ships of the north</a>');
    expect(page).toContain('<a href="https://example.org/ship.jpg" rel="nofollow">Picture</a>');
    expect(page).toContain("Usage: in reports");
    expect(await read("/terms/lead?language=ru")).toMatch(
      /<dt>Более широкие<\/dt>[\s\S]*href="\/terms\/icebreaker\?language=ru"/u,
    );
    const files = ["/terms/icebreaker", "/terms/lead", "/terms"].flatMap((path) =>
      ["html", "jsonld", "tbx", "csv"].map((format) => `${path}?format=${format}`),
    );
    for (const file of files)
      expect(await read(file)).not.toMatch(/(?:terms\/|target="|""|[,;] ?)(?:hidden|draft)\b/u);
    expect(await read("/terms/icebreaker?format=tbx")).toContain('target="lead"');
    expect(await read("/terms?format=csv")).toMatch(/^icebreaker,.*,lead,/mu);
    expect(JSON.parse(await read("/terms/lead?format=jsonld"))).toMatchObject({
      graph: [{}, { broader: [`${HOST}/terms/icebreaker`] }],
    });
  });

  test("is valid SKOS with relations, after a merge and after a deletion", async () => {
    const house = await office();
    await publish(house, { everything: true });
    const whole = async () => (await house.request("/terms?format=jsonld")).text();
    const relate = (id: string, ...relations: (readonly [string, string])[]) =>
      amend(house, id, {
        relations: relations.map(([type, concept]) => ({ type, concept })),
      });
    await relate("icebreaker", ["broader", "polynya"], ["related", "hidden"]);
    await relate("polynya", ["broader", "hidden"], ["related", "lead"]);
    expect(await whole()).toContain('"related":["');
    expect(await skosFaults(await whole())).toEqual([]);
    expect((await house.send("POST", "/concepts/icebreaker/merge", { from: "lead" })).status).toBe(200);
    expect(await skosFaults(await whole())).toEqual([]);
    const hidden = await house.request("/api/v1/concepts/hidden", { headers: ADMIN });
    const headers = { ...ADMIN, "if-match": hidden.headers.get("etag") ?? "" };
    await house.request("/api/v1/concepts/hidden", { method: "DELETE", headers });
    expect(await whole()).not.toContain("/terms/hidden");
    expect(await skosFaults(await whole())).toEqual([]);
    const one = await (await house.request("/terms/icebreaker?format=jsonld")).text();
    expect(await skosFaults(one, false)).toEqual([]);
  });

  test("sends readers of a merged concept on, and says that a deleted one is gone", async () => {
    const house = await office();
    await publish(house);
    const merged = await house.send("POST", "/concepts/icebreaker/merge", { from: "lead" });
    expect(merged.status).toBe(200);
    const moved = await house.request("/terms/lead?language=zh");
    expect(moved.status).toBe(301);
    expect(moved.headers.get("location")).toBe("/terms/icebreaker?language=zh");

    const found = await house.request("/api/v1/concepts/icebreaker", { headers: ADMIN });
    const removed = await house.request("/api/v1/concepts/icebreaker", {
      method: "DELETE",
      headers: { ...ADMIN, "if-match": found.headers.get("etag") ?? "" },
    });
    expect(removed.status).toBe(204);
    for (const id of ["icebreaker", "lead"]) {
      const program = await house.request(`/terms/${id}`);
      expect(program.status).toBe(410);
      expect(await program.json()).toMatchObject({ code: "gone" });
      const person = await house.request(`/terms/${id}`, { headers: { accept: "text/html" } });
      expect(person.status).toBe(410);
      expect(person.headers.get("content-type")).toBe("text/html; charset=utf-8");
    }
  });

  test("tells nothing of a private concept that was removed", async () => {
    const house = await office();
    await publish(house);
    const found = await house.request("/api/v1/concepts/hidden", { headers: ADMIN });
    await house.request("/api/v1/concepts/hidden", {
      method: "DELETE",
      headers: { ...ADMIN, "if-match": found.headers.get("etag") ?? "" },
    });
    expect((await house.request("/terms/hidden")).status).toBe(404);
  });

  test("is not published by a new collection with the id of a public one", async () => {
    const house = await office();
    await house.send("POST", "/collections", { id: "short", title: "Short" });
    await publish(house, { collections: ["open", "short"] });
    expect((await house.send("DELETE", "/collections/short")).status).toBe(204);
    await house.send("POST", "/collections", { id: "short", title: "Another" });
    const settings = await house.request("/api/v1/public-glossary", { headers: ADMIN });
    expect(await settings.json()).toMatchObject({ collections: ["open"] });
  });
});

describe("whoever has no token", () => {
  let house: Awaited<ReturnType<typeof office>>;
  beforeAll(async () => {
    house = await office();
    await publish(house, {
      about: {
        title: "Arctic terms",
        publisher: "Institute",
        licence: "https://creativecommons.org/licenses/by/4.0/",
      },
    });
  });

  test("never sees what is not public, in any form, at any address", async () => {
    const formats = Object.keys(TERM_FORMATS);
    const queries = [
      "",
      "q=secre",
      "q=ship",
      "q=тай",
      "alphabet=en&letter=S",
      "alphabet=zh&letter=P",
      "subject=+",
      "page=9",
      "subject=shipping",
    ];
    const addresses = [
      ...["icebreaker", "hidden", "draft", "refused", "polynya", "lead", "none"].map((id) => `/terms/${id}?`),
      ...queries.map((query) => `/terms?${query}&`),
      "/sitemap.xml?",
      "/robots.txt?",
    ];
    let read = 0;
    for (const address of addresses)
      for (const format of formats)
        for (const language of ["en", "ru", "zh"]) {
          const answer = await house.request(`${address}format=${format}&language=${language}`, {
            headers: { accept: "text/html" },
          });
          const text = await answer.text();
          expect(
            `${address} ${format} ${text} ${JSON.stringify([...answer.headers])}`.slice(address.length),
          ).not.toMatch(SECRET);
          expect([200, 404]).toContain(answer.status);
          if (answer.status === 200) read += 1;
        }
    expect(read).toBeGreaterThan(300);
    for (const id of ["hidden", "draft", "refused"]) {
      const strange = await house.request("/terms/none", { headers: { accept: "text/html" } });
      const hidden = await house.request(`/terms/${id}`, { headers: { accept: "text/html" } });
      expect(hidden.status).toBe(404);
      expect(await hidden.text()).toBe(await strange.text());
    }
  });

  test.each(Object.entries(TERM_FORMATS))("gets %s by Accept and by a link", async (format, type) => {
    const accepted = await house.request("/terms/icebreaker", { headers: { accept: type } });
    expect(accepted.headers.get("content-type")?.split(";")[0]).toBe(type);
    expect(accepted.headers.get("vary")).toContain("Accept, Accept-Language");
    expect(accepted.headers.get("etag")).toMatch(/^"[0-9a-f]{32}"$/u);
    const linked = await house.request(`/terms/icebreaker?format=${format}&language=en`);
    expect(await linked.text()).toBe(await accepted.text());
  });

  test("gets SKOS with one preferred label in each language and every label once", async () => {
    const answer = await house.request("/terms/icebreaker", { headers: { accept: "application/ld+json" } });
    const { graph } = (await answer.json()) as { graph: Record<string, unknown>[] };
    expect(graph[1]).toMatchObject({
      id: `${HOST}/terms/icebreaker`,
      type: "Concept",
      inScheme: `${HOST}/terms`,
      prefLabel: { en: "icebreaker", ru: "ледокол", "zh-Hans": "破冰船" },
      altLabel: { en: "ice-breaker" },
      hiddenLabel: { en: "ice ship" },
      definition: { en: "A ship that breaks ice." },
    });
    expect(graph[0]).toMatchObject({
      title: "Arctic terms",
      license: "https://creativecommons.org/licenses/by/4.0/",
    });
  });

  test("finds a concept by a form, by letter, by pinyin and by subject", async () => {
    const listed = async (query: string) =>
      [
        ...(await (await house.request(`/terms?language=en&${query}`)).text()).matchAll(
          /href="\/terms\/([\w-]+)/gu,
        ),
      ].map((match) => match[1]);
    expect(await listed("q=ледоколами")).toEqual(["icebreaker"]);
    expect(await listed("q=breaks+ice")).toEqual(["icebreaker"]);
    expect(await listed("alphabet=ru&letter=П")).toEqual(["polynya"]);
    expect(await listed("alphabet=zh&letter=B")).toEqual(["polynya"]);
    expect(await listed("alphabet=en&letter=I")).toEqual(["icebreaker", "icebreaker", "icebreaker"]);
    expect(await listed("subject=shipping")).toEqual(["icebreaker", "lead", "polynya"]);
  });

  test("finds every public page in the sitemap, and no other", async () => {
    const map = await (await house.request("/sitemap.xml")).text();
    const places = [...map.matchAll(/<loc>(.*?)<\/loc>/gu)].map((match) => match[1]);
    const paths = ["", "/icebreaker", "/lead", "/polynya"];
    expect(places).toEqual(
      paths.flatMap((path) =>
        ["en", "ru", "zh"].map((language) => `${HOST}/terms${path}?language=${language}`),
      ),
    );
    expect(await (await house.request("/robots.txt")).text()).toContain(`Sitemap: ${HOST}/sitemap.xml`);
  });

  test("gets the same answer before the engines are loaded", async () => {
    const { context } = house;
    const early = createTermsApp({ context, compressor, metrics: createMetrics() });
    const headersOf = (response: Response) =>
      Object.fromEntries([...response.headers].filter(([name]) => name !== "x-request-id"));
    const cases: readonly (readonly [string, Record<string, string>])[] = [
      ["/terms", {}],
      ["/terms?q=ice", { "accept-encoding": "br" }],
      ["/terms/icebreaker", { accept: "text/html", "accept-language": "zh" }],
      ["/terms/icebreaker?format=bibtex", { "accept-encoding": "gzip" }],
      ["/terms/icebreaker?format=jsonld", { "accept-encoding": "gzip" }],
      ["/terms/none", { accept: "text/html" }],
      ["/terms.css", {}],
      ["/sitemap.xml", {}],
      ["/robots.txt", {}],
    ];
    for (const [path, headers] of cases) {
      const expected = await house.app.request(`${HOST}${path}`, { headers });
      const own = await early(new Request(`${HOST}${path}`, { headers }));
      expect([path, own?.status, headersOf(own ?? new Response())]).toEqual([
        path,
        expected.status,
        headersOf(expected),
      ]);
      expect(await own?.text()).toBe(await expected.text());
      const held = { ...headers, "if-none-match": expected.headers.get("etag") ?? "" };
      if (expected.status === 200)
        expect((await early(new Request(`${HOST}${path}`, { headers: held })))?.status).toBe(304);
    }
    expect(await early(new Request(`${HOST}/terms/none`))).toBeUndefined();
  });
});
