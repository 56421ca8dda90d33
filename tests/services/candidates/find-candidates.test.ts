import { expect, test } from "vitest";
import { findCandidates, type FindCandidates } from "../../../src/services/candidates/find-candidates.ts";
import { listRefused } from "../../../src/services/candidates/list-refused.ts";
import { refuseCandidate } from "../../../src/services/candidates/refuse-candidate.ts";
import { createCollection } from "../../../src/services/documents/create-collection.ts";
import { createDocument } from "../../../src/services/documents/create-document.ts";
import { createConcept } from "../../../src/services/glossary/create-concept.ts";
import { anna, boris, bytes, testContext, type TestContext } from "../helpers.ts";

const TABLE = `key,en,ru,zh
a,The sea ice is thin.,Морской лёд тонок.,海冰很薄。
b,Satellites watch the sea ice.,Спутники следят за морским льдом.,卫星观测海冰。
c,An icebreaker meets the sea ice.,Ледокол встречает морской лёд.,破冰船遇到海冰。
d,The icebreaker waits.,Ледокол ждёт.,破冰船在等待。
`;

async function stored(): Promise<TestContext> {
  const context = await testContext();
  await createDocument(context, anna, { collection: "c", id: "talk", filename: "talk.csv" }, bytes(TABLE));
  return context;
}
const find = (context: TestContext, query: Partial<FindCandidates> = {}, actor = anna) =>
  findCandidates(context, actor, { limit: 50, ...query });
const terms = async (...given: Parameters<typeof find>) =>
  (await find(...given)).candidates.map((candidate) => candidate.terms);

test("stored units give candidates in three languages with the sentences that show them", async () => {
  const page = await find(await stored(), { documents: ["talk"] });
  const ice = page.candidates.find((one) => one.terms.en === "sea ice");
  expect(ice).toMatchObject({
    terms: { ru: "морской лёд", zh: "海冰" },
    frequency: 3,
    documents: 1,
    known: false,
    refused: false,
  });
  const [first] = ice?.evidence ?? [];
  expect(first).toMatchObject({ document: "talk", unit: expect.stringMatching(/^u/u) as string });
  for (const language of ["en", "ru", "zh"] as const) {
    const [start, end] = first?.ranges[language] ?? [0, 0];
    expect(ice?.forms[language]).toContain(first?.texts[language]?.slice(start, end));
  }
  expect(page.candidates.map(({ score }) => score)).toEqual(
    page.candidates.map(({ score }) => score).toSorted((a, b) => b - a),
  );
});

test("pages follow each other and hold each candidate once", async () => {
  const context = await stored();
  const whole = await terms(context);
  const read: unknown[] = [];
  let after: string | undefined;
  do {
    const page = await find(context, { limit: 3, ...(after === undefined ? {} : { after }) });
    read.push(...page.candidates.map((candidate) => candidate.terms));
    after = page.next ?? undefined;
  } while (after !== undefined);
  expect(read).toEqual(whole);
  await expect(find(context, { after: "x" })).rejects.toMatchObject({ code: "invalid-fields" });
});

test("a further page is read from what the first page found, as the glossary and the texts are by then", async () => {
  const context = await stored();
  const whole = (await find(context, { collections: ["c"] })).candidates;
  const query = { collections: ["c"], limit: 2 };
  const first = await find(context, query);
  const after = first.next ?? "";
  // What would be found first by a new search is not: the ranking stays.
  const more = "key,en\nx,The polar bear swims.\ny,A polar bear. The polar bear. Polar bear!\n";
  await createDocument(context, anna, { collection: "c", id: "more", filename: "more.csv" }, bytes(more));
  const second = await find(context, { ...query, after });
  expect(second.candidates).toEqual(whole.slice(2, 4));
  expect([second.total, second.units]).toEqual([first.total, first.units]);
  // A candidate that was accepted or refused since says so, or goes; none is left out for it.
  const [third, fourth] = whole.slice(2);
  await refuseCandidate(context, anna, { terms: third?.terms ?? {}, refused: true });
  expect((await find(context, { ...query, limit: 1, after })).candidates).toEqual([fourth]);
  // Another search, another caller and a later day search anew.
  for (const [other, actor] of [
    [{ ...query, least: 2, after: "0" }, anna],
    [{ ...query, after }, boris],
  ] as const)
    expect((await find(context, other, actor)).units).toBe(6);
  const later = { ...context, now: () => new Date(context.now().getTime() + 11 * 60_000) };
  expect((await find(later, { ...query, after })).units).toBe(6);
});

test("texts of the caller are kept nowhere", async () => {
  const context = await stored();
  const texts = { en: "The sea ice melts. The ice floe drifts. The sea ice grows. The ice floe stays." };
  await find(context, { texts, limit: 1 });
  expect(await context.storage.all("SELECT * FROM candidate_list")).toEqual([]);
  await find(context, { collections: ["c"], limit: 1 });
  const [kept] = await context.storage.all<{ list: string }>("SELECT list FROM candidate_list");
  expect(kept?.list).toContain("sea ice");
  expect(kept?.list).not.toContain("Satellites watch");
});

test("what the glossary has in any form is marked, and left out on request", async () => {
  const context = await stored();
  const { id } = await createConcept(context, anna, {
    terms: [{ language: "ru", text: "морской лёд", administrativeStatus: "preferred" }],
  });
  const known = (await find(context)).candidates.filter((one) => one.known);
  expect(known.map(({ concept }) => concept)).toEqual([id]);
  expect((await terms(context, { known: false })).some(({ ru }) => ru === "морской лёд")).toBe(false);
});

test("a refused candidate stays away from its collection until it is brought back", async () => {
  const context = await stored();
  await refuseCandidate(context, boris, {
    terms: { en: "Sea ice", ru: "морской лёд" },
    collection: "c",
    refused: true,
  });
  expect((await terms(context, { collections: ["c"] })).some(({ en }) => en === "sea ice")).toBe(false);
  const shown = (await find(context, { collections: ["c"], refused: true })).candidates;
  expect(shown.filter((one) => one.refused).map((one) => one.terms.en)).toEqual(["sea ice"]);
  expect(await listRefused(context, anna, "c")).toMatchObject([
    { language: "en", term: "Sea ice", author: "boris", collection: "c" },
    { language: "ru", term: "морской лёд" },
  ]);
  await refuseCandidate(context, boris, {
    terms: { en: "sea ice", ru: "морской лёд" },
    collection: "c",
    refused: false,
  });
  expect((await terms(context)).some(({ en }) => en === "sea ice")).toBe(true);
  expect(await listRefused(context, anna)).toEqual([]);
});

test("a refusal of one collection does not touch another, and nobody sees another's", async () => {
  const context = await stored();
  await createCollection(context, anna, { id: "other", title: "Other" });
  await refuseCandidate(context, anna, { terms: { en: "sea ice" }, collection: "other", refused: true });
  expect((await terms(context, { collections: ["c"] })).some(({ en }) => en === "sea ice")).toBe(true);
  const bound = { name: "carla", collections: ["c"] };
  expect(await listRefused(context, bound)).toEqual([]);
  await expect(
    refuseCandidate(context, bound, { terms: { en: "ice" }, collection: "other", refused: true }),
  ).rejects.toMatchObject({ code: "not-found" });
  await expect(find(context, { collections: ["other"] }, bound)).rejects.toMatchObject({ code: "not-found" });
});

test("texts of the caller: one running text, lists of one length, or texts to align", async () => {
  const context = await testContext();
  const one = await find(context, { texts: { ru: "Морской лёд тает. Учёные измеряют морской лёд." } });
  expect(one).toMatchObject({ units: 2, candidates: expect.arrayContaining([]) as unknown });
  expect(one.candidates.map((candidate) => candidate.terms.ru)).toContain("морской лёд");
  const lists = {
    en: ["The sea ice melts.", "The sea ice grows."],
    ru: ["Морской лёд тает.", "Морской лёд растёт."],
  };
  const two = await find(context, { texts: lists });
  expect(two.candidates[0]?.terms).toEqual({ en: "sea ice", ru: "морской лёд" });
  const aligned = await find(context, { texts: { en: lists.en.join(" "), ru: lists.ru.join(" ") } });
  expect(aligned.candidates[0]?.terms).toEqual({ en: "sea ice", ru: "морской лёд" });
  expect((await find(context, { texts: { en: "" } })).total).toBe(0);
  await expect(find(context, { texts: {} })).rejects.toMatchObject({ code: "invalid-fields" });
});

test("a word that is only quoted in another language is no translation", async () => {
  const context = await testContext();
  const { candidates } = await find(context, {
    texts: {
      en: ["The prefix is short.", "A prefix is added.", "The prefix ends.", "One prefix is left."],
      ru: [
        "Параметр -prefix= задаёт короткий префикс.",
        "Параметр -prefix= добавляет префикс.",
        "Параметр -prefix= кончается, а с ним и префикс.",
        "Остался параметр -prefix=.",
      ],
    },
  });
  expect(candidates.find(({ terms: { en } }) => en === "prefix")?.terms.ru).toBe("префикс");
});

test("the progress grows, and the client may leave", async () => {
  const context = await testContext();
  const sentences = Array.from(
    { length: 3000 },
    (_, at) => `The ship number${at} follows the heavy icebreaker home.`,
  );
  const told: number[] = [];
  await findCandidates(
    context,
    anna,
    { texts: { en: sentences }, limit: 1 },
    { progress: (done) => told.push(done) },
  );
  expect(told).toEqual(told.toSorted((a, b) => a - b));
  const leaving = AbortSignal.abort();
  await expect(
    findCandidates(context, anna, { texts: { en: sentences }, limit: 1 }, { signal: leaving }),
  ).rejects.toThrow();
});

test("on a Worker a larger selection than its memory holds is refused", async () => {
  const context = await testContext();
  const worker = { ...context, storage: { ...context.storage, engine: "d1" as const } };
  const texts = { en: Array.from({ length: 2001 }, () => "The sea ice melts.") };
  await expect(findCandidates(worker, anna, { texts, limit: 1 })).rejects.toMatchObject({
    code: "selection-too-large",
    params: { most: 2000 },
  });
  const long = { en: ["ice ".repeat(200_000)] };
  await expect(findCandidates(worker, anna, { texts: long, limit: 1 })).rejects.toMatchObject({
    code: "too-large",
  });
});
