import { sentenceSpans } from "../../src/alignment/segmentation.ts";
import { CONCORDANCE_MODES } from "../../src/domain/concordance.ts";
import { type Language, LANGUAGES } from "../../src/domain/language.ts";
import { canonical, fold, simplify } from "../../src/domain/normal-form.ts";
import { parseQuantities } from "../../src/quantities/parse.ts";
import { comparable, skeleton } from "../../src/matching/comparable-text.ts";
import { alignTexts } from "../../src/services/alignment/align-texts.ts";
import { createContext, type Context } from "../../src/services/context.ts";
import { concordance } from "../../src/services/memory/concordance.ts";
import { lookup } from "../../src/services/memory/lookup.ts";
import { recogniseTerms } from "../../src/services/glossary/recognise-terms.ts";
import { seedStore } from "../../src/services/documents/seed-store.ts";
import { listUnits } from "../../src/services/units/list-units.ts";

/** Results of the services for the starter memory, as plain data. They must be the same on every engine. */
export interface Readings {
  readonly units: unknown;
  readonly spans: unknown;
  readonly beads: unknown;
  readonly forms: unknown;
  readonly quantities: unknown;
  readonly terms: unknown;
  readonly matches: unknown;
  readonly searches: unknown;
}

/** Queries in all languages: word forms, phrases, pieces of words, punctuation, short texts, texts that do not occur. */
const SEARCHES = [
  ..."лёд|льдами|суда|идти|Северного морского пути|морской северный|право|науч|ООН|и|2030|«Арктика»|10 %".split(
    "|",
  ),
  ..."ice|sea-ice|vessels|frozen|go|northern sea routes|route sea|colour|Arctic|arct|a|U.S.|icebreaker|don’t".split(
    "|",
  ),
  ..."冰|北極|海冰|科学 技术|，|年|航道|龘|x|%".split("|"),
  '"sea ice"',
  '"морского льда" климат',
];

const SEMINAR = "arkhangelsk-2023";
const reader = { name: "reader" };
const rounded = (value: number): number => Number(value.toFixed(9));

/** Seeds an empty store from the files of `tm/` (texts, by path below it) and reads everything in it. */
export async function readingsOf(
  parts: Pick<Context, "storage" | "index"> & Partial<Pick<Context, "loadDictionaries">>,
  files: Readonly<Record<string, string>>,
): Promise<Readings> {
  const context = createContext({ ...parts, now: () => new Date("2026-11-23T00:00:00Z") });
  const encoder = new TextEncoder();
  const sent = new Map(Object.entries(files).map(([path, text]) => [path, encoder.encode(text)]));
  if (!(await seedStore(context, sent))) throw new Error("the store was not empty");

  const { items } = await listUnits(context, reader, SEMINAR, { limit: 1000 });
  const texts = (language: Language): string[] =>
    items.flatMap(({ variants }) => variants[language]?.text ?? []);
  const perLanguage = <Result>(read: (text: string, language: Language) => Result) =>
    Object.fromEntries(
      LANGUAGES.map((language) => [language, texts(language).map((text) => read(text, language))]),
    );
  const whole = (language: Language): string => files[`seminars/${SEMINAR}/${language}.md`] ?? "";

  const aligned = await alignTexts(context, reader, {
    texts: Object.fromEntries(LANGUAGES.map((language) => [language, encoder.encode(whole(language))])),
    format: "markdown",
    collection: "seminars",
  });
  const terms: Record<string, unknown> = {};
  const matches: Record<string, unknown> = {};
  for (const language of LANGUAGES) {
    terms[language] = await Promise.all(
      texts(language).map((text) => recogniseTerms(context, text, language)),
    );
    // A change at the end makes each match a fuzzy one.
    const found = await lookup(context, reader, {
      source: language,
      segments: texts(language).map((text) => ({ text: `${text.slice(0, -2)} 2027` })),
      limit: 3,
    });
    matches[language] = found.map(({ matches: [best] }) =>
      best === undefined
        ? null
        : { score: best.score, kind: best.kind, text: best.source.text, explanation: best.explanation },
    );
  }
  const searches: unknown[] = [];
  for (const q of SEARCHES) {
    for (const mode of CONCORDANCE_MODES) {
      const first = await concordance(context, reader, { q, mode, limit: 7 });
      const next =
        first.next === null
          ? null
          : await concordance(context, reader, { q, mode, limit: 7, after: first.next });
      searches.push({ q, mode, first, next });
    }
    searches.push(await concordance(context, reader, { q, state: "final", from: "2026-11-23", limit: 3 }));
  }
  return {
    searches,
    units: items,
    spans: Object.fromEntries(
      LANGUAGES.map((language) => [
        language,
        whole(language)
          .split(/\n{2,}/u)
          .map((block) => sentenceSpans(block, language)),
      ]),
    ),
    beads: {
      ...aligned,
      confidence: rounded(aligned.confidence),
      beads: aligned.beads.map((bead) => ({ ...bead, confidence: rounded(bead.confidence) })),
    },
    forms: perLanguage((text, language) => [
      simplify(text),
      canonical(text),
      fold(text, language),
      comparable(text, language),
      skeleton(fold(text, language)),
    ]),
    quantities: perLanguage(parseQuantities),
    terms,
    matches,
  };
}

/** The value after a round trip through JSON, where absent members and `undefined` are the same. */
export const asJson = (readings: Readings): Readings => JSON.parse(JSON.stringify(readings)) as Readings;
