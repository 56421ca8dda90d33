import { atFirstUse } from "../domain/at-first-use.ts";
import type { Range } from "../domain/finding.ts";
import type { Language } from "../domain/language.ts";
import { matchesOf } from "../domain/matches.ts";
import { ANY_CLAIM, CLAIM_SIGNS } from "./quantity-hint.ts";

/** Kinds of statements in words about time and amount, in the order in which their differences are reported. */
const KINDS = ["weekday", "season", "bound", "side", "half", "order", "term"] as const;
/** `side`: more or less than a number. `half`: of the day, beside an hour. `term`: a period without a number. */
type Kind = keyof typeof CLAIM_SIGNS;

/** A statement with its value. The value is the same string in all languages. */
export interface Claim extends Range {
  readonly kind: Kind;
  readonly value: string;
}

/** A pattern for a value. With `calms` the words may mean something else, so a match can only prevent a finding. */
type Row = readonly [kind: Kind, value: string, source: string, calms?: true];

const BEFORE_NUMBER = String.raw`(?=\s?(?:[\d$€£]|one|two|three|four|five|six|seven|eight|nine|ten|half|a\s))`;
const BEFORE_NUMBER_RU = String.raw`(?=\s(?:чем\s)?(?:\d|одн|дв|тр|чет|пят|шест|сем|вос|девят|десят|полов))`;
const BEFORE_NUMBER_ZH = String.raw`(?=[\p{Script=Han}]{0,2}?\s?[\d一二两三四五六七八九十百半])`;

const english = (): readonly Row[] => [
  ...["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"].map((day, at): Row => [
    "weekday",
    String(at + 1),
    String.raw`(?<!\p{L})${day}s?(?!\p{L})`,
  ]),
  ["season", "summer", "(?<!\\p{L})summer(?!\\p{L})"],
  ["season", "winter", "(?<!\\p{L})winter(?!\\p{L})"],
  ["season", "autumn", "(?<!\\p{L})autumn(?!\\p{L})|in the fall(?= of)|(?:last|this|next) fall(?!\\p{L})"],
  ["season", "spring", "(?:in|last|this|next|early|late|of) (?:the )?spring(?!\\p{L})"],
  [
    "side",
    "more",
    `(?<!\\b(?:no|not|nor|never|little) )(?:more|greater|higher) than${BEFORE_NUMBER}|(?<!\\p{L})in excess of${BEFORE_NUMBER}`,
  ],
  ["side", "less", `(?<!\\b(?:no|not|nor|never|much|far|nothing) )(?:less|fewer|lower) than${BEFORE_NUMBER}`],
  ["side", "more", "more|over|above|exce|least|great|beyond|past|up", true],
  ["side", "less", "less|few|under|below|most|short|not|n['’]t|no ", true],
  ["half", "am", String.raw`(?<=\d\s?)a\.?m(?!\p{L})|(?<=\d )in the morning`],
  ["half", "pm", String.raw`(?<=\d\s?)p\.?m(?!\p{L})|(?<=\d )in the (?:afternoon|evening)`],
  ["half", "am", "morning|dawn|night|a\\.?m", true],
  ["half", "pm", "afternoon|evening|night|noon|midday|p\\.?m", true],
  ...terms({
    year: "(?:for a |one-)year(?! and)",
    half: "half a year|six[- ]months?|6[- ]months?",
    month: "(?:for a |one-)month",
    week: "(?:for a |one-)week",
  }),
  ["term", "quarter", "three[- ]months?|3[- ]months?"],
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
      10: "(?:dozens|tens)",
      100: "hundreds",
      1000: "thousands",
      10_000: "tens of thousands",
      100_000: "hundreds of thousands",
      1_000_000: "millions",
      1_000_000_000: "billions",
    },
    (word) =>
      String.raw`(?<!(?:\d|of|\p{L}ens|\p{L}reds|and|or)\s)(?<!\p{L})${word} of(?! (?:thousands|millions|billions))(?!\p{L})`,
  ),
];

const russian = (): readonly Row[] => [
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
  ["side", "more", `(?<!\\p{L})(?<!не )(?:более|больше|свыше)${BEFORE_NUMBER_RU}`],
  ["side", "less", `(?<!\\p{L})(?<!не )(?:менее|меньше)${BEFORE_NUMBER_RU}`],
  ["side", "more", "бол[ее]е|больш|свыше|превы|выше|(?<!\\p{L})за(?!\\p{L})|лишн|минимум", true],
  ["side", "less", "мен[ее]е|меньш|ниже|до(?!\\p{L})|не(?!\\p{L})|младше|моложе|почти", true],
  ["half", "am", String.raw`(?<=\d\s(?:час(?:а|ов)?\s)?)(?:утра|ночи)(?!\p{L})`],
  ["half", "pm", String.raw`(?<=\d\s(?:час(?:а|ов)?\s)?)вечера(?!\p{L})|(?<=час(?:а|ов)?\s)дня(?!\p{L})`],
  ["half", "am", "утр|ноч|рассвет", true],
  ["half", "pm", "вечер|ноч|полдень|дня|дн[её]м|пополудни|обед", true],
  ...terms({
    year: "на год(?!\\p{L})|годичн",
    half: "на полгода|полугодичн|шестимесячн|шесть месяцев|6 месяцев",
    month: "на месяц(?!\\p{L})|(?<!\\p{L})месячн",
    week: "на неделю|(?<!\\p{L})недельн",
  }),
  ["term", "quarter", "тр[её]хмесячн|(?:три|3) месяца"],
  ...orders(
    {
      10: "(?:десят(?:ки|ками|кам|ков)|дюжины)",
      100: "сот(?:ни|нями|ням|нях|ен)",
      1000: "тысяч(?:и|ами|ам|ах)",
      10_000: "десят(?:ки|ками|ков) тысяч",
      100_000: "сот(?:ни|нями|ен) тысяч",
      1_000_000: "миллион(?:ы|ами|ам|ах)",
      1_000_000_000: "миллиард(?:ы|ами|ам|ах)",
    },
    (word) =>
      String.raw`(?<!(?:\d|две|три|четыре|обе|десятки|десятками|десятков|сотни|сотнями|сотен|тыс\.)\s)(?<!\p{L})${word}(?!\p{L})(?!\s(?:тысяч|миллион|миллиард))`,
  ),
];

const chinese = (): readonly Row[] => [
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
  [
    "side",
    "more",
    `(?:超过|多于|大于|逾)${BEFORE_NUMBER_ZH}|(?<=\\d\\s?[十百千万亿]?)[多余](?=[名人个条艘只家年天份位辆座头次])`,
  ],
  ["side", "less", `(?:少于|不到|不足|小于|未满)${BEFORE_NUMBER_ZH}`],
  ["side", "more", "超|多|余|大于|高于|逾|以上|至少|不少于|不低于|不下|上", true],
  ["side", "less", "少|不|未满|低于|小于|以下|以内|近", true],
  ["half", "am", String.raw`(?:上午|早上|凌晨|清晨)(?=\s?\d)`],
  ["half", "pm", String.raw`(?:下午|晚上|傍晚|晚)(?=\s?\d)`],
  ["half", "am", "[早晨夜]|上午", true],
  ["half", "pm", "[晚夜]|下午|午后|中午|傍", true],
  ...terms({
    year: "为期一年(?!半)|一年期",
    half: "半年|(?:六|6)个月",
    month: "为期一个月|一个月的",
    week: "为期一周|一周的",
  }),
  ["term", "quarter", "(?:三|3)个月"],
  ...orders(
    {
      10: "十",
      100: "百",
      1000: "千",
      10_000: "万",
      100_000: "十万",
      1_000_000: "百万",
      1_000_000_000: "十亿",
    },
    (word) => `[数几上成]${word}(?![万亿十百千])`,
  ),
];

function terms(words: Readonly<Record<string, string>>): Row[] {
  return Object.entries(words).map(([value, source]): Row => ["term", value, `(?<!\\p{L})(?:${source})`]);
}

function orders(words: Readonly<Record<number, string>>, pattern: (word: string) => string): Row[] {
  return Object.entries(words).map(([value, word]): Row => ["order", value, pattern(word)]);
}

interface Compiled {
  /** For each kind one pattern, with a group for each of its rows. */
  readonly kinds: Readonly<Record<Kind, { readonly pattern: RegExp; readonly rows: readonly Row[] }>>;
  readonly calming: readonly (readonly [Row, RegExp])[];
}

function compile(all: readonly Row[], flags: string): Compiled {
  const claiming = all.filter(([, , , calms]) => calms !== true);
  const reading = (kind: Kind) => {
    const rows = claiming.filter((row) => row[0] === kind);
    return { pattern: new RegExp(rows.map(([, , source]) => `(${source})`).join("|"), `g${flags}`), rows };
  };
  return {
    kinds: {
      weekday: reading("weekday"),
      season: reading("season"),
      bound: reading("bound"),
      side: reading("side"),
      half: reading("half"),
      order: reading("order"),
      term: reading("term"),
    },
    calming: all.filter(([, , , calms]) => calms === true).map((row) => [row, new RegExp(row[2], flags)]),
  };
}

const COMPILED: Readonly<Record<Language, () => Compiled>> = {
  en: atFirstUse(() => compile(english(), "iu")),
  ru: atFirstUse(() => compile(russian(), "iu")),
  zh: atFirstUse(() => compile(chinese(), "u")),
};

/** The statements of a kind in a text. */
export type ClaimsOfKind = (kind: Kind) => readonly Claim[];

/**
 * The statements of a text. Each kind is read once, and only when it is asked for, because most texts have none that the
 * other text has too. `signs` are those of the text (`signsOf`).
 */
export function claimsIn(text: string, language: Language, signs: number): ClaimsOfKind {
  if ((signs & ANY_CLAIM) === 0) return () => NONE;
  const read = new Map<Kind, readonly Claim[]>();
  return (kind) => {
    if ((signs & CLAIM_SIGNS[kind]) === 0) return NONE;
    const known = read.get(kind) ?? claimsOf(text, language, kind);
    read.set(kind, known);
    return known;
  };
}

function claimsOf(text: string, language: Language, kind: Kind): readonly Claim[] {
  const { pattern, rows } = COMPILED[language]().kinds[kind];
  return matchesOf(text, pattern).flatMap((match) => {
    const row = rows[match.findIndex((group, at) => at > 0 && group !== undefined) - 1];
    if (row === undefined) return [];
    return [{ kind, value: row[1], start: match.index, end: match.index + match[0].length }];
  });
}

const NONE: readonly Claim[] = [];

/** A text with its statements. */
interface Claiming {
  readonly text: string;
  readonly language: Language;
  readonly signs: number;
  readonly claims: ClaimsOfKind;
}

/**
 * Pairs of statements in words that contradict each other: Monday and «вторник», summer and 冬季, «не менее» and 至多,
 * hundreds and «тысячи». A kind is compared only if each text has exactly one value of it, and weekdays
 * if each text has exactly one that the other lacks.
 *
 * @returns pairs of ranges: UTF-16 offsets in the first and in the second text
 */
export function contradictions(first: Claiming, second: Claiming): readonly (readonly [Range, Range])[] {
  const common = first.signs & second.signs & ANY_CLAIM;
  if (common === 0) return NO_PAIRS;
  return KINDS.flatMap((kind) => {
    if ((common & CLAIM_SIGNS[kind]) === 0) return [];
    const [one, two] = [first.claims(kind), second.claims(kind)];
    const [a, b] = kind === "weekday" ? odd(one, two) : [single(one), single(two)];
    if (a === undefined || b === undefined || a.value === b.value) return [];
    return isCalmed(a, second) || isCalmed(b, first) ? [] : [[a, b] as const];
  });
}

const NO_PAIRS: readonly never[] = [];

/** The statements of one kind that the other text lacks, if each text has exactly one. */
function odd(one: readonly Claim[], two: readonly Claim[]): readonly [Claim | undefined, Claim | undefined] {
  const lacked = (all: readonly Claim[], others: readonly Claim[]) =>
    single(all.filter((claim) => !others.some((other) => other.value === claim.value)));
  return [lacked(one, two), lacked(two, one)];
}

/** The first statement of one kind. `undefined` if there is none, or if there are different values. */
function single(claims: readonly Claim[]): Claim | undefined {
  const [claim] = claims;
  return claim !== undefined && claims.every(({ value }) => value === claim.value) ? claim : undefined;
}

const isCalmed = (
  { kind, value }: Claim,
  { text, language }: { readonly text: string; readonly language: Language },
): boolean =>
  COMPILED[language]().calming.some(
    ([row, pattern]) => row[0] === kind && row[1] === value && pattern.test(text),
  );
