import { comparable, skeleton, textHash } from "../matching/comparable.ts";
import {
  countText,
  frequencyOf,
  type Frequencies,
  newFrequencies,
  packFrequencies,
  rarest,
  unpackFrequencies,
  weightOf,
} from "../matching/frequencies.ts";
import { collectGrams, gramsOf, newGrams } from "../matching/grams.ts";
import { type Language, LANGUAGES } from "../domain/language.ts";
import type { Variants } from "../domain/unit.ts";
import type { Candidate, Candidates, MatchIndex, Needle, Probe, UnitChange } from "./match-index.ts";
import type { Statement, Storage } from "./storage.ts";
import { jsonParts, unpackVariant } from "./units.ts";

/** Grams of a probe that are asked for. */
const PROBE_GRAMS = 24;
/** Units given per probe, with and without a target. */
const DIRECT = 48;
const PARTIAL = 4;
/** An equal text, and one that only numbers, case and punctuation tell apart, come before all others. */
const EXACT_WEIGHT = 100_000;
const SKELETON_WEIGHT = 10_000;
/** Texts from which rarity is judged. */
const SAMPLE = 1000;

const LETTER: Readonly<Record<Language, string>> = { en: "e", ru: "r", zh: "z" };
/** Bits by which a language's length code stands in a rowid. */
const SHIFT: Readonly<Record<Language, number>> = { en: 16, ru: 8, zh: 0 };
const UNIT = 2 ** 24;

type Texts = { readonly [language in Language]?: string };

const gramToken = (language: Language, gram: number) => LETTER[language] + gram.toString(36);
const exactToken = (language: Language, text: string) => `x${LETTER[language]}${textHash(text).toString(36)}`;
function skeletonToken(language: Language, text: string): string | undefined {
  const bones = skeleton(text);
  return bones === undefined ? undefined : `y${LETTER[language]}${textHash(bones).toString(36)}`;
}

/** Length in code points on a logarithmic scale, 1 … 255. */
export const lengthCode = (length: number): number => Math.min(255, 1 + Math.floor(14 * Math.log2(length + 1)));

function codePointCount(text: string): number {
  let count = text.length;
  for (let at = 0; at < text.length; at += 1) if ((text.charCodeAt(at) & 0xfc00) === 0xdc00) count -= 1;
  return count;
}

function rowid(n: number, texts: Texts): number {
  return LANGUAGES.reduce((id, language) => {
    const text = texts[language];
    return id + (text === undefined ? 0 : lengthCode(codePointCount(text)) * 2 ** SHIFT[language]);
  }, n * UNIT);
}

function tokens(texts: Texts): string {
  const list: string[] = [];
  for (const language of LANGUAGES) {
    const text = texts[language];
    if (text === undefined) continue;
    list.push(exactToken(language, text));
    const bones = skeletonToken(language, text);
    if (bones !== undefined) list.push(bones);
    for (const gram of gramsOf(text)) list.push(gramToken(language, gram));
  }
  return list.join(" ");
}

function textsOf(variants: Variants | undefined): Texts | undefined {
  if (variants === undefined) return undefined;
  const texts: { [language in Language]?: string } = {};
  for (const language of LANGUAGES) {
    const variant = variants[language];
    if (variant !== undefined) texts[language] = comparable(variant.content, language);
  }
  return texts;
}

const sameTexts = (a: Texts, b: Texts) => LANGUAGES.every((language) => a[language] === b[language]);

function statements(removed: readonly number[], added: readonly (readonly [number, string])[]): Statement[] {
  return [
    ...jsonParts(removed).map((json) => ({
      sql: "DELETE FROM match_gram WHERE rowid IN (SELECT value FROM json_each(?1))",
      params: [json],
    })),
    ...jsonParts(added).map((json) => ({
      sql: "INSERT INTO match_gram (rowid, grams) SELECT value->>0, value->>1 FROM json_each(?1)",
      params: [json],
    })),
  ];
}

/**
 * The index as a contentless FTS5 table over our own grams: nothing in memory but a table of frequencies,
 * one row written per unit, one statement for the candidates of a whole batch.
 */
export function ftsMatchIndex(storage: Storage): MatchIndex {
  let frequencies: Promise<Record<Language, Frequencies>> | undefined;
  let goodUntil = 0;

  const rarity = async (highest: number): Promise<Record<Language, Frequencies>> => {
    if (frequencies === undefined || highest > goodUntil) {
      goodUntil = Math.max(64, highest * 2);
      frequencies = loadFrequencies(storage, highest).catch((error: unknown) => {
        frequencies = undefined;
        throw error;
      });
    }
    return frequencies;
  };

  return {
    write(changes) {
      const removed: number[] = [];
      const added: [number, string][] = [];
      for (const change of changes) diff(change, removed, added);
      return statements(removed, added);
    },

    async candidates(probes) {
      const counts = await rarity(await highestUnit(storage, frequencies === undefined ? 0 : goodUntil));
      const asked = probes.map((probe) => ask(probe, counts[probe.language]));
      const rows = await storage.all<{ q: number; direct: number; r: number; score: number }>(
        CANDIDATES,
        JSON.stringify(asked),
      );
      const found = probes.map(() => ({ direct: [] as Candidate[], partial: [] as Candidate[] }));
      for (const { q, direct, r, score } of rows) {
        const answer = found[q];
        const candidate = { n: Math.floor(r / UNIT), exact: score >= EXACT_WEIGHT };
        const probe = probes[q];
        if (answer === undefined || probe === undefined) continue;
        if (direct) answer.direct.push(candidate);
        if (isPartial(r, probe)) answer.partial.push(candidate);
      }
      return found satisfies Candidates[];
    },

    async containing(needles, bound) {
      const counts = await rarity(await highestUnit(storage, frequencies === undefined ? 0 : goodUntil));
      const clauses = needles.flatMap((needle) => containingClause(needle, counts[needle.language]));
      if (clauses.length === 0) return { units: [], complete: true };
      const rows = await storage.all<{ r: number }>(
        "SELECT rowid AS r FROM match_gram WHERE match_gram MATCH ?1 ORDER BY rowid DESC LIMIT ?2",
        clauses.join(" AND "),
        bound,
      );
      return { units: rows.map(({ r }) => Math.floor(r / UNIT)), complete: rows.length < bound };
    },

    async rebuild(progress) {
      const rebuilt = await rebuild(storage, progress);
      frequencies = undefined;
      return rebuilt;
    },
  };
}

function diff({ before, after }: UnitChange, removed: number[], added: [number, string][]): void {
  const [was, is] = [textsOf(before?.variants), textsOf(after?.variants)];
  if (was && is && sameTexts(was, is)) return;
  if (was && before) removed.push(rowid(before.n, was));
  if (is && after) added.push([rowid(after.n, is), tokens(is)]);
}

function isPartial(id: number, { language, targets }: Probe): boolean {
  const has = (wanted: Language) => Math.floor(id / 2 ** SHIFT[wanted]) % 256 > 0;
  return targets.some(
    (target) => !has(target) && LANGUAGES.some((via) => via !== language && via !== target && has(via)),
  );
}

/** A probe as the statement below reads it. */
function ask(probe: Probe, frequencies: Frequencies) {
  const { language, text, least, targets } = probe;
  const length = codePointCount(text);
  const { list, length: size } = collectGrams(text, newGrams());
  const grams: [string, number][] = rarest(frequencies, list, size, PROBE_GRAMS).map((gram) => [
    gramToken(language, gram),
    Math.round(16 * weightOf(frequencies, gram)),
  ]);
  const bones = skeletonToken(language, text);
  if (bones !== undefined) grams.push([bones, SKELETON_WEIGHT]);
  grams.push([exactToken(language, text), EXACT_WEIGHT]);
  return {
    grams,
    shift: SHIFT[language],
    // Equal but for numbers, case and punctuation may be longer or shorter than the threshold allows.
    min: lengthCode(Math.floor(length * least)),
    max: lengthCode(Math.ceil(length / least)),
    length: lengthCode(length),
    targets: targets.map((target) => SHIFT[target]),
    limit: Math.max(DIRECT, probe.limit + 8),
    partial: PARTIAL,
  };
}

/** CROSS JOIN keeps the order: per probe, per gram, its postings. */
const CANDIDATES = `
WITH hit AS (
  SELECT probe.key AS q, probe.value AS p, match_gram.rowid AS r, sum(gram.value->>1) AS score
  FROM json_each(?1) AS probe CROSS JOIN json_each(probe.value, '$.grams') AS gram CROSS JOIN match_gram
  WHERE match_gram MATCH (gram.value->>0)
    AND (gram.value->>1 >= ${SKELETON_WEIGHT}
      OR ((match_gram.rowid >> (probe.value->>'shift')) & 255) BETWEEN probe.value->>'min' AND probe.value->>'max')
  GROUP BY probe.key, match_gram.rowid
), classed AS (
  SELECT q, p, r, score,
    EXISTS (SELECT 1 FROM json_each(p, '$.targets') AS target WHERE (r >> target.value) & 255 > 0) AS direct
  FROM hit
), ranked AS (
  SELECT q, p, r, score, direct, row_number() OVER (
    PARTITION BY q, direct
    ORDER BY score - 8 * abs(((r >> (p->>'shift')) & 255) - (p->>'length')) DESC, r DESC) AS place
  FROM classed
)
SELECT q, direct, r, score FROM ranked
WHERE place <= CASE direct WHEN 1 THEN p->>'limit' ELSE p->>'partial' END ORDER BY q, place`;

/** What a unit that contains the needle must hold; nothing when the needle is too short to say. */
function containingClause({ language, anyOf }: Needle, frequencies: Frequencies): string[] {
  const alternatives = anyOf.map((text) =>
    innerGrams(text)
      .sort((a, b) => frequencyOf(frequencies, a) - frequencyOf(frequencies, b))
      .slice(0, 8)
      .map((gram) => gramToken(language, gram)),
  );
  if (alternatives.some((grams) => grams.length === 0)) return [];
  return [`(${alternatives.map((grams) => `(${grams.join(" AND ")})`).join(" OR ")})`];
}

/** Grams that every text with this piece in it has: those that do not touch its ends. */
function innerGrams(text: string): number[] {
  const whole = new Set(gramsOf(`一${text}一`));
  const padded = [gramsOf(`${text}`)];
  void padded;
  return [...whole];
}

async function highestUnit(storage: Storage, known: number): Promise<number> {
  void known;
  const [row] = await storage.all<{ n: number | null }>("SELECT max(n) AS n FROM unit");
  return row?.n ?? 0;
}
void unpackVariant;
void newFrequencies;
void countText;
void packFrequencies;
void unpackFrequencies;
