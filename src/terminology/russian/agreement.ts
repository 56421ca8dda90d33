import type { Form } from "../../domain/concept.ts";
import { foldCase } from "../character-classes.ts";
import { analyse, CASES, GEN, isHomograph, NOM } from "./declension.ts";
import type { Analysis, DeclinedForm } from "./declension.ts";
import { inflectCounted } from "./counted.ts";
import { declinePerson } from "./persons.ts";

/** Most variants of a term in one case. A term with more has been misread. */
const MOST_VARIANTS = 24;

interface Word {
  /** Text between this word and the one before. */
  readonly before: string;
  readonly text: string;
  /** The editor has put the word in braces: it inflects. */
  readonly marked: boolean;
  readonly analyses: readonly Analysis[];
}

/** A reading of a term: its head, and the words that inflect with the head. */
interface Plan {
  readonly head: number;
  readonly noun: Analysis;
  readonly followers: ReadonlyMap<number, Follower>;
}

/** A word that inflects with a noun: an adjective agrees with it, a noun takes its case and keeps its own number. */
interface Follower {
  readonly reading: Analysis;
  /** The noun that the word follows: the head, or a noun that is coordinated with the head. */
  readonly noun: Analysis;
}

/**
 * All forms of a Russian term, citation form first. The head declines, adjectives and participles agree with it, and
 * appositions and coordinated nouns take its case. Other words («… климата», «… по морскому праву») do not change. If
 * several readings are possible, the forms of all of them are given. If the term has words in braces, only these words
 * inflect.
 */
export function inflect(term: string): Form[] {
  const ordinal = ORDINAL.exec(term);
  if (ordinal !== null) return inflectOrdinal(ordinal);
  const counted = inflectCounted(term);
  if (counted !== undefined) return counted;
  const { words, after } = split(term);
  const marked = words.some((word) => word.marked);
  const person =
    marked || after !== "" ? undefined : declinePerson(words.map((word) => word.before + word.text));
  if (person !== undefined) return person;
  const plans = marked ? markedPlans(words) : naturalPlans(words);
  const forms = new Map<string, { text: string; tags: Set<string>; sure: boolean }>();
  const add = (text: string, tag: string, sure: boolean): void => {
    const key = foldCase(text);
    const known = forms.get(key) ?? { text, tags: new Set(), sure: false };
    if (tag !== "") known.tags.add(tag);
    forms.set(key, { ...known, sure: known.sure || sure });
  };
  add(words.map((word) => word.before + word.text).join("") + after, "", plans.length === 0);
  for (const plan of plans) {
    for (const cell of plan.noun.forms) {
      // an old instrumental inside a phrase is not used today: «частию»
      if (words.length > 1 && isArchaic(cell) && cell.text.endsWith("ию")) continue;
      const tag = `${cell.plural ? "pl" : "sg"}.${CASES[cell.case] ?? "nom"}`;
      const sure = words.length > 1 || !isHomograph(cell.text, plan.noun.gender);
      for (const text of spell(words, plan, cell)) add(text + after, tag, sure);
    }
    // one word alone has the form of its genitive
    const counted = words.length > 1 ? countedTexts(words, plan) : undefined;
    if (counted !== undefined)
      for (const text of [counted.genitive, counted.nominative]) add(text + after, COUNTED, true);
  }
  return Array.from(forms.values(), ({ text, tags, sure }): Form => {
    const form: { -readonly [key in keyof Form]: Form[key] } = { text };
    if (tags.size > 0) form.tags = [...tags].sort(byTag).join(" ");
    if (!sure) form.homograph = true;
    return form;
  });
}

/** «60-я параллель», «XXI-й век», «2-е издание». */
const ORDINAL = /^(\d+|[IVXLC]+)-(?:я|й|е|ая|ый|ой|ое|ые)(\s+[А-ЯЁа-яё].*)$/u;
/** Endings of ordinals in figures, by gender (or plural) and case. */
const ORDINAL_ENDINGS = {
  f: ["я", "й", "й", "ю", "й", "й"],
  m: ["й", "го", "му", "й", "м", "м"],
  n: ["е", "го", "му", "е", "м", "м"],
  pl: ["е", "х", "м", "е", "ми", "х"],
} as const;

/** The forms of a noun with an ordinal in figures before it. */
function inflectOrdinal([term, figure = "", rest = ""]: RegExpExecArray): Form[] {
  const noun = headOfTerm(rest.trim());
  const forms = inflect(rest.trim());
  const found = new Map<string, Set<string>>();
  const add = (text: string, tag: string) => found.set(text, (found.get(text) ?? new Set()).add(tag));
  const gap = rest.slice(0, rest.length - rest.trimStart().length);
  for (const { text, tags = "" } of forms) {
    for (const tag of tags.split(" ")) {
      const [number, name] = tag.split(".");
      const at = CASES.findIndex((one) => one === name);
      const gender = noun?.gender;
      const endings =
        number === "pl"
          ? ORDINAL_ENDINGS.pl
          : ORDINAL_ENDINGS[gender === "f" || gender === "n" ? gender : "m"];
      const ending =
        number === "sg" && name === "acc" && noun?.animacy === "a" && gender === "m" ? "го" : endings[at];
      if (ending !== undefined) add(`${figure}-${ending}${gap}${text}`, tag);
    }
  }
  if (found.size === 0) return [{ text: term }];
  return Array.from(found, ([text, tags]) => ({ text, tags: [...tags].sort(byTag).join(" ") }));
}

/** Tag of the forms after «два», «три», «четыре» that are no form elsewhere: «(два) морских порта». */
export const COUNTED = "count";

/** A term after «два», «три», «четыре», with its adjectives in the genitive or the nominative plural. */
export interface Counted {
  readonly genitive: string;
  readonly nominative: string;
}

/** The term as these numerals want it; `undefined` if it has no singular, or nothing that inflects. */
export function countedForms(term: string): Counted | undefined {
  const { words, after } = split(term);
  const marked = words.some((word) => word.marked);
  const [plan] = marked ? markedPlans(words) : naturalPlans(words);
  const counted = plan && countedTexts(words, plan);
  return counted && { genitive: counted.genitive + after, nominative: counted.nominative + after };
}

/** Whether a noun declines like an adjective: «рабочий», «кривая». */
export const isLikeAdjective = ({ part, forms }: Analysis): boolean =>
  part === "adjective" ||
  (forms.some(({ plural, case: of, text }) => !plural && of === GEN && /(?:[ое]го|[ое]й)$/u.test(text)) &&
    forms.some(({ plural, case: of, text }) => plural && of === GEN && /[ыи]х$/u.test(text)));

function countedTexts(words: readonly Word[], plan: Plan): Counted | undefined {
  const { head, noun, followers } = plan;
  if (noun.plural) return undefined;
  const formOf = (reading: Analysis, plural: boolean, of: number): string | undefined =>
    reading.forms.find((form) => form.plural === plural && form.case === of)?.text;
  const spelt = (adjectives: number): string | undefined => {
    const texts = words.map((word, at) => {
      const reading = at === head ? noun : followers.get(at)?.reading;
      if (reading === undefined) return word.before + word.text;
      const text = isLikeAdjective(reading)
        ? formOf(reading, true, adjectives)
        : (formOf(reading, reading.plural, GEN) ?? formOf(reading, !reading.plural, GEN));
      return text && word.before + text;
    });
    return texts.includes(undefined) ? undefined : texts.join("");
  };
  const [genitive, nominative] = [spelt(GEN), spelt(NOM)];
  return genitive === undefined || nominative === undefined ? undefined : { genitive, nominative };
}

/**
 * The reading of the noun that decides about gender, number and animacy of a term. `undefined` if the term has no such
 * noun, or if its readings differ in gender.
 */
export function headOfTerm(term: string): Analysis | undefined {
  const { words } = split(term);
  const marked = words.some((word) => word.marked);
  const [first, ...others] = marked ? markedPlans(words) : naturalPlans(words);
  const differs = others.some(
    ({ noun }) => noun.gender !== first?.noun.gender && noun.part === first?.noun.part,
  );
  return differs ? undefined : first?.noun;
}

const TAGS: readonly string[] = [
  ...["sg", "pl"].flatMap((number) => CASES.map((name) => `${number}.${name}`)),
  COUNTED,
];
const byTag = (a: string, b: string): number => TAGS.indexOf(a) - TAGS.indexOf(b);

function split(term: string): { words: Word[]; after: string } {
  const words: Word[] = [];
  let end = 0;
  for (const match of term.matchAll(/[\p{L}\p{M}\p{N}]+/gu)) {
    const text = match[0];
    const between = term.slice(end, match.index);
    end = match.index + text.length;
    words.push({
      before: between.replace(/[{}]/gu, ""),
      text,
      marked: between.endsWith("{") && term.charAt(end) === "}",
      analyses: isInvariable(text) || isAbbreviated(text, term.charAt(end)) ? [] : analyse(text),
    });
  }
  return { words, after: term.slice(end).replace(/[{}]/gu, "") };
}

/** Whether a word never inflects: acronyms, words with other than Cyrillic letters, function words that look like nouns. */
const isInvariable = (word: string): boolean =>
  /^[А-ЯЁ\d]{2,}$/u.test(word) || !/^[а-яё]+$/iu.test(word) || FUNCTION_WORDS.has(word.toLowerCase());
/** Whether a word is an abbreviation with a full stop: «м. миля», «А. М. Горчаков». */
const isAbbreviated = (word: string, after: string): boolean => after === "." && word.length <= 4;
const FUNCTION_WORDS: ReadonlySet<string> = new Set(
  "и или либо а но да не ни в во на о об обо от до для с со из к ко у за по под над при без через между про ради".split(
    " ",
  ),
);

const isHyphen = (between: string | undefined): boolean =>
  /^\s*[-\u2010-\u2015\u2212]\s*$/u.test(between ?? "");
const isConjunction = (word: string | undefined): boolean => /^(?:и|или|либо|а также)$/iu.test(word ?? "");
const isPreposition = (word: string | undefined): boolean =>
  word !== undefined &&
  FUNCTION_WORDS.has(word.toLowerCase()) &&
  !/^(?:и|или|либо|а|но|да|не|ни)$/iu.test(word);
const CIRCUMSTANCE = /(?:о|е|ски|цки)$/iu;
const CARDINAL =
  /^(?:двадцать|тридцать|сорок|(?:пять|шесть|семь|восемь)десят|девяносто|сто|двести|(?:три|четыре)ста|(?:пять|шесть|семь|восемь|девять)сот|тысяча)$/iu;
const FULL_ADJECTIVE = /(?:[ыио]й|ая|яя|[оеы]е|ие)$/iu;
/** Participles that name a person and govern the instrumental: «заведующий лабораторией». */
const GOVERNING =
  /^(?:завед|управля|команд|распоряжа|облада|владе|пользу|занима)(?:у|ю)?ю?щ(?:ий|ая|ие)(?:ся)?$/iu;
const isGoverned = (participle: Word | undefined, word: Word | undefined): boolean =>
  GOVERNING.test(participle?.text ?? "") && OBLIQUE.test(word?.text ?? "");
const PARTICIPLE = /(?:нн|т|м|щ|вш)(?:ый|ий|ая|ее|ое|ие|ые|ийся|аяся|ееся|иеся)$/iu;
const OBLIQUE = /(?:ом|ем|ём|ой|ей|ью|ами|ями)$/iu;

function markedPlans(words: readonly Word[]): Plan[] {
  const marked = words.flatMap((word, at) => (word.marked ? [at] : []));
  const isNoun = (at: number): boolean => words[at]?.analyses.some(({ part }) => part === "noun") ?? false;
  const head = marked.find(isNoun) ?? marked[0] ?? 0;
  return (words[head]?.analyses ?? []).map((noun) => {
    const followers = new Map<number, Follower>();
    for (const at of marked) {
      const reading =
        at === head
          ? undefined
          : (agreeing(words[at], noun) ?? words[at]?.analyses.find(({ part }) => part === "noun"));
      if (reading !== undefined) followers.set(at, { reading, noun });
    }
    return { head, noun, followers };
  });
}

function naturalPlans(words: readonly Word[]): Plan[] {
  const plans: Plan[] = [];
  for (let head = 0; head < words.length; head++) {
    for (const noun of readingsAsHead(words, head)) {
      const modifiers = modifiersBefore(words, head, noun);
      if (modifiers === undefined) continue;
      const followers = agreeingWith(noun, modifiers);
      followAfter(words, head, noun, followers);
      plans.push({ head, noun, followers });
      const named = nameAfter(words, head);
      if (named === undefined) continue;
      const single = { ...noun, forms: noun.forms.filter(({ plural }) => !plural) };
      plans.push({ head, noun: single, followers: new Map([...followers, ...named]) });
    }
  }
  return plans.filter((plan) => !isOutdone(plan, plans));
}

const agreeingWith = (noun: Analysis, modifiers: ReadonlyMap<number, Analysis>): Map<number, Follower> =>
  new Map(Array.from(modifiers, ([at, reading]) => [at, { reading, noun }]));

/** Whether another plan reads the head as an adjective of a later noun: «чёрный» in «чёрный углерод» is not a noun. */
const isOutdone = ({ head, noun }: Plan, plans: readonly Plan[]): boolean =>
  plans.some((other) => other.head > head && !other.noun.plural && !noun.plural && other.followers.has(head));

function readingsAsHead(words: readonly Word[], at: number): readonly Analysis[] {
  if (isLinked(words, at) || isCircumstance(words, at) || isPartOfOrdinal(words, at)) return [];
  const before = words[at - 1];
  if (isPreposition(before?.text) || isGoverned(before, words[at])) return [];
  const analyses = words[at]?.analyses ?? [];
  const nouns = analyses.filter(({ part }) => part === "noun").flatMap((noun) => inGenders(noun, at));
  // an adjective or participle may be the head: «уполномоченный по правам человека», «заведующий лабораторией»
  const next = words[at + 1];
  if (next !== undefined && !isPreposition(next.text) && !isGoverned(words[at], next)) return nouns;
  const adjectives = analyses.filter(
    (reading) =>
      reading.part === "adjective" &&
      words.slice(0, at).every((word) => isConjunction(word.text) || agreeing(word, reading) !== undefined),
  );
  return [...nouns, ...adjectives];
}

/** A noun in -а or -я for a person may be masculine or feminine: «третейский судья», «судья приехала». */
const inGenders = (noun: Analysis, at: number): readonly Analysis[] =>
  at > 0 && noun.gender === "f" && noun.animacy === "a" && !noun.plural
    ? [noun, { ...noun, gender: "m" }]
    : [noun];

/** Nouns before a name that takes the same case: «на реке Лене», «в городе Мурманске», «в Республике Карелии». */
const NAMED =
  /^(?:город|река|речка|деревня|село|столица|республика|королевство|княжество|герцогство|царство|страна|государство|планета|комета|губерния|провинция)$/iu;

/** The words of the name after such a noun, if the name may decline. A name may also stay unchanged; that is another plan. */
function nameAfter(words: readonly Word[], head: number): ReadonlyMap<number, Follower> | undefined {
  const name = words.slice(head + 1);
  if (!NAMED.test(words[head]?.text ?? "") || name.length === 0) return undefined;
  if (!name.every(({ text, before }) => /^[А-ЯЁ]/u.test(text) && before === " ")) return undefined;
  const found = headOf(name);
  if (found === undefined || found.at < name.length - 1) return undefined;
  const { noun } = found;
  return new Map(
    [[found.at, noun] as const, ...found.modifiers].map(([at, reading]) => [
      head + 1 + at,
      { reading, noun },
    ]),
  );
}

/** Whether a word is an adverb before an adjective: «экологически чистый». */
const isCircumstance = (words: readonly Word[], at: number): boolean =>
  /(?:ски|цки)$/iu.test(words[at]?.text ?? "") &&
  (words[at + 1]?.analyses.some(({ part }) => part === "adjective") ?? false);

/** Whether a word is a fixed part of a compound ordinal. Only the last word of an ordinal declines: «двадцать первый». */
const isPartOfOrdinal = (words: readonly Word[], at: number): boolean =>
  CARDINAL.test(words[at]?.text ?? "") &&
  (words[at + 1]?.analyses.some(({ part }) => part === "adjective") ?? false);

/** Whether a word is the first part of a compound adjective: «северо-восточный». */
function isLinked(words: readonly Word[], at: number): boolean {
  const next = words[at + 1];
  if (!isHyphen(next?.before)) return false;
  if (/^(?:северо|юго)$/iu.test(words[at]?.text ?? "")) return true;
  return (
    /[ое]$/iu.test(words[at]?.text ?? "") &&
    (next?.analyses.some(({ part }) => part === "adjective") ?? false)
  );
}

/**
 * Whether the first part of a noun with a hyphen declines. Both parts decline in «государство-архипелаг», only the last
 * part in «бизнес-план» and «гамма-излучение».
 */
const isDeclinedFirst = (word: Word): boolean =>
  /^[а-яё]{3,}[аяое]$/u.test(word.text) &&
  !/^(?:северо|юго|альфа|бета|гамма|дельта|медиа|видео|аудио|фото|радио|кино|авто|метео|гидро|мини|эко|био|нано|микро|макро)$/u.test(
    word.text,
  ) &&
  word.analyses.some(({ part, animacy }) => part === "noun" && animacy !== "");

/** The readings of the words that agree with the head, by index. `undefined` if a word before the head does not fit. */
function modifiersBefore(
  words: readonly Word[],
  head: number,
  noun: Analysis,
): Map<number, Analysis> | undefined {
  const followers = new Map<number, Analysis>();
  const coordinated = words.slice(0, head).some(({ text }) => isConjunction(text));
  let complement = false;
  for (let at = 0; at < head; at++) {
    const word = words[at];
    const next = words[at + 1];
    if (word === undefined || next === undefined) return undefined;
    // both parts decline in «больной-хроник», only the last part in «северо-восток»
    const linked = isHyphen(next.before) && !FULL_ADJECTIVE.test(word.text);
    const reading = linked ? undefined : agreeing(word, noun, coordinated);
    if (reading !== undefined) {
      followers.set(at, reading);
      complement = PARTICIPLE.test(word.text);
      continue;
    }
    if (at === head - 1 && isHyphen(next.before) && isDeclinedFirst(word) && noun.part === "noun")
      return undefined;
    const stays =
      isHyphen(next.before) ||
      // «близкое к Арктике государство»
      (followers.size > 0 && isPreposition(words[at - 1]?.text)) ||
      isAbbreviated(word.text, next.before.charAt(0)) ||
      isConjunction(word.text) ||
      // «двадцать первый век»
      (CARDINAL.test(word.text) && agreeing(next, noun, coordinated) !== undefined) ||
      (CIRCUMSTANCE.test(word.text) && at < head - 1 && agreeing(next, noun, coordinated) !== undefined) ||
      isInvariable(word.text);
    if (!stays && !(complement && OBLIQUE.test(word.text))) return undefined;
  }
  // a noun that a participle governs is not the head: «льдом» in «покрытый льдом район»
  const last = words[head - 1];
  const governed = last !== undefined && PARTICIPLE.test(last.text) && OBLIQUE.test(words[head]?.text ?? "");
  return governed && head < words.length - 1 ? undefined : followers;
}

/** Adds the words after the head that inflect with it: appositions, coordinated noun phrases and participles. */
function followAfter(
  words: readonly Word[],
  head: number,
  noun: Analysis,
  followers: Map<number, Follower>,
): void {
  let at = head + 1;
  for (; isHyphen(words[at]?.before); at++) {
    const apposition = words[at]?.analyses.find(
      (reading) => reading.part === "noun" && reading.plural === noun.plural,
    );
    // in a name with a hyphen the first part does not decline: «Нарьян-Мар»
    const isName = /^[А-ЯЁ]/u.test(words[at]?.text ?? "") && /^[А-ЯЁ]/u.test(words[head]?.text ?? "");
    if (apposition === undefined || isName) return;
    followers.set(at, { reading: apposition, noun });
  }
  // an adjective after its noun agrees with it: «имя собственное», «тюлень обыкновенный»
  const word = words[at];
  if (word === undefined) return;
  const closing =
    at === words.length - 1 && word.before === " " && noun.part === "noun" ? agreeing(word, noun) : undefined;
  // «премия Ломоносова»: this is the genitive of a man’s name
  const isNamesake = noun.gender === "f" && /^[А-ЯЁ]\p{Ll}+(?:[оеё]в|[иы]н)а$/u.test(word.text);
  if (closing !== undefined && !word.text.endsWith("ой") && !isNamesake) {
    followers.set(at, { reading: closing, noun });
    return;
  }
  // a participle after a comma agrees: «проливы, используемые …», «государство, не имеющее выхода к морю»
  const place = /^не$/iu.test(word.text) ? at + 1 : at;
  const participle = word.before.startsWith(",") ? agreeing(words[place], noun) : undefined;
  if (participle !== undefined && PARTICIPLE.test(words[place]?.text ?? "")) {
    followers.set(place, { reading: participle, noun });
    return;
  }
  for (const [each, follower] of enumerated(words, at) ?? []) followers.set(each, follower);
}

/**
 * The words that inflect in the coordinated noun phrases from `from` on: «…, готовность и ликвидация …». A list with
 * commas only has to reach the end of the term: «один пояс, один путь». `undefined` if there is no such list.
 */
function enumerated(words: readonly Word[], from: number): ReadonlyMap<number, Follower> | undefined {
  const followers = new Map<number, Follower>();
  for (let at = from; at < words.length;) {
    const word = words[at];
    const closes = isConjunction(word?.text);
    if (word === undefined || !(closes || word.before.startsWith(","))) return undefined;
    const start = closes ? at + 1 : at;
    const phrase = words.slice(start);
    const length = phrase.findIndex(
      (each, place) => place > 0 && (each.before.startsWith(",") || isConjunction(each.text)),
    );
    const within = length < 0 ? phrase : phrase.slice(0, length);
    const head = headOf(within);
    if (head === undefined) return undefined;
    const { noun, modifiers } = head;
    followers.set(start + head.at, { reading: noun, noun });
    for (const [place, reading] of modifiers) followers.set(start + place, { reading, noun });
    if (closes) return followers;
    at = start + head.at + 1;
  }
  return followers;
}

/** The first noun of a phrase that may be its head, with the words that agree with it. */
function headOf(
  phrase: readonly Word[],
): { at: number; noun: Analysis; modifiers: ReadonlyMap<number, Analysis> } | undefined {
  for (const [at, { analyses }] of phrase.entries()) {
    // an adjective at the end of a phrase may be used as a noun: «моллюски и ракообразные»
    const isLast = at === phrase.length - 1;
    for (const noun of analyses.filter(({ part }) => part === "noun" || isLast)) {
      const modifiers = modifiersBefore(phrase, at, noun);
      if (modifiers !== undefined) return { at, noun, modifiers };
    }
  }
  return undefined;
}

/** The reading of a word as an adjective or participle that agrees with the noun. */
function agreeing(word: Word | undefined, noun: Analysis, coordinated = false): Analysis | undefined {
  const adjectives = word?.analyses.filter(({ part }) => part === "adjective") ?? [];
  return (
    adjectives.find(({ plural, gender }) => plural === noun.plural && (plural || gender === noun.gender)) ??
    // coordinated adjectives may be singular before a plural noun: «Карское и Чукотское моря»
    (coordinated && noun.plural
      ? adjectives.find(({ plural, gender }) => !plural && gender === noun.gender)
      : undefined)
  );
}

/** The term with its head in one form. There are several texts if a word has variants («-ою», «-ой»). */
function spell(words: readonly Word[], plan: Plan, cell: DeclinedForm): string[] {
  let texts = [""];
  for (const [at, word] of words.entries()) {
    const follower = plan.followers.get(at);
    const variants =
      at === plan.head ? [cell.text] : follower === undefined ? [word.text] : declined(word, follower, cell);
    texts = texts
      .flatMap((text) => variants.map((variant) => text + word.before + variant))
      .slice(0, MOST_VARIANTS);
  }
  return texts;
}

/** Whether a form is an old instrumental. Old forms are not mixed with modern ones: «исключительною экономическою зоною». */
const isArchaic = (form: DeclinedForm): boolean => CASES[form.case] === "ins" && /[оеи]ю$/u.test(form.text);

function declined(word: Word, { reading, noun }: Follower, cell: DeclinedForm): readonly string[] {
  const ofCase = reading.forms.filter((form) => form.case === cell.case);
  const alike = ofCase.filter((form) => isArchaic(form) === isArchaic(cell));
  const inCase = alike.length > 0 ? alike : ofCase;
  const animate = (form: DeclinedForm): boolean =>
    form.animacy === "" ||
    noun.animacy === "" ||
    form.animacy === noun.animacy ||
    (!cell.plural && noun.gender !== "m");
  const own = inCase.filter(
    (form) => form.plural === cell.plural && (reading.part === "noun" || animate(form)),
  );
  // a word without forms in this number keeps its own number: «флора и фауна», «Карское и Чукотское моря»
  const found = own.length > 0 ? own : inCase.filter((form) => form.plural === reading.plural);
  // an animate noun after an inanimate one has two accusatives: «ракету-перехватчик», «ракету-перехватчика»
  const asThing =
    CASES[cell.case] === "acc" && reading.part === "noun" && noun.animacy === "i" && reading.animacy === "a";
  if (asThing)
    found.push(...reading.forms.filter((form) => CASES[form.case] === "nom" && form.plural === cell.plural));
  return found.length > 0 ? [...new Set(found.map(({ text }) => text))] : [word.text];
}
