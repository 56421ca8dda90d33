import { beforeEach, describe, expect, test } from "vitest";
import type { Concept } from "../../../src/domain/concept.ts";
import { createCollection } from "../../../src/services/documents/create-collection.ts";
import { storeDocument } from "../../../src/services/documents/store-document.ts";
import { createConcept } from "../../../src/services/glossary/create-concept.ts";
import { type Brief, type BriefRequest, brief } from "../../../src/services/memory/brief.ts";
import { anna, testContext, type TestContext } from "../helpers.ts";

let context: TestContext;

const ICEBREAKER: Omit<Concept, "status"> = {
  id: "icebreaker",
  mandatory: true,
  definitions: { ru: { text: "Судно для прокладывания пути во льдах" } },
  terms: [
    { language: "en", text: "icebreaker", administrativeStatus: "preferred" },
    {
      language: "ru",
      text: "ледокол",
      administrativeStatus: "preferred",
      institution: "Морской регистр",
      validFrom: "1999-01-01",
    },
    { language: "ru", text: "ледорез", administrativeStatus: "deprecated" },
    { language: "zh", text: "破冰船", administrativeStatus: "preferred" },
  ],
};

beforeEach(async () => {
  context = await testContext();
  await createConcept(context, anna, { ...ICEBREAKER, status: "approved" });
  await storeDocument(
    context,
    anna,
    { collection: "c", id: "talk" },
    {
      format: "json",
      tags: {},
      units: [
        ["Good morning.", "Доброе утро.", "早上好。"],
        ["Two icebreakers left on 5 March 2024.", "", "两艘破冰船于2024年3月5日出发。"],
        ["They carried 1.2 million tonnes.", "Они перевезли 1,2 млн тонн.", "运载120万吨。"],
      ].map(([en = "", ru = "", zh = ""], at) => ({
        key: `k${at}`,
        line: at + 1,
        notes: [],
        variants: {
          en: { content: [en], state: "final" as const },
          ...(ru === "" ? {} : { ru: { content: [ru], state: "reviewed" as const } }),
          zh: { content: [zh], state: "final" as const },
        },
      })),
    },
    "import",
  );
});

async function one(text: string, more: Partial<BriefRequest> = {}) {
  const [told] = await brief(context, anna, { source: "en", targets: ["ru"], segments: [{ text }], ...more });
  if (told === undefined) throw new Error("no brief");
  return told;
}

describe("a brief tells of a text", () => {
  test("terms with all their forms, who prescribes them, and what is forbidden", async () => {
    const { terms } = await one("The Icebreakers left the icebreaker port.");
    expect(terms).toHaveLength(1);
    expect(terms[0]).toMatchObject({
      concept: "icebreaker",
      source: { text: "Icebreakers", start: 4, end: 15, occurrences: 2 },
      mandatory: true,
      targets: {
        ru: [{ text: "ледокол", status: "preferred", by: "Морской регистр", since: "1999-01-01" }],
      },
      forbidden: { ru: ["ледорез"] },
      definitions: { ru: "Судно для прокладывания пути во льдах" },
    });
    expect(terms[0]?.targets.ru?.[0]?.forms).toEqual(expect.arrayContaining(["ледокол", "ледоколами"]));
    expect(terms[0]?.targets.ru?.[0]?.grammar["pl.gen"]).toBe("ледоколов");
  });

  test("numbers and dates in the notation of each target", async () => {
    const { numbers } = await one("On 5 March 2024 it was 1.2 million.", { targets: ["ru", "zh"] });
    expect(numbers.map(({ source, targets }) => [source, targets.ru?.[0], targets.zh?.[0]])).toEqual([
      ["5 March 2024", "5 марта 2024 года", "2024年3月5日"],
      ["1.2 million", "1,2\u00A0млн", "120万"],
    ]);
  });

  test("codes to keep, and the checks that have something to look at", async () => {
    const [told] = await brief(context, anna, {
      source: "en",
      targets: ["ru"],
      segments: [
        {
          text: [
            "Read ",
            { kind: "open", id: "1", element: "g", data: "<b>" },
            "{name}",
            { kind: "close", id: "1", element: "g" },
          ],
        },
      ],
    });
    expect(told?.codes.map(({ kind, id }) => [kind, id])).toEqual([
      ["open", "1"],
      ["close", "1"],
    ]);
    expect(told?.checks).toEqual(expect.arrayContaining(["codes", "placeholders", "empty"]));
    expect(told?.checks).not.toContain("numbers");
    expect(told?.checks).not.toContain("terminology");
  });
});

describe("a brief tells of a stored unit", () => {
  const expected = {
    neighbours: { previous: "Good morning.", next: "They carried 1.2 million tonnes." },
    other: { zh: "两艘破冰船于2024年3月5日出发。" },
    current: {},
  };

  test("that is named: its neighbours and the third language; the unit itself is no match", async () => {
    const [{ unit } = { unit: undefined }] = await brief(context, anna, {
      source: "en",
      targets: ["zh"],
      document: "talk",
      segments: [{ text: "Two icebreakers left on 5 March 2024." }],
    });
    if (unit === undefined) throw new Error("the unit was not found");
    const [told] = await brief(context, anna, { source: "en", targets: ["ru"], segments: [{ unit }] });
    expect(told).toMatchObject({ unit, text: "Two icebreakers left on 5 March 2024.", ...expected });
    expect(told?.matches.map((match) => match.unit)).not.toContain(unit);
  });

  test("that has the same text in the document that is named", async () => {
    const told = await one("They carried 1.2 million tonnes.", { document: "talk" });
    expect(told.neighbours).toEqual({ previous: "Two icebreakers left on 5 March 2024." });
    expect(told.other).toEqual({ zh: "运载120万吨。" });
    expect(told.current).toEqual({ ru: { text: "Они перевезли 1,2 млн тонн.", state: "reviewed" } });
  });

  test("in a collection that the actor may not see: as if it did not exist", async () => {
    await createCollection(context, anna, { id: "other", title: "Other" });
    const stranger = { name: "guest", collections: ["other"] };
    const wanted = { source: "en", targets: ["ru"], segments: [{ unit: "u1" }] } as const;
    await expect(brief(context, stranger, wanted)).rejects.toMatchObject({ code: "not-found" });
    const inDocument = { ...wanted, segments: [{ text: "Hello" }], document: "talk" };
    await expect(brief(context, stranger, inDocument)).rejects.toMatchObject({ code: "not-found" });
  });
});

describe("a budget", () => {
  const text = "Two icebreakers left on 5 March 2024.";

  test.each(["characters", "tokens"] as const)("in %s takes the most useful first", async (measure) => {
    const told = await Promise.all(
      [100, 400, 800, 1600, 100_000].map((budget) => one(text, { document: "talk", budget, measure })),
    );
    for (const piece of [
      ({ terms }: Brief) => terms.length,
      ({ numbers }: Brief) => numbers.length,
      ({ terms }: Brief) => terms[0]?.targets.ru?.[0]?.forms.length ?? 0,
    ]) {
      const counts = told.map(piece);
      expect(counts).toEqual(counts.toSorted((a, b) => a - b));
    }
    expect(told[0]).toMatchObject({ text, terms: [], truncated: true });
    expect(told.at(-1)).toMatchObject({ truncated: false });
    expect(told.at(-1)?.terms[0]?.definitions).not.toEqual({});
  });

  test.each(["characters", "tokens"] as const)("in %s that is larger loses nothing", async (measure) => {
    await storeLog();
    const segments = SEGMENTS.map((segment) => ({ text: segment }));
    const wanted = { source: "en", targets: ["ru", "zh"], document: "talk", segments, measure } as const;
    let before = new Set<string>();
    for (let budget = 100; budget <= 12_000; budget += budget < 4000 ? 41 : 800) {
      const told = await brief(context, anna, { ...wanted, budget });
      const said = new Set(told.flatMap(itemsOf));
      expect([...before].filter((item) => !said.has(item))).toEqual([]);
      if (measure === "characters" && said.size > 0)
        expect(JSON.stringify(told).length).toBeLessThanOrEqual(budget);
      before = said;
    }
    const whole = await brief(context, anna, { ...wanted, budget: 1_000_000 });
    expect(whole.filter(({ truncated }) => truncated)).toEqual([]);
    expect(new Set(whole.flatMap(itemsOf))).toEqual(before);
  });

  test("that is small has the best match, the terms and the numbers in few words", async () => {
    const told = await one("Two icebreakers left on 6 March 2024.", { targets: ["zh"], budget: 1200 });
    expect(told.matches).toEqual([
      {
        score: expect.any(Number),
        kind: "fuzzy",
        unit: expect.any(String),
        source: { language: "en", text: "Two icebreakers left on 5 March 2024." },
        targets: { zh: { text: "两艘破冰船于2024年3月6日出发。", state: "final", adapted: true } },
      },
    ]);
    expect(told.terms.map(({ targets }) => targets.zh?.[0]?.text)).toEqual(["破冰船"]);
    expect(told.numbers.map(({ targets }) => targets.zh)).toEqual([["2024年3月6日"]]);
    expect(told.truncated).toBe(true);
  });

  test("gives the numbers of all segments before the second match of one", async () => {
    await storeLog();
    const segments = SEGMENTS.map((segment) => ({ text: segment }));
    const withSecond: number[][] = [];
    for (let budget = 1000; budget <= 9000; budget += 100) {
      const told = await brief(context, anna, { source: "en", targets: ["ru"], segments, budget });
      if (told.some(({ matches }) => matches.length > 1))
        withSecond.push(told.map(({ numbers }) => numbers.length));
    }
    expect(withSecond.length).toBeGreaterThan(1);
    for (const counts of withSecond) expect(counts).toEqual([1, 1, 2]);
  });

  test("the same store gives the same brief", async () => {
    const wanted = { document: "talk", budget: 1000 };
    expect(await one(text, wanted)).toEqual(await one(text, wanted));
  });
});

/** A second document with more matches. */
const storeLog = () =>
  storeDocument(
    context,
    anna,
    { collection: "c", id: "log" },
    {
      format: "json",
      tags: {},
      units: [7, 8, 9].map((day, at) => ({
        key: `d${day}`,
        line: at + 1,
        notes: [],
        variants: {
          en: { content: [`Two icebreakers left on ${day} March 2024.`], state: "final" as const },
          ru: { content: [`Два ледокола вышли ${day} марта 2024 года.`], state: "reviewed" as const },
        },
      })),
    },
    "import",
  );

const SEGMENTS = [
  "They carried 1.3 million tonnes on the icebreaker.",
  "Two icebreakers left on 6 March 2024.",
  "They carried 1.2 million tonnes on 5 March 2024.",
];

/** All that a brief says, each piece as a text. */
function itemsOf({ text, matches, terms, numbers, neighbours, other, current }: Brief): string[] {
  const leaves = (value: unknown, path: string): string[] =>
    typeof value === "object" && value !== null
      ? Object.entries(value).flatMap(([key, inner]) =>
          leaves(inner, Array.isArray(value) ? `${path}[]` : `${path}.${key}`),
        )
      : [`${path}=${String(value)}`];
  return [
    ...matches.flatMap((match) => leaves(match, `${text} match ${match.unit}`)),
    ...terms.flatMap((term) => leaves(term, `${text} term ${term.concept}`)),
    ...numbers.flatMap((number) => leaves(number, `${text} number ${number.start}`)),
    ...leaves({ neighbours, other, current }, text),
  ];
}

test("the source is no target", async () => {
  const wrong = brief(context, anna, { source: "en", targets: ["en"], segments: [{ text: "x" }] });
  await expect(wrong).rejects.toMatchObject({ code: "invalid-fields" });
});
