import type { Range } from "../domain/finding.ts";
import type { Language } from "../domain/language.ts";
import { contradictions } from "./claims.ts";
import { measureOf, roughlySameAmount, sameAmount, saysDuration } from "./measures-compared.ts";
import type { Quantified } from "./quantified.ts";
import type { Part, Quantity } from "./quantity.ts";
import { mayBeSame, type Unit, unitAfter } from "./units-of-measure.ts";

/** The differences between the quantities of two texts. Each pair has one quantity or range from each text. */
export interface QuantityDifference {
  /** Quantities of the first text that are missing in the second. `second` is the reverse. */
  readonly first: readonly Quantity[];
  readonly second: readonly Quantity[];
  /** Equal numbers with different units of measure. `signs`: equal numbers with opposite signs. */
  readonly units: readonly (readonly [Quantity, Quantity])[];
  readonly signs: readonly (readonly [Quantity, Quantity])[];
  /** Statements in words that contradict each other: weekdays, seasons, bounds, orders of magnitude. */
  readonly claims: readonly (readonly [Range, Range])[];
}

/**
 * Compares the quantities of two texts by value. Order and repetition are ignored. Two kinds of quantity are never
 * reported as missing: soft quantities, and small numbers that the other text has inside a word.
 *
 * @returns the differences, or `undefined` if the quantities agree
 */
export function compareQuantities(first: Quantified, second: Quantified): QuantityDifference | undefined {
  const claims = contradictions(first, second);
  if (first.quantities.length === 0 && second.quantities.length === 0 && claims.length === 0)
    return undefined;
  let onlyFirst = missing(first, second);
  let onlySecond = missing(second, first);
  const converted = (a: Quantity, text: Quantified, others: readonly Quantity[], other: Quantified) =>
    others.length < MANY &&
    (others.some((b) => sameShare(a, b) || sameHour(a, b, other) || sameHour(b, a, text)) ||
      isConverted(a, text, others, other));
  const keptFirst = onlyFirst.filter((a) => !converted(a, first, onlySecond, second));
  onlySecond = onlySecond.filter((b) => !converted(b, second, onlyFirst, first));
  onlyFirst = keptFirst;
  // The other text may express a small number in a word. So it is missing only if each text has a number that the other
  // text does not have.
  const figures = (list: readonly Quantity[]) => list.some((one) => !one.soft);
  const instead = figures(onlyFirst) && figures(onlySecond);
  const [saidInFirst, saidInSecond] = [wordsIn(first), wordsIn(second)];
  const missedFirst = onlyFirst.filter((one) => isMissed(one, first, second, saidInSecond, instead));
  const missedSecond = onlySecond.filter((one) => isMissed(one, second, first, saidInFirst, instead));
  const contradiction =
    missedFirst.length + missedSecond.length === 0
      ? contradictionOf(first, second, onlyFirst, onlySecond, saidInFirst, saidInSecond)
      : undefined;
  if (contradiction !== undefined) {
    missedFirst.push(contradiction[0]);
    missedSecond.push(contradiction[1]);
  }
  const { units, signs } = measures(first, second);
  if (missedFirst.length + missedSecond.length + units.length + signs.length + claims.length === 0)
    return undefined;
  return { first: missedFirst, second: missedSecond, units, signs, claims };
}

/**
 * Whether a quantity is present in another unit. Either the other text has the same amount («24 часа» and «сутки»,
 * 20 feet and 6 m), or the same text repeats it in a unit that the other text has too: "45 miles (72 km)".
 */
function isConverted(a: Quantity, text: Quantified, others: readonly Quantity[], other: Quantified): boolean {
  const measure = measureOf(a, text);
  if (measure === undefined) return false;
  const equals = (b: Quantity, of: Quantified): boolean => {
    const second = measureOf(b, of);
    return second !== undefined && sameAmount(measure, second);
  };
  if (saysDuration(measure, other) || others.some((b) => equals(b, other))) return true;
  const isRestated = (twin: Quantity): boolean => {
    const second = OPENING.test(text.text.slice(twin.end, a.start)) ? measureOf(twin, text) : undefined;
    return second !== undefined && roughlySameAmount(measure, second);
  };
  const keys = new Set(other.quantities.flatMap(keysOf));
  return text.quantities.some(
    (twin) =>
      twin !== a && keysOf(twin).some((key) => keys.has(key)) && (equals(twin, text) || isRestated(twin)),
  );
}

/** What stands between an amount and its conversion in brackets: “metres (”. */
const OPENING = /^[^()（）\d]{0,16}[(（][^()（）\d]{0,12}$/u;

/** Two texts with this many differences are not translations of each other, so conversions are not searched. */
const MANY = 200;

const keysOf = (one: Quantity): readonly string[] => [one.value, ...one.alternatives];

function missing(from: Quantified, other: Quantified): Quantity[] {
  if (from.quantities.length === 0) return [];
  const keys = new Set<string>();
  for (const { value, alternatives } of other.quantities) {
    keys.add(value);
    for (const alternative of alternatives) keys.add(alternative);
  }
  const unmatched = from.quantities.filter(
    ({ value, alternatives }) => !keys.has(value) && !alternatives.some((key) => keys.has(key)),
  );
  if (unmatched.length === 0) return unmatched;
  const parts = rolesByValue(other.quantities);
  const loose = rolesByValue(other.quantities.filter(({ kind }) => kind !== "coordinate"));
  return unmatched.filter((one) => {
    const own = partsOf(one);
    // 71° N and 71° S have the same number, but are different quantities.
    if (one.kind === "coordinate") return !own.every((part) => holds(loose, part));
    return own.length === 0 || !own.every((part) => holds(parts, part));
  });
}

function partsOf(one: Quantity): readonly Part[] {
  if (one.kind !== "number") return one.parts;
  const self = keysOf(one).map((key) => ({ role: "number", value: Number(key) }) as const);
  return one.parts.length > 1 ? one.parts : self.slice(0, 1);
}

type Roles = ReadonlyMap<number, ReadonlySet<Part["role"]>>;

function rolesByValue(quantities: readonly Quantity[]): Roles {
  const roles = new Map<number, Set<Part["role"]>>();
  for (const { role, value } of quantities.flatMap(partsOf)) {
    const known = roles.get(value);
    if (known === undefined) roles.set(value, new Set([role]));
    else known.add(role);
  }
  return roles;
}

/** Whether the other text has a part. A day equals a day or a plain number, but not a month. */
function holds(roles: Roles, { role, value }: Part): boolean {
  const known = roles.get(value);
  return known !== undefined && (role === "number" || known.has(role) || known.has("number"));
}

/** Whether a fraction and a percentage are equal: 3/4 and 75 %. */
function sameShare(a: Quantity, b: Quantity): boolean {
  return a.kind === "fraction" && b.kind === "percent" && a.alternatives.includes(b.value);
}

/** “10 to 4” and «с 10 до 16 часов»: an hour without a half of the day, and the same hour of 24. */
function sameHour(twelve: Quantity, whole: Quantity, { text }: Quantified): boolean {
  if (twelve.kind !== "number" || twelve.notation !== "digits" || twelve.value.length > 2) return false;
  const later = Number(twelve.value) + 12;
  if (whole.kind === "time") return whole.value === `${later}:00`;
  return (
    whole.kind === "number" &&
    Number(whole.value) === later &&
    /^\s?(?:ч\.|час|hours)/u.test(text.slice(whole.end, whole.end + 6))
  );
}

function isMissed(
  one: Quantity,
  own: Quantified,
  other: Quantified,
  saidInOther: (value: number) => boolean,
  instead: boolean,
): boolean {
  if (one.soft || (!instead && isInWord(one, own, other))) return false;
  if (one.kind === "date" && one.parts.length === 1) return false;
  if (one.kind !== "number") return true;
  const value = Number(one.value);
  if (!Number.isInteger(value) || value > LARGEST_IN_WORDS) return true;
  if (saidInOther(value)) return false;
  return value > 2 || instead;
}

const LARGEST_IN_WORDS = 12;

/** Words without a numeral that stand for a larger number: “hexadecimal” for 16, “completely” for 100 %. */
const IN_WORD: Readonly<Record<Language, Readonly<Record<string, RegExp>>>> = {
  en: { "16": /hex/iu, "100%": /\b(?:full|fully|whole|wholly|complete|completely|entire|entirely)\b/iu },
  ru: {
    "16": /hex|шестнадцатерич/iu,
    "100%": /полн(?:ост|ый|ая|ое|ые|ого|ой|ую)|целик|(?<!\p{L})вс(?:его|ей|ё|ю)(?!\p{L})/iu,
  },
  zh: { "16": /hex|十六/iu, "100%": /完全|全部|完整|整个|彻底/u },
};

/** True if a word of the other text expresses a number and this text has no such word beside the figure. */
function isInWord({ value }: Quantity, own: Quantified, other: Quantified): boolean {
  return (
    IN_WORD[other.language][value]?.test(other.text) === true &&
    IN_WORD[own.language][value]?.test(own.text) === false
  );
}

/** Number words that often do not count anything. */
const LOOSE =
  /^(?:second|both|couple|pair|double|twice|half|dozen|decades?|об[аео]|пар|двойн|дважды|вдв|полов|десят(?:ок|к|лет)|дюжин|сот(?:н|ен)|тысяч|[兩双半几数百千万]|十$)/iu;

/**
 * Two numbers in words that contradict each other: “three quarters” and «две трети», “the twelfth” and «одиннадцатая».
 * Each is the only number in words of its text that is missing in the other text. A number in words that is missing on
 * one side only may be a figure of speech.
 */
function contradictionOf(
  first: Quantified,
  second: Quantified,
  onlyFirst: readonly Quantity[],
  onlySecond: readonly Quantity[],
  saidInFirst: (value: number) => boolean,
  saidInSecond: (value: number) => boolean,
): readonly [Quantity, Quantity] | undefined {
  const [one, two] = [counted(first, onlyFirst, saidInSecond), counted(second, onlySecond, saidInFirst)];
  if (one === undefined || two === undefined || one.kind !== two.kind) return undefined;
  // A Roman numeral is compared only with an ordinal: «II квартал» and 第三季度, but not “Louis XVI” and 十六进制.
  if (one.notation === "roman" && !isOrdinal(second, two)) return undefined;
  if (two.notation === "roman" && !isOrdinal(first, one)) return undefined;
  const [oneUnit, twoUnit] = [
    unitAfter(first.text, one.end, first.language),
    unitAfter(second.text, two.end, second.language),
  ];
  // different units of one dimension may express the same length: eight feet, «три метра»
  if (oneUnit !== undefined && oneUnit.dimension === twoUnit?.dimension && oneUnit.key !== twoUnit.key)
    return undefined;
  return one.kind === "number" && Math.max(Number(one.value), Number(two.value)) < 3 ? undefined : [one, two];
}

const isOrdinal = ({ text }: Quantified, { notation, start }: Quantity): boolean =>
  notation === "roman" || (notation === "han" && text[start - 1] === "第");

/** The only number in words that is missing in the other text. `undefined` if there are none or several. */
function counted(
  { text }: Quantified,
  unmatched: readonly Quantity[],
  saidInOther: (value: number) => boolean,
): Quantity | undefined {
  const [only] = unmatched;
  if (only === undefined || unmatched.length > 1) return undefined;
  if (only.kind === "multiple" || (only.kind === "date" && only.parts.length === 1)) return only;
  if (only.kind === "fraction" || (only.kind === "time" && only.value !== "12:00" && only.value !== "00:00"))
    return only;
  const value = Number(only.value);
  const counts =
    only.kind === "number" &&
    (only.notation === "words" || only.notation === "han" || only.notation === "roman") &&
    Number.isInteger(value) &&
    value >= 2 &&
    !LOOSE.test(text.slice(only.start, only.end)) &&
    !saidInOther(value);
  return counts ? only : undefined;
}

/** Stems that express a small number inside another word: «двусторонний», "bilateral", 双边. */
const STEMS: Readonly<Record<Language, readonly RegExp[]>> = {
  en: [
    /\b(?:zero|no|none|not|null|without|never|off|any)\b|n't/iu,
    /\b(?:an?|one|once|first|single|only|mono|uni|each|every|the|this|per|next)/iu,
    /two|twice|second|double|dual|both|couple|pair|\bbi|half|twin|other/iu,
    /three|third|tri|thrice/iu,
    /four|quad|quarter|tetra/iu,
    /five|fifth|pent/iu,
    /six|hexa/iu,
    /seven|hept|week/iu,
    /eight|oct/iu,
    /nine|nint|non/iu,
    /ten|deca|dec/iu,
    /eleven/iu,
    /twel|dozen|noon|midnight/iu,
  ],
  ru: [
    /нол|нул|(?<!\p{L})(?:нет|не|ни|без)|отсутств|пуст/iu,
    /од[ни]|раз|перв|един|(?<!\p{L})сам|кажд/iu,
    /дв[аеоуй]|втор|об[аео]|пар[аыуе]|вдв|полов|полу/iu,
    /тр[еёио]|втро/iu,
    /четв|четы/iu,
    /пят/iu,
    /шест/iu,
    /сем|седьм|недел/iu,
    /вос[еь]м/iu,
    /девят/iu,
    /десят|декад/iu,
    /одиннадцат/iu,
    /двенадцат|дюжин|полдень|полноч/iu,
  ],
  zh: [
    /零|〇|无|無|没|不|未|空|非/u,
    /一|首|单|每|唯|独|元旦|初|个/u,
    /二|两|兩|双|雙|半|次|对/u,
    /三/u,
    /四|季/u,
    /五/u,
    /六/u,
    /七|周|星期/u,
    /八/u,
    /九/u,
    /十/u,
    /十一/u,
    /十二|打|正午|午夜/u,
  ],
};

/** A function that tells whether a text expresses a small number inside a word. Each number is searched once. */
function wordsIn({ language, text }: Quantified): (value: number) => boolean {
  const known = new Map<number, boolean>();
  return (value) => {
    const said = known.get(value) ?? STEMS[language][value]?.test(text) ?? false;
    known.set(value, said);
    return said;
  };
}

const DOWN: Readonly<Record<Language, RegExp>> = {
  en: /minus|below|negative|sub-?zero|[-−]\s?\d/iu,
  ru: /минус|ниже|мороз|отрицат|[-−–]\s?\d/iu,
  zh: /负|零下|以下|[-−]\s?\d/u,
};

/** Compares the units and signs of numbers that both texts have. Only values that occur once in each text are compared. */
function measures(first: Quantified, second: Quantified): Pick<QuantityDifference, "units" | "signs"> {
  const units: [Quantity, Quantity][] = [];
  const signs: [Quantity, Quantity][] = [];
  const inFirst = onceByValue(first.quantities);
  const inSecond = onceByValue(second.quantities);
  for (const [value, a] of inFirst) {
    const b = inSecond.get(value);
    if (a === undefined || b === undefined) continue;
    let one = unitAfter(first.text, a.end, first.language, a.start);
    let two = unitAfter(second.text, b.end, second.language, b.start);
    // “m” may be metres or millions, so it is a metre only beside another length
    if (one === undefined && two?.dimension === "length" && isMetre(first, a)) one = METRE;
    if (two === undefined && one?.dimension === "length" && isMetre(second, b)) two = METRE;
    if (one !== undefined && two !== undefined && !mayBeSame(one, two)) units.push([a, b]);
    else if (lacksUnit(one, b, second) && two === undefined) units.push([a, b]);
    else if (lacksUnit(two, a, first) && one === undefined) units.push([a, b]);
    else if ((one ?? two)?.dimension === "temperature" && a.negative !== b.negative) {
      const [plus] = a.negative ? [second] : [first];
      if (!DOWN[plus.language].test(plus.text)) signs.push([a, b]);
    }
  }
  return { units, signs };
}

const METRE: Unit = { key: "m", dimension: "length", factor: 1 };
const isMetre = ({ text }: Quantified, { end }: Quantity): boolean =>
  /^[\s\u00A0-]?[mм](?![\p{L}²³/])/u.test(text.slice(end, end + 3));

/** A unit of these dimensions is never left out. In other dimensions, such as money, one unit may apply to several numbers. */
const NEEDS_UNIT: ReadonlySet<string> = new Set(["length", "mass", "area", "volume"]);

/** Text after a number that cannot be a counted thing: the end, a mark, a bracket, or a particle. */
const NOTHING_COUNTED: Readonly<Record<Language, RegExp>> = {
  en: /^(?:\s?[.,;:)(!?](?!\d)|\s*$|\s(?:of|in|from|to|and|that|which|on|at|for|with|by|per|long|wide|deep|high|tall|thick|away|off|above|below|under)(?!\p{L}))/iu,
  ru: /^(?:\s?[.,;:)(!?](?!\d)|\s*$|\s(?:в|на|от|до|и|к|с|над|под|по|при|из|для)(?!\p{L}))/iu,
  zh: /^\s?(?:[，。；：、！？,.;:)(）（](?!\d)|$|[的深长高宽厚远处外以之到]|左右)/u,
};
/** A number that follows may have the unit for both: “200 and 400 metres”. */
const LISTED = /^[^\p{L}\d(（]*(?:\p{L}{1,3}[\s\u00A0])?[^\p{L}\d(（]*[\d一二两三四五六七八九十]/u;

/** A currency. It may be anywhere in the text: "RUB 1.8 trillion", «сумма (руб.)». */
const CURRENCY = /\p{Sc}|(?<!\p{L})(?:[A-Z]{3}|руб|долл|евро|юан|фунт)(?!\p{Lu})|[元币]/u;

/** Whether a number has no unit and ends its clause, while the other text has the given unit. */
function lacksUnit(
  unit: Unit | undefined,
  figure: Quantity,
  { text, language, quantities }: Quantified,
): boolean {
  if (unit === undefined || !(NEEDS_UNIT.has(unit.dimension) || unit.dimension.startsWith("money")))
    return false;
  if (unit.dimension.startsWith("money") && CURRENCY.test(text)) return false;
  const after = text.slice(figure.end, figure.end + 24);
  if (!NOTHING_COUNTED[language].test(after) || LISTED.test(after)) return false;
  // another number before it may have the unit for both: «5 м в длину и 3 в ширину»
  return quantities.every(
    (one) =>
      one.start >= figure.end || unitAfter(text, one.end, language, one.start)?.dimension !== unit.dimension,
  );
}

/** Numbers from 2 on, by value: hard ones and those in words. `undefined` for a value that occurs more than once. */
function onceByValue(quantities: readonly Quantity[]): ReadonlyMap<string, Quantity | undefined> {
  const once = new Map<string, Quantity | undefined>();
  for (const one of quantities) {
    const inWords = (one.notation === "words" || one.notation === "han") && Number(one.value) >= 2;
    if (one.kind !== "number" || (one.soft && !inWords)) continue;
    // 数十座 beside 10米 is no second 10
    const known = once.get(one.value);
    if (one.soft && known?.soft === false) continue;
    once.set(one.value, once.has(one.value) && known?.soft !== true ? undefined : one);
  }
  return once;
}
