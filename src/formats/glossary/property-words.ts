import {
  GENDERS,
  GRAMMATICAL_NUMBERS,
  type Gender,
  type GrammaticalNumber,
  type PartOfSpeech,
  PARTS_OF_SPEECH,
  type Register,
  REGISTERS,
  TERM_TYPES,
  type TermType,
} from "../../domain/concept.ts";

/** Roles of columns whose cells name a value of the model. */
type WordRole = "partOfSpeech" | "type" | "gender" | "grammaticalNumber" | "register";
type TermWords = { readonly [role in WordRole]?: string };

const SPEECH_WORDS: readonly (readonly [PartOfSpeech, RegExp])[] = [
  ["properNoun", /^(?:proper ?noun|proper name|имя собственное|专有名词)$/u],
  ["noun", /^(?:n|noun|сущ|существительное|имя существительное|名词|名)$/u],
  ["verb", /^(?:v|verb|гл|глагол|动词|动)$/u],
  ["adjective", /^(?:adj|adjective|прил|прилагательное|形容词|形)$/u],
  ["adverb", /^(?:adv|adverb|нареч|наречие|副词|副)$/u],
];
const TYPE_WORDS: readonly (readonly [TermType, RegExp])[] = [
  ["fullForm", /^(?:full ?form|full|полная форма|полное наименование|全称)$/u],
  ["acronym", /^(?:acronym|акроним|首字母缩写)$/u],
  ["abbreviation", /^(?:abbr|abbreviation|сокращение|аббревиатура|缩写|缩略语)$/u],
  ["shortForm", /^(?:short ?form|краткая форма|简称)$/u],
  ["variant", /^(?:variant|вариант|synonym|синоним|异体|变体)$/u],
];
const GENDER_WORDS: readonly (readonly [Gender, RegExp])[] = [
  ["masculine", /^(?:m|masc|м|муж|мужской|мужской род|阳性)$/u],
  ["feminine", /^(?:f|fem|ж|жен|женский|женский род|阴性)$/u],
  ["neuter", /^(?:n|neut|с|ср|средний|средний род|中性)$/u],
];
const NUMBER_WORDS: readonly (readonly [GrammaticalNumber, RegExp])[] = [
  ["singular", /^(?:sg|sing|ед|ед\. ?ч|единственное|единственное число|单数)$/u],
  ["plural", /^(?:pl|plur|мн|мн\. ?ч|множественное|множественное число|复数)$/u],
];
const REGISTER_WORDS: readonly (readonly [Register, RegExp])[] = [
  ["neutral", /^(?:neutralregister|нейтральный|中性)$/u],
  ["technical", /^(?:technicalregister|specialised|специальный|технический|专业)$/u],
  ["colloquial", /^(?:colloquialregister|informal|разг|разговорный|口语)$/u],
  ["slang", /^(?:slangregister|жаргон|жаргонный|俚语)$/u],
];

/** The value of the model that a cell names in one of three languages; nothing for another word. */
function wordOf<Name extends WordRole, Value extends string>(
  role: Name,
  cell: string | undefined,
  values: readonly Value[],
  words: readonly (readonly [Value, RegExp])[],
): Partial<Record<Name, Value>> {
  const plain = (cell ?? "").trim();
  const key = plain.toLowerCase().replace(/[.\s]+$/u, "");
  const found =
    values.find((value) => value.toLowerCase() === key) ??
    words.find(([, pattern]) => pattern.test(key))?.[0];
  // The only key is the name of the role.
  return found === undefined ? {} : ({ [role]: found } as Partial<Record<Name, Value>>);
}

/** The properties of a term that cells name by words. */
export const namedProperties = (cells: TermWords) => ({
  ...wordOf("partOfSpeech", cells.partOfSpeech, PARTS_OF_SPEECH, SPEECH_WORDS),
  ...wordOf("type", cells.type, TERM_TYPES, TYPE_WORDS),
  ...wordOf("gender", cells.gender, GENDERS, GENDER_WORDS),
  ...wordOf("grammaticalNumber", cells.grammaticalNumber, GRAMMATICAL_NUMBERS, NUMBER_WORDS),
  ...wordOf("register", cells.register, REGISTERS, REGISTER_WORDS),
});

/** Names of the properties in the notes that keep unknown words: those of TBX. */
const NOTE_NAMES: Readonly<Record<WordRole, string>> = {
  partOfSpeech: "partOfSpeech",
  type: "termType",
  gender: "gender",
  grammaticalNumber: "grammaticalNumber",
  register: "register",
};
const WORD_ROLES: readonly WordRole[] = ["partOfSpeech", "type", "gender", "grammaticalNumber", "register"];

/** What cells say of a term in words that the model does not know, to be kept as notes. */
export function unknownWords(cells: TermWords): string[] {
  const known = namedProperties(cells);
  return WORD_ROLES.flatMap((role) =>
    cells[role] && known[role] === undefined ? [`${NOTE_NAMES[role]}: ${cells[role]}`] : [],
  );
}

/** True for a word that names a value of this property. */
export const isWordOf = (role: WordRole, word: string): boolean =>
  namedProperties({ [role]: word })[role] !== undefined;
