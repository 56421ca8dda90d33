import type { Form } from "../../domain/concept.ts";
import { foldCase } from "../characters.ts";
import { analyse, CASES, isHomograph } from "./declension.ts";
import type { Analysis, DeclinedForm } from "./declension.ts";

/** More variants of one case than this are the sign of a misreading. */
const MOST_VARIANTS = 24;

interface Word {
  /** What stands between this word and the one before. */
  readonly before: string;
  readonly text: string;
  /** The editor says that it inflects. */
  readonly marked: boolean;
  readonly analyses: readonly Analysis[];
}

/** Which words follow the head, and how: by agreement, or in its case with a number of their own. */
interface Plan {
  readonly head: number;
  readonly noun: Analysis;
  readonly followers: ReadonlyMap<number, Analysis>;
}

/**
 * All forms of a Russian term: its head declines, adjectives and participles agree with it, appositions
 * and coordinated nouns take its case, the rest («… климата», «… по морскому праву») stays. Where several
 * readings are possible, the forms of all are given. Braces mark the words that inflect, if any.
 */
export function inflect(term: string): Form[] {
  const { words, after } = split(term);
  const marked = words.some((word) => word.marked);
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
      if (words.length > 1 && isArchaic(cell)) continue;
      const tag = `${cell.plural ? "pl" : "sg"}.${CASES[cell.case] ?? "nom"}`;
      const sure = words.length > 1 || !isHomograph(cell.text, plan.noun.gender);
      for (const text of spell(words, plan, cell)) add(text + after, tag, sure);
    }
  }
  return Array.from(forms.values(), ({ text, tags, sure }): Form => {
    const form: { -readonly [key in keyof Form]: Form[key] } = { text };
    if (tags.size > 0) form.tags = [...tags].sort(byTag).join(" ");
    if (!sure) form.homograph = true;
    return form;
  });
}

const TAGS: readonly string[] = ["sg", "pl"].flatMap((number) => CASES.map((name) => `${number}.${name}`));
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
      analyses: isInvariable(text) ? [] : analyse(text),
    });
  }
  return { words, after: term.slice(end).replace(/[{}]/gu, "") };
}

/** Acronyms, words with other than Cyrillic letters, and those that a guess would take for nouns. */
const isInvariable = (word: string): boolean =>
  /^[А-ЯЁ\d]{2,}$/u.test(word) || !/^[а-яё]+$/iu.test(word) || FUNCTION_WORDS.has(word.toLowerCase());
const FUNCTION_WORDS: ReadonlySet<string> = new Set(
  "и или либо а но да не ни в во на о об обо от до для с со из к ко у за по под над при без через между про ради".split(
    " ",
  ),
);

const isHyphen = (between: string | undefined): boolean =>
  /^\s*[-\u2010-\u2015\u2212]\s*$/u.test(between ?? "");
const isConjunction = (word: string | undefined): boolean => /^(?:и|или|либо|а также)$/iu.test(word ?? "");
const CIRCUMSTANCE = /(?:о|е|ски|цки)$/iu;
const PARTICIPLE = /(?:нн|т|м|щ|вш)(?:ый|ий|ая|ее|ое|ие|ые|ийся|аяся|ееся|иеся)$/iu;
const OBLIQUE = /(?:ом|ем|ём|ой|ей|ью|ами|ями)$/iu;

function markedPlans(words: readonly Word[]): Plan[] {
  const marked = words.flatMap((word, at) => (word.marked ? [at] : []));
  const isNoun = (at: number): boolean => words[at]?.analyses.some(({ part }) => part === "noun") ?? false;
  const head = marked.find(isNoun) ?? marked[0] ?? 0;
  return (words[head]?.analyses ?? []).map((noun) => {
    const followers = new Map<number, Analysis>();
    for (const at of marked) {
      const reading =
        at === head
          ? undefined
          : (agreeing(words[at], noun) ?? words[at]?.analyses.find(({ part }) => part === "noun"));
      if (reading !== undefined) followers.set(at, reading);
    }
    return { head, noun, followers };
  });
}

function naturalPlans(words: readonly Word[]): Plan[] {
  const plans: Plan[] = [];
  for (let head = 0; head < words.length; head++) {
    for (const noun of readingsAsHead(words, head)) {
      const followers = modifiersBefore(words, head, noun);
      if (followers === undefined) continue;
      followAfter(words, head, noun, followers);
      plans.push({ head, noun, followers });
    }
  }
  return plans.filter((plan) => !isOutdone(plan, plans));
}

/** «Чёрный углерод»: «чёрный» read as a noun gives way to «чёрный» as the adjective of a singular noun after it. */
const isOutdone = ({ head, noun }: Plan, plans: readonly Plan[]): boolean =>
  plans.some((other) => other.head > head && !other.noun.plural && !noun.plural && other.followers.has(head));

function readingsAsHead(words: readonly Word[], at: number): readonly Analysis[] {
  const analyses = words[at]?.analyses ?? [];
  const nouns = analyses.filter(({ part }) => part === "noun");
  if (at < words.length - 1) return nouns;
  const adjectives = analyses.filter(({ part }) => part === "adjective");
  return [...nouns, ...adjectives];
}

/** The words before the head with the reading in which they agree; `undefined` where one can't be before it. */
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
    const reading = isHyphen(next.before) ? undefined : agreeing(word, noun, coordinated);
    if (reading !== undefined) {
      followers.set(at, reading);
      complement = PARTICIPLE.test(word.text);
      continue;
    }
    const stays =
      isHyphen(next.before) ||
      isConjunction(word.text) ||
      (CIRCUMSTANCE.test(word.text) && agreeing(next, noun, coordinated) !== undefined) ||
      isInvariable(word.text);
    if (!stays && !(complement && OBLIQUE.test(word.text))) return undefined;
  }
  // «покрытый льдом район»: what a participle governs is no head itself
  const last = words[head - 1];
  const governed = last !== undefined && PARTICIPLE.test(last.text) && OBLIQUE.test(words[head]?.text ?? "");
  return governed && head < words.length - 1 ? undefined : followers;
}

/** Appositions, coordinated noun phrases and participles after the head. */
function followAfter(
  words: readonly Word[],
  head: number,
  noun: Analysis,
  followers: Map<number, Analysis>,
): void {
  let at = head + 1;
  for (; isHyphen(words[at]?.before); at++) {
    const apposition = words[at]?.analyses.find(
      (reading) => reading.part === "noun" && reading.plural === noun.plural,
    );
    // «Нарьян-Мар»: the parts of a name do not decline each for itself
    const isName = /^[А-ЯЁ]/u.test(words[at]?.text ?? "") && /^[А-ЯЁ]/u.test(words[head]?.text ?? "");
    if (apposition === undefined || isName) return;
    followers.set(at, apposition);
  }
  const word = words[at];
  if (word === undefined) return;
  if (word.before.startsWith(",")) {
    const participle = agreeing(word, noun);
    if (participle !== undefined) followers.set(at, participle);
  } else if (isConjunction(word.text)) {
    const phrase = words.slice(at + 1);
    for (const [offset, candidate] of phrase.entries()) {
      const second = candidate.analyses.find(({ part }) => part === "noun");
      const modifiers = second === undefined ? undefined : modifiersBefore(phrase, offset, second);
      if (second === undefined || modifiers === undefined) continue;
      followers.set(at + 1 + offset, second);
      for (const [modifier, reading] of modifiers) followers.set(at + 1 + modifier, reading);
      return;
    }
  }
}

/** The reading of an adjective or participle in which it agrees with the noun. */
function agreeing(word: Word | undefined, noun: Analysis, coordinated = false): Analysis | undefined {
  const adjectives = word?.analyses.filter(({ part }) => part === "adjective") ?? [];
  return (
    adjectives.find(({ plural, gender }) => plural === noun.plural && (plural || gender === noun.gender)) ??
    // «Карское и Чукотское моря»
    (coordinated && noun.plural
      ? adjectives.find(({ plural, gender }) => !plural && gender === noun.gender)
      : undefined)
  );
}

/** The term with its head in one form; more than one where a follower has variants («-ою», «-ой»). */
function spell(words: readonly Word[], plan: Plan, cell: DeclinedForm): string[] {
  let texts = [""];
  for (const [at, word] of words.entries()) {
    const follower = plan.followers.get(at);
    const variants =
      at === plan.head
        ? [cell.text]
        : follower === undefined
          ? [word.text]
          : declined(word, follower, plan.noun, cell);
    texts = texts
      .flatMap((text) => variants.map((variant) => text + word.before + variant))
      .slice(0, MOST_VARIANTS);
  }
  return texts;
}

/** «Исключительною экономическою зоною»: nobody mixes these, and hardly anybody writes them in terms. */
const isArchaic = (form: DeclinedForm): boolean => CASES[form.case] === "ins" && /[ое]ю$/u.test(form.text);

function declined(word: Word, reading: Analysis, noun: Analysis, cell: DeclinedForm): readonly string[] {
  const inCase = reading.forms.filter((form) => form.case === cell.case && !isArchaic(form));
  const animate = (form: DeclinedForm): boolean =>
    form.animacy === "" ||
    noun.animacy === "" ||
    form.animacy === noun.animacy ||
    (!cell.plural && noun.gender !== "m");
  const own = inCase.filter(
    (form) => form.plural === cell.plural && (reading.part === "noun" || animate(form)),
  );
  // «флора и фауна», «Карское и Чукотское моря»: what has no such number keeps its own
  const found = own.length > 0 ? own : inCase.filter((form) => form.plural === reading.plural);
  return found.length > 0 ? [...new Set(found.map(({ text }) => text))] : [word.text];
}
