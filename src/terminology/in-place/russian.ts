import type { Term } from "../../domain/concept.ts";
import { foldCase } from "../character-classes.ts";
import { formsOf } from "../forms.ts";
import { COUNTED, headOfTerm } from "../russian/agreement.ts";
import { ACC, CASES, GEN, type Gender, INS, LOC, NOM } from "../russian/declension.ts";
import { LIKE_ADJECTIVES, LOCATIVE_IN_U } from "../russian/word-lists.ts";
import { type Word, wordsOf } from "../text-words.ts";
import {
  capitalised,
  type FoundTerm,
  inCapitalsOf,
  isSentenceStart,
  sentenceAround,
  type TermDoubt,
  type TermProposal,
} from "./proposal.ts";
import {
  type Cell,
  gendersOf,
  GOVERNED,
  inGender,
  masculinesOf,
  type Modifier,
  type Piece,
} from "./russian-adjectives.ts";
import {
  countedPlace,
  hasOpenNumeral,
  inCountedPlace,
  isGendered,
  isOrdinalEnding,
  isUnfitNumeral,
  numeralIn,
  oneOf,
  refersByGender,
} from "./russian-numerals.ts";

/** Words between a preposition and an adjective. */
const DEGREE = /^(?:очень|более|менее|весьма|слишком|совсем|довольно|почти|достаточно|столь|самого)$/u;

/**
 * The new term in the case and number of the old one, with the adjectives and the preposition before it. The forms are
 * those of the dictionary; what the place means is told by adjectives and prepositions, and is in doubt if they do not
 * tell it.
 */
export function inRussianPlace(text: string, found: FoundTerm, wanted: Term): TermProposal {
  const surface = text.slice(found.start, found.end);
  const words = wordsOf(text, true);
  const at = words.findIndex(({ start }) => start === found.start);
  const oldHead = headOfTerm(found.term.text);
  const newHead = headOfTerm(wanted.text);
  const otherGender = oldHead?.gender !== newHead?.gender;
  const { right } = sentenceAround(text, found.start, found.end);
  const isReferredTo = otherGender && refersByGender(right, oldHead?.gender);
  const isFirstWord = isSentenceStart(text, found.start);
  const termPiece = (made: string): Piece => ({
    start: found.start,
    end: found.end,
    text: inCapitalsOf(surface, found.term.text, made, isFirstWord),
  });
  const possible = cellsOf(found.term, surface);
  const count = countedPlace(text, words, at, possible, oldHead);
  if (count !== undefined) {
    const old = { term: found.term, surface, head: oldHead };
    const made = inCountedPlace(text, count, old, { term: wanted, head: newHead });
    const doubt = made.doubt ?? (isReferredTo ? "agreement" : undefined);
    return joined(
      text,
      [...made.pieces, termPiece(made.term)],
      found.certainty === "certain" ? doubt : "meaning",
    );
  }
  const place = readPlace(text, words, at, possible, oldHead?.gender);
  // A bare form is a subject at the start of a sentence, and more often an object after its first words.
  const opens = isSentenceStart(text, place.modifiers[0]?.start ?? found.start);
  const isObject = place.preposition === undefined && !opens;
  const [usual] = place.cells;
  const likely =
    opens && place.preposition === undefined
      ? place.cells.find((cell) => cell.case === NOM)
      : isObject && usual?.case === NOM
        ? place.cells.find((cell) => cell.case === ACC && cell.plural === usual.plural)
        : undefined;
  const cells =
    likely === undefined ? place.cells : [likely, ...place.cells.filter((cell) => cell !== likely)];
  const texts = cells.map((cell) => {
    const head = formOf(wanted, cell, place.preposition);
    const spoken: Cell = head.cell ?? cell;
    const adjectives = place.modifiers.map(({ word, lemmas }) =>
      inGender(word, lemmas, spoken, newHead, oldHead, cell),
    );
    return { head, adjectives, cell };
  });
  const [first, ...others] = texts;
  if (first === undefined) return { start: found.start, end: found.end, text: wanted.text, doubt: "form" };
  const key = (one: (typeof texts)[number]) =>
    [one.head.text, ...one.adjectives.map(({ text: word }) => word)].join(" ");
  const pieces: Piece[] = place.modifiers.map(({ start, end }, index) => ({
    start,
    end,
    text: first.adjectives[index]?.text ?? text.slice(start, end),
  }));
  const partitive =
    otherGender && place.of !== undefined && cells.every(({ plural }) => plural)
      ? oneOf(text, words, place.of, oldHead, newHead)
      : undefined;
  const changesGender =
    texts.some(({ cell }) => !cell.plural || place.numeral !== undefined || partitive !== undefined) &&
    otherGender;
  const numeral = changesGender ? numeralIn(text, place.numeral, newHead?.gender) : undefined;
  pieces.push(termPiece(first.head.text));
  const doubt = doubtOf({
    text,
    found,
    isCertain: found.certainty === "certain",
    isClear:
      others.every((other) => key(other) === key(first)) &&
      first.head.isOnly &&
      // the form of a count after words that are not read
      !cells.some(({ isCounted }) => isCounted),
    isKept: first.head.cell === undefined,
    isAgreeing:
      first.adjectives.every(({ sure }) => sure) &&
      partitive?.isSure !== false &&
      !isReferredTo &&
      !isUnfitNumeral(place.before?.key ?? "", oldHead, newHead) &&
      !(changesGender && isOrdinalEnding(place.before?.key ?? "")) &&
      (place.of !== undefined || !hasOpenNumeral(text, words, at - place.modifiers.length)),
    changesGender,
    from: (partitive?.pieces ?? pieces)[0]?.start ?? found.start,
    isSubject: partitive?.isSubject ?? place.cells.some((cell) => cell.case === NOM),
  });
  const agreeing = withPreposition(text, place, pieces);
  const before = [...(partitive?.pieces ?? []), ...(numeral === undefined ? [] : [numeral])];
  return joined(text, [...before, ...agreeing], doubt);
}

/** One proposal from the pieces, from the first one that changes. */
function joined(text: string, pieces: readonly Piece[], doubt: TermDoubt | undefined): TermProposal {
  const from = pieces.findIndex(({ start, end, text: piece }) => text.slice(start, end) !== piece);
  const changed = from < 0 ? pieces.slice(-1) : pieces.slice(from);
  const start = changed[0]?.start ?? 0;
  let end = start;
  let made = "";
  for (const piece of changed) {
    made += text.slice(end, piece.start) + piece.text;
    ({ end } = piece);
  }
  return { start, end, text: made, ...(doubt === undefined ? {} : { doubt }) };
}

/** The forms of the term that are spelt like the surface; all forms if the term does not inflect. */
function cellsOf(term: Term, surface: string): Cell[] {
  const key = keyOf(surface);
  const tags = formsOf(term)
    .filter((form) => keyOf(form.text) === key)
    .flatMap((form) => form.tags?.split(" ") ?? []);
  const all = ["sg", "pl"].flatMap((number) => CASES.map((name) => `${number}.${name}`));
  return [...new Set(tags.length === 0 ? all : tags)].map((tag) =>
    tag === COUNTED
      ? { plural: true, case: NOM, isCounted: true }
      : { plural: tag.startsWith("pl"), case: CASES.findIndex((name) => tag.endsWith(name)) },
  );
}

const keyOf = (text: string): string =>
  wordsOf(text, true)
    .map(({ key }) => key)
    .join(" ");

/** Numerals that may stand between «из» and a term. */
const GENITIVE_NUMERAL =
  /^(?:двух|трех|четырех|обоих|обеих|пяти|шести|семи|восьми|девяти|десяти|двадцати|тридцати|сорока|многих|нескольких|\d+)$/u;

interface Place {
  readonly cells: readonly Cell[];
  /** Adjectives before the term that agree with it, from left to right. */
  readonly modifiers: readonly Modifier[];
  readonly preposition: (Piece & { readonly key: string }) | undefined;
  /** A numeral with a gender. */
  readonly numeral: Word | undefined;
  /** The word before the term and its adjectives. */
  readonly before: Word | undefined;
  /** Place of «из» among the words, also before a numeral: «одна из трёх шахт». */
  readonly of: number | undefined;
}

/** Reads the words before the term: which of its forms they allow, and which of them agree with it. */
function readPlace(
  text: string,
  words: readonly Word[],
  at: number,
  possible: readonly Cell[],
  gender: Gender | undefined,
): Place {
  let cells = possible;
  const modifiers: Modifier[] = [];
  let index = at - 1;
  let right = words[at]?.start ?? 0;
  for (; index >= 0; index -= 1) {
    const word = words[index];
    if (word === undefined) break;
    const between = text.slice(word.end, right);
    const isConjunction = /^(?:и|или)$/u.test(word.key) && modifiers.length > 0 && between === " ";
    if (isConjunction) {
      const before = words[index - 1];
      if (before === undefined || agreementOf(text, before, cells, gender) === undefined) break;
      right = word.start;
      continue;
    }
    if (between !== " " && !(between === ", " && modifiers.length > 0)) break;
    const agreed = agreementOf(text, word, cells, gender);
    if (agreed === undefined) break;
    cells = agreed.cells;
    modifiers.unshift(agreed.modifier);
    right = word.start;
  }
  const numeral = numeralBefore(words, at);
  if (numeral !== undefined && words[index]?.start === numeral.start) index -= 1;
  if (index >= 0 && DEGREE.test(words[index]?.key ?? "")) index -= 1;
  const before = words[index];
  const isNear = before !== undefined && /^[\s«"„(]*$/u.test(text.slice(before.end, words[index + 1]?.start));
  let of = index;
  while (GENITIVE_NUMERAL.test(words[of]?.key ?? "")) of -= 1;
  const governed = isNear ? GOVERNED.get(before.key) : undefined;
  const allowed = governed
    ? cells.filter((cell) => governed.includes(cell.case))
    : /^(?:и|или|а)$/u.test(before?.key ?? "") || !isNear
      ? cells
      : cells.filter((cell) => cell.case !== LOC);
  return {
    cells: allowed.length === 0 ? cells : allowed,
    modifiers,
    numeral,
    before: isNear ? before : undefined,
    of: words[of]?.key === "из" ? of : undefined,
    preposition:
      governed === undefined || before === undefined
        ? undefined
        : {
            key: before.key,
            start: before.start,
            end: before.end,
            text: text.slice(before.start, before.end),
          },
  };
}

/** The numeral with a gender before a term in an oblique case: «обоих новых методов». */
function numeralBefore(words: readonly Word[], at: number): Word | undefined {
  let index = at - 1;
  while (/(?:ых|их|ым|им|ыми|ими)$/u.test(words[index]?.key ?? "") && !isGendered(words[index]?.key))
    index -= 1;
  return isGendered(words[index]?.key) ? words[index] : undefined;
}

/** The forms of the term with which an adjective agrees; `undefined` if the word is no such adjective. */
function agreementOf(
  text: string,
  { start, end, key }: Word,
  cells: readonly Cell[],
  gender: Gender | undefined,
): { readonly cells: readonly Cell[]; readonly modifier: Modifier } | undefined {
  const word = text.slice(start, end);
  if (GOVERNED.has(key) || LIKE_ADJECTIVES.has(key) || isGendered(key)) return undefined;
  const lemmas = masculinesOf(key);
  const readings = lemmas
    .flatMap((lemma) => gendersOf(lemma))
    .flatMap(({ gender: own, reading }) =>
      reading.forms
        .filter((form) => foldCase(form.text) === key)
        .map((form) => ({ plural: form.plural, case: form.case, gender: own })),
    );
  const agreed = cells.filter((cell) =>
    readings.some(
      (reading) =>
        reading.case === cell.case &&
        reading.plural === cell.plural &&
        (cell.plural || gender === undefined || gender === "" || reading.gender === gender),
    ),
  );
  if (agreed.length === 0) return undefined;
  return { cells: agreed, modifier: { word, start, end, lemmas } };
}

interface Spelt {
  readonly text: string;
  /** False if the dictionary gives several texts for the form. */
  readonly isOnly: boolean;
  /** Set if the term has no such form and is given in another number. */
  readonly cell?: Cell;
}

/** The term in one form. */
function formOf(wanted: Term, cell: Cell, preposition: Place["preposition"]): Spelt {
  const forms = formsOf(wanted);
  const citation = wanted.text.replace(/[{}]/gu, "");
  if (forms.every(({ tags }) => tags === undefined || tags === "")) return { text: citation, isOnly: true };
  const named = (one: Cell): Spelt | undefined => {
    const tag = `${one.plural ? "pl" : "sg"}.${CASES[one.case] ?? "nom"}`;
    const texts = forms.filter(({ tags }) => tags?.split(" ").includes(tag)).map(({ text }) => text);
    const modern = texts.filter((text) => one.case !== INS || !/[оеи]ю(?:\s|$)/u.test(text));
    const usual =
      one.plural || (one.case !== LOC && one.case !== GEN)
        ? modern
        : bySecondCase(modern, one.case, preposition?.key, citation);
    const [text = texts[0]] = usual;
    return text === undefined ? undefined : { text, isOnly: usual.length <= 1 };
  };
  const other = { plural: !cell.plural, case: cell.case };
  return named(cell) ?? { ...(named(other) ?? { text: citation, isOnly: false }), cell: other };
}

/** «в снегу», but «о снеге» and «в грунте»; «много снега» rather than «много снегу». */
function bySecondCase(
  texts: readonly string[],
  of: number,
  preposition: string | undefined,
  citation: string,
): readonly string[] {
  const [first = [], second = []] = texts.map((text) => text.split(" "));
  const at = first.findIndex((word, index) => word !== second[index]);
  const isSecond = (text: string) => /[ую]$/u.test(text.split(" ")[at] ?? "");
  const wantsSecond =
    of === LOC &&
    /^(?:в|во|на)$/u.test(preposition ?? "") &&
    LOCATIVE_IN_U.has(foldCase(citation.split(" ")[at] ?? ""));
  const wanted = texts.filter((text) => isSecond(text) === wantsSecond);
  return wanted.length === 0 ? texts : wanted;
}

interface Circumstances {
  readonly text: string;
  readonly found: FoundTerm;
  readonly isCertain: boolean;
  readonly isClear: boolean;
  readonly isKept: boolean;
  readonly isAgreeing: boolean;
  readonly changesGender: boolean;
  /** Where the first word begins that agrees with the term. */
  readonly from: number;
  readonly isSubject: boolean;
}

const RELATIVE = /^\s*,\s*(?:\S+\s)?котор/iu;
const PARTICIPLE_AFTER =
  /^\s*,\s*(?:не\s)?\p{L}+(?:щ|вш|нн|м|т)(?:ий|ый|ая|яя|ее|ое|его|ого|ему|ому|им|ым|ем|ом|ей|ой|ую|юю)(?:ся)?(?!\p{L})/iu;
const PERSONAL =
  /(?<!\p{L})(?:он|она|оно|его|её|ее|ему|ей|него|неё|нее|нему|ней|ним|нём|нем|сам|сама|само)(?!\p{L})/iu;
/** Past tenses, short forms and the predicates that agree with a subject. */
const PREDICATE =
  /(?<!\p{L})(?:\p{L}+(?:л|ла|ло|лся|лась|лось)|\p{L}*[аеёяи]н[ао]?|\p{L}*ыт[ао]?|(?:раз|при|у|пере)бит[ао]?|(?:вз|зан|прин|сн|подн|изъ|нач)[ая]т[ао]?|\p{L}*[бвгджзклмпрстфхцчшщ]н[ао]|(?:тон|уз|близ|креп|лег|ред|мел|высо|глубо|широ|дале)[оё]?к[ао]?|должен|рад[ао]?|готов[ао]?|нов[ао]?|стар[ао]?|пуст[ао]?|чист[ао]?)(?!\p{L})/iu;
const LINKING = /(?<!\p{L})(?:станов|оказ|счита|явля|кажет|выгляд|остаё|остае|быва|будет|быть|стать)/iu;
const ADJECTIVE_AFTER = /^\s+\p{L}+(?:ый|ий|ой|ая|яя|ое|ее|ого|его|ому|ему|ым|им|ую|юю)(?!\p{L})/iu;

function doubtOf(circumstances: Circumstances): TermDoubt | undefined {
  const { text, found, from, isCertain, isClear, isKept, isAgreeing, changesGender, isSubject } =
    circumstances;
  if (!isCertain) return "meaning";
  if (!isClear) return "form";
  if (!isKept || !isAgreeing) return "agreement";
  if (!changesGender) return undefined;
  const { left, right } = sentenceAround(text, from, found.end);
  const isFollowed = RELATIVE.test(right) || PARTICIPLE_AFTER.test(right) || ADJECTIVE_AFTER.test(right);
  if (isFollowed || PERSONAL.test(right)) return "agreement";
  const agrees =
    PREDICATE.test(left) || PREDICATE.test(right) || LINKING.test(right) || /\s[–—-]\s/u.test(right);
  return isSubject && agrees ? "agreement" : undefined;
}

/** Forms of prepositions before other sounds. */
const SHAPES: readonly (readonly string[])[] = [
  ["в", "во"],
  ["с", "со"],
  ["к", "ко"],
  ["о", "об", "обо"],
];

/** The preposition as the first word after it wants it: «об айсберге», «о льдине», «во льдах». */
function withPreposition(text: string, { preposition }: Place, pieces: readonly Piece[]): readonly Piece[] {
  const [next] = pieces;
  if (preposition === undefined || next === undefined) return pieces;
  const shapes = SHAPES.find((each) => each.includes(preposition.key));
  const isNear = /^\s+$/u.test(text.slice(preposition.end, next.start));
  if (shapes === undefined || !isNear || next.text === text.slice(next.start, next.end)) return pieces;
  const word = next.text.toLowerCase();
  const [plain = "", before = ""] = shapes;
  const shape = takesLong(plain, word) ? before : plain;
  if (shape === preposition.key) return pieces;
  return [
    { ...preposition, text: /^\p{Lu}/u.test(preposition.text) ? capitalised(shape) : shape },
    ...pieces,
  ];
}

function takesLong(preposition: string, word: string): boolean {
  if (preposition === "о") return /^[аиоуэ]/u.test(word);
  if (/^(?:льд|мн|вс[еяю]|втор|льв|рв)/u.test(word)) return true;
  if (preposition === "в") return /^[вф][^аеёиоуыэюя]/u.test(word);
  return preposition === "с" && /^[сзшж][^аеёиоуыэюя]/u.test(word);
}
