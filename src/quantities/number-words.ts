/**
 * Numbers in English and Russian words: «two hundred and thirty-four», «twenty-first», «двумястами
 * тридцатью четырьмя», «двадцать первый», «полтора миллиона». All cases, genders and ordinals.
 */

import { atFirstUse } from "../domain/at-first-use.ts";

/** One word of a number. A `unit` (below 100) is added; `hundred` and `scale` multiply the words before them. */
interface Word {
  readonly value: number;
  readonly role: "unit" | "hundred" | "scale" | "fraction";
}

/** A number in words. `start` and `end` are UTF-16 offsets. */
export interface WordNumber {
  readonly start: number;
  readonly end: number;
  readonly value: number;
  /** Count of number words in it. */
  readonly words: number;
}

function table(entries: Iterable<readonly [string, number, Word["role"]]>): ReadonlyMap<string, Word> {
  return new Map([...entries].map(([word, value, role]) => [word, { value, role }]));
}

const ENGLISH_UNITS =
  "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(
    " ",
  );
const ENGLISH_ORDINALS =
  "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth".split(
    " ",
  );
const ENGLISH_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split(" ");
const SCALE_NAMES = [
  ["thousand", 1e3],
  ["million", 1e6],
  ["billion", 1e9],
  ["trillion", 1e12],
] as const;

const english = (): ReadonlyMap<string, Word> =>
  table(
    (function* () {
      for (const [value, word] of ENGLISH_UNITS.entries()) yield [word, value, "unit"] as const;
      for (const [value, word] of ENGLISH_ORDINALS.entries()) yield [word, value, "unit"] as const;
      for (const [at, word] of ENGLISH_TENS.entries()) {
        yield [word, (at + 2) * 10, "unit"] as const;
        yield [word.replace(/y$/u, "ieth"), (at + 2) * 10, "unit"] as const;
      }
      for (const [at, word] of ENGLISH_TENS.entries()) {
        yield [word.replace(/y$/u, "ies"), (at + 2) * 10, "unit"] as const;
      }
      yield ["hundred", 100, "hundred"] as const;
      yield ["hundredth", 100, "hundred"] as const;
      yield ["dozen", 12, "hundred"] as const;
      yield ["decade", 10, "hundred"] as const;
      yield ["decades", 10, "hundred"] as const;
      for (const [word, value] of SCALE_NAMES) {
        yield [word, value, "scale"] as const;
        yield [`${word}th`, value, "scale"] as const;
      }
      for (const [word, value] of [
        ["once", 1],
        ["single", 1],
        ["twice", 2],
        ["double", 2],
        ["both", 2],
        ["couple", 2],
        ["pair", 2],
        ["doubled", 2],
        ["doubling", 2],
        ["twofold", 2],
        ["tripled", 3],
        ["trebled", 3],
        ["threefold", 3],
        ["quadrupled", 4],
        ["fourfold", 4],
        ["fivefold", 5],
        ["tenfold", 10],
        ["thrice", 3],
        ["triple", 3],
        ["quadruple", 4],
        ["half", 0.5],
        ["quarter", 0.25],
      ] as const) {
        yield [word, value, value < 1 ? "fraction" : "unit"] as const;
      }
    })(),
  );

const ADJECTIVE = "ый ий ой ая яя ое ее ые ие ого его ому ему ым им ом ем ей ую юю ых их ыми ими".split(" ");
const ordinal = (stem: string) => ADJECTIVE.map((ending) => stem + ending);
const declined = (stem: string) => ["ь", "и", "ью"].map((ending) => stem + ending);

const russianForms = (): readonly (readonly [number, readonly string[], Word["role"]?])[] => [
  [0, ["ноль", "нуль", "ноля", "нуля", "нулю", "нулем", "нуле", ...ordinal("нулев")]],
  [1, [..."один одна одно одного одной одному одним одном одну".split(" "), ...ordinal("перв")]],
  [
    2,
    [
      ..."два две двух двум двумя двое двоих оба обе обоих обеих обоим обеим дважды вдвое вдвоем пара пары пару двойной двойная двойное двойного двойных".split(
        " ",
      ),
      ...ordinal("втор"),
    ],
  ],
  [
    3,
    [
      ..."три трех трем тремя трое троих трижды втрое тройной тройная третий третья третье третьи третьего третьей третьему третьим третьем третью третьих третьими".split(
        " ",
      ),
    ],
  ],
  [4, [..."четыре четырех четырем четырьмя четверо вчетверо".split(" "), ...ordinal("четверт")]],
  [5, [...declined("пят"), "пятеро", "впятеро", ...ordinal("пят")]],
  [6, [...declined("шест"), ...ordinal("шест")]],
  [7, [...declined("сем"), ...ordinal("седьм")]],
  [8, ["восемь", "восьми", "восемью", "восьмью", ...ordinal("восьм")]],
  [9, [...declined("девят"), ...ordinal("девят")]],
  [10, [...declined("десят"), ...ordinal("десят"), "вдесятеро"]],
  ...[
    "одиннадцат",
    "двенадцат",
    "тринадцат",
    "четырнадцат",
    "пятнадцат",
    "шестнадцат",
    "семнадцат",
    "восемнадцат",
    "девятнадцат",
  ].map((stem, at) => [11 + at, [...declined(stem), ...ordinal(stem)]] as const),
  [20, [...declined("двадцат"), ...ordinal("двадцат")]],
  [30, [...declined("тридцат"), ...ordinal("тридцат")]],
  [40, ["сорок", "сорока", ...ordinal("сороков")]],
  ...["пят", "шест", "сем", "восем"].map((stem, at) => {
    const oblique = stem === "восем" ? "восьм" : stem;
    const forms = [`${stem}ьдесят`, `${oblique}идесяти`, `${stem}ьюдесятью`, ...ordinal(`${oblique}идесят`)];
    return [50 + at * 10, forms] as const;
  }),
  [90, ["девяносто", "девяноста", ...ordinal("девяност")]],
  [100, ["сто", "ста", "сотня", "сотни", "сотню", ...ordinal("сот")]],
  [200, ["двести", "двухсот", "двумстам", "двумястами", "двухстах", ...ordinal("двухсот")]],
  [300, ["триста", "трехсот", "тремстам", "тремястами", "трехстах", ...ordinal("трехсот")]],
  [400, ["четыреста", "четырехсот", "четыремстам", "четырьмястами", "четырехстах", ...ordinal("четырехсот")]],
  ...["пят", "шест", "сем", "восем", "девят"].map((stem, at) => {
    const oblique = stem === "восем" ? "восьм" : stem;
    const forms = [`${stem}ьсот`, `${oblique}исот`, `${oblique}истам`, `${stem}ьюстами`, `${oblique}истах`];
    return [500 + at * 100, [...forms, ...ordinal(`${oblique}исот`)]] as const;
  }),
  [
    1e3,
    [
      ..."тысяча тысячи тысячу тысяче тысяч тысячей тысячью тысячам тысячами тысячах".split(" "),
      ...ordinal("тысячн"),
    ],
    "scale",
  ],
  ...[
    ["миллион", 1e6],
    ["миллиард", 1e9],
    ["триллион", 1e12],
  ].map(
    ([stem, value]) =>
      [
        Number(value),
        ["", "а", "у", "ом", "е", "ы", "ов", "ам", "ами", "ах"].map((ending) => `${stem}${ending}`),
        "scale",
      ] as const,
  ),
  [12, ["дюжина", "дюжины", "дюжину"]],
  [10, ["десяток", "десятка", "десятку", "десятки", "десятков"], "hundred"],
  [1.5, ["полтора", "полторы", "полутора", ...ordinal("полуторн")]],
  [500, ["полтысячи"]],
  [5e5, ["полмиллиона"]],
  [5e8, ["полмиллиарда"]],
  [0.5, ["половина", "половины", "половину", "половине", "половиной"], "fraction"],
  [0.25, ["четверть", "четверти", "четвертью"], "fraction"],
];

const russian = (): ReadonlyMap<string, Word> =>
  table(
    (function* () {
      for (const [value, forms, role] of russianForms()) {
        for (const form of forms) yield [form, value, role ?? "unit"] as const;
      }
    })(),
  );

const ENGLISH_HINT =
  /\b(?:zero|one|once|single|two|first|second|twice|double|both|couple|pair|th(?:ree|ird|rice|irt|ousand)|tr(?:ip|eb)le|quadru|four|fif|five|six|seven|eight|nin|ten|eleven|twel|twent|fort|hundred|dozen|decade|million|billion|trillion|half|quart)/iu;
const RUSSIAN_HINT =
  /(?:^|[^а-яё])(?:нол|нул|од[ин]|перв|дв[аеоу]|втор|об[аео]|вдв|пар[аыу]|тр[еёио]|втро|четв|четы|вчет|пят|впят|шест|сем|седьм|вос|девят|девян|десят|дюж|сорок|ст[оа]|сот|тыс|мил|пол)/iu;

/**
 * The three letters at an offset as a number below 2¹⁵, for quick comparison. Case is ignored, and ё is read as е.
 * Different letters may give the same number.
 */
export const beginningAt = (text: string, at: number): number =>
  (low(text.charCodeAt(at)) << 10) | (low(text.charCodeAt(at + 1)) << 5) | low(text.charCodeAt(at + 2));

/** The last five bits, which are equal for a letter and its capital. */
const low = (code: number): number => (code === 0x451 || code === 0x401 ? 0x15 : code & 0x1f);

function beginningsOf(vocabulary: ReadonlyMap<string, Word>): Uint32Array {
  const table = new Uint32Array(0x8000);
  for (const word of vocabulary.keys()) table[beginningAt(word, 0)] = 1;
  return table;
}

/** The number words of a language. */
interface Vocabulary {
  readonly words: ReadonlyMap<string, Word>;
  readonly beginnings: Uint32Array;
}

const vocabularyOf = (words: ReadonlyMap<string, Word>): Vocabulary => ({
  words,
  beginnings: beginningsOf(words),
});
const VOCABULARIES: Readonly<Record<"en" | "ru", () => Vocabulary>> = {
  en: atFirstUse(() => vocabularyOf(english())),
  ru: atFirstUse(() => vocabularyOf(russian())),
};

/** 1 for the first three letters of the number words of a language (`beginningAt`). They exclude most other words. */
export const numberBeginnings = (language: "en" | "ru"): Uint32Array => VOCABULARIES[language]().beginnings;

const isEnglishLetter = (code: number): boolean => (code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a;
const isRussianLetter = (code: number): boolean =>
  (code >= 0x410 && code <= 0x44f) || code === 0x401 || code === 0x451;

/** Numbers as first parts of adjectives and nouns, such as «двух-» in «двухдневный»; ё is written as е. */
const compoundParts = (): readonly (readonly [string, number])[] => [
  ..."одиннадцати двенадцати тринадцати четырнадцати пятнадцати шестнадцати семнадцати восемнадцати девятнадцати"
    .split(" ")
    .map((part, at) => [part, 11 + at] as const),
  ..."двадцати тридцати сорока пятидесяти шестидесяти семидесяти восьмидесяти девяносто"
    .split(" ")
    .map((part, at) => [part, 20 + 10 * at] as const),
  ..."двухсот трехсот четырехсот пятисот шестисот семисот восьмисот девятисот"
    .split(" ")
    .map((part, at) => [part, 200 + 100 * at] as const),
  ["полутора", 1.5],
  ["двух", 2],
  ["дву", 2],
  ...["трех", "четырех", "пяти", "шести", "семи", "восьми", "девяти", "десяти"].map(
    (part, at) => [part, 3 + at] as const,
  ),
  ["одно", 1],
  ["сто", 100],
];
const compounds = atFirstUse(() => {
  const parts = compoundParts();
  const anyPart = parts.map(([part]) => part).join("|");
  return {
    whole: new RegExp(
      `^((?:${anyPart})*)(тысяче|миллионо)?(тысячн|миллионн|миллиардн|днев|недел|месячн|лет|годичн|часов|минутн|секундн|[а-я]*метров|мильн|тонн|этажн|сторонн|процентн|рублев|кратн|звездн|томн|язычн|местн|угольн|значн|разов|балльн|градусн|палубн|мачтов|ядерн|слойн|мерн|этапн|комнатн|литров|футов|дюймов|[а-я]*ваттн|полосн|класс|страничн|серийн|балль|векторн)`,
      "u",
    ),
    part: new RegExp(anyPart, "gu"),
    values: new Map(parts),
  };
});
const COMPOUND_SCALES: ReadonlyMap<string, number> = new Map([
  ["тысячн", 1e3],
  ["миллионн", 1e6],
  ["миллиардн", 1e9],
]);

/** «восьмидесятилетний», «стопятидесятиметровый», «двухмиллионный»; «десятилетие» multiplies: «три десятилетия». */
function compoundWord(folded: string): Word | undefined {
  if (folded.startsWith("десятилети")) return { value: 10, role: "hundred" };
  const { whole, part: anyPart, values } = compounds();
  const match = whole.exec(folded);
  if (match === null) return undefined;
  const [, numbers = "", scale, root = ""] = match;
  if (numbers === "" && scale === undefined) return undefined;
  const sum = (numbers.match(anyPart) ?? []).reduce((all, part) => all + (values.get(part) ?? 0), 0);
  const by = scale === undefined ? (COMPOUND_SCALES.get(root) ?? 1) : scale === "тысяче" ? 1e3 : 1e6;
  return { value: (numbers === "" ? 1 : sum) * by, role: "unit" };
}

/** The numbers in words of a text, in order. Neighbouring words that form one number are joined. */
export function wordNumbers(text: string, language: "en" | "ru"): WordNumber[] {
  const { words: vocabulary, beginnings } = VOCABULARIES[language]();
  const found: WordNumber[] = [];
  let run: { start: number; end: number; words: Word[] } | undefined;
  const close = () => {
    if (run !== undefined) found.push({ start: run.start, end: run.end, ...valueOf(run.words) });
    run = undefined;
  };
  const isLetter = language === "en" ? isEnglishLetter : isRussianLetter;
  for (let at = 0; at < text.length; at++) {
    if (!isLetter(text.charCodeAt(at))) continue;
    const index = at;
    while (at < text.length && isLetter(text.charCodeAt(at))) at++;
    const end = at;
    if (beginnings[beginningAt(text, index)] !== 1) continue;
    const lower = text.slice(index, end).toLowerCase();
    const folded = language === "ru" ? lower.replaceAll("ё", "е") : lower;
    const word = vocabulary.get(folded) ?? (language === "ru" ? compoundWord(folded) : undefined);
    if (word === undefined) continue;
    if (run !== undefined && continues(run.words, word, text.slice(run.end, index))) {
      run.words.push(word);
      run.end = end;
    } else {
      close();
      run = { start: index, end, words: [word] };
    }
  }
  close();
  // A text without a free-standing number word has only names: “file_two”, “2nd_one”.
  return found.length > 0 && (language === "en" ? ENGLISH_HINT : RUSSIAN_HINT).test(text) ? found : [];
}

/** Whether a number word continues the number before it: “twenty” and “one”, but not “one” and “two”. */
function continues(before: readonly Word[], next: Word, gap: string): boolean {
  const last = before.at(-1);
  if (last === undefined) return false;
  if (last.role === "fraction") return next.role === "scale" && /^\s+(?:an?\s+)?$/u.test(gap);
  if (next.role === "fraction") return /^\s+(?:and(?:\s+an?)?|с)\s+$/iu.test(gap);
  if (!/^(?:\s+|-|\s+and\s+)$/iu.test(gap)) return false;
  if (next.role === "scale") return last.role !== "scale" && !gap.includes("and");
  if (last.role === "scale") return next.value < last.value;
  if (next.role === "hundred") return last.value < 100 && !gap.includes("and");
  if (last.value >= 100 || last.role === "hundred") return next.value < 100;
  if (isYear(before, next)) return true;
  return (
    !gap.includes("and") && last.value >= 20 && last.value % 10 === 0 && next.value > 0 && next.value < 10
  );
}

/** Whether two words are the halves of an English year: “nineteen ninety-six”, “twenty twenty-five”. */
const isYear = (before: readonly Word[], next: Word): boolean =>
  before.length === 1 &&
  (before[0]?.value ?? 0) >= 16 &&
  (before[0]?.value ?? 0) <= 20 &&
  next.value >= 10 &&
  next.value < 100;

function valueOf(words: readonly Word[]): { value: number; words: number } {
  let total = 0;
  let section = 0;
  let scale = 1;
  for (const { value, role } of words) {
    // a fraction after a scale word is a fraction of the scale: “a million and a half”
    if (role === "fraction" && section === 0) section = value * scale;
    else if (role === "hundred") section = (section || 1) * value;
    else if (role === "scale") {
      total += (section || 1) * value;
      section = 0;
      scale = value;
    } else if (section >= 16 && section <= 20 && value >= 10 && value < 100) section = section * 100 + value;
    else section += value;
  }
  return { value: total + section, words: words.length };
}
