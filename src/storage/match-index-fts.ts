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
import { collectGrams, gramsInside, gramsOf, newGrams } from "../matching/grams.ts";
import { type Language, LANGUAGES } from "../domain/language.ts";
import type { Variants } from "../domain/unit.ts";
import type { Candidate, Candidates, MatchIndex, Needle, Probe, Rebuilt, UnitChange } from "./match-index.ts";
import { type Statement, type Storage, StorageError } from "./storage.ts";
import { jsonParts, unpackVariant } from "./units.ts";

/** Grams of a probe that are asked for. */
const PROBE_GRAMS = 16;
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

type VariantColumns = { readonly [language in Language]: string | null };

interface FrequencyRow {
  readonly language: Language;
  readonly taken_at: number;
  readonly texts: number;
  readonly counts: Uint8Array;
}

interface CandidateRow {
  readonly q: number;
  readonly direct: number;
  readonly r: number;
  readonly score: number;
  readonly highest: number | null;
}

interface Rarity {
  /** The highest unit number when it was taken. */
  readonly takenAt: number;
  readonly of: Readonly<Record<Language, Frequencies>>;
}

type Texts = { readonly [language in Language]?: string };

const gramToken = (language: Language, gram: number) => LETTER[language] + gram.toString(36);
const exactToken = (language: Language, text: string) => `x${LETTER[language]}${textHash(text).toString(36)}`;
function skeletonToken(language: Language, text: string): string | undefined {
  const bones = skeleton(text);
  return bones === undefined ? undefined : `y${LETTER[language]}${textHash(bones).toString(36)}`;
}

/** Length in code points on a logarithmic scale, 1 … 255. */
export const lengthCode = (length: number): number =>
  Math.min(255, 1 + Math.floor(14 * Math.log2(length + 1)));

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

const exactTokens = (texts: Texts): string[] =>
  LANGUAGES.flatMap((language) => {
    const text = texts[language];
    return text === undefined ? [] : [exactToken(language, text)];
  });

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

function textsOfRow(row: VariantColumns): Texts {
  const texts: { [language in Language]?: string } = {};
  for (const language of LANGUAGES) {
    const json = row[language];
    if (json !== null) texts[language] = comparable(unpackVariant(json).content, language);
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
  let loaded: Promise<Rarity> | undefined;

  const rarity = (): Promise<Rarity> => {
    loaded ??= loadFrequencies(storage).catch((error: unknown) => {
      loaded = undefined;
      throw error;
    });
    return loaded;
  };

  return {
    write(changes) {
      const removed: number[] = [];
      const added: [number, string][] = [];
      for (const change of changes) diff(change, removed, added);
      return statements(removed, added);
    },

    async candidates(probes) {
      const { takenAt, of } = await rarity();
      const rows = await storage.all<CandidateRow>(
        CANDIDATES,
        JSON.stringify(probes.map((probe) => ask(probe, of[probe.language]))),
      );
      // Takes effect with the next batch: rarity need not be exact.
      if ((rows[0]?.highest ?? 0) > 2 * takenAt) loaded = undefined;
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
      const { of } = await rarity();
      const clauses = needles.flatMap((needle) => containingClause(needle, of[needle.language]));
      const rows =
        clauses.length === 0
          ? await storage.all<{ r: number }>(
              "SELECT rowid AS r FROM match_gram ORDER BY rowid DESC LIMIT ?1",
              bound,
            )
          : await storage.all<{ r: number }>(
              "SELECT rowid AS r FROM match_gram WHERE match_gram MATCH ?1 ORDER BY rowid DESC LIMIT ?2",
              clauses.join(" AND "),
              bound,
            );
      return { units: rows.map(({ r }) => Math.floor(r / UNIT)), complete: rows.length < bound };
    },

    async rebuild(progress) {
      const rebuilt = await rebuild(storage, progress);
      loaded = undefined;
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
  const byte = (wanted: Language) => 255 * 2 ** SHIFT[wanted];
  return {
    grams,
    shift: SHIFT[language],
    min: lengthCode(Math.floor(length * least)),
    max: lengthCode(Math.ceil(length / least)),
    length: lengthCode(length),
    targets: targets.reduce((mask, target) => mask + byte(target), 0),
    limit: Math.max(DIRECT, probe.limit + 8),
  };
}

/**
 * All parameters become columns first: JSON read once per posting would cost more than the postings.
 * CROSS JOIN keeps the order: per probe, per gram, its postings. Texts that are equal but for numbers, case
 * and punctuation may be longer or shorter than the threshold allows.
 */
const CANDIDATES = `
WITH probe AS MATERIALIZED (
  SELECT key AS q, value->>'shift' AS shift, value->>'min' AS least, value->>'max' AS most, value->>'length' AS length,
         value->>'targets' AS targets, value->>'limit' AS places FROM json_each(?1)
), gram AS MATERIALIZED (
  SELECT one.key AS q, each.value->>0 AS token, each.value->>1 AS weight,
         CASE WHEN each.value->>1 >= ${SKELETON_WEIGHT} THEN 0 ELSE one.value->>'min' END AS least,
         CASE WHEN each.value->>1 >= ${SKELETON_WEIGHT} THEN 255 ELSE one.value->>'max' END AS most,
         one.value->>'shift' AS shift
  FROM json_each(?1) AS one CROSS JOIN json_each(one.value, '$.grams') AS each
), hit AS MATERIALIZED (
  SELECT gram.q AS q, match_gram.rowid AS r, sum(gram.weight) AS score
  FROM gram CROSS JOIN match_gram
  WHERE match_gram MATCH gram.token AND ((match_gram.rowid >> gram.shift) & 255) BETWEEN gram.least AND gram.most
  GROUP BY gram.q, match_gram.rowid
), ranked AS (
  SELECT hit.q AS q, r, score, (r & targets) > 0 AS direct, places, row_number() OVER (
    PARTITION BY hit.q, (r & targets) > 0
    ORDER BY score - 8 * abs(((r >> shift) & 255) - length) DESC, r DESC) AS place
  FROM hit CROSS JOIN probe ON probe.q = hit.q
)
SELECT q, direct, r, score, (SELECT max(n) FROM unit) AS highest FROM ranked
WHERE place <= CASE direct WHEN 1 THEN places ELSE ${PARTIAL} END ORDER BY q, place`;

/** What a unit that contains the needle must hold; nothing when the needle is too short to say. */
function containingClause({ language, anyOf }: Needle, frequencies: Frequencies): string[] {
  const alternatives = anyOf.map((text) =>
    gramsInside(text)
      .sort((a, b) => frequencyOf(frequencies, a) - frequencyOf(frequencies, b))
      .slice(0, 8)
      .map((gram) => gramToken(language, gram)),
  );
  if (alternatives.some((grams) => grams.length === 0)) return [];
  return [`(${alternatives.map((grams) => `(${grams.join(" AND ")})`).join(" OR ")})`];
}

/** The table of frequencies, made from a sample of units when there is none or the store has doubled. */
async function loadFrequencies(storage: Storage): Promise<Rarity> {
  const [rows, [last]] = (await storage.batch([
    { sql: "SELECT language, taken_at, texts, counts FROM match_frequency" },
    { sql: "SELECT max(n) AS n FROM unit" },
  ])) as [FrequencyRow[], { n: number | null }[]];
  const highest = last?.n ?? 0;
  const takenAt = Math.min(
    ...LANGUAGES.map((wanted) => rows.find(({ language }) => language === wanted)?.taken_at ?? 0),
  );
  if (highest > 2 * takenAt) return sampleFrequencies(storage, highest);
  const of = (wanted: Language): Frequencies => {
    const row = rows.find(({ language }) => language === wanted);
    return row === undefined ? newFrequencies() : unpackFrequencies(row.texts, row.counts);
  };
  return { takenAt, of: { en: of("en"), ru: of("ru"), zh: of("zh") } };
}

async function sampleFrequencies(storage: Storage, highest: number): Promise<Rarity> {
  const of = { en: newFrequencies(), ru: newFrequencies(), zh: newFrequencies() };
  const step = Math.max(1, highest / SAMPLE);
  const wanted = Array.from({ length: Math.min(SAMPLE, highest) }, (_, at) => 1 + Math.floor(at * step));
  const rows = await storage.all<VariantColumns>(
    "SELECT en, ru, zh FROM unit WHERE n IN (SELECT value FROM json_each(?1))",
    JSON.stringify(wanted),
  );
  for (const row of rows) {
    const texts = textsOfRow(row);
    for (const language of LANGUAGES) {
      const text = texts[language];
      if (text !== undefined) countText(of[language], text);
    }
  }
  try {
    await storage.batch(
      LANGUAGES.map((language) => ({
        sql: "INSERT OR REPLACE INTO match_frequency (language, taken_at, texts, counts) VALUES (?1, ?2, ?3, ?4)",
        params: [language, highest, of[language].texts, packFrequencies(of[language])],
      })),
    );
  } catch (error) {
    // A full disk or a lock must not stop a lookup: the table serves this process, the next one tries again.
    if (!(error instanceof StorageError)) throw error;
  }
  return { takenAt: highest, of };
}

const REBUILD_STEP = 500;

async function rebuild(storage: Storage, progress?: (done: number) => void): Promise<Rebuilt> {
  let units = 0;
  let differing = 0;
  let after = 0;
  for (;;) {
    const rows = await storage.all<VariantColumns & { n: number; version: number }>(
      "SELECT n, version, en, ru, zh FROM unit WHERE n > ?1 ORDER BY n LIMIT ?2",
      after,
      REBUILD_STEP,
    );
    const last = rows.at(-1)?.n;
    const until = last === undefined ? Number.MAX_SAFE_INTEGER : (last + 1) * UNIT;
    const expected = new Map(rows.map((row) => [row.n, textsOfRow(row)]));
    const wanted = [...expected].map(([n, texts]) => ({ n, id: rowid(n, texts), texts }));
    const stored = await storage.all<{ r: number }>(
      "SELECT rowid AS r FROM match_gram WHERE rowid >= ?1 AND rowid < ?2",
      (after + 1) * UNIT,
      until,
    );
    // A row is right when it has the right lengths and is found by the exact texts of its languages.
    const found = await storage.all<{ r: number }>(
      `SELECT match_gram.rowid AS r FROM json_each(?1) AS unit CROSS JOIN match_gram
       WHERE match_gram MATCH (unit.value->>1) AND match_gram.rowid = unit.value->>0`,
      JSON.stringify(
        wanted
          .map(({ id, texts }) => [id, exactTokens(texts).join(" AND ")])
          .filter(([, query]) => query !== ""),
      ),
    );
    const right = new Set(found.map(({ r }) => r));
    const missing = wanted.filter(({ id, texts }) => !right.has(id) && exactTokens(texts).length > 0);
    const stale = stored.map(({ r }) => r).filter((r) => !right.has(r));
    const versions = new Map(rows.map((row) => [row.n, row.version]));
    differing += new Set([...missing.map(({ n }) => n), ...stale.map((r) => Math.floor(r / UNIT))]).size;
    // A unit that was written to since it was read has brought its own index row.
    await storage.batch([
      ...jsonParts(
        stale.map((r) => [r, Math.floor(r / UNIT), versions.get(Math.floor(r / UNIT)) ?? null]),
      ).map((json) => ({
        sql: `DELETE FROM match_gram WHERE rowid IN (
                  SELECT row.value->>0 FROM json_each(?1) AS row LEFT JOIN unit ON unit.n = row.value->>1
                  WHERE unit.version IS row.value->>2)`,
        params: [json],
      })),
      ...jsonParts(missing.map(({ n, id, texts }) => [id, tokens(texts), n, versions.get(n) ?? 0])).map(
        (json) => ({
          sql: `INSERT INTO match_gram (rowid, grams)
              SELECT row.value->>0, row.value->>1 FROM json_each(?1) AS row
              JOIN unit ON unit.n = row.value->>2 WHERE unit.version = row.value->>3`,
          params: [json],
        }),
      ),
    ]);
    units += rows.length;
    if (last === undefined) break;
    after = last;
    progress?.(units);
  }
  const [row] = await storage.all<{ n: number | null }>("SELECT max(n) AS n FROM unit");
  if (row?.n) await sampleFrequencies(storage, row.n);
  return { units, differing };
}
