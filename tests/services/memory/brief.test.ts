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

  test("the same store gives the same brief", async () => {
    const wanted = { document: "talk", budget: 1000 };
    expect(await one(text, wanted)).toEqual(await one(text, wanted));
  });
});

test("the source is no target", async () => {
  const wrong = brief(context, anna, { source: "en", targets: ["en"], segments: [{ text: "x" }] });
  await expect(wrong).rejects.toMatchObject({ code: "invalid-fields" });
});
