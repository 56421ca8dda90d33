import dictionary from "../data-ru/declensions.json" with { type: "json" };
import { type Packed, unpack } from "./packed.ts";

export const CASES = ["nom", "gen", "dat", "acc", "ins", "loc"] as const;
export type Gender = "m" | "f" | "n" | "";

/** One way to read a word that is cited in the nominative. */
export interface Analysis {
  readonly part: "noun" | "adjective";
  readonly gender: Gender;
  /** `a` animate, `i` inanimate, empty for adjectives. */
  readonly animacy: string;
  /** Cited in the plural. */
  readonly plural: boolean;
  readonly forms: readonly DeclinedForm[];
}

export interface DeclinedForm {
  readonly plural: boolean;
  /** Index into `CASES`. */
  readonly case: number;
  /** Of adjectives in the accusative, `a` or `i` where they differ. */
  readonly animacy: string;
  readonly text: string;
}

interface Signature {
  readonly part: "noun" | "adjective";
  readonly gender: Gender;
  readonly animacy: string;
  readonly plural: boolean;
  /** What the citation form ends in beyond the common stem. */
  readonly ending: string;
  readonly rows: readonly { plural: boolean; case: number; animacy: string; ending: string }[];
}

interface Declensions extends Packed {
  readonly parsed: Map<number, Signature>;
  readonly homographs: ReadonlySet<string>;
}

let loaded: Declensions | undefined;

/** Unpacks the dictionary at first use. */
function declensions(): Declensions {
  if (loaded !== undefined) return loaded;
  const packed = unpack(dictionary.data);
  loaded = { ...packed, parsed: new Map(), homographs: new Set(packed.more[0]?.split(" ")) };
  return loaded;
}

/**
 * The readings of a word in its citation form (nominative; any capitals; ё or е). Words of the
 * dictionary (OpenCorpora) get their own, others those of the words that they end like. `[]` for
 * anything but Cyrillic letters and hyphens.
 */
export function analyse(word: string): readonly Analysis[] {
  if (!/^[а-яё]+(?:-[а-яё]+)*$/iu.test(word)) return [];
  const folded = word.toLowerCase().replaceAll("ё", "е");
  const analyses: Analysis[] = [];
  for (const number of declensions().numbersOf(folded)) {
    const signature = signatureOf(number);
    if (signature === undefined || !folded.endsWith(signature.ending)) continue;
    if (NOT_MEANT.has(folded + signature.gender)) continue;
    const stem = word.slice(0, word.length - signature.ending.length);
    analyses.push({
      ...signature,
      forms: signature.rows
        .map((row) => ({
          plural: row.plural,
          case: row.case,
          animacy: row.animacy,
          text: capitalAs(word, stem + row.ending),
        }))
        // the dictionary has «1-й» and «первый» for «один»; nouns may be suppletive: человек – люди
        .filter(
          ({ text }) =>
            !/\d/u.test(text) &&
            !PREPOSITIONS.has(text) &&
            (signature.part === "noun" || sameLetter(text, word)),
        ),
    });
  }
  return analyses;
}

/** By what a form ends in: signatures of words cited in the singular that have such a form. */
let byEnding: ReadonlyMap<string, readonly number[]> | undefined;

function endings(): ReadonlyMap<string, readonly number[]> {
  if (byEnding !== undefined) return byEnding;
  const made = new Map<string, number[]>();
  // Most signatures are never looked at again: they are not parsed whole.
  for (const [number, line] of declensions().signatures.entries()) {
    for (const row of line.slice(line.lastIndexOf("|") + 1).split(" ")) {
      const ending = row.slice(row.indexOf(":") + 1);
      const list = made.get(ending);
      if (list === undefined) made.set(ending, [number]);
      else if (list.at(-1) !== number) list.push(number);
    }
  }
  byEnding = made;
  return made;
}

/** Citation forms of which a folded word may be a form: a good guess for words that no dictionary has. */
export function citationsOf(word: string): readonly string[] {
  const { numbersOf } = declensions();
  const found = new Set<string>();
  for (let at = 0; at <= word.length; at += 1) {
    const stem = word.slice(0, at);
    for (const number of endings().get(word.slice(at)) ?? []) {
      const citation = stem + (signatureOf(number)?.ending ?? "");
      if (!found.has(citation) && numbersOf(citation).includes(number)) found.add(citation);
    }
  }
  return [...found];
}

/** Forms that nobody reads as a noun: «о после». */
const PREPOSITIONS: ReadonlySet<string> = new Set(["после", "при", "вместо", "мимо"]);
/** Readings of the dictionary that no term means: «воды» as a people. */
const NOT_MEANT: ReadonlySet<string> = new Set(["водыm"]);

const sameLetter = (a: string, b: string): boolean => a.charAt(0).toLowerCase() === b.charAt(0).toLowerCase();

/** True where the form, read as a noun of this gender, is mostly a form of some other word. */
export function isHomograph(form: string, gender: Gender): boolean {
  return declensions().homographs.has(form.toLowerCase().replaceAll("ё", "е") + gender);
}

/** Suppletive forms share no letter with their citation form: Человек – Люди. */
function capitalAs(model: string, form: string): string {
  const [first = ""] = model;
  return first === first.toLowerCase() || form.startsWith(first)
    ? form
    : form.charAt(0).toUpperCase() + form.slice(1);
}

function signatureOf(number: number): Signature | undefined {
  const { signatures, parsed } = declensions();
  const known = parsed.get(number);
  if (known !== undefined) return known;
  const text = signatures[number];
  if (text === undefined) return undefined;
  const [head = "", ending = "", rows = ""] = text.split("|");
  const noun = head.startsWith("N");
  const signature: Signature = {
    part: noun ? "noun" : "adjective",
    gender: genderOf(noun ? head.charAt(1) : head.charAt(2)),
    animacy: noun ? head.charAt(2) : "",
    plural: head.charAt(noun ? 3 : 1) === "1",
    ending,
    rows: rows.split(" ").map((row) => {
      const [slot = "", rowEnding = ""] = row.split(":");
      return {
        plural: slot.startsWith("1"),
        case: Number(slot.charAt(1)),
        animacy: slot.slice(2),
        ending: rowEnding,
      };
    }),
  };
  parsed.set(number, signature);
  return signature;
}

const genderOf = (letter: string): Gender =>
  letter === "m" || letter === "f" || letter === "n" ? letter : "";
