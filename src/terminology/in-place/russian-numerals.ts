import type { Term } from "../../domain/concept.ts";
import { foldCase } from "../character-classes.ts";
import { countedForms, isLikeAdjective } from "../russian/agreement.ts";
import { ACC, analyse, type Analysis, GEN, type Gender, LOC, NOM } from "../russian/declension.ts";
import type { Word } from "../text-words.ts";
import {
  type Cell,
  gendersOf,
  GOVERNED,
  likeWord,
  masculinesOf,
  type Modifier,
  type Piece,
} from "./russian-adjectives.ts";

/** Numerals with a gender: masculine, feminine and neuter. */
const GENDERED: readonly (readonly [string, string, string])[] = [
  ["два", "две", "два"],
  ["оба", "обе", "оба"],
  ["полтора", "полторы", "полтора"],
  ["обоих", "обеих", "обоих"],
  ["обоим", "обеим", "обоим"],
  ["обоими", "обеими", "обоими"],
];
/** «один», in a range before another numeral: «одна-две». */
const ONE: readonly (readonly [string, string, string])[] = [
  ["один", "одна", "одно"],
  ["один", "одну", "одно"],
];
const FEW = /^(?:два|две|три|четыре|оба|обе|полтора|полторы)$/u;
const FEW_IN_FIGURES = /^(?:\d*[^1\D])?[2-4]$/u;
/** Words before a number that names its noun by number and does not count what follows: «в пункте 3». */
const NUMBERED =
  /^(?:пункт|подпункт|таблиц|рисун|раздел|глав|стать|страниц|приложени|этап|номер|вариант|групп|част|п$|рис$|табл$|стр$|гл$|ст$|г$|с$)/u;

const genderIndex = (gender: Gender): number => (gender === "f" ? 1 : gender === "n" ? 2 : 0);

export const isGendered = (key: string | undefined): boolean =>
  GENDERED.some((each) => key !== undefined && each.includes(key));

const isFew = (text: string, { key, start }: Word): boolean =>
  FEW.test(key) || (FEW_IN_FIGURES.test(key) && !/\d[.,]$/u.test(text.slice(0, start)));

/** A numeral in the gender of the new term; `undefined` if it has no gender. */
export function numeralIn(
  text: string,
  word: Word | undefined,
  gender: Gender | undefined,
  sets: typeof GENDERED = GENDERED,
): Piece | undefined {
  const set = sets.find((each) => word !== undefined && each.includes(word.key));
  if (word === undefined || set === undefined || gender === undefined || gender === "") return undefined;
  return {
    start: word.start,
    end: word.end,
    text: likeWord(text.slice(word.start, word.end), set[genderIndex(gender)] ?? word.key),
  };
}

/** A term after «два», «три», «четыре» in the nominative: the noun is in the genitive singular. */
export interface CountedPlace {
  /** The words before the term, from left to right. */
  readonly numerals: readonly Word[];
  readonly modifiers: readonly Modifier[];
  /** The adjectives of the place are in the nominative plural: «две новые шахты». */
  readonly isNominative: boolean;
  /** The number may be no count: «в пункте 3 шахты названы». */
  readonly isDoubtful: boolean;
}

/** Reads the numeral before a term; `undefined` if none counts it. */
export function countedPlace(
  text: string,
  words: readonly Word[],
  at: number,
  cells: readonly Cell[],
  head: Analysis | undefined,
): CountedPlace | undefined {
  const isGenitive = cells.some(
    ({ plural, case: of, isCounted }) =>
      isCounted === true || (of === GEN && (!plural || (head !== undefined && isLikeAdjective(head)))),
  );
  const isPlural = cells.some(({ plural, case: of }) => plural && of === NOM);
  if (!isGenitive && !(isPlural && head?.gender !== "m" && head?.gender !== "n")) return undefined;
  const found = numeralBefore(text, words, at);
  const numeral = words[found?.index ?? -1];
  if (found === undefined || numeral === undefined) {
    // the form of a count after words that are not read: «два списанных в мае лоцманских катера»
    return cells.some(({ isCounted }) => isCounted)
      ? { numerals: [], modifiers: [], isNominative: false, isDoubtful: true }
      : undefined;
  }
  const { index, modifiers } = found;
  const isNominative = modifiers.some(({ word }) =>
    /(?:[ыи]е(?:ся)?|[тсв]е|наши|ваши|эти|мои|свои)$/iu.test(word),
  );
  const isLabel = NUMBERED.test(words[index - 1]?.key ?? "") || /^(?:1[5-9]|20)\d\d$/u.test(numeral.key);
  return {
    numerals: [...rangeBefore(text, words, index), numeral],
    modifiers,
    isNominative,
    isDoubtful: /^\d/u.test(numeral.key) && isLabel && isPlural,
  };
}

/** The numeral before a term and the adjectives between them. */
function numeralBefore(
  text: string,
  words: readonly Word[],
  at: number,
): { readonly index: number; readonly modifiers: readonly Modifier[] } | undefined {
  const modifiers: Modifier[] = [];
  let right = words[at]?.start ?? 0;
  for (let index = at - 1; index >= 0; index -= 1) {
    const word = words[index];
    if (word === undefined) return undefined;
    const between = text.slice(word.end, right);
    if (!/^\s[«"„(]*$/u.test(between) && !(between === ", " && modifiers.length > 0)) return undefined;
    if (isFew(text, word)) return { index, modifiers };
    const isConjunction = /^(?:и|или)$/u.test(word.key) && modifiers.length > 0;
    if (!isConjunction) {
      const lemmas = pluralLemmas(word.key);
      if (lemmas.length === 0) return undefined;
      modifiers.unshift({ word: text.slice(word.start, word.end), start: word.start, end: word.end, lemmas });
    }
    right = word.start;
  }
  return undefined;
}

/** Masculine citation forms of the adjectives of which a word is the nominative or genitive plural. */
const pluralLemmas = (key: string): readonly string[] =>
  GOVERNED.has(key)
    ? []
    : masculinesOf(key).filter((lemma) => [NOM, GEN].some((of) => pluralOf(lemma, of) === key));

const pluralOf = (lemma: string, of: number): string | undefined => {
  const form = gendersOf(lemma)
    .find(({ gender }) => gender === "m")
    ?.reading.forms.find((one) => one.plural && one.case === of);
  return form && foldCase(form.text);
};

/** The numeral of a range before another one: «две-три», «одна или две». */
function rangeBefore(text: string, words: readonly Word[], index: number): readonly Word[] {
  const [numeral, word, first] = [words[index], words[index - 1], words[index - 2]];
  if (numeral === undefined || word === undefined) return [];
  const isWith = (one: Word) => isGendered(one.key) || ONE.some((set) => set.includes(one.key));
  if (/^\s*[-\u2010-\u2015]\s*$/u.test(text.slice(word.end, numeral.start)))
    return isWith(word) ? [word] : [];
  return first !== undefined && /^(?:или|либо)$/u.test(word.key) && isWith(first) ? [first] : [];
}

/** The new term after the numeral, and all that changes with it. */
export function inCountedPlace(
  text: string,
  { numerals, modifiers, isNominative, isDoubtful }: CountedPlace,
  old: { readonly term: Term; readonly surface: string; readonly head: Analysis | undefined },
  wanted: { readonly term: Term; readonly head: Analysis | undefined },
): { readonly pieces: readonly Piece[]; readonly term: string; readonly doubt?: "form" | "agreement" } {
  const gender = wanted.head?.gender;
  // Both are right after a feminine: «две новые шахты», «две новых шахты». The text goes on as it has begun.
  const hasGenitive =
    old.head?.gender === "f" &&
    (modifiers.length > 0
      ? !isNominative
      : foldCase(old.surface) === foldCase(countedForms(old.term.text)?.genitive ?? "") &&
        foldCase(old.surface) !== foldCase(countedForms(old.term.text)?.nominative ?? ""));
  const of = gender === "f" && !hasGenitive ? NOM : GEN;
  const forms = countedForms(wanted.term.text);
  const made = of === NOM ? forms?.nominative : forms?.genitive;
  const pieces = [
    ...numerals.map(
      (word): Piece =>
        numeralIn(text, word, gender, [...GENDERED, ...ONE]) ?? {
          start: word.start,
          end: word.end,
          text: text.slice(word.start, word.end),
        },
    ),
    ...modifiers.map((modifier): Piece => {
      const plural = new Set(modifier.lemmas.map((lemma) => pluralOf(lemma, of)));
      const [first = modifier.word] = plural;
      return { ...modifier, text: likeWord(modifier.word, first) };
    }),
  ];
  const hasGender = gender !== undefined && gender !== "";
  const isNewlyAnimate = wanted.head?.animacy === "a" && old.head?.animacy !== "a";
  const doubt =
    made === undefined || isDoubtful || isNewlyAnimate ? "form" : hasGender ? undefined : "agreement";
  return { pieces, term: made ?? wanted.term.text.replace(/[{}]/gu, ""), ...(doubt && { doubt }) };
}

/** Words that name one of several: «одна из шахт», «последняя из шахт». */
const ONE_OF =
  /^(?:один|каждый|любой|никакой|какой|который|другой|иной|последний|первый|второй|третий|четвертый|пятый|шестой|седьмой|восьмой|девятый|десятый|самый|.+(?:ейший|айший))$/u;
const VERBAL = /(?:нн|вш|щ|[аяеи]м|[аяеиыуо]т)(?:ый|ий|ийся|ой)$/u;

/** What names one of several before «из», with the new gender. */
export interface OneOf {
  readonly pieces: readonly Piece[];
  readonly isSure: boolean;
  readonly isSubject: boolean;
}

/**
 * Reads the word before «из» that has the gender of the term: «одна из шахт», «самая большая из шахт», «обе из них».
 *
 * @param of place of «из» among the words
 * @returns `undefined` if nothing there has a gender
 */
export function oneOf(
  text: string,
  words: readonly Word[],
  of: number,
  old: Analysis | undefined,
  head: Analysis | undefined,
): OneOf | undefined {
  const [last, degree] = [words[of - 1], words[of - 2]];
  if (last === undefined || head === undefined) return undefined;
  const counted = numeralIn(text, last, head.gender);
  if (counted !== undefined) return { pieces: [counted], isSure: true, isSubject: false };
  const lemmas = masculinesOf(last.key);
  if (lemmas.every((lemma) => VERBAL.test(lemma))) return undefined;
  const isDegree = degree !== undefined && masculinesOf(degree.key).includes("самый");
  const chain = isDegree ? [degree, last] : [last];
  const before = words[of - chain.length - 1];
  const governed = GOVERNED.get(before?.key ?? "");
  const cases = casesOf(lemmas, last.key, old?.gender).filter((each) =>
    governed === undefined ? each !== LOC : governed.includes(each),
  );
  if (cases.length === 0) return undefined;
  const pieces = chain.map((word) => {
    const texts = new Set(
      cases.flatMap((each) => masculinesOf(word.key).flatMap((lemma) => singularOf(lemma, each, head))),
    );
    const [first = word.key] = texts;
    const { start, end } = word;
    return { start, end, text: likeWord(text.slice(start, end), first), isOnly: texts.size === 1 };
  });
  return {
    pieces,
    isSure: pieces.every(({ isOnly }) => isOnly) && (isDegree || lemmas.some((lemma) => ONE_OF.test(lemma))),
    isSubject: cases.includes(NOM),
  };
}

const casesOf = (lemmas: readonly string[], key: string, gender: Gender | undefined): readonly number[] => [
  ...new Set(
    lemmas.flatMap((lemma) =>
      gendersOf(lemma)
        .filter((own) => own.gender === gender)
        .flatMap(({ reading }) =>
          reading.forms
            .filter((form) => !form.plural && foldCase(form.text) === key)
            .map((form) => form.case),
        ),
    ),
  ),
];

function singularOf(lemma: string, of: number, { gender, animacy }: Analysis): readonly string[] {
  const form = gendersOf(lemma)
    .find((own) => own.gender === gender)
    ?.reading.forms.find(
      (one) =>
        !one.plural &&
        one.case === of &&
        (of !== ACC || one.animacy === "" || animacy === "" || one.animacy === animacy) &&
        !/[оеи]ю$/u.test(one.text),
    );
  return form === undefined ? [] : [form.text];
}

const COLLECTIVE = /^(?:двое|трое|четверо|пятеро|шестеро|семеро)$/u;
const OBLIQUE_FEW = /^(?:двух|трех|четырех|обоих|обеих)$/u;

/** Whether the numeral before a term fits the old term, and perhaps not the new one: «двое матросов», «двух матросов». */
export function isUnfitNumeral(key: string, old: Analysis | undefined, head: Analysis | undefined): boolean {
  if (COLLECTIVE.test(key)) return head?.gender !== "m" || head.animacy !== "a" || head.plural;
  return OBLIQUE_FEW.test(key) && (head === undefined || head.animacy !== old?.animacy);
}

/** Whether a word is the ending of an ordinal in figures: «22-й». */
export const isOrdinalEnding = (key: string): boolean =>
  /^(?:[яейюм]|ая|о[йем]|ую|е[йе]|о?го|о?му|[ыи]м)$/u.test(key);

/** Whether a numeral further left may count the term: «две закрытые в мае шахты», but not «две недели шахты стояли». */
export function hasOpenNumeral(text: string, words: readonly Word[], at: number): boolean {
  for (let index = at - 1; index >= 0 && index >= at - 8; index -= 1) {
    const word = words[index];
    const next = words[index + 1];
    if (word === undefined || next === undefined || /[.,:;!?…]/u.test(text.slice(word.end, next.start)))
      return false;
    if (!FEW.test(word.key)) continue;
    let place = index + 1;
    while (place < at && masculinesOf(words[place]?.key ?? "").length > 0) place += 1;
    const reached = words[place];
    return (
      reached !== undefined && place < at && (GOVERNED.has(reached.key) || analyse(reached.key).length === 0)
    );
  }
  return false;
}

const ONE_FEMININE =
  "одн(?:а|у|ой)|кажд(?:ая|ую|ой)|люб(?:ая|ую|ой)|перв(?:ая|ую|ой)|втор(?:ая|ую|ой)|последн(?:яя|юю|ей)";
const ONE_OTHER =
  "од(?:ин|но|ного|ному|ним|ном)|кажд(?:ый|ое|ого|ому|ым|ом)|люб(?:ой|ое|ого|ому|ым|ом)|перв(?:ый|ое|ого|ому)|втор(?:ой|ое|ого|ому)|последн(?:ий|ее|его)";
const referring = (one: string, both: string): RegExp =>
  new RegExp(
    `(?<!\\p{L})(?:(?:${one}|${both})(?:\\s+из\\s+(?:них|котор)|\\s*(?:[,;:]|$))|(?:${one})\\s+(?:не\\s+)?\\p{L}{2,}(?:л|ла|ло|ет|ит|ена|ано|ается|ится)(?!\\p{L}))`,
    "iu",
  );
const REFERRING_FEMININE = referring(ONE_FEMININE, "две|обе|обеих|обеим");
const REFERRING_OTHER = referring(ONE_OTHER, "два|оба|обоих|обоим");

/** Whether words after the term have its gender: «шахты, одна из которых закрыта». */
export const refersByGender = (right: string, gender: Gender | undefined): boolean =>
  (gender === "f" ? REFERRING_FEMININE : REFERRING_OTHER).test(right);
