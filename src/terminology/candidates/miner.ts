import { type Language, LANGUAGES } from "../../domain/language.ts";
import { withWholeEnds } from "./chinese-ends.ts";
import { chineseFinder } from "./chinese-phrases.ts";
import { englishFinder } from "./english-phrases.ts";
import { competitive, type Link, linksBetween } from "./pairing.ts";
import type { PhraseFinder } from "./phrase.ts";
import { compareLengths, createPhraseTable, type Entry, type PhraseTable } from "./phrase-table.ts";
import { russianFinder } from "./russian-phrases.ts";
import { cValue, termhood } from "./termhood.ts";

/** A unit with its texts. */
export interface MinedUnit {
  readonly texts: { readonly [language in Language]?: string };
  /** Number of its document. */
  readonly document: number;
}

/** A phrase in one language that may be a term. */
export interface Finding {
  readonly entry: Entry;
  readonly language: Language;
}

/** Another translation than the one of the candidate. */
export interface OtherTarget {
  readonly language: Language;
  readonly entry: Entry;
  /** Units that have it together with the source, and not the chosen translation. */
  readonly units: number;
}

export interface MinedCandidate {
  readonly entries: { readonly [language in Language]?: Entry };
  /** 0 … 1; the best first. */
  readonly score: number;
  /** Occurrences in the language that has most. */
  readonly frequency: number;
  readonly documents: number;
  /** 0 … 1: how sure it is that the phrases translate each other; absent with one language. */
  readonly agreement?: number;
  readonly others: readonly OtherTarget[];
  /** Numbers of units that have the phrases, those with most languages first; at most 12. */
  readonly units: readonly number[];
}

export interface MineOptions {
  readonly languages: readonly Language[];
  /** Least number of occurrences. */
  readonly least: number;
  /** How well two phrases translate each other by their words, 0 … 1. */
  readonly support: (source: Finding, target: Finding) => number;
  /** Called between parts of the work. */
  readonly pause: (done: number, of: number) => Promise<void>;
}

/** Above this number of units, phrases that occur once are left out of the pairing, and so of the result. */
const FEW_UNITS = 5000;
/** Phrases of a language that are paired, the best first. */
const MOST_PAIRED = 20_000;
/** Units between two pauses. */
const STRIDE = 256;
/** Units that a candidate names. */
const SHOWN_UNITS = 12;

const FINDERS: Readonly<Record<Language, () => PhraseFinder>> = {
  en: englishFinder,
  ru: russianFinder,
  zh: chineseFinder,
};

/** Finds the term candidates of units, in one language or paired over two or three; the best first. */
export async function mineCandidates(
  units: readonly MinedUnit[],
  options: MineOptions,
): Promise<MinedCandidate[]> {
  const tables = await countPhrases(units, options);
  const findings = new Map<Language, readonly Entry[]>();
  for (const [language, table] of tables) {
    const chosen = chosenEntries(table, language, units.length, options.least);
    // In more units the finder sees by itself which characters hold together.
    const whole =
      language === "zh" && units.length <= FEW_UNITS
        ? await withWholeEnds(
            chosen,
            (unit) => units[unit]?.texts.zh ?? "",
            (key) => table.entries.has(key),
            () => options.pause(9, 10),
          )
        : chosen;
    findings.set(language, whole);
  }
  await options.pause(9, 10);
  const candidates =
    tables.size === 1
      ? [...findings].flatMap(([language, entries]) => alone(language, entries))
      : await paired(findings, units.length, options);
  return candidates.toSorted((a, b) => b.score - a.score || b.frequency - a.frequency || order(a, b));
}

const order = (a: MinedCandidate, b: MinedCandidate): number => {
  const key = ({ entries }: MinedCandidate) =>
    LANGUAGES.map((language) => entries[language]?.key ?? "").join(" ");
  return key(a) < key(b) ? -1 : 1;
};

async function countPhrases(
  units: readonly MinedUnit[],
  { languages, pause }: MineOptions,
): Promise<Map<Language, PhraseTable>> {
  const tables = new Map<Language, PhraseTable>();
  const total = units.length * languages.length * 2;
  let done = 0;
  const each = async (
    language: Language,
    take: (text: string, unit: number, document: number) => void,
  ): Promise<void> => {
    for (const [at, { texts, document }] of units.entries()) {
      const text = texts[language];
      if (text !== undefined) take(text, at, document);
      done += 1;
      // Counting is nine tenths of the work, pairing the rest.
      if (at % STRIDE === 0) await pause(Math.floor((done * 9) / 10), total);
    }
  };
  for (const language of languages) {
    const finder = FINDERS[language]();
    const table = createPhraseTable(finder.words);
    await each(language, (text) => finder.learn(text));
    await each(language, (text, unit, document) => table.add(text, finder.phrases(text), unit, document));
    compareLengths(table);
    if (table.entries.size > 0) tables.set(language, table);
  }
  return tables;
}

/** The entries that may be terms, the best first. */
function chosenEntries(table: PhraseTable, language: Language, units: number, least: number): Entry[] {
  const isSmall = units <= FEW_UNITS;
  return (
    [...table.entries.values()]
      .filter((entry) => entry.frequency >= (isSmall ? least : Math.max(2, least)))
      // Chinese words are cut by their counts, and a phrase that occurs once has none: the pairing finds its ends.
      .filter((entry) => cValue(entry) > 0 || (language === "zh" && isSmall && entry.frequency === 1))
      .map((entry) => ({ entry, value: termhood(entry, language) }))
      .toSorted((a, b) => b.value - a.value || (a.entry.key < b.entry.key ? -1 : 1))
      .slice(0, MOST_PAIRED)
      .map(({ entry }) => entry)
  );
}

/** A score between 0 and 1 from a value without bounds. */
const bounded = (value: number): number => value / (value + 2);

const alone = (language: Language, entries: readonly Entry[]): MinedCandidate[] =>
  entries.flatMap((entry) => {
    if (cValue(entry) <= 0) return [];
    return {
      entries: { [language]: entry },
      score: bounded(termhood(entry, language)),
      frequency: entry.frequency,
      documents: entry.documents,
      others: [],
      units: entry.places.map(({ unit }) => unit),
    };
  });

/** The links of one pair of languages, from the first to the second and one to one. */
interface Leg {
  readonly links: readonly (readonly Link[])[];
  readonly chosen: ReadonlyMap<number, Link>;
}

async function paired(
  findings: ReadonlyMap<Language, readonly Entry[]>,
  units: number,
  { support, pause }: MineOptions,
): Promise<MinedCandidate[]> {
  const languages = [...findings.keys()];
  const legs = new Map<string, Leg>();
  for (const [at, source] of languages.entries()) {
    for (const target of languages.slice(at + 1)) {
      const [from, to] = [findings.get(source) ?? [], findings.get(target) ?? []];
      const links = linksBetween(from, to, units, (a, b) =>
        support({ entry: a, language: source }, { entry: b, language: target }),
      );
      const value = (list: readonly Entry[], number: number, language: Language): number => {
        const entry = list[number];
        return entry === undefined ? 0 : termhood(entry, language);
      };
      const chosen = competitive(
        links,
        (link) =>
          link.value *
          (1 + 0.1 * Math.log1p(value(from, link.source, source) + value(to, link.target, target))),
      );
      legs.set(`${source}-${target}`, { links, chosen });
      await pause(95, 100);
    }
  }
  const groups = groupsOf(languages, findings, legs);
  return groups.flatMap((group) => candidateOf(group, findings, legs) ?? []);
}

/** Numbers of the entries of one candidate, by language. */
interface Group {
  readonly members: ReadonlyMap<Language, number>;
  /** Sum of the values of its links, and their number. */
  readonly value: number;
  readonly legs: number;
}

/** Joins the links of all legs into candidates: first those on which three legs agree, then the pairs, then what is alone. */
function groupsOf(
  languages: readonly Language[],
  findings: ReadonlyMap<Language, readonly Entry[]>,
  legs: ReadonlyMap<string, Leg>,
): Group[] {
  const used = new Map(languages.map((language) => [language, new Set<number>()]));
  const groups: Group[] = [];
  const take = (group: Group): void => {
    for (const [language, number] of group.members) if (used.get(language)?.has(number)) return;
    for (const [language, number] of group.members) used.get(language)?.add(number);
    groups.push(group);
  };
  const [first, second, third] = languages;
  const proposals: Group[] = [];
  if (first !== undefined && second !== undefined && third !== undefined) {
    const [a, b, c] = [
      legs.get(`${first}-${second}`),
      legs.get(`${first}-${third}`),
      legs.get(`${second}-${third}`),
    ];
    for (const [number, link] of a?.chosen ?? []) {
      for (const over of b?.links[number] ?? []) {
        const closing = c?.links[link.target]?.find(({ target }) => target === over.target);
        if (closing === undefined && b?.chosen.get(number) !== over) continue;
        const value = link.value + over.value + (closing?.value ?? 0);
        proposals.push({
          members: new Map([
            [first, number],
            [second, link.target],
            [third, over.target],
          ]),
          value,
          legs: closing === undefined ? 2 : 3,
        });
      }
    }
  }
  const rank = ({ value, legs: count }: Group): number => value / Math.max(2.4, count);
  for (const group of proposals.toSorted((x, y) => rank(y) - rank(x))) take(group);
  const pairs: Group[] = [];
  for (const [at, source] of languages.entries()) {
    for (const target of languages.slice(at + 1)) {
      for (const link of legs.get(`${source}-${target}`)?.chosen.values() ?? [])
        pairs.push({
          members: new Map([
            [source, link.source],
            [target, link.target],
          ]),
          value: link.value,
          legs: 1,
        });
    }
  }
  for (const group of pairs.toSorted((x, y) => y.value - x.value)) take(group);
  for (const language of languages)
    for (const number of findings.get(language)?.keys() ?? [])
      take({ members: new Map([[language, number]]), value: 0, legs: 0 });
  return groups;
}

/** Share of a phrase that has no translation. */
const UNPAIRED = 0.45;

function candidateOf(
  { members, value, legs: count }: Group,
  findings: ReadonlyMap<Language, readonly Entry[]>,
  legs: ReadonlyMap<string, Leg>,
): MinedCandidate | undefined {
  const own = [...members].flatMap(([language, number]) => {
    const entry = findings.get(language)?.[number];
    return entry === undefined ? [] : [{ language, entry, number }];
  });
  if (own.every(({ entry }) => cValue(entry) <= 0)) return undefined;
  const agreement = count === 0 ? 0 : value / count;
  const all = findings.size;
  const sum = own.reduce((total, { entry, language }) => total + termhood(entry, language), 0) / own.length;
  // A term has a counterpart in the other languages.
  const share =
    own.length === 1
      ? UNPAIRED
      : (0.55 + 0.45 * Math.min(1, agreement * 1.3)) * (own.length === all ? 1 : 0.8);
  const frequency = Math.max(...own.map(({ entry }) => entry.frequency));
  return {
    entries: Object.fromEntries(own.map(({ language, entry }) => [language, entry])),
    score: bounded(sum * share),
    frequency,
    documents: Math.max(...own.map(({ entry }) => entry.documents)),
    agreement,
    others: othersOf(own, findings, legs),
    units: sharedUnits(own.map(({ entry }) => entry)),
  };
}

/** Least share of the units of a source in which another translation stands. */
const OTHER_SHARE = 0.15;

/** Least value of the link to another translation. */
const OTHER_VALUE = 0.3;
const MOST_OTHERS = 4;

/** Other translations of a phrase, in units where the chosen one is absent: a contradiction, or a synonym. */
function othersOf(
  own: readonly { readonly language: Language; readonly entry: Entry; readonly number: number }[],
  findings: ReadonlyMap<Language, readonly Entry[]>,
  legs: ReadonlyMap<string, Leg>,
): OtherTarget[] {
  const others: OtherTarget[] = [];
  for (const source of own) {
    for (const target of own) {
      const links = legs.get(`${source.language}-${target.language}`)?.links[source.number];
      if (links === undefined) continue;
      const without = new Set(source.entry.units);
      for (const unit of target.entry.units) without.delete(unit);
      if (without.size < 2) continue;
      for (const link of links) {
        const entry = findings.get(target.language)?.[link.target];
        if (entry === undefined || entry === target.entry || overlaps(entry.key, target.entry.key)) continue;
        const units = entry.units.filter((unit) => without.has(unit)).length;
        if (units < 2 || units < source.entry.units.length * OTHER_SHARE || link.value < OTHER_VALUE)
          continue;
        if (others.some((one) => one.language === target.language && overlaps(one.entry.key, entry.key)))
          continue;
        others.push({ language: target.language, entry, units });
      }
    }
  }
  return others.slice(0, MOST_OTHERS);
}

const overlaps = (a: string, b: string): boolean => a.includes(b) || b.includes(a);

/** Units of the phrases; those that have all of them come first. */
function sharedUnits(entries: readonly Entry[]): number[] {
  const counts = new Map<number, number>();
  for (const { units } of entries) for (const unit of units) counts.set(unit, (counts.get(unit) ?? 0) + 1);
  return [...counts]
    .toSorted((a, b) => b[1] - a[1] || a[0] - b[0])
    .slice(0, SHOWN_UNITS)
    .map(([unit]) => unit);
}
