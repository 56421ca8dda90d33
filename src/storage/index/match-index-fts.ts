import { comparable, comparablePoints, skeleton, textHash } from "../../matching/comparable-text.ts";
import {
  countGrams,
  countText,
  frequencyOf,
  type Frequencies,
  newFrequencies,
  packFrequencies,
  rarest,
  unpackFrequencies,
} from "../../matching/frequencies.ts";
import {
  collectGrams,
  collectLongGrams,
  type Grams,
  gramsInside,
  gramsOf,
  newGrams,
  signCount,
} from "../../matching/grams.ts";
import { addFound, find, newFoundTexts, searchableText } from "../../matching/concordance.ts";
import { needlesOf } from "../../matching/concordance-needles.ts";
import { codePoints, distanceTo, editsAllowed, newCodePoints } from "../../matching/similarity.ts";
import { type Language, LANGUAGES } from "../../domain/language.ts";
import type { Content } from "../../domain/segment.ts";
import type { Variants } from "../../domain/unit.ts";
import type { Candidate, Candidates, Probe } from "../../matching/candidates.ts";
import type { MatchIndex, Needle, Rebuilt, UnitChange } from "./match-index.ts";
import { type Statement, type Storage, StorageError } from "../port.ts";
import { jsonParts } from "../rows/json-parts.ts";
import { unpackVariant } from "../rows/units.ts";

/** Grams in a signature: the rarest of a text. A Chinese text has fewer grams, and they are rarer. */
const SIGNATURE: Readonly<Record<Language, number>> = { en: 28, ru: 24, zh: 14 };
/** Signatures of texts with more signs than this have grams of four letters, others grams of three. */
const LONG = 24;
/** Most grams of each kind that a probe searches for: the rarest of its text. Few texts have more. */
const ASKED = 96;
/** A longer text also searches for its grams with the lowest numbers, because early signatures consist of them. */
const FIRST = 48;
/** Most postings that a probe reads, without those of equal texts. The rarest list is always read, even if longer. */
const POSTINGS = 16_000;
/** Most postings when the threshold is below this similarity (0 … 1): such texts share fewer and commoner grams. */
const LOOSE = { below: 0.65, postings: 32_000 } as const;
/** Most postings of a whole batch, because D1 stops a query after 30 seconds. */
const ALL_POSTINGS = 20_000_000;
/** A probe with this many grams ignores texts that share only one of them. */
const MANY = 8;
/** Most probes in one statement: its parameters must stay below 2 MB with any texts. */
const PROBES = 250;
/** Units with a target that are compared, per probe. */
const COMPARED = 160;
/** Characters that are compared, and characters that are returned, per probe: a text may be as long as a book. */
const CHARACTERS = 100_000;
/** Characters of a whole batch: an answer of D1 must stay below 50 MB and fit into a worker's memory. */
const ALL_CHARACTERS = 10_000_000;
/** Texts that are compared and returned at any length, and units without the target, per probe. */
const FEW = 4;
/** Equal texts that are returned besides the closest ones, because they may have different targets. */
const EXACT = 64;
/** Equal texts come first, then texts that differ only in numbers, case and punctuation. */
const EXACT_WEIGHT = 100_000;
const SKELETON_WEIGHT = 10_000;
/** Most texts that one search reads: the newest ones that may contain the needles. */
const TEXTS = 3000;
/** Units in the sample from which the frequency of grams is estimated. */
const SAMPLE = 1000;

const LETTER: Readonly<Record<Language, string>> = { en: "e", ru: "r", zh: "z" };
/** Position of the lowest bit of a language's length code in a rowid. */
const SHIFT: Readonly<Record<Language, number>> = { en: 16, ru: 8, zh: 0 };
const UNIT = 2 ** 24;

type VariantColumns = { readonly [language in Language]: string | null };

interface FrequencyRow {
  readonly language: Language;
  readonly taken_at: number;
  readonly texts: number;
  readonly counts: string;
}

interface CandidateRow {
  readonly q: number;
  readonly direct: number;
  readonly r: number;
  readonly kind: (typeof KIND)[keyof typeof KIND];
  /** The text in the probe's language, plain or as JSON that begins with “[”; null when it is not compared. */
  readonly text: string | null;
}

interface StateRow {
  readonly highest: number | null;
  /** 1 while there are rows in an earlier format. */
  readonly renewing: number;
}

const STATE = "SELECT max(n) AS highest, EXISTS (SELECT 1 FROM match_renewal) AS renewing FROM unit";

/** How a text relates to the probe: shares grams; differs only in numbers, case and punctuation; or is equal. */
const KIND = { near: 0, alike: 1, equal: 2 } as const;

interface Rarity {
  /** The highest unit number when the sample was taken. */
  readonly takenAt: number;
  readonly of: Readonly<Record<Language, Frequencies>>;
}

type Texts = { readonly [language in Language]?: string };

const gramToken = (language: Language, gram: number) => LETTER[language] + gram.toString(36);
const signatureToken = (language: Language, gram: number) => `s${LETTER[language]}${gram.toString(36)}`;
const exactToken = (language: Language, text: string) => `x${LETTER[language]}${textHash(text).toString(36)}`;
function skeletonToken(language: Language, text: string): string | undefined {
  const bones = skeleton(text);
  return bones === undefined ? undefined : `y${LETTER[language]}${textHash(bones).toString(36)}`;
}

/** Length in code points on a logarithmic scale, 1 … 255. */
const lengthCode = (length: number): number => Math.min(255, 1 + Math.floor(14 * Math.log2(length + 1)));

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

const grams = newGrams();
const longGrams = newGrams();

const isLong = (language: Language, text: string): boolean => language !== "zh" && signCount(text) > LONG;

/** The grams from which the signature of a text is chosen. Probes search for the same grams. */
const signatureGrams = (language: Language, text: string): Grams =>
  isLong(language, text) ? collectLongGrams(text, longGrams) : collectGrams(text, grams);

/** All tokens that find a unit: its whole texts, all its grams (for `containing`), and its signatures. */
function tokens(texts: Texts, of: Rarity["of"]): string {
  const list: string[] = [];
  for (const language of LANGUAGES) {
    const text = texts[language];
    if (text === undefined) continue;
    list.push(exactToken(language, text));
    const bones = skeletonToken(language, text);
    if (bones !== undefined) list.push(bones);
    for (const gram of gramsOf(text)) list.push(gramToken(language, gram));
    const { list: own, length } = signatureGrams(language, text);
    for (const gram of rarest(of[language], own, length, SIGNATURE[language]))
      list.push(signatureToken(language, gram));
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
 * The index as a contentless FTS5 table of our own grams. Only a table of frequencies is in memory, a unit is one row,
 * and one statement finds the candidates of up to `PROBES` probes.
 *
 * A text is found by its signature, the rarest of its grams. A probe searches for all its grams, rarest first, until its
 * budget of postings is used. The texts that share most with the probe are read and compared here, so that the caller
 * gets only few and close units.
 */
export function ftsMatchIndex(storage: Storage): MatchIndex {
  let loaded: Promise<Rarity> | undefined;
  /** Until it is loaded, all grams count as equally rare. Signatures are worse then, but still find their texts. */
  let known: Rarity = { takenAt: 0, of: noFrequencies() };

  const rarity = (): Promise<Rarity> => {
    loaded ??= loadFrequencies(storage).then(
      (fresh) => (known = fresh),
      (error: unknown) => {
        loaded = undefined;
        throw error;
      },
    );
    return loaded;
  };
  /** Forgets an outdated table, so that the next write or lookup loads it again. */
  const ageTo = (highest: number): void => {
    if (isOutdated(known.takenAt, highest)) loaded = undefined;
  };

  return {
    async ready() {
      await rarity();
    },

    write(changes) {
      const removed: number[] = [];
      const added: [number, string][] = [];
      let highest = 0;
      for (const change of changes) {
        diff(change, known.of, removed, added);
        highest = Math.max(highest, change.after?.n ?? 0);
      }
      ageTo(highest);
      return statements(removed, added);
    },

    async candidates(probes) {
      if (probes.length === 0) return [];
      const budget = budgetOf(probes);
      const { of: before } = known;
      let asked = askInParts(probes, before, budget);
      // Most texts have so few grams that the probe uses all of them. Then a new process need not load the rarity.
      if (asked.chosen) {
        const { of } = await rarity();
        if (of !== before) asked = askInParts(probes, of, budget);
      }
      const [[state], ...answers] = (await storage.batch([
        { sql: STATE },
        ...asked.parts.map((params) => ({ sql: CANDIDATES, params })),
      ])) as [StateRow[], ...CandidateRow[][]];
      const found = probes.map((): CandidateRow[] => []);
      for (const [part, rows] of answers.entries())
        for (const row of rows) found[part * PROBES + row.q]?.push(row);
      ageTo(state?.highest ?? 0);
      if (state?.renewing === 1) await renew(storage, (await rarity()).of);
      return probes.map((probe, q) => choose(probe, found[q] ?? [], budget.characters));
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

    async find(pattern, bound) {
      const { language } = pattern;
      const { of } = await rarity();
      const query = needlesOf(pattern)
        .flatMap((anyOf) => containingClause({ language, anyOf }, of[language]))
        .join(" AND ");
      // `language` is one of the three column names, so it may stand in the SQL text.
      const rows = await storage.all<{ n: number; content: string }>(
        `SELECT unit.n AS n, unit.${language}->'content' AS content
         FROM (SELECT rowid AS r FROM match_gram ${query === "" ? "" : "WHERE match_gram MATCH ?2"}
               ORDER BY rowid DESC LIMIT ?1)
         JOIN unit ON unit.n = r >> 24 WHERE unit.${language} IS NOT NULL`,
        TEXTS + 1,
        ...(query === "" ? [] : [query]),
      );
      const texts = newFoundTexts(Math.min(bound, TEXTS));
      for (const { n, content } of rows.slice(0, TEXTS)) {
        const text = comparable(JSON.parse(content) as Content | string, language);
        const finding = find(searchableText(text, language), pattern);
        if (finding === undefined) continue;
        if (texts.length === bound) return { texts, complete: false };
        addFound(texts, n, finding.rank, finding.spread, codePointCount(text));
      }
      return { texts, complete: rows.length <= TEXTS };
    },

    async rebuild(progress) {
      const rebuilt = await rebuild(storage, progress);
      loaded = undefined;
      return rebuilt;
    },
  };
}

function diff(
  { before, after }: UnitChange,
  of: Rarity["of"],
  removed: number[],
  added: [number, string][],
): void {
  const [was, is] = [textsOf(before?.variants), textsOf(after?.variants)];
  if (was && is && sameTexts(was, is)) return;
  if (was && before) removed.push(rowid(before.n, was));
  if (is && after) added.push([rowid(after.n, is), tokens(is, of)]);
}

function isPartial(id: number, { language, targets }: Probe): boolean {
  const has = (wanted: Language) => Math.floor(id / 2 ** SHIFT[wanted]) % 256 > 0;
  return targets.some(
    (target) => !has(target) && LANGUAGES.some((via) => via !== language && via !== target && has(via)),
  );
}

/** Limits for each probe of a batch. */
interface Budget {
  readonly characters: number;
  readonly postings: number;
}

function budgetOf(probes: readonly Probe[]): Budget {
  const isLoose = probes.some(({ least }) => least < LOOSE.below);
  return {
    characters: Math.min(CHARACTERS, ALL_CHARACTERS / probes.length),
    postings: Math.min(isLoose ? LOOSE.postings : POSTINGS, ALL_POSTINGS / probes.length),
  };
}

/** Compares the texts that were found. Keeps texts that are equal, differ only in numbers and the like, or are closest. */
function choose(probe: Probe, rows: readonly CandidateRow[], characters: number): Candidates {
  const points = codePoints(probe.text);
  const distance = distanceTo(points);
  const other = newCodePoints();
  // The caller reads each unit with all its languages.
  const room = Math.max(FEW, Math.floor(characters / LANGUAGES.length / probe.text.length));
  const exact: Candidate[] = [];
  const close: { n: number; similarity: number; r: number }[] = [];
  const partial: Candidate[] = [];
  const note = (r: number, candidate: Candidate): void => {
    if (partial.length < FEW && isPartial(r, probe)) partial.push(candidate);
  };
  for (const { r, kind, direct, text } of rows) {
    const n = Math.floor(r / UNIT);
    const same = kind === KIND.equal;
    if (!direct || same) {
      const candidate = { n, exact: same };
      if (direct && exact.length < Math.min(EXACT, room)) exact.push(candidate);
      note(r, candidate);
      continue;
    }
    if (text === null) continue;
    if (text.startsWith("[")) codePoints(comparable(JSON.parse(text) as Content, probe.language), other);
    else comparablePoints(text, probe.language, other);
    // Numbers and punctuation alone may differ more than the threshold allows.
    const least = kind === KIND.alike ? 0 : probe.least;
    const limit = editsAllowed(other.length, points.length, least);
    const edits = distance(other, limit);
    if (edits > limit) continue;
    const similarity = 1 - edits / Math.max(1, other.length, points.length);
    close.push({ n, similarity: kind === KIND.alike ? 1 + similarity : similarity, r });
  }
  close.sort((a, b) => b.similarity - a.similarity || a.n - b.n);
  for (const { n, r } of close) note(r, { n, exact: false });
  return {
    direct: [...exact, ...close.slice(0, Math.min(probe.limit, room)).map(({ n }) => ({ n, exact: false }))],
    partial,
  };
}

interface Asked {
  /** For each statement its parameters. */
  readonly parts: readonly (readonly (string | number)[])[];
  /** True when a text has more grams than a probe may search for, so that rarity decides which ones. */
  readonly chosen: boolean;
}

function askInParts(probes: readonly Probe[], of: Rarity["of"], budget: Budget): Asked {
  const parts: (string | number)[][] = [];
  let chosen = false;
  for (let at = 0; at < probes.length; at += PROBES) {
    const part = ask(probes.slice(at, at + PROBES), of, budget);
    parts.push(part.params);
    chosen ||= part.chosen;
  }
  return { parts, chosen };
}

/** The parameters of `CANDIDATES`: the probes, the grams that they search for, and the tokens of their whole texts. */
function ask(
  probes: readonly Probe[],
  of: Rarity["of"],
  { characters, postings }: Budget,
): { params: (string | number)[]; chosen: boolean } {
  let chosen = false;
  const asked: [number, string][] = [];
  const whole: [number, string, number][] = [];
  const list = probes.map(({ language, text, least, targets, limit }, q) => {
    const length = codePointCount(text);
    const signs = signCount(text);
    const take = (own: Grams): void => {
      chosen ||= own.length > ASKED;
      const rare = rarest(of[language], own.list, own.length, ASKED);
      const first = own.list.subarray(0, own.length > ASKED ? FIRST : 0);
      for (const gram of new Set([...rare, ...first])) asked.push([q, signatureToken(language, gram)]);
    };
    // Short and long texts have signatures of different grams, and the probe may match texts of both lengths.
    if (language === "zh" || signs * least <= LONG + 1) take(collectGrams(text, grams));
    if (language !== "zh" && signs / least > LONG) take(collectLongGrams(text, longGrams));
    whole.push([q, exactToken(language, text), EXACT_WEIGHT]);
    const bones = skeletonToken(language, text);
    if (bones !== undefined) whole.push([q, bones, SKELETON_WEIGHT]);
    return [
      SHIFT[language],
      lengthCode(Math.floor(length * least)),
      lengthCode(Math.ceil(length / least)),
      lengthCode(length),
      targets.reduce((mask, target) => mask + 255 * 2 ** SHIFT[target], 0),
      Math.max(COMPARED, limit + 8),
    ];
  });
  return {
    params: [JSON.stringify(list), JSON.stringify(asked), JSON.stringify(whole), characters, postings],
    chosen,
  };
}

/**
 * All parameters become columns first, because reading JSON for each posting would cost more than the postings. CROSS
 * JOIN keeps the order of loops: grams outside, their postings inside. Texts that differ only in numbers, case and
 * punctuation may be longer or shorter than the threshold allows.
 *
 * The weight of a gram is its information in bits. The sum of the shared weights is divided by four when one text is
 * twice as long as the other.
 */
const CANDIDATES = `
WITH probe AS MATERIALIZED (
  SELECT key AS q, value->>0 AS shift, value->>1 AS least, value->>2 AS most, value->>3 AS length,
         value->>4 AS targets, value->>5 AS places FROM json_each(?1)
), asked AS MATERIALIZED (
  SELECT value->>0 AS q, value->>1 AS token FROM json_each(?2)
), counted AS MATERIALIZED (
  SELECT q, token, doc, sum(doc) OVER (PARTITION BY q ORDER BY doc, token ROWS UNBOUNDED PRECEDING) AS total,
         count(*) OVER (PARTITION BY q) AS grams
  FROM asked CROSS JOIN match_term ON match_term.term = asked.token
), size AS MATERIALIZED (
  SELECT max(n) AS n FROM unit
), gram AS MATERIALIZED (
  SELECT counted.q AS q, token, max(0.25, log2((size.n + 1) / (doc + 0.5))) AS weight, least, most, shift,
         CASE WHEN grams < ${MANY} THEN 1 ELSE 2 END AS least_shared
  FROM counted CROSS JOIN size CROSS JOIN probe ON probe.q = counted.q WHERE total <= ?5 OR total = doc
  UNION ALL
  SELECT value->>0, value->>1, value->>2, 0, 255, probe.shift, 1
  FROM json_each(?3) CROSS JOIN probe ON probe.q = value->>0
), hit AS MATERIALIZED (
  SELECT gram.q AS q, match_gram.rowid AS r, sum(gram.weight) AS score
  FROM gram CROSS JOIN match_gram
  WHERE match_gram MATCH gram.token AND ((match_gram.rowid >> gram.shift) & 255) BETWEEN gram.least AND gram.most
  GROUP BY gram.q, match_gram.rowid
  HAVING count(*) >= min(gram.least_shared)
), ranked AS MATERIALIZED (
  SELECT hit.q AS q, r, score, (r & targets) > 0 AS direct, places, shift, row_number() OVER best AS place,
         sum(CASE WHEN score < ${EXACT_WEIGHT} THEN pow(2, (((r >> shift) & 255) - 1) / 14.0) ELSE 0 END) OVER best AS characters
  FROM hit CROSS JOIN probe ON probe.q = hit.q
  WINDOW best AS (
    PARTITION BY hit.q, (r & targets) > 0
    ORDER BY score * pow(4, -abs(((r >> shift) & 255) - length) / 14.0) DESC, r DESC ROWS UNBOUNDED PRECEDING)
)
SELECT q, direct, r, (score >= ${SKELETON_WEIGHT}) + (score >= ${EXACT_WEIGHT}) AS kind,
       CASE WHEN direct AND score < ${EXACT_WEIGHT} THEN (
         SELECT CASE WHEN json_type(variant, '$.content') = 'text' AND variant->>'content' LIKE '[%'
                     THEN json_array(variant->>'content') ELSE variant->>'content' END
         FROM (SELECT CASE shift WHEN ${SHIFT.en} THEN en WHEN ${SHIFT.ru} THEN ru ELSE zh END AS variant
               FROM unit WHERE n = r >> 24)) END AS text
FROM ranked
WHERE place <= ${FEW} OR (direct AND place <= places AND characters <= ?4)
ORDER BY q, place`;

/** An FTS5 query for the grams that a unit with the needle must have; empty when the needle is too short. */
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

/** A new sample is needed when the store has doubled. A small store needs none, because all its lists are short. */
const isOutdated = (takenAt: number, highest: number): boolean => highest > Math.max(SAMPLE / 2, 2 * takenAt);

const noFrequencies = () => ({ en: newFrequencies(), ru: newFrequencies(), zh: newFrequencies() });

/** Loads the table of frequencies. Takes a sample of units when there is no table or it is outdated. */
async function loadFrequencies(storage: Storage): Promise<Rarity> {
  const [rows, [last]] = (await storage.batch([
    { sql: "SELECT language, taken_at, texts, counts FROM match_frequency" },
    { sql: "SELECT max(n) AS n FROM unit" },
  ])) as [FrequencyRow[], { n: number | null }[]];
  const highest = last?.n ?? 0;
  const takenAt = Math.min(
    ...LANGUAGES.map((wanted) => rows.find(({ language }) => language === wanted)?.taken_at ?? 0),
  );
  if (isOutdated(takenAt, highest)) return sampleFrequencies(storage, highest);
  const of = (wanted: Language): Frequencies => {
    const row = rows.find(({ language }) => language === wanted);
    return row === undefined ? newFrequencies() : unpackFrequencies(row.texts, row.counts);
  };
  return { takenAt, of: { en: of("en"), ru: of("ru"), zh: of("zh") } };
}

async function sampleFrequencies(storage: Storage, highest: number): Promise<Rarity> {
  const of = noFrequencies();
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
      if (text === undefined) continue;
      countText(of[language], text);
      if (!isLong(language, text)) continue;
      const { list, length } = collectLongGrams(text, longGrams);
      countGrams(of[language], list, length);
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
    // A full disk or a lock must not stop a lookup. This process has the table in memory; the next process tries again.
    if (!(error instanceof StorageError)) throw error;
  }
  return { takenAt: highest, of };
}

const REBUILD_STEP = 500;

async function rebuild(storage: Storage, progress?: (done: number) => void): Promise<Rebuilt> {
  const [row] = await storage.all<{ n: number | null }>("SELECT max(n) AS n FROM unit");
  const { of } = await sampleFrequencies(storage, row?.n ?? 0);
  const [old] = await storage.all<Renewal>("SELECT after, until FROM match_renewal");
  let units = 0;
  let differing = 0;
  for (let after = 0; ;) {
    const step = await mend(storage, of, after, REBUILD_STEP, old);
    differing += step.differing;
    units += step.units;
    if (step.last === undefined) break;
    after = step.last;
    progress?.(units);
  }
  await storage.batch([{ sql: "DELETE FROM match_renewal" }]);
  return { units, differing };
}

/** Units whose index rows have an earlier format: numbers above `after`, up to and including `until`. */
interface Renewal {
  readonly after: number;
  readonly until: number;
}

/** Units that each lookup renews: they cost a small part of one request. */
const RENEWED = 100;

/** Renews some rows of an earlier format. Two processes may do it at the same time. */
async function renew(storage: Storage, of: Rarity["of"]): Promise<void> {
  const [old] = await storage.all<Renewal>("SELECT after, until FROM match_renewal");
  if (old === undefined) return;
  try {
    const { last } = await mend(storage, of, old.after, RENEWED, old);
    const isDone = last === undefined || last >= old.until;
    await storage.batch([
      isDone
        ? { sql: "DELETE FROM match_renewal" }
        : { sql: "UPDATE match_renewal SET after = max(after, ?1)", params: [last] },
    ]);
  } catch (error) {
    // A full disk or a lock must not stop a lookup. The next lookup tries again.
    if (!(error instanceof StorageError)) throw error;
  }
}

/** Compares the index rows of the next units with their texts. Rewrites rows that are wrong or in an earlier format. */
async function mend(
  storage: Storage,
  of: Rarity["of"],
  after: number,
  count: number,
  old: Renewal | undefined,
): Promise<{ units: number; differing: number; last: number | undefined }> {
  const rows = await storage.all<VariantColumns & { n: number; version: number }>(
    "SELECT n, version, en, ru, zh FROM unit WHERE n > ?1 ORDER BY n LIMIT ?2",
    after,
    count,
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
  // A row is right when its lengths are right and the tokens of its whole texts find it.
  const found = await storage.all<{ r: number }>(
    `SELECT match_gram.rowid AS r FROM json_each(?1) AS unit CROSS JOIN match_gram
     WHERE match_gram MATCH (unit.value->>1) AND match_gram.rowid = unit.value->>0`,
    JSON.stringify(
      wanted
        .filter(({ n }) => old === undefined || n <= old.after || n > old.until)
        .map(({ id, texts }) => [id, exactTokens(texts).join(" AND ")])
        .filter(([, query]) => query !== ""),
    ),
  );
  const right = new Set(found.map(({ r }) => r));
  const missing = wanted.filter(({ id, texts }) => !right.has(id) && exactTokens(texts).length > 0);
  const stale = stored.map(({ r }) => r).filter((r) => !right.has(r));
  const versions = new Map(rows.map((row) => [row.n, row.version]));
  // A unit that was written after it was read here already has a new index row.
  await storage.batch([
    ...jsonParts(stale.map((r) => [r, Math.floor(r / UNIT), versions.get(Math.floor(r / UNIT)) ?? null])).map(
      (json) => ({
        sql: `DELETE FROM match_gram WHERE rowid IN (
                SELECT row.value->>0 FROM json_each(?1) AS row LEFT JOIN unit ON unit.n = row.value->>1
                WHERE unit.version IS row.value->>2)`,
        params: [json],
      }),
    ),
    ...jsonParts(missing.map(({ n, id, texts }) => [id, tokens(texts, of), n, versions.get(n) ?? 0])).map(
      (json) => ({
        sql: `INSERT INTO match_gram (rowid, grams)
              SELECT row.value->>0, row.value->>1 FROM json_each(?1) AS row
              JOIN unit ON unit.n = row.value->>2 WHERE unit.version = row.value->>3`,
        params: [json],
      }),
    ),
  ]);
  const differing = new Set([...missing.map(({ n }) => n), ...stale.map((r) => Math.floor(r / UNIT))]).size;
  return { units: rows.length, differing, last };
}
