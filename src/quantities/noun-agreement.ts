import { type CountedNoun, type CountForm, countedNouns } from "./counted-nouns.ts";
import { categoryOf } from "./number-agreement.ts";
import type { Quantity } from "./quantity.ts";

/** The form of a noun after a number (canonical value). A fraction takes the genitive singular. */
function formAfter(value: string): CountForm {
  const category = categoryOf("ru", value);
  return category === "one" || category === "many" ? category : "few";
}

/** Words after which a number and its noun are in the genitive. */
const GENITIVE =
  /(?<!\p{L})(?:из|от|до|около|более|менее|больше|меньше|свыше|без|для|после|среди|в\sтечение|порядка|не\sменее|не\sболее|достиг\p{L}*|лиш\p{L}+|требу\p{L}+|каса\p{L}+)[\s\u00A0]$/iu;
/** Prepositions of the accusative. */
const ACCUSATIVE = /(?<!\p{L})(?:на|через|за|в|про|спустя)[\s\u00A0]$/iu;
/** A subject follows: a verb without a person of its own, or the start of the sentence. */
const SUBJECT =
  /(?:^|[.!?:;—–]\s*|(?<!\p{L})(?:\p{L}+(?:ло|лось|ет|ют|ёт|ут|ит|ят|[еи]тся|[юуая]тся|лись)|(?:при|вы|у|за|во|подо)шли|(?:при|у|вы)ехали|прибыли|отбыли|\p{L}*летели|сели|жили|были|стояли|погибли|есть|всего)[\s\u00A0])$/iu;
/** Reflexive verbs that want a genitive. */
const WANTS_GENITIVE =
  /(?<!\p{L})(?:дожд|бо|каса|косну|лиш|доби|держ|придерж|опаса)\p{L}*л[ио]сь[\s\u00A0]$/iu;
/** What is somewhere, in a sentence without a verb: «В музее 7 залов», «На полярной станции 12 сотрудников». */
const SOMEWHERE =
  /(?:^|[.!?;]\s+)(?:в|во|на|у|при)[\s\u00A0](?:\p{L}+(?:ом|ем|ой|ей|ого|его|ых|их)[\s\u00A0])?\p{L}+[\s\u00A0]$/iu;

/** True where a number and its noun in this place are the subject of their sentence. */
const isSubject = ({ before, after }: Around): boolean =>
  (SUBJECT.test(before) && !WANTS_GENITIVE.test(before)) ||
  (SOMEWHERE.test(before) && /^\s*(?:[.!?;…]|$)/u.test(after));

/** The text before a number, and the text after its noun. */
interface Around {
  readonly before: string;
  readonly after: string;
}

/** The words to write at [start, end), in UTF-16 offsets of the text. */
interface Rewritten {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** Gender of the noun. */
  readonly gender: CountedNoun["gender"];
}

const PHRASE = /^([\s\u00A0]+)(?:(\p{L}+)([\s\u00A0]+))?(\p{L}+)(?![\p{L}-])/u;

/**
 * The words after a Russian number in the form that another value wants: «5 новых станций» becomes «2 новые станции»,
 * «около 40 тонн» «около 41 тонны». `undefined` where the noun is not known, or the right form is not sure.
 */
export function nounAfter(text: string, old: Quantity, value: string): Rewritten | undefined {
  const after = text.slice(old.end, old.end + 64);
  const before = text.slice(Math.max(0, old.start - 64), old.start);
  const [, gap = "", first, space = "", second = ""] = PHRASE.exec(after) ?? [];
  const alone = first ?? second;
  const start = old.end + gap.length;
  const rest = after.slice(gap.length + alone.length);
  const noun = changed(alone, undefined, { before, after: rest }, old.value, value);
  if (noun !== undefined) return { start, end: start + alone.length, text: noun.text, gender: noun.gender };
  if (first === undefined) return undefined;
  const behind = rest.slice(space.length + second.length);
  const phrase = changed(second, first, { before, after: behind }, old.value, value);
  if (phrase === undefined) return undefined;
  const end = start + first.length + space.length + second.length;
  return { start, end, text: `${phrase.adjective}${space}${phrase.text}`, gender: phrase.gender };
}

/** A noun, and the adjective before it, after another number. */
function changed(
  word: string,
  adjective: string | undefined,
  around: Around,
  old: string,
  value: string,
): { text: string; adjective: string; gender: CountedNoun["gender"] } | undefined {
  const { before } = around;
  const genitive = GENITIVE.test(before);
  const inGenitive = (form: CountForm): CountForm => (form === "one" ? "few" : "many");
  const formOf = (number: string): CountForm => {
    const form = formAfter(number);
    return genitive && !number.includes(".") ? inGenitive(form) : form;
  };
  const [was, is] = [formOf(old), formOf(value)];
  const noun = countedNouns(word).find(([form]) => form === was)?.[1];
  if (noun === undefined || noun[is] === "") return undefined;
  const isFraction = old.includes(".") || value.includes(".");
  if (!genitive && is === "one" && !isSureOne(noun, around)) return undefined;
  // «видел 5 студентов» may be an accusative, and so may not become «видел 2 студента»
  const mayBeAccusative = noun.animate && noun.one !== "человек" && !isSubject(around);
  if (!genitive && was === "many" && is === "few" && mayBeAccusative) return undefined;
  const accusative = !genitive && is === "one" && noun.gender === "f" && ACCUSATIVE.test(before);
  if (adjective === undefined)
    return { text: accusative ? accusativeOf(noun.one) : noun[is], adjective: "", gender: noun.gender };
  if (isFraction || accusative || (genitive && is !== "many")) return undefined;
  const agreed = adjectiveFor(adjective, noun, is);
  return agreed === undefined ? undefined : { text: noun[is], adjective: agreed, gender: noun.gender };
}

/** Nominative and accusative differ in the singular for feminine nouns and living beings. */
const isSureOne = ({ gender, animate }: CountedNoun, around: Around): boolean =>
  (gender !== "f" && !animate) || isSubject(around) || (!animate && ACCUSATIVE.test(around.before));

const accusativeOf = (noun: string): string => noun.replace(/а$/u, "у").replace(/я$/u, "ю");

/** The adjective between a number and its noun. */
function adjectiveFor(adjective: string, { gender }: CountedNoun, form: CountForm): string | undefined {
  const [, stem = "", ending = ""] = /^(\p{L}{2,})([ыи][хе])$/u.exec(adjective) ?? [];
  if (stem === "") return undefined;
  const vowel = ending.charAt(0);
  if (form === "many" || (form === "few" && gender !== "f")) return `${stem}${vowel}х`;
  if (form === "few") return `${stem}${vowel}е`;
  if (vowel !== "ы" && !/[гкх]$/u.test(stem)) return undefined;
  return gender === "f" ? `${stem}ая` : gender === "n" ? `${stem}ое` : undefined;
}
