import type { Range } from "../domain/finding.ts";
import type { Language } from "../domain/language.ts";

/** Kinds of statements in words about time and amount. */
type Kind = "weekday" | "season" | "bound" | "order";

/** A statement with its value. The value is the same string in all languages. */
interface Claim extends Range {
  readonly kind: Kind;
  readonly value: string;
}

/** A pattern for a value. With `calms` the words may mean something else, so a match can only prevent a finding. */
type Row = readonly [kind: Kind, value: string, source: string, calms?: true];

const BEFORE_NUMBER = String.raw`(?=\s?(?:[\d$€£]|one|two|three|four|five|six|seven|eight|nine|ten|half|a\s))`;
const BEFORE_NUMBER_RU = String.raw`(?=\s(?:чем\s)?(?:\d|одн|дв|тр|чет|пят|шест|сем|вос|девят|десят|полов))`;
const BEFORE_NUMBER_ZH = String.raw`(?=\s?[\d一二两三四五六七八九十百半])`;

const ENGLISH: readonly Row[] = [
  ...["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"].map((day, at): Row => [
    "weekday",
    String(at + 1),
    String.raw`(?<!\p{L})${day}s?(?!\p{L})`,
  ]),
  ["season", "summer", "(?<!\\p{L})summer(?!\\p{L})"],
  ["season", "winter", "(?<!\\p{L})winter(?!\\p{L})"],
  ["season", "autumn", "(?<!\\p{L})autumn(?!\\p{L})|in the fall(?= of)|(?:last|this|next) fall(?!\\p{L})"],
  ["season", "spring", "(?:in|last|this|next|early|late|of) (?:the )?spring(?!\\p{L})"],
  ["season", "spring", "spring", true],
  ["season", "autumn", "fall", true],
  [
    "bound",
    "least",
    `(?:at least|not less than|no less than|no fewer than|not fewer than|a minimum of)${BEFORE_NUMBER}`,
  ],
  [
    "bound",
    "most",
    `(?:at most|no more than|not more than|(?:not|never|cannot) exceed|a maximum of)${BEFORE_NUMBER}`,
  ],
  ...orders(
    {
      100: "hundreds",
      1000: "thousands",
      10_000: "tens of thousands",
      100_000: "hundreds of thousands",
      1_000_000: "millions",
    },
    (word) =>
      String.raw`(?<!(?:\d|of|\p{L}ens|\p{L}reds|and)\s)(?<!\p{L})${word} of(?! (?:thousands|millions|billions))(?!\p{L})`,
  ),
];

const RUSSIAN: readonly Row[] = [
  ...[
    "понедельник|понедельн",
    "вторник|вторнич",
    "(?<=(?:[Вв]|по)\\s)сред(?:у|ам)(?!\\p{L})",
    "четверг",
    "пятниц",
    "суббот",
    "воскресен(?!и[еия]м? Христ)|воскресн",
  ].map((source, at): Row => ["weekday", String(at + 1), source]),
  ["weekday", "3", "сред(?:а|у|ы|е|ой|ам)(?!\\p{L})", true],
  ["season", "summer", "(?<!\\p{L})(?:летом|летн(?:ий|яя|ее|ие|его|ей|их|им|ими|юю))(?!\\p{L})"],
  ["season", "summer", "(?<!\\p{L})лет", true],
  ["season", "winter", "(?<!\\p{L})(?:зим(?:ой|а|у|ы|е)|зимн\\p{L}{2,3})(?!\\p{L})"],
  ["season", "autumn", "(?<!\\p{L})(?:осен(?:ь|ью|и)|осенн\\p{L}{2,3})(?!\\p{L})"],
  ["season", "spring", "(?<!\\p{L})(?:весн(?:а|ой|у|ы|е)|весенн\\p{L}{2,3})(?!\\p{L})"],
  [
    "bound",
    "least",
    `(?<!\\p{L})(?:не менее|не меньше|как минимум|по меньшей мере|минимум)${BEFORE_NUMBER_RU}`,
  ],
  [
    "bound",
    "most",
    `(?<!\\p{L})(?:не более|не больше|самое большее|максимум|не (?:должн\\p{L} )?превыша\\p{L}+)${BEFORE_NUMBER_RU}`,
  ],
  ...orders(
    {
      100: "сот(?:ни|нями|ням|нях|ен)",
      1000: "тысяч(?:и|ами|ам|ах)",
      10_000: "десят(?:ки|ками|ков) тысяч",
      100_000: "сот(?:ни|нями|ен) тысяч",
      1_000_000: "миллион(?:ы|ами|ам|ах)",
    },
    (word) =>
      String.raw`(?<!(?:\d|две|три|четыре|обе|десятки|десятками|десятков|сотни|сотнями|сотен|тыс\.)\s)(?<!\p{L})${word}(?!\p{L})(?!\s(?:тысяч|миллион))`,
  ),
];

const CHINESE: readonly Row[] = [
  ...[..."一二三四五六日"].map((day, at): Row => {
    const names = at === 6 ? "[日天]" : day;
    return ["weekday", String(at + 1), `(?:星期|礼拜)${names}|周${day}(?![年岁期刊个])`];
  }),
  ["season", "summer", "夏季|夏天|今夏|去夏"],
  ["season", "winter", "冬季|冬天|今冬|去冬"],
  ["season", "autumn", "秋季|秋天|今秋|去秋"],
  ["season", "spring", "春季|春天|今春|去春"],
  ["season", "summer", "夏|暑", true],
  ["season", "winter", "冬|寒", true],
  ["season", "autumn", "秋", true],
  ["season", "spring", "春", true],
  ["bound", "least", `(?:至少|最少|起码|不少于|不低于|不得少于)${BEFORE_NUMBER_ZH}`],
  ["bound", "most", `(?:至多|最多|不超过|不多于|不高于|不得超过|不得多于)${BEFORE_NUMBER_ZH}`],
  ...orders(
    { 100: "百", 1000: "千", 10_000: "万", 100_000: "十万", 1_000_000: "百万" },
    (word) => `[数几上成]${word}(?![万亿十百千])`,
  ),
];

function orders(words: Readonly<Record<number, string>>, pattern: (word: string) => string): Row[] {
  return Object.entries(words).map(([value, word]): Row => ["order", value, pattern(word)]);
}

interface Compiled {
  readonly claims: RegExp;
  readonly rows: readonly Row[];
  readonly calming: readonly (readonly [Row, RegExp])[];
}

function compile(all: readonly Row[], flags: string): Compiled {
  const rows = all.filter(([, , , calms]) => calms !== true);
  return {
    claims: new RegExp(rows.map(([, , source]) => `(${source})`).join("|"), `g${flags}`),
    rows,
    calming: all.filter(([, , , calms]) => calms === true).map((row) => [row, new RegExp(row[2], flags)]),
  };
}

const COMPILED: Readonly<Record<Language, Compiled>> = {
  en: compile(ENGLISH, "u"),
  ru: compile(RUSSIAN, "iu"),
  zh: compile(CHINESE, "u"),
};
/** A quick test: a text without one of these has no statement of these kinds. */
const HINT: Readonly<Record<Language, RegExp>> = {
  en: /day|summer|winter|autumn|fall|spring|least|most|more than|less than|fewer than|exceed|imum of|reds|sands|llions/u,
  ru: /понед|вторн|сред|четверг|пятн|субб|воскр|летом|летн|зим|осен|весен|весн|не мен|не бол|минимум|максимум|мере|превыш|сот[не]|тысяч|миллион|самое/iu,
  zh: /[周期拜夏冬秋春至最少多超低高码数几上成]/u,
};

function claimsOf(text: string, language: Language): Claim[] {
  if (!HINT[language].test(text)) return [];
  const { claims, rows } = COMPILED[language];
  return [...text.matchAll(claims)].flatMap((match) => {
    const row = rows[match.slice(1).findIndex((group) => group !== undefined)];
    if (row === undefined) return [];
    const [kind, value] = row;
    return [{ kind, value, start: match.index, end: match.index + match[0].length }];
  });
}

/**
 * Pairs of statements in words that contradict each other: Monday and «вторник», summer and 冬季, «не менее» and 至多,
 * hundreds and «тысячи». A kind is compared only if each text has exactly one value of it.
 *
 * @returns pairs of ranges: UTF-16 offsets in the first and in the second text
 */
export function contradictions(
  first: { readonly text: string; readonly language: Language },
  second: { readonly text: string; readonly language: Language },
): readonly (readonly [Range, Range])[] {
  const one = claimsOf(first.text, first.language);
  if (one.length === 0) return [];
  const two = claimsOf(second.text, second.language);
  return (["weekday", "season", "bound", "order"] as const).flatMap((kind) => {
    const a = single(one, kind);
    const b = single(two, kind);
    if (a === undefined || b === undefined || a.value === b.value) return [];
    return isCalmed(a, second) || isCalmed(b, first) ? [] : [[a, b] as const];
  });
}

/** The first statement of a kind. `undefined` if there is none, or if there are different values. */
function single(claims: readonly Claim[], kind: Kind): Claim | undefined {
  const own = claims.filter((claim) => claim.kind === kind);
  const [claim] = own;
  return claim !== undefined && own.every(({ value }) => value === claim.value) ? claim : undefined;
}

const isCalmed = (
  { kind, value }: Claim,
  { text, language }: { readonly text: string; readonly language: Language },
): boolean =>
  COMPILED[language].calming.some(
    ([row, pattern]) => row[0] === kind && row[1] === value && pattern.test(text),
  );
