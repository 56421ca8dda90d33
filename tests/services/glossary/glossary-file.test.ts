import { beforeAll, describe, expect, test } from "vitest";
import {
  WRITABLE_GLOSSARY_FORMATS,
  type WritableGlossaryFormat,
} from "../../../src/formats/glossary/traits.ts";
import { editConcept } from "../../../src/services/glossary/edit-concept.ts";
import { getConcept } from "../../../src/services/glossary/get-concept.ts";
import { listConcepts } from "../../../src/services/glossary/list-concepts.ts";
import type { Context } from "../../../src/services/context.ts";
import { exportGlossary } from "../../../src/services/glossary/export-glossary.ts";
import { importGlossary } from "../../../src/services/glossary/import-glossary.ts";
import { seededStore } from "../../tm/seeded-store.ts";
import { anna, testContext } from "../helpers.ts";

describe("the starter glossary", () => {
  let context: Context;
  beforeAll(async () => {
    context = await seededStore();
    // Terms in no particular order, an edited form, and a text that only JSON can hold.
    const { terms, version } = await getConcept(context, anna, "icebreaker");
    const [english, ...others] = terms.toReversed();
    if (english === undefined) throw new Error("no terms");
    await editConcept(context, anna, "icebreaker", version, {
      terms: [...others, english].map((term) =>
        term.language === "ru" ? { ...term, forms: ["ледокол", "ледокола", "ледоколище"] } : term,
      ),
      notes: [" with space around ", ""],
    });
  });

  const pairs: [WritableGlossaryFormat, { source?: "ru"; target?: "zh" }][] = [
    ...WRITABLE_GLOSSARY_FORMATS.map((format): [WritableGlossaryFormat, object] => [format, {}]),
    ["utx", { source: "ru", target: "zh" }],
  ];
  test.each(pairs)("is unchanged after export and import as %s %o", async (format, pair) => {
    const { bytes } = await exportGlossary(context, format, pair);
    const taken = await importGlossary(context, anna, bytes, { format, replace: true, dryRun: true });
    expect(taken.concepts.filter(({ result }) => result !== "same")).toEqual([]);
    expect(taken.counts.same).toBeGreaterThan(100);
  });

  test.each(pairs)(
    "takes one change from %s %o, and keeps the data that the format cannot hold",
    async (format, pair) => {
      const { bytes } = await exportGlossary(context, format, pair);
      const text = new TextDecoder().decode(bytes).replaceAll(/ледокол(?=["<\t,])/gu, "ледорез");
      const before = await getConcept(context, anna, "icebreaker");
      const sent = new TextEncoder().encode(text);
      const taken = await importGlossary(context, anna, sent, { format, dryRun: true });
      const changed = taken.concepts.filter(({ result }) => result !== "same").map(({ id }) => id);
      expect(changed).toContain("icebreaker");
      expect(changed.length).toBeLessThan(4);
      if (format !== "utx" || pair.source !== "ru") return;
      await importGlossary(context, anna, sent, { format });
      const after = await getConcept(context, anna, "icebreaker");
      expect(after.terms.map(({ text: term }) => term).toSorted()).toEqual(
        before.terms.map(({ text: term }) => (term === "ледокол" ? "ледорез" : term)).toSorted(),
      );
      expect(after.notes).toEqual(before.notes);
      expect(after.domain).toBe(before.domain);
      const forms = after.terms
        .find(({ text: term }) => term === "ледорез")
        ?.forms?.map(({ text: form }) => form);
      expect(forms).toContain("ледорезами");
    },
  );
});

describe("glossaries of other people", () => {
  const text = (table: string) => new TextEncoder().encode(table);
  const fresh = async (table: string) => {
    const context = await testContext();
    await importGlossary(context, anna, text(table));
    return context;
  };
  const termsIn = async (context: Context) =>
    (await listConcepts(context, anna, { limit: 100 })).items.map(({ id, terms }) => [
      id,
      terms.map((term) => `${term.language} ${term.text}`).join(", "),
    ]);

  test("get their own ids, and a second import makes no duplicates", async () => {
    const table = "en,ru\nfast ice,припай\nfloe,льдина\n";
    const context = await fresh(table);
    expect(await termsIn(context)).toEqual([
      ["fast-ice", "en fast ice, ru припай"],
      ["floe", "en floe, ru льдина"],
    ]);
    const again = await importGlossary(context, anna, text(table));
    expect(again.counts).toEqual({ created: 0, changed: 0, merged: 0, same: 2, removed: 0, rejected: 0 });
    expect(await termsIn(context)).toHaveLength(2);
  });

  test("merge into concepts with the same terms; a dry run shows it and writes nothing", async () => {
    const context = await fresh("concept,en,ru\na,fast ice,припай\n");
    const more = text("en,ru,zh\nFast ice,припай,固定冰\nfloe,льдина,浮冰\n");
    const trial = await importGlossary(context, anna, more, { dryRun: true });
    expect(trial.concepts).toEqual([
      { id: "a", result: "merged", entry: "row-1", name: "fast ice · припай · 固定冰" },
      { id: "floe", result: "created", entry: "row-2", name: "floe · льдина · 浮冰" },
    ]);
    expect(trial.columns).toEqual([
      { column: "en", role: "en", values: ["Fast ice", "floe"] },
      { column: "ru", role: "ru", values: ["припай", "льдина"] },
      { column: "zh", role: "zh", values: ["固定冰", "浮冰"] },
    ]);
    expect(await termsIn(context)).toEqual([["a", "en fast ice, ru припай"]]);
    await importGlossary(context, anna, more, { duplicates: "skip" });
    expect(await termsIn(context)).toContainEqual(["a", "en fast ice, ru припай"]);
    await importGlossary(context, anna, more);
    expect(await termsIn(context)).toContainEqual(["a", "en fast ice, ru припай, zh 固定冰"]);
    await importGlossary(context, anna, more, { duplicates: "create" });
    expect((await termsIn(context)).map(([id]) => id)).toContain("fast-ice");
  });

  test("of pairs of languages complete each other", async () => {
    const context = await fresh("en,ru\nfast ice,припай\nbank,берег\nbank,банк\n");
    const { counts } = await importGlossary(context, anna, text("en,zh\nfast ice,固定冰\nbank,银行\n"));
    expect(counts).toMatchObject({ merged: 1, created: 1 });
    expect(await termsIn(context)).toEqual([
      ["bank", "en bank, ru берег"],
      ["bank-2", "en bank, ru банк"],
      ["bank-3", "en bank, zh 银行"],
      ["fast-ice", "en fast ice, ru припай, zh 固定冰"],
    ]);
  });

  test("with the same running numbers do not replace each other’s concepts", async () => {
    const context = await fresh("ID,en,ru\n1,fast ice,припай\n2,floe,льдина\n");
    const { counts } = await importGlossary(context, anna, text("ID,en,ru\n1,bay,залив\n2,floes,льдина\n"));
    expect(counts).toMatchObject({ created: 1, changed: 1 });
    expect(await termsIn(context)).toEqual([
      ["1", "en fast ice, ru припай"],
      ["2", "en floe, ru льдина, en floes"],
      ["bay", "en bay, ru залив"],
    ]);
  });

  test("with the same id add data and remove nothing", async () => {
    const context = await fresh(
      "concept,language,term,status,note\na,en,fast ice,,seen in 1998\na,ru,припай,preferred,\na,ru,забереги,,\n",
    );
    const { counts } = await importGlossary(
      context,
      anna,
      text("concept,language,term,status\na,ru,забереги,запрещено\n"),
    );
    expect(counts).toMatchObject({ changed: 1 });
    const [concept] = (await listConcepts(context, anna, { limit: 100 })).items;
    expect(concept?.terms).toMatchObject([
      { text: "fast ice", notes: ["seen in 1998"] },
      { text: "припай", administrativeStatus: "preferred" },
      { text: "забереги", administrativeStatus: "deprecated", forbidden: true },
    ]);
  });

  test("are imported without the wrong entries; a strict import refuses the file", async () => {
    const context = await fresh("en,ru\nice,лёд\n");
    const table = text("concept,language,term\nb,en,floe\nc,de,Scholle\n");
    await expect(importGlossary(context, anna, table, { strict: true })).rejects.toMatchObject({
      code: "language-unknown",
      place: { line: 3, unit: "c" },
    });
    expect(await termsIn(context)).toHaveLength(1);
    const { counts, rejected } = await importGlossary(context, anna, table);
    expect(counts).toMatchObject({ created: 1, rejected: 1 });
    expect(rejected).toMatchObject([{ code: "language-unknown", place: { line: 3, unit: "c" } }]);
  });

  test("make names that stay as they are, with a term in every language", async () => {
    const context = await fresh(
      "term,description,translatable,caseSensitive,abbreviation,forbidden,ru\nPolarstern,,false,true,false,false,\nsea ice,,true,false,false,false,лёд\n",
    );
    const concepts = (await listConcepts(context, anna, { limit: 100 })).items;
    const name = concepts.find(({ doNotTranslate }) => doNotTranslate === true);
    expect(concepts).toHaveLength(2);
    expect(name?.terms.map(({ language, text: term }) => `${language} ${term}`)).toEqual([
      "en Polarstern",
      "ru Polarstern",
      "zh Polarstern",
    ]);
    const again = await importGlossary(context, anna, text("term,translatable,ru\nPolarstern,false,\n"));
    expect(again.counts).toMatchObject({ created: 0, changed: 0 });
  });
});

test("an entry that joins a stored concept fills its empty fields; what is stored stays", async () => {
  const context = await testContext();
  const table = (rows: string) => new TextEncoder().encode(rows);
  const options = { format: "csv" } as const;
  await importGlossary(
    context,
    anna,
    table("concept,language,term,region\na,en,ice,Arctic\nb,en,water,\n"),
    options,
  );
  const more = table(
    "concept,language,term,region,gender,note,broader,links,usage\na,en,Ice,Baltic,neuter,n,b; nowhere,https://a.example/,at sea\n",
  );
  const { counts, warnings } = await importGlossary(context, anna, more, options);
  expect(counts).toMatchObject({ changed: 1, created: 0 });
  expect(warnings).toEqual([{ code: "not-found", params: { what: "nowhere" }, place: { unit: "a" } }]);
  const { terms, relations, links } = await getConcept(context, anna, "a");
  expect(terms).toMatchObject([
    { text: "ice", region: "Arctic", gender: "neuter", notes: ["n"], usageNote: "at sea" },
  ]);
  expect({ relations, links }).toEqual({
    relations: [
      { type: "broader", concept: "b" },
      { type: "broader", concept: "nowhere" },
    ],
    links: [{ url: "https://a.example/" }],
  });
  expect((await importGlossary(context, anna, more, options)).counts).toMatchObject({ same: 1, changed: 0 });
});
