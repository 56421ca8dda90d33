import { type Packed, unpack } from "./packed.ts";

/** Tags of the cases: nominative, genitive, dative, accusative, instrumental, prepositional. */
export const CASES = ["nom", "gen", "dat", "acc", "ins", "loc"] as const;
/** Their indices. */
export const [NOM, GEN, DAT, ACC, INS, LOC] = [0, 1, 2, 3, 4, 5] as const;
/** Grammatical gender; empty for words without one. */
export type Gender = "m" | "f" | "n" | "";

/** One way to decline a word that is given in the nominative. */
export interface Analysis {
  readonly part: "noun" | "adjective";
  readonly gender: Gender;
  /** `a` animate, `i` inanimate, empty for adjectives. */
  readonly animacy: string;
  /** The citation form is a plural. */
  readonly plural: boolean;
  readonly forms: readonly DeclinedForm[];
}

/** A form of a word, with its number and case. */
export interface DeclinedForm {
  readonly plural: boolean;
  /** Index into `CASES`. */
  readonly case: number;
  /** `a` or `i` for accusatives of adjectives that differ by animacy, otherwise empty. */
  readonly animacy: string;
  readonly text: string;
}

interface Signature {
  readonly part: "noun" | "adjective";
  readonly gender: Gender;
  readonly animacy: string;
  readonly plural: boolean;
  /** The part of the citation form after the stem that all forms share. */
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
  const packed = unpack("declensions");
  loaded = { ...packed, parsed: new Map(), homographs: new Set(packed.more[0]?.split(" ")) };
  return loaded;
}

/**
 * The ways to decline a word in its citation form (nominative, with any capitals, with ё or е). A word that is not in
 * the dictionary (OpenCorpora) declines like words with the same ending. Empty for text with anything but Cyrillic
 * letters and hyphens.
 */
export function analyse(word: string): readonly Analysis[] {
  if (!/^[а-яё]+(?:-[а-яё]+)*$/iu.test(word)) return [];
  const folded = word.toLowerCase().replaceAll("ё", "е");
  if (folded === "большая" || folded === "большое") return analyseBolshoy(word);
  const analyses: Analysis[] = [];
  for (const number of declensions().numbersOf(folded)) {
    const signature = signatureOf(number);
    if (signature === undefined || !folded.endsWith(signature.ending)) continue;
    if (NOT_MEANT.has(folded + signature.gender)) continue;
    const stem = word.slice(0, word.length - signature.ending.length);
    const isMeant = signature.rows.every(
      (row) =>
        !(row.plural && row.case === NOM) ||
        !PLURALS_NOT_MEANT.has(folded.slice(0, stem.length) + row.ending),
    );
    if (!isMeant) continue;
    analyses.push({
      ...signature,
      forms: signature.rows
        .map((row) => ({
          plural: row.plural,
          case: row.case,
          animacy: row.animacy,
          text: capitalAs(word, stem + row.ending),
        }))
        // the dictionary gives «1-й» and «первый» as forms of «один»; only nouns may change the stem: человек – люди
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

/** «большая», «большое» as forms of «большой», which declines like «чужой». The dictionary has only «больший» for them. */
const analyseBolshoy = (word: string): readonly Analysis[] =>
  analyse(`чуж${word.slice(5)}`).map((analysis) => ({
    ...analysis,
    forms: analysis.forms.map((form) => ({ ...form, text: word.slice(0, 5) + form.text.slice(3) })),
  }));

/** Numbers of the signatures, by the ending of a form. */
let byEnding: ReadonlyMap<string, readonly number[]> | undefined;

function endings(): ReadonlyMap<string, readonly number[]> {
  if (byEnding !== undefined) return byEnding;
  const made = new Map<string, number[]>();
  // Only the endings are read here, because most signatures are never used.
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

/** Citation forms of words that may have this folded word as a form. A word that is not in the dictionary is guessed. */
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

/** Forms that are almost always prepositions, although a noun has them too: «(о) после» from «посол». */
const PREPOSITIONS: ReadonlySet<string> = new Set(["после", "при", "вместо", "мимо"]);
/** Readings of the dictionary that no term uses: «воды» as a people, «леса» as a fishing line. Key: word and gender. */
const NOT_MEANT: ReadonlySet<string> = new Set(["водыm", "лесаf"]);

/** Plurals of a rarer noun with the same singular: «судна» are bedpans, «суда» are vessels. */
const PLURALS_NOT_MEANT: ReadonlySet<string> = new Set(["судна"]);

const sameLetter = (a: string, b: string): boolean => a.charAt(0).toLowerCase() === b.charAt(0).toLowerCase();

/** Whether a form of a noun of this gender is more often a form of another word. */
export function isHomograph(form: string, gender: Gender): boolean {
  return declensions().homographs.has(form.toLowerCase().replaceAll("ё", "е") + gender);
}

/** Gives a form the capital of its citation form. Only forms with another stem lack it: Человек – Люди. */
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
