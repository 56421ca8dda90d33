import { isKnownNoun, isStressedStem } from "../russian/known-words.ts";

/**
 * Grammar of Russian words by their endings. The dictionary would take too long for every word of a text, and an ending
 * says enough: readings that do not agree with their neighbours fall away.
 *
 * A set of readings is a bit mask. A bit is a number and gender (masculine, feminine, neuter, plural) with a case.
 */
export type Readings = number;

const CASES = ["nom", "gen", "dat", "acc", "ins", "loc"] as const;
const GENDERS = ["m", "f", "n", "p"] as const;

/** The mask of readings such as `m.nom p.gen`. */
function readings(text: string): Readings {
  let mask = 0;
  for (const one of text.split(" ")) {
    const [gender = "", name = ""] = one.split(".");
    const at = CASES.findIndex((known) => known === name);
    for (const letter of gender) mask |= 1 << (GENDERS.findIndex((known) => known === letter) * 6 + at);
  }
  return mask;
}

export const ALL: Readings = (1 << 24) - 1;
export const GENITIVE = readings("mfnp.gen");
export const INSTRUMENTAL = readings("mfnp.ins");
/** Cases after the prepositions that stand inside terms. */
export const OBLIQUE = readings("mfnp.gen mfnp.dat mfnp.ins mfnp.loc mfnp.acc");
export const PLURAL = readings("p.nom p.gen p.dat p.acc p.ins p.loc");

const NOUN_ENDINGS: readonly (readonly [RegExp, Readings])[] = [
  [/(?:ами|ями|ьми)$/u, readings("p.ins")],
  [/(?:ах|ях)$/u, readings("p.loc p.gen m.nom")],
  [/(?:ам|ям)$/u, readings("p.dat m.nom")],
  [/(?:ов|ев)$/u, readings("p.gen p.acc m.nom m.acc")],
  [/(?:ой|ою|ею)$/u, readings("f.ins m.nom m.acc")],
  [/ей$/u, readings("f.ins p.gen p.acc m.nom m.acc")],
  [/(?:ом|ем)$/u, readings("mn.ins m.nom m.acc")],
  [/ью$/u, readings("f.ins")],
  [/ии$/u, readings("f.gen f.dat f.loc n.loc m.loc p.nom p.acc")],
  [/ия$/u, readings("f.nom n.gen m.gen p.nom p.acc")],
  [/ию$/u, readings("f.acc n.dat m.dat")],
  [/ий$/u, readings("p.gen m.nom m.acc")],
  [/ь$/u, readings("mf.nom mf.acc p.gen")],
  [/[ая]$/u, readings("f.nom m.gen m.acc n.gen p.nom p.acc")],
  [/о$/u, readings("n.nom n.acc")],
  [/е$/u, readings("n.nom n.acc mn.loc f.dat f.loc p.nom")],
  [/[ую]$/u, readings("f.acc mn.dat m.loc")],
  [/ы$/u, readings("f.gen m.gen p.nom p.acc")],
  [/и$/u, readings("f.gen f.dat f.loc p.nom p.acc m.gen m.dat n.loc m.loc")],
  [/[бвгджзйклмнпрстфхцчшщ]$/u, readings("m.nom m.acc p.gen")],
];

const ADJECTIVE_ENDINGS: readonly (readonly [RegExp, Readings])[] = [
  [/(?:ыми|ими)(?:ся)?$/u, readings("p.ins")],
  [/(?:ого|его)(?:ся)?$/u, readings("mn.gen m.acc")],
  [/(?:ому|ему)(?:ся)?$/u, readings("mn.dat")],
  [/(?:ых|их)(?:ся)?$/u, readings("p.gen p.loc p.acc")],
  [/(?:ый|ий)(?:ся)?$/u, readings("m.nom m.acc")],
  [/(?:ая|яя)(?:ся)?$/u, readings("f.nom")],
  [/(?:ое|ее)(?:ся)?$/u, readings("n.nom n.acc")],
  [/(?:ые|ие)(?:ся)?$/u, readings("p.nom p.acc")],
  [/(?:ую|юю)(?:ся)?$/u, readings("f.acc")],
  [/(?:ым|им)(?:ся)?$/u, readings("mn.ins p.dat")],
  [/ой$/u, readings("m.nom m.acc f.gen f.dat f.ins f.loc")],
  [/ей(?:ся)?$/u, readings("f.gen f.dat f.ins f.loc")],
  [/(?:ом|ем)(?:ся)?$/u, readings("mn.loc")],
];

/** Stems of soft adjectives in -ний: «внутренний», not «управлений». */
const SOFT_STEM =
  /^(?:верхн|нижн|средн|крайн|древн|поздн|ранн|дальн|ближн|задн|передн|син|летн|зимн|осенн|весенн|домашн|нынешн|здешн|лишн|прежн|смежн|давн)$|(?:внутренн|внешн|последн|соседн|вечерн|утренн|искренн|сторонн|дочерн|сегодняшн|завтрашн|вчерашн|тогдашн|летн)$/u;
const isSoftStem = (stem: string): boolean => SOFT_STEM.test(stem);

/** Endings of adjectives and verbs. «проверьте» is an order, «асфальте» is none; «произошло», «нашёл». */
const NO_NOUN =
  /(?:ого|ому|ыми|ими|ый|ая|яя|ую|юю|ые|ых|ться|тся|лся|лась|лось|лись|[ая]вший|йте|[^л]ьте|[аеиоуы]ш(?:ел|л[аои]))$/u;

/** «вызовы», «файлы»: the dictionary has «вызов» and no «вызова», so that this is no genitive singular. */
function isPluralOfMasculine(word: string): boolean {
  if (!/[бвгджзклмнпрстфхцчшщ][ыи]$/u.test(word)) return false;
  const stem = word.slice(0, -1);
  const others = word.endsWith("ы") ? ["а f", "а m"] : ["а f", "я f", "ь f", "а m", "я m"];
  return (
    isKnownNoun(stem, "m") &&
    !others.some((other) => {
      const [ending, gender] = other.split(" ");
      return isKnownNoun(stem + ending, gender === "f" ? "f" : "m");
    })
  );
}

/** The readings of a folded word as a noun; 0 if it cannot be one. */
export function nounReadings(word: string): Readings {
  if (NO_NOUN.test(word)) return 0;
  const found = NOUN_ENDINGS.find(([ending]) => ending.test(word))?.[1] ?? 0;
  return isPluralOfMasculine(word) ? found & ~(GENITIVE & ~PLURAL) : found;
}

/** The readings of a folded word as an adjective or participle; 0 if it cannot be one. */
export function adjectiveReadings(word: string): Readings {
  const found = ADJECTIVE_ENDINGS.find(([ending]) => ending.test(word));
  if (found === undefined) return 0;
  const stem = word.replace(
    /(?:ыми|ими|ого|его|ому|ему|ых|их|ый|ий|ая|яя|ое|ее|ые|ие|ую|юю|ым|им|ой|ей|ом|ем)(?:ся)?$/u,
    "",
  );
  if (stem.length < 2 || !/[бвгджзйклмнпрстфхцчшщ]$/u.test(stem)) return 0;
  const isPlain = /(?:ыми|ого|ому|ых|ый|ая|ое|ые|ую|ым|ой|ом)$/u.test(word);
  // After most consonants «и» and «е» mark a soft noun: «здание», «изображений».
  if (!isPlain && !/(?:[гкхжшчщ]|ш|ч)$/u.test(stem) && !isSoftStem(stem)) return 0;
  return found[1];
}

const STEM_ENDING =
  /(?:иями|иях|ием|иев|ией|иям|ыми|ими|ого|его|ому|ему|ами|ями|ьми|ах|ях|ов|ев|ый|ий|ой|ей|ая|яя|ое|ее|ые|ие|ым|им|ом|ем|ую|юю|ых|их|ам|ям|ию|ия|ии|ью|ья|ье|ьи|ою|ею|а|я|о|е|у|ю|ы|и|ь|й)$/u;
/** Stems of other forms of one word. */
const SAME_STEM: ReadonlyMap<string, string> = new Map([
  ["судн", "суд"],
  ["льд", "лед"],
  ["людь", "люд"],
  ["неб", "небес"],
  ["дочер", "доч"],
  ["матер", "мат"],
]);

/** The part of a folded word that its forms share. */
export function stemOf(word: string): string {
  const bare = word.replace(/(?<=[ийаяоеые]|[хмую])ся$/u, "");
  const cut = bare.replace(STEM_ENDING, "");
  const stem = cut.length < 2 ? bare : cut;
  return SAME_STEM.get(stem) ?? stem;
}

/** Stems that a stem in a consonant may stand for when its last vowel falls out: «ячеек» – «ячейк», «окон» – «окн». */
export function withoutVowel(stem: string): string[] {
  const match = /^(.+?)([оеё])([бвгджзклмнпрстфхцчшщ])$/u.exec(stem);
  if (match === null) return [];
  const [, before = "", , last = ""] = match;
  const isAfterVowel = /[аеоуыэюя]$/u.test(before);
  return isAfterVowel ? [`${before}й${last}`] : [`${before}${last}`, `${before}ь${last}`];
}

const ADJECTIVE_ENDING =
  /(?:ыми|ими|ого|его|ому|ему|ых|их|ый|ий|ая|яя|ое|ее|ые|ие|ую|юю|ым|им|ой|ей|ом|ем)(ся)?$/u;
/** Stems of adjectives of which the dictionary has both endings, and which mostly have the stressed -ой. */
const STRESSED =
  /^(?:больш|бортов|болтов|бомбов|валов|верхов|ветров|ветрян|взводн|волгодонск|гнездов|громов|губн|двинск|дневн|договорн|донск|заводск|запасн|заливн|земн|килев|кормов|микроволнов|многопроходн|мостов|навесн|накладн|обходн|окружн|основн|островск|отводн|отзывн|очистн|переводн|переносн|печн|пластов|полов|приземн|проливн|псковск|путев|пухов|разводн|рисков|ролев|ростовск|руслов|сбытов|связн|селев|слободск|соков|солян|сортов|спинов|стволов|стенов|строчн|суставн|уставн|устьев|храмов|ценов|шлюзов|шкафн|щегольск|языков)$/u;

/**
 * An adjective in the nominative.
 *
 * @param gender empty for the plural
 */
export function withGender(word: string, gender: string, hasYo: boolean): string {
  const lower = word.toLowerCase();
  const match = ADJECTIVE_ENDING.exec(lower);
  if (match === null) return word;
  const stem = lower.slice(0, match.index);
  const folded = hasYo ? stem.replaceAll("ё", "е") : stem;
  const reflexive = match[1] ?? "";
  const text = stem + endingFor(folded, gender) + reflexive;
  return /^\p{Lu}/u.test(word) ? text.charAt(0).toUpperCase() + text.slice(1) : text;
}

function endingFor(stem: string, gender: string): string {
  const isSoft = isSoftStem(stem);
  const isVelar = /[гкх]$/u.test(stem);
  const isHushing = /[жшчщ]$/u.test(stem);
  if (gender === "m")
    return STRESSED.test(stem) || isStressedStem(stem) ? "ой" : isSoft || isVelar || isHushing ? "ий" : "ый";
  if (gender === "f") return isSoft ? "яя" : "ая";
  if (gender === "n") return isSoft || isHushing ? "ее" : "ое";
  return isSoft || isVelar || isHushing ? "ие" : "ые";
}
