import { isKnownNoun } from "../russian/known-words.ts";
import { conjugate, infinitivesOf } from "../russian/conjugation.ts";
import {
  RUSSIAN_FUNCTION_WORDS,
  RUSSIAN_GENERAL_ADJECTIVES,
  RUSSIAN_GENERAL_NOUNS,
} from "./general-words.ts";
import {
  adjectiveReadings,
  ALL,
  GENITIVE,
  nounReadings,
  PLURAL,
  type Readings,
  stemOf,
  withoutVowel,
} from "./russian-endings.ts";
import type { LearntWords } from "./phrase.ts";
import { tokensOf } from "./tokens.ts";

/** What a word form may be. */
export interface RussianForm {
  readonly noun: Readings;
  /** The readings as a noun after an adjective that agrees; a word that is more likely a verb has none elsewhere. */
  readonly nounAfterAdjective: Readings;
  readonly adjective: Readings;
  readonly stem: string;
  readonly isGeneral: boolean;
}

const NOTHING: RussianForm = { noun: 0, nounAfterAdjective: 0, adjective: 0, stem: "", isGeneral: false };
/** Adjectives and participles that serve as nouns: «данные», «переменная», «учёный». */
const NOUNS_OF_ADJECTIVES =
  /^(?:данн(?:ые|ых|ым|ыми)|переменн(?:ая|ой|ую|ые|ых|ым|ыми)|составляющ(?:ая|ей|ую|ие|их|им|ими)|крив(?:ая|ой|ую|ые|ых|ым|ыми)|прям(?:ая|ой|ую|ые|ых|ым|ыми)|учен(?:ый|ого|ому|ым|ом|ые|ых|ыми)|животн(?:ое|ого|ому|ым|ом|ые|ых|ыми)|постоянн(?:ая|ой|ую)|производн(?:ая|ой|ую|ые|ых|ым|ыми)|рабоч(?:ий|его|ему|им|ем|ие|их|ими))$/u;
const VERB_LIKE =
  /(?:ть|ти|чь|ться|тись|чься|ет|ют|ут|ит|ат|ят|ете|ите|йте|ешь|ишь|ем|им|ется|ются|утся|ится|ятся|атся|л|ла|ло|ли|лся|лась|лось|лись|в|вши|вшись|ясь|я|а|на|но|ны|ен|ан|ят|та|то|ты|т|сь|ся|дя|жу|шу|чу|ю|у|и|ь)$/u;
const SURELY_VERB =
  /(?:ться|тся|шься|лся|лась|лось|лись|вшись|ясь|аясь|уясь|[ауя]ют|уют|[аяе]ешь|[йт]есь|айте|яйте|уйте|ейте|[аияеоуы]вать|овать|[аиыеяу]ть|[аяе]ет|ует|[жшнтрлвмскб]ите|иться|нуть|[дзлнрстх]ят)$/u;
/** Short participles and past tenses. */
const LIKELY_VERB = /(?:[аеия]н[аоы]?|[ыу]т[аоы]|[аеиыяу]л[аои]?|ее|но)$/u;
/** Present and past tenses of verbs, if the dictionary has no such noun. */
const UNKNOWN_VERB = /(?:[аеиуюя]т|[^о]ло)$/u;
const NOMINAL_PARTICIPLE = /(?:ние|ние|тие)$/u;

const STRONG_ADJECTIVE_ENDINGS = "ый ого ому ые ых ыми ая ую ое ий ие их ими его ему"
  .split(" ")
  .map((ending) => ending.replace("_", ""));
const NOUN_ENDINGS = "_ а я у ю ом ем е и ы ов ев ей ам ям ами ями ах ях ой ью ь о"
  .split(" ")
  .map((ending) => ending.replace("_", ""));
/** Endings that a noun has and an adjective has not. */
const ONLY_NOUN_ENDINGS = ["а", "у", "ы", "е", "и", "ов", "ам", "ами", "ах", "ям", "ями", "ях", "ью"];
const SURELY_ADJECTIVE = /[а-я]{3,}ск(?:ий|ие|их|им|ими|ого|ому|ая|ую|ое)$/u;
const LIKELY_ADJECTIVE = /(?:ск|цк|ическ|н|ющ|ащ|ящ|ущ|вш)(?:ой|ий|ие|им|их|ом|ем|ей|ее)$/u;

/** The word forms of all texts with their numbers, and the stems of those in a vowel. */
interface Seen {
  readonly counts: Map<string, number>;
  hasYo: boolean;
  readonly stems: Map<string, number>;
}

/** Tells what word forms may be, after it has read all texts: other forms of a word show whether it is a noun. */
export interface RussianWords {
  readonly learn: (text: string) => void;
  readonly formOf: (word: string) => RussianForm;
  readonly seen: LearntWords;
}

export function createRussianWords(): RussianWords {
  const seen: Seen = { counts: new Map(), hasYo: false, stems: new Map() };
  const forms = new Map<string, RussianForm>();
  return {
    seen,
    learn: (text) => {
      seen.hasYo ||= /ё/iu.test(text);
      for (const { key } of tokensOf(text, true)) {
        const count = seen.counts.get(key) ?? 0;
        seen.counts.set(key, count + 1);
        if (count > 0 || !/[аеиоуыюя]$/u.test(key)) continue;
        const stem = stemOf(key);
        seen.stems.set(stem, (seen.stems.get(stem) ?? 0) + 1);
      }
    },
    formOf: (word) => {
      const known = forms.get(word);
      if (known !== undefined) return known;
      const made = makeForm(seen, word);
      forms.set(word, made);
      return made;
    },
  };
}

/** Number of forms of a stem with these endings that the texts have, without the word itself. */
const attested = ({ counts }: Seen, stem: string, endings: readonly string[], but: string): number =>
  endings.reduce((sum, ending) => sum + (stem + ending !== but && counts.has(stem + ending) ? 1 : 0), 0);

/** The stem that most other forms in the texts have: «режим» is no form of «реж», «ячеек» is one of «ячейк». */
const sharedStem = ({ stems }: Seen, word: string): string => {
  const stem = stemOf(word);
  if (/[аеиоуыюя]$/u.test(word) && word !== stem) return stem;
  const bare = word.replace(/[йь]$/u, "");
  const all = [stem, bare, ...withoutVowel(stem), ...withoutVowel(bare)];
  return all.reduce((best, other) => ((stems.get(other) ?? 0) > (stems.get(best) ?? 0) ? other : best));
};

/** Whether a word without an ending may be a genitive plural: «таблиц», but not «файл». */
const mayBeGenitivePlural = (seen: Seen, word: string): boolean => {
  if (/(?:ей|ий|ов|ев)$/u.test(word)) return true;
  const stem = sharedStem(seen, word);
  const other = attested(seen, stem, ["ой", "ей", "о", "ью"], word);
  return (
    attested(seen, stem, ["ов", "ом", "ем"], word) <= other &&
    (other > 0 || /(?:ств|иц|ок|ек|лок|ек)$/u.test(word))
  );
};

/** Number of forms of the likeliest verb that the texts have, and how many of them look like forms of a noun. */
function verbEvidence(
  seen: Seen,
  word: string,
  stem: string,
): { readonly asVerb: number; readonly isShared: number } {
  let asVerb = 0;
  let isShared = 0;
  for (const infinitive of infinitivesOf(word)) {
    // «безопасности» looks like an infinitive, but no verb ends so.
    let found = seen.counts.has(infinitive) && !infinitive.endsWith("ости") ? 1 : 0;
    let shared = 0;
    for (const { forms: own, participles } of conjugate(infinitive)) {
      if (infinitive !== word && !own.includes(word)) continue;
      for (const form of own) {
        if (form === word || form === infinitive || !seen.counts.has(form)) continue;
        found += 1;
        // «предложили» is no noun form of «предложил»
        if (form.startsWith(stem) && NOUN_ENDINGS.includes(form.slice(stem.length))) shared += 1;
      }
      for (const form of participles)
        found += attested(seen, form.slice(0, -2), STRONG_ADJECTIVE_ENDINGS, word);
    }
    if (found <= asVerb) continue;
    asVerb = found;
    isShared = shared;
  }
  return { asVerb, isShared };
}

const isVerb = (seen: Seen, word: string, noun: Readings): boolean => {
  if (!VERB_LIKE.test(word)) return false;
  if (noun === 0) return true;
  const stem = stemOf(word);
  const asNoun = attested(seen, stem, NOUN_ENDINGS, word);
  // Short forms and adverbs: «доступна», «автоматически».
  const asAdjective = attested(seen, stem, STRONG_ADJECTIVE_ENDINGS, word);
  if (/(?:н|т|м|в|к|л|ск)[аоы]$/u.test(word) && asAdjective > Math.max(0, asNoun - 1)) return true;
  const { asVerb, isShared } = verbEvidence(seen, word, stem);
  const onlyNoun = asNoun - isShared;
  // «содержит», «произошло»: no noun of the dictionary, and no other form of one in the texts
  if (onlyNoun <= 0 && UNKNOWN_VERB.test(word) && !isKnownNoun(word, word.endsWith("о") ? "n" : "m"))
    return true;
  if (SURELY_VERB.test(word)) return onlyNoun < 2 || asVerb >= onlyNoun;
  // «полотно» is a noun, «сделано» is none.
  if (onlyNoun <= 0 && LIKELY_VERB.test(word)) return !(word.endsWith("о") && isKnownNoun(word, "n"));
  return asVerb > onlyNoun;
};

/** Whether a word that may be either is an adjective: «морской», «ведущий». */
function isAdjective(seen: Seen, word: string): boolean {
  if (SURELY_ADJECTIVE.test(word)) return true;
  const stem = stemOf(word);
  const asNoun = attested(seen, stem, ONLY_NOUN_ENDINGS, word);
  if (attested(seen, stem, STRONG_ADJECTIVE_ENDINGS, word) > asNoun) return true;
  return asNoun === 0 && LIKELY_ADJECTIVE.test(word);
}

/** «пунктом», «ключей», «группой»: a form of a noun of the dictionary; the texts have no such adjective. */
function isFormOfNoun(seen: Seen, word: string): boolean {
  const [, stem = "", ending] = /^([а-я]{4,}?)(ом|ем|ей|ой)$/u.exec(word) ?? [];
  if (stem === "" || attested(seen, stem, STRONG_ADJECTIVE_ENDINGS, word) > 0) return false;
  if (ending === "ой") return isKnownNoun(`${stem}а`, "f");
  return (
    isKnownNoun(stem, "m") ||
    isKnownNoun(`${stem}ь`, "m") ||
    (ending === "ей" && isKnownNoun(`${stem}я`, "f"))
  );
}

/** «активно»: no noun of the dictionary, or one of which the texts have the adjective. */
const isAdverb = (seen: Seen, word: string): boolean =>
  /[^о]о$/u.test(word) &&
  (attested(seen, stemOf(word), STRONG_ADJECTIVE_ENDINGS, word) > 0 ||
    (/(?:[нктвл]|ск)о$/u.test(word) && !isKnownNoun(word, "n")));

const makeForm = (seen: Seen, word: string): RussianForm => {
  if (RUSSIAN_FUNCTION_WORDS.has(word)) return NOTHING;
  if (/^[a-z][a-z0-9/]+$/u.test(word))
    return { noun: ALL, adjective: 0, stem: word, isGeneral: false, nounAfterAdjective: ALL };
  if (!/^[а-я]{2,}$/u.test(word)) return NOTHING;
  if (/(?:ски|цки)$/u.test(word)) return NOTHING;
  const isNounOfAdjective = NOUNS_OF_ADJECTIVES.test(word);
  const adjective = isFormOfNoun(seen, word) ? 0 : adjectiveReadings(word);
  let noun = isNounOfAdjective ? adjective : nounReadings(word);
  let nounAfterAdjective = SURELY_VERB.test(word) ? 0 : noun;
  if (adjective === 0 || noun !== 0) {
    if (!isNounOfAdjective && !NOMINAL_PARTICIPLE.test(word) && isVerb(seen, word, noun)) noun = 0;
    if (isAdverb(seen, word)) noun = nounAfterAdjective = 0;
  }
  if (!isNounOfAdjective && /[бвгджзйклмнпрстфхцчшщ]$/u.test(word) && !mayBeGenitivePlural(seen, word))
    noun &= ~(GENITIVE & PLURAL);
  if (noun === 0 && adjective === 0 && nounAfterAdjective === 0) return NOTHING;
  if (adjective !== 0 && !isNounOfAdjective && noun !== 0 && isAdjective(seen, word))
    noun = nounAfterAdjective = 0;
  return { noun, nounAfterAdjective, adjective, stem: sharedStem(seen, word), isGeneral: isGeneral(word) };
};

const generalStems = new Set([...RUSSIAN_GENERAL_NOUNS].map(stemOf));
const isGeneral = (word: string): boolean =>
  generalStems.has(stemOf(word)) || RUSSIAN_GENERAL_ADJECTIVES.test(word);
