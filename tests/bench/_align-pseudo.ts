import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { sentenceSpans } from "../../src/alignment/segmentation.ts";
import { LANGUAGES, type Language } from "../../src/domain/language.ts";
import { parseMarkdown } from "../../src/formats/markdown/markdown.ts";
import { sentencesOfBlocks } from "../../src/formats/text/blocks.ts";
import { GOLD, type GoldDocument, type Links } from "./_align-gold.ts";

/** The same sentence in three languages. */
export type Triple = Readonly<Record<Language, string>>;

/** Rates in each language at which a sentence is joined to the next, split, left out, or followed by a foreign one. */
export interface Damage {
  readonly merge: number;
  readonly split: number;
  readonly drop: number;
  readonly insert: number;
  /** True when each document loses one passage of 5 to 12 sentences in two of the three languages. */
  readonly block: boolean;
}

/** The rates of the gold sets. */
export const DAMAGE = {
  easy: { merge: 0.03, split: 0.03, drop: 0.01, insert: 0.01, block: false },
  mid: { merge: 0.07, split: 0.07, drop: 0.03, insert: 0.02, block: false },
  hard: { merge: 0.12, split: 0.12, drop: 0.06, insert: 0.04, block: true },
} as const satisfies Record<string, Damage>;

const DOCUMENT = 160;
const PAIRS = [
  ["en-ru", 0, 1],
  ["en-zh", 0, 2],
  ["ru-zh", 1, 2],
] as const;

/** A linear congruential generator: the same documents on every machine. */
function chanceOf(seed: number): () => number {
  let state = seed % 2_147_483_648;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

/**
 * Makes documents for evaluation from runs of triples. They are damaged at random, like the gold sets, so that the
 * right alignment is known. Each run is one source (a package, a chapter) and is split into documents.
 */
export function pseudoDocuments(
  runs: readonly (readonly Triple[])[],
  damage: Damage,
  seed: number,
): GoldDocument[] {
  const chance = chanceOf(seed);
  const strangers = runs.flat();
  return runs.flatMap((run, number) =>
    Array.from({ length: Math.max(1, Math.floor(run.length / DOCUMENT)) }, (_, part) =>
      damaged(
        `${number + 1}.${part + 1}`,
        run.slice(part * DOCUMENT, (part + 1) * DOCUMENT),
        damage,
        chance,
        () => strangers[Math.floor(chance() * strangers.length)] as Triple,
      ),
    ),
  );
}

/** A sentence of a damaged text with the numbers of its triples. A foreign sentence has no numbers. */
interface Piece {
  text: string;
  readonly of: number[];
}

function damaged(
  id: string,
  triples: readonly Triple[],
  damage: Damage,
  chance: () => number,
  stranger: () => Triple,
): GoldDocument {
  const texts: Record<Language, Piece[]> = { en: [], ru: [], zh: [] };
  const blockStart = Math.floor(chance() * Math.max(1, triples.length - 12));
  const blockEnd = blockStart + (damage.block ? 5 + Math.floor(chance() * 8) : 0);
  const kept = LANGUAGES[Math.floor(chance() * LANGUAGES.length)];
  const merging: Record<Language, boolean> = { en: false, ru: false, zh: false };
  triples.forEach((triple, number) => {
    const rolls = LANGUAGES.map(() => chance());
    const splitIn = LANGUAGES.find((_, at) => (rolls[at] ?? 1) < damage.split);
    for (const language of LANGUAGES) {
      const list = texts[language];
      const missing = number >= blockStart && number < blockEnd && language !== kept;
      if (missing || chance() < damage.drop) {
        merging[language] = false;
        continue;
      }
      const divided = splitIn === language ? divide(triple[language], language) : undefined;
      const pieces = (divided ?? [triple[language]]).map((text): Piece => ({ text, of: [number] }));
      const last = list.at(-1);
      const first = pieces[0];
      if (merging[language] && divided === undefined && last !== undefined && first !== undefined) {
        last.text = joined(last.text, first.text, language, chance() < 0.5 ? 0 : 1);
        last.of.push(number);
      } else list.push(...pieces);
      merging[language] = chance() < damage.merge;
      if (chance() < damage.insert) {
        merging[language] = false;
        list.push({ text: stranger()[language], of: [] });
      }
    }
  });
  return {
    id,
    langs: {
      en: texts.en.map((piece) => piece.text),
      ru: texts.ru.map((piece) => piece.text),
      zh: texts.zh.map((piece) => piece.text),
    },
    gold: {
      "en-ru": [],
      "en-zh": [],
      "ru-zh": [],
      ...Object.fromEntries(
        PAIRS.map(([name, a, b]) => [name, linksOf([a, b].map((side) => texts[LANGUAGES[side] ?? "en"]))]),
      ),
      tri: linksOf(LANGUAGES.map((language) => texts[language])),
    },
  };
}

/** Sentences that share a triple form one bead. A sentence that shares no triple is a bead of its own. */
function linksOf(sides: readonly (readonly Piece[])[]): Links[] {
  const parent = new Map<number, number>();
  const root = (triple: number): number => {
    const up = parent.get(triple) ?? triple;
    return up === triple ? triple : root(up);
  };
  for (const piece of sides.flat()) {
    for (const triple of piece.of) parent.set(root(triple), root(piece.of[0] ?? triple));
  }
  const beads = new Map<number, number[][]>();
  const alone: number[][][] = [];
  sides.forEach((side, at) => {
    side.forEach(({ of }, sentence) => {
      const [triple] = of;
      if (triple === undefined) {
        alone.push(sides.map((_, other) => (other === at ? [sentence] : [])));
        return;
      }
      const top = root(triple);
      const bead = beads.get(top) ?? sides.map(() => []);
      beads.set(top, bead);
      bead[at]?.push(sentence);
    });
  });
  return [...beads.values(), ...alone].flatMap((bead): Links[] => {
    if (bead.filter((side) => side.length > 0).length > 1) return [bead];
    return bead.flatMap((side, at) =>
      side.map((sentence) => bead.map((_, other) => (other === at ? [sentence] : []))),
    );
  });
}

/** Joins two sentences. A semicolon or comma replaces the end mark of the first. */
function joined(first: string, second: string, language: Language, mark: 0 | 1): string {
  const marks = language === "zh" ? ["；", "，"] : [";", ","];
  const cut = first.replace(/[.。]$/u, "");
  if (cut === first) return `${first}${language === "zh" ? "" : " "}${second}`;
  return `${cut}${marks[mark]}${language === "zh" ? "" : " "}${second}`;
}

/** Splits a sentence at the clause mark nearest to its middle; `undefined` when it has no clause mark. */
function divide(text: string, language: Language): [string, string] | undefined {
  const marks = [...text.matchAll(language === "zh" ? /[，；：]/gu : /[,;:] /gu)]
    .map((match) => match.index)
    .filter((at) => at > text.length * 0.2 && at < text.length * 0.8)
    .toSorted((a, b) => Math.abs(a - text.length / 2) - Math.abs(b - text.length / 2));
  const [at] = marks;
  if (at === undefined) return undefined;
  const rest = text.slice(at + 1).trim();
  return [
    `${text.slice(0, at)}${language === "zh" ? "。" : "."}`,
    `${rest.slice(0, 1).toUpperCase()}${rest.slice(1)}`,
  ];
}

/** Triples of sentences, in order, from the paragraphs that have the same number of sentences in all languages. */
function triplesOf(paragraphs: readonly (readonly [string, string, string])[]): Triple[] {
  return paragraphs.flatMap((paragraph) => {
    const sentences = LANGUAGES.map((language, at) => {
      const text = (paragraph[at] ?? "").replace(/\s+/gu, " ").trim();
      return sentenceSpans(text, language)
        .map(({ start, end }) => text.slice(start, end).trim())
        .filter((sentence) => sentence !== "");
    });
    const [en = [], ru = [], zh = []] = sentences;
    if (en.length === 0 || en.length !== ru.length || ru.length !== zh.length) return [];
    return en.map((sentence, at): Triple => ({ en: sentence, ru: ru[at] ?? "", zh: zh[at] ?? "" }));
  });
}

const CORPUS = join(GOLD, "../corpus/trilingual-150k.tsv.gz");
/** Stories (dialogue of a game), manuals and help, messages of programs. No weight was tuned on them. */
const DOMAINS: Readonly<Record<string, RegExp>> = {
  stories: /^wesnoth-/u,
  manuals: /^(?:libreoffice|calibre|qgis-common|installation-guide|debian)/u,
  software: /^(?:postgresql|libvirt|git$|gnupg|coreutils|inkscape|digikam)/u,
};

/** Most triples of a domain and of a package. */
const MOST = 1600;
const MOST_OF_PACKAGE = 4 * DOCUMENT;

/** Runs of units by package, in the order of the corpus; `undefined` when the corpus is missing. */
function corpusRuns(domain: string): Triple[][] | undefined {
  if (!existsSync(CORPUS)) return undefined;
  const packages = new Map<string, Triple[]>();
  for (const line of gunzipSync(readFileSync(CORPUS)).toString("utf8").split("\n")) {
    const [en = "", ru = "", zh = "", , name = ""] = line.split("\t");
    if (!DOMAINS[domain]?.test(name) || en.length < 25 || ru.length < 20 || zh.length < 8) continue;
    const [a = "", b = "", c = ""] = [en, ru, zh].map((text) =>
      text.replaceAll("\\n", " ").replace(/<[^>]*>/gu, ""),
    );
    // The stories consist of many small packages.
    const key = domain === "stories" ? domain : name;
    const list = packages.get(key) ?? [];
    packages.set(key, list);
    list.push(...triplesOf([[a, b, c]]));
  }
  const runs: Triple[][] = [];
  let left = MOST;
  for (const list of packages.values()) {
    const run = list.slice(0, Math.min(left, MOST_OF_PACKAGE));
    if (run.length < DOCUMENT) continue;
    runs.push(run);
    left -= run.length;
  }
  return runs;
}

/** The sentences of the starter seminar, which correspond one to one. */
function seminarRun(): Triple[] {
  const [en = [], ru = [], zh = []] = LANGUAGES.map((language) => {
    const file = join(import.meta.dirname, `../../tm/seminars/arkhangelsk-2023/${language}.md`);
    return sentencesOfBlocks(parseMarkdown(readFileSync(file, "utf8")).blocks, language);
  });
  return en.map((sentence, at) => ({
    en: sentence.text,
    ru: ru[at]?.text ?? "",
    zh: zh[at]?.text ?? "",
  }));
}

const SEED = 11;
/** Sets with other kinds of text than the gold, damaged at the same rates: `stories-mid`, `manuals-hard` … */
export const UNSEEN = ["seminar", "stories", "manuals", "software"].flatMap((domain) => [
  `${domain}-mid`,
  `${domain}-hard`,
]);

/** The documents of such a set; `undefined` when its texts are missing. */
export function unseenDocuments(set: string): GoldDocument[] | undefined {
  const [domain = "", level] = set.split("-");
  const runs = domain === "seminar" ? [seminarRun()] : corpusRuns(domain);
  return runs && pseudoDocuments(runs, level === "hard" ? DAMAGE.hard : DAMAGE.mid, SEED);
}
