import type { Language } from "../domain/language.ts";
import type { Quantified } from "./quantified.ts";
import type { Quantity } from "./quantity.ts";
import { type Unit, unitAfter } from "./units-of-measure.ts";

/** An amount with its unit of measure. */
export interface Measure {
  readonly value: number;
  readonly unit: Unit;
}

const YEAR = 31_556_952;
const MONTH = 2_629_746;
const WEEK = 604_800;
const DAY = 86_400;
const HOUR = 3_600;

/** Phrases for a duration without a number, with the duration in seconds. A phrase may have several durations. */
const DURATIONS: Readonly<Record<Language, readonly (readonly [RegExp, number])[]>> = {
  en: [
    [/(?:half a year|half-year)/iu, YEAR / 2],
    [/(?:year and a half|a year and a half)/iu, 1.5 * YEAR],
    [/hour and a half/iu, 1.5 * HOUR],
    [/half (?:an|a|the) hour|half-hour/iu, HOUR / 2],
    [/(?<!\p{L})(?:a|one|the|per|each|every|same|full)[\s-]year|year-?long|annual/iu, YEAR],
    [/(?<!\p{L})(?:a|one|the|per|each|every|full)[\s-]month|month-?long|monthly/iu, MONTH],
    [/(?<!\p{L})(?:a|one|the|per|each|every|full)[\s-]week|week-?long|weekly/iu, WEEK],
    [/fortnight/iu, 2 * WEEK],
    [/(?<!\p{L})(?:a|one|the|per|each|every|full)[\s-]day|day-?long|daily|overnight|round the clock/iu, DAY],
    [/(?<!\p{L})(?:an|one|the|per|each|every)[\s-]hour|hour-?long|hourly/iu, HOUR],
    [/decade/iu, 10 * YEAR],
    [/centur/iu, 100 * YEAR],
  ],
  ru: [
    [/полгода|полугод/iu, YEAR / 2],
    [/пол(?:тора|утора)\s?год|полуторагод/iu, 1.5 * YEAR],
    [/пол(?:тора|утора)\s?час|полуторачас/iu, 1.5 * HOUR],
    [/пол(?:тора|утора)\s?(?:сут|дн)/iu, 1.5 * DAY],
    [/пол(?:тора|утора)\s?месяц/iu, 1.5 * MONTH],
    [/полчаса|получас/iu, HOUR / 2],
    [/(?<!\p{L})год(?:а|у|ом|овой|овая|овую|овое|ового|ичный|ичная)?(?!\p{L})|ежегодн|годов/iu, YEAR],
    [/(?<!\p{L})(?:еже)?месяц|месячн/iu, MONTH],
    [/недел/iu, WEEK],
    [/(?<!\p{L})(?:сут(?:ки|ок|кам|ками|ках)|день|дня|суточн|ежедневн|круглосуточн)/iu, DAY],
    [/(?<!\p{L})час(?:а|у|ом|ов)?(?!\p{L})|ежечасн/iu, HOUR],
    [/десятилет/iu, 10 * YEAR],
    [/(?<!\p{L})(?:век|столет)/iu, 100 * YEAR],
  ],
  zh: [
    [/半年/u, YEAR / 2],
    [/一年半/u, 1.5 * YEAR],
    [/[一1]个?半小时/u, 1.5 * HOUR],
    [/两年半/u, 2.5 * YEAR],
    [/一个半月/u, 1.5 * MONTH],
    [/半(?:个)?小时/u, HOUR / 2],
    [/一年|每年|全年|年度/u, YEAR],
    [/一个月|每月|一月/u, MONTH],
    [/一周|一个星期|每周|一星期/u, WEEK],
    [/一天|一日|每天|每日|一昼夜|全天|一整天/u, DAY],
    [/一(?:个)?小时|每小时/u, HOUR],
    [/十年/u, 10 * YEAR],
    [/世纪|百年/u, 100 * YEAR],
  ],
};

/** Roots that name the unit in Russian adjectives with a number: «семидневный», «полуторачасовой». */
const COMPOUNDS: readonly (readonly [RegExp, Unit])[] = (
  [
    [/днев|суточн/iu, "day", "duration", DAY],
    [/недел/iu, "week", "duration", WEEK],
    [/месяч/iu, "month", "duration", MONTH],
    [/лет|годич|годов/iu, "year", "duration", YEAR],
    [/часов/iu, "hour", "duration", HOUR],
    [/минутн/iu, "minute", "duration", 60],
    [/километр/iu, "km", "length", 1000],
    [/метров/iu, "m", "length", 1],
    [/тонн/iu, "t", "mass", 1000],
  ] as const
).map(([root, key, dimension, factor]) => [root, { key, dimension, factor }]);

const RANGE = /^\s?(?:[-–—~～−]{1,2}|to|and|or|до|по|и|или|至|到|或)\s?$/iu;
/** Text before a length that makes it a speed: 每小时85英里. */
const HOURLY = /(?:每小时|时速)[约达为]?\s?$/u;

/** A quantity with its unit, which follows the quantity or the end of its range. `undefined` if there is no known unit. */
export function measureOf(one: Quantity, { text, language, quantities }: Quantified): Measure | undefined {
  if (one.kind !== "number") return undefined;
  const value = Number(one.value);
  const written = text.slice(one.start, one.end);
  const compound =
    language === "ru" && one.notation === "words"
      ? COMPOUNDS.find(([root]) => root.test(written))
      : undefined;
  if (compound !== undefined) return { value, unit: compound[1] };
  const own = unitAfter(text, one.end, language);
  if (own !== undefined) {
    const hourly = own.dimension === "length" && language === "zh" && HOURLY.test(text.slice(0, one.start));
    return {
      value,
      unit: hourly ? { key: `${own.key}/h`, dimension: "speed", factor: own.factor / 1000 } : own,
    };
  }
  const next = quantities.find(({ start }) => start >= one.end);
  if (next === undefined || next.kind !== "number" || !RANGE.test(text.slice(one.end, next.start)))
    return undefined;
  const unit = unitAfter(text, next.end, language);
  return unit && { value, unit };
}

/** Largest relative difference between a converted amount and the exact one. Small amounts are rounded more. */
const tolerance = (value: number): number => (value < 4 ? 0.12 : 0.06);

/** Whether two measures are equal: exactly if units are the same or metric, otherwise up to a rounding error. */
export function sameAmount(one: Measure, two: Measure): boolean {
  if (one.unit.dimension !== two.unit.dimension) return false;
  if (one.unit.dimension === "temperature") return sameTemperature(one, two);
  const [a, b] = [one.value * one.unit.factor, two.value * two.unit.factor];
  const apart = Math.abs(a - b) / Math.max(a, b);
  const metric = one.unit.key === two.unit.key || (METRIC.has(one.unit.key) && METRIC.has(two.unit.key));
  return apart <= (metric ? 1e-9 : tolerance(Math.min(one.value, two.value)));
}

/** Writers round freely where they convert a round amount in brackets: “six metres (18 feet)”. */
const ROUGH = 0.15;

/** Whether two measures in different units are about equal. */
export function roughlySameAmount({ value, unit }: Measure, other: Measure): boolean {
  if (unit.dimension !== other.unit.dimension || unit.key === other.unit.key) return false;
  const [a, b] = [value * unit.factor, other.value * other.unit.factor];
  return unit.dimension !== "temperature" && Math.abs(a - b) <= ROUGH * Math.max(a, b);
}

/** Units that convert into each other without rounding. */
const METRIC: ReadonlySet<string> = new Set(
  "km m cm mm t kg g kt Mt km² m² ha hour minute second day week kW MW GW".split(" "),
);

function sameTemperature(one: Measure, two: Measure): boolean {
  const celsius = ({ value }: Measure) => ((value - 32) * 5) / 9;
  const fahrenheit = ({ unit }: Measure) => unit.key !== "°C";
  return (
    (fahrenheit(one) && two.unit.key !== "°F" && Math.abs(celsius(one) - two.value) <= 1) ||
    (fahrenheit(two) && one.unit.key !== "°F" && Math.abs(celsius(two) - one.value) <= 1)
  );
}

/** Whether a text has a phrase for this duration without a number: «сутки» for 24 hours, 一年半 for 18 months. */
export function saysDuration({ value, unit }: Measure, { text, language }: Quantified): boolean {
  if (unit.dimension !== "duration") return false;
  const seconds = value * unit.factor;
  return DURATIONS[language].some(
    ([phrase, worth]) => Math.abs(worth - seconds) <= 0.04 * worth && phrase.test(text),
  );
}
