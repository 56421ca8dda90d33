import { foldCase } from "../character-classes.ts";
import { inAllGenders } from "../forms.ts";
import {
  ACC,
  type Analysis,
  analyse,
  citationsOf,
  DAT,
  GEN,
  type Gender,
  INS,
  LOC,
} from "../russian/declension.ts";
import { isSpeltCitation } from "../russian/word-lists.ts";
import { capitalised } from "./proposal.ts";

/** A grammatical form: number and index into `CASES`. */
export interface Cell {
  readonly plural: boolean;
  readonly case: number;
  /** After «два», «три», «четыре»; case and number say nothing then. */
  readonly isCounted?: boolean;
}

/** The cases that prepositions govern. */
export const GOVERNED: ReadonlyMap<string, readonly number[]> = new Map(
  (
    [
      ["в во на", [ACC, LOC]],
      ["о об обо", [LOC, ACC]],
      ["при", [LOC]],
      ["к ко благодаря согласно вопреки навстречу подобно", [DAT]],
      ["по", [DAT, LOC, ACC]],
      ["за под", [ACC, INS]],
      ["с со", [GEN, INS]],
      ["над перед передо надо между вместе", [INS]],
      ["через про сквозь включая спустя", [ACC]],
      [
        "у от ото до из изо без безо для около вокруг после против среди вместо кроме ради вдоль внутри возле мимо вблизи " +
          "ввиду вследствие относительно посредством свыше насчет помимо прежде вне сверх из-за из-под путем",
        [GEN],
      ],
    ] as const
  ).flatMap(([words, cases]) => words.split(" ").map((word) => [word, cases] as const)),
);

/** A text for a stretch of the sentence. */
export interface Piece {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** An adjective before the term. */
export interface Modifier {
  readonly word: string;
  readonly start: number;
  readonly end: number;
  readonly lemmas: readonly string[];
}

/** Pronouns that decline like adjectives: masculine, feminine and neuter. */
const PRONOUNS: ReadonlyMap<string, readonly [string, string, string]> = new Map(
  [
    "этот эта это",
    "тот та то",
    "весь вся все",
    "наш наша наше",
    "ваш ваша ваше",
    "мой моя мое",
    "свой своя свое",
    "один одна одно",
  ].map((line) => {
    const [masculine = "", feminine = "", neuter = ""] = line.split(" ");
    return [masculine, [masculine, feminine, neuter]];
  }),
);

/** Masculine citation forms of the adjectives, participles and pronouns that may have this folded form. */
export function masculinesOf(key: string): readonly string[] {
  const found = new Set<string>();
  const isLemma = (citation: string) =>
    /(?:[ыи]й|ой|[ыи]йся|ойся)$/u.test(citation) || PRONOUNS.has(citation);
  const take = (form: string, isPlural: boolean): void => {
    for (const citation of citationsOf(form)) {
      for (const reading of analyse(citation)) {
        if (reading.part !== "adjective") continue;
        if (reading.gender === "m" && isLemma(citation)) found.add(citation);
        // «морская» leads to its plural, and the plural to «морской»
        const many = reading.forms.find(({ plural, case: of }) => plural && of === GEN)?.text;
        if (!isPlural && reading.gender !== "m" && many !== undefined) take(many, true);
      }
    }
  };
  take(key, false);
  // Almost all forms of «больший» are meant as «большой».
  if (found.has("большой")) found.delete("больший");
  const spelt = [...found].filter((lemma) => PRONOUNS.has(lemma) || isSpeltCitation(lemma));
  return spelt.filter((lemma) =>
    gendersOf(lemma).some(({ reading }) => reading.forms.some(({ text }) => foldCase(text) === key)),
  );
}

export function gendersOf(lemma: string): { readonly gender: Gender; readonly reading: Analysis }[] {
  const citations = PRONOUNS.get(lemma) ?? inAllGenders(lemma);
  return (["m", "f", "n"] as const).flatMap((gender, index) => {
    const citation = citations[index];
    if (citation === undefined) return [];
    const readings = analyse(citation).filter(
      ({ part, gender: own }) => part === "adjective" && (own === gender || own === ""),
    );
    // «большая» is a form of «большой» (genitive «большой») and of «больший» («большей»)
    const isHard = !/(?:[жчшщ]|[^гкх])ий$/u.test(lemma);
    const reading =
      readings.find(({ forms }) =>
        forms.some(
          ({ plural, case: of, text }) =>
            !plural && of === GEN && text.endsWith(gender === "f" ? "ой" : "ого") === isHard,
        ),
      ) ?? readings[0];
    return reading === undefined ? [] : [{ gender, reading }];
  });
}

/** An adjective in the gender, number and case of the new term. */
export function inGender(
  word: string,
  lemmas: readonly string[],
  { plural, case: of }: Cell,
  head: Analysis | undefined,
  oldHead: Analysis | undefined,
  old: Cell,
): { readonly text: string; readonly sure: boolean } {
  const sameGender = plural || (head !== undefined && head.gender === oldHead?.gender);
  const sameAnimacy = of !== ACC || head?.animacy === oldHead?.animacy;
  if (sameGender && sameAnimacy && plural === old.plural) return { text: word, sure: true };
  if (head === undefined && !plural) return { text: word, sure: false };
  const texts = new Set(
    lemmas.flatMap((lemma) => {
      const genders = gendersOf(lemma);
      const own = genders.find(({ gender }) => gender === (plural ? "m" : head?.gender)) ?? genders[0];
      const form = own?.reading.forms.find(
        (one) =>
          one.plural === plural &&
          one.case === of &&
          (one.animacy === "" || head?.animacy === "" || one.animacy === (head?.animacy ?? "i")),
      );
      return form === undefined ? [] : [form.text];
    }),
  );
  const [text] = texts;
  if (text === undefined) return { text: word, sure: false };
  return { text: likeWord(word, text), sure: texts.size === 1 };
}

/** A form with the capitals of the old one, and with ё where the old one has it: the dictionary writes е. */
export function likeWord(old: string, form: string): string {
  const spelt = Array.from(form, (letter, at) =>
    letter === "е" && old.toLowerCase().charAt(at) === "ё" ? "ё" : letter,
  ).join("");
  if (old.length > 1 && old === old.toUpperCase()) return spelt.toUpperCase();
  return /^\p{Lu}/u.test(old) ? capitalised(spelt) : spelt;
}
