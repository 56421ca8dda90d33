import { beforeAll, describe, expect, test } from "vitest";
import { GLOSSARY_FORMATS, type GlossaryFormat } from "../../../src/formats/glossary/traits.ts";
import { editConcept } from "../../../src/services/glossary/edit-concept.ts";
import { getConcept } from "../../../src/services/glossary/get-concept.ts";
import type { Context } from "../../../src/services/context.ts";
import { exportGlossary } from "../../../src/services/glossary/export-glossary.ts";
import { importGlossary } from "../../../src/services/glossary/import-glossary.ts";
import { seededStore } from "../../tm/seeded-store.ts";
import { anna } from "../helpers.ts";

describe("the starter glossary", () => {
  let context: Context;
  beforeAll(async () => {
    context = await seededStore();
    // Terms in no particular order, an edited form, and a text that no format holds but JSON.
    const { terms, version } = await getConcept(context, "icebreaker");
    const [english, ...others] = terms.toReversed();
    if (english === undefined) throw new Error("no terms");
    await editConcept(context, anna, "icebreaker", version, {
      terms: [...others, english].map((term) =>
        term.language === "ru" ? { ...term, forms: ["ледокол", "ледокола", "ледоколище"] } : term,
      ),
      notes: [" with space around ", ""],
    });
  }, 60_000);

  const pairs: [GlossaryFormat, { source?: "ru"; target?: "zh" }][] = [
    ...GLOSSARY_FORMATS.map((format): [GlossaryFormat, object] => [format, {}]),
    ["utx", { source: "ru", target: "zh" }],
  ];
  test.each(pairs)("comes back from %s %o as it was", async (format, pair) => {
    const { bytes } = await exportGlossary(context, format, pair);
    const taken = await importGlossary(context, anna, bytes, { format, replace: true, dryRun: true });
    expect(taken.concepts.filter(({ result }) => result !== "same")).toEqual([]);
    expect(taken.counts.same).toBeGreaterThan(100);
  });

  test.each(pairs)(
    "takes one change from %s %o, and leaves what that format does not hold",
    async (format, pair) => {
      const { bytes } = await exportGlossary(context, format, pair);
      const text = new TextDecoder().decode(bytes).replaceAll(/ледокол(?=["<\t,])/gu, "ледорез");
      const before = await getConcept(context, "icebreaker");
      const sent = new TextEncoder().encode(text);
      const taken = await importGlossary(context, anna, sent, { format, dryRun: true });
      const changed = taken.concepts.filter(({ result }) => result !== "same").map(({ id }) => id);
      expect(changed).toContain("icebreaker");
      expect(changed.length).toBeLessThan(4);
      if (format !== "utx" || pair.source !== "ru") return;
      await importGlossary(context, anna, sent, { format });
      const after = await getConcept(context, "icebreaker");
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
