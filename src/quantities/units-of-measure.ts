import type { Language } from "../domain/language.ts";

/** A unit of measure or a currency. */
export interface Unit {
  /** Symbol of the unit, the same in all languages. */
  readonly key: string;
  readonly dimension: string;
  /** Number of base units of the dimension in one unit. */
  readonly factor: number;
}

type Row = readonly [key: string, dimension: string, factor: number, en: string, ru: string, zh: string];

/** Unambiguous units only. Left out are «м» with a full stop (metre, minute), 里 and "m" (metre, million). */
const ROWS: readonly Row[] = [
  [
    "m/s",
    "speed",
    3.6,
    "m/s|m ?s⁻¹|met(?:re|er)s? per second",
    "м/с(?:ек)?|метр\\p{L}* в секунду",
    "米/秒|米每秒|m/s",
  ],
  [
    "km/h",
    "speed",
    1,
    "km/h|kph|kmph|kilomet(?:re|er)s? (?:per|an) hour",
    "км/ч(?:ас)?|километр\\p{L}* в час",
    "公里/小时|公里/时|公里每小时|千米/小时|千米/时|km/h",
  ],
  [
    "km²",
    "area",
    1e6,
    "km²|km2|sq\\.? ?km|square kilomet(?:re|er)s?",
    "км²|км2|кв\\.? ?км|квадратн\\p{L}+ километр\\p{L}*",
    "平方公里|平方千米|km²|km2",
  ],
  [
    "mi/h",
    "speed",
    1.609344,
    "mph|miles? (?:per|an) hour",
    "мил\\p{L}{1,2} в час",
    "英里/小时|英里/时|英里每小时|mph",
  ],
  ["acre", "area", 4046.86, "acres?", "акр\\p{L}*", "英亩"],
  ["ha", "area", 1e4, "ha|hectares?", "га|гектар\\p{L}*", "公顷"],
  [
    "m²",
    "area",
    1,
    "m²|m2|sq\\.? ?m|square met(?:re|er)s?",
    "м²|м2|кв\\.? ?м|квадратн\\p{L}+ метр\\p{L}*",
    "平方米|㎡|m²",
  ],
  [
    "m³",
    "volume",
    1,
    "m³|m3|cu\\.? ?m|cubic met(?:re|er)s?",
    "м³|м3|куб\\.? ?м|кубическ\\p{L}+ метр\\p{L}*|кубометр\\p{L}*",
    "立方米|m³",
  ],
  ["M", "length", 1852, "nautical miles?|nm|nmi", "м\\. ?миль|морск\\p{L}+ мил\\p{L}*", "海里"],
  ["mi", "length", 1609.344, "miles?(?! per)", "мил[иья]\\p{L}?", "英里"],
  ["km", "length", 1000, "km|kilomet(?:re|er)s?", "км|километр\\p{L}*", "公里|千米|km"],
  ["cm", "length", 0.01, "cm|centimet(?:re|er)s?", "см|сантиметр\\p{L}*", "厘米|公分|cm"],
  ["mm", "length", 0.001, "mm|millimet(?:re|er)s?", "мм|миллиметр\\p{L}*", "毫米|mm"],
  [
    "m",
    "length",
    1,
    "met(?:re|er)s?",
    "метр(?:а|ов|ы|ам|ами|ах|е|у|ом)?|(?<![-‑])м(?!\\.(?!\\s*$|\\s+\\p{Lu}))",
    "米",
  ],
  ["in", "length", 0.0254, "inch(?:es)?", "дюйм\\p{L}*", "英寸"],
  ["yd", "length", 0.9144, "yards?|yds?", "ярд\\p{L}*", "码(?!头)"],
  ["ft", "length", 0.3048, "feet|foot|ft", "фут\\p{L}*", "英尺"],
  ["kn", "speed", 1.852, "knots?|kn", "узл\\p{L}{1,2}|уз\\.", "节"],
  ["t", "mass", 1000, "t|tons?|tonnes?", "т|тонн\\p{L}*", "吨|公吨"],
  ["kt", "mass", 1e6, "kt|kilotonn?e?s?", "кт", "千吨"],
  ["Mt", "mass", 1e9, "Mt", "Мт", "兆吨"],
  ["kg", "mass", 1, "kg|kilograms?", "кг|килограмм\\p{L}*", "公斤|千克|kg"],
  ["g", "mass", 0.001, "grams?", "грамм\\p{L}*", "克"],
  [
    "°C",
    "temperature",
    1,
    "°\\s?C|℃|degrees? (?:Celsius|centigrade)",
    "°\\s?[CС]|℃|градус\\p{L}* Цельсия",
    "°\\s?C|℃|摄氏度",
  ],
  [
    "°F",
    "temperature",
    1,
    "°\\s?F|℉|degrees? Fahrenheit",
    "°\\s?F|℉|градус\\p{L}* Фаренгейта",
    "°\\s?F|℉|华氏度",
  ],
  ["degree", "temperature", 1, "degrees?(?! ?[NSEW])", "градус\\p{L}*", "度(?![假数过角])"],
  ["MW", "power", 1e6, "MW|megawatts?", "МВт|мегаватт\\p{L}*", "兆瓦|MW"],
  ["GW", "power", 1e9, "GW|gigawatts?", "ГВт|гигаватт\\p{L}*", "吉瓦|GW"],
  ["kW", "power", 1e3, "kW|kilowatts?", "кВт|киловатт\\p{L}*", "千瓦|kW"],
  ["RUB", "money-rub", 1, "rub\\.?|RUB|rou?bles?|₽", "руб\\.?|рубл\\p{L}+|₽|RUB", "卢布"],
  ["USD", "money-usd", 1, "USD|(?:US |U\\.S\\. )?dollars?", "долл\\.?|доллар\\p{L}*|USD|\\$", "美元|美金"],
  ["CNY", "money-cny", 1, "CNY|RMB|yuan|renminbi", "юан\\p{L}+|CNY|¥", "元|人民币|元人民币"],
  ["EUR", "money-eur", 1, "EUR|euros?|€", "евро|EUR|€", "欧元"],
  ["GBP", "money-gbp", 1, "GBP|£|pounds? sterling", "фунт\\p{L}* стерлингов|GBP|£", "英镑"],
  ["lb", "mass", 0.45359237, "pounds?|lbs?", "фунт\\p{L}*", "磅"],
  ["JPY", "money-jpy", 1, "JPY|yen", "иен\\p{L}{0,2}|JPY", "日元"],
  ["NOK", "money-nok", 1, "NOK|Norwegian kron(?:er?|or)", "норвежск\\p{L}+ крон\\p{L}*|NOK", "挪威克朗"],
  ["bbl", "barrels", 1, "barrels?|bbl", "баррел\\p{L}*", "桶"],
  ["litre", "litres", 1, "lit(?:re|er)s?", "литр\\p{L}*|л(?!\\p{L})", "升"],
  ["TEU", "teu", 1, "TEU", "ДФЭ|TEU", "标准箱|标箱|TEU"],
  ["V", "voltage", 1, "V|volts?", "В(?!\\p{L})|вольт\\p{L}*", "伏特?|V"],
  ["Hz", "frequency", 1, "Hz|hertz", "Гц|герц\\p{L}*", "赫兹?|Hz"],
  ["week", "duration", 604800, "weeks?", "недел\\p{L}+", "周(?!年)|个?星期"],
  ["minute", "duration", 60, "minutes?|min", "минут\\p{L}{0,2}|мин\\.?", "分钟"],
  ["second", "duration", 1, "seconds|sec", "секунд\\p{L}{0,2}|сек\\.?", "秒钟?"],
  ["year", "duration", 31_556_952, "years?(?:-old)?", "лет|год(?:а|ов|у|ом|ами|ам)?", "年|周年|岁"],
  ["month", "duration", 2_629_746, "months?", "месяц\\p{L}*|мес\\.", "个月"],
  ["day", "duration", 86400, "days?", "дн(?:я|ей|ям|ями|и)|день|сут(?:ок|ки)", "天|日"],
  ["hour", "duration", 3600, "hours?", "час(?:а|ов|ам)?", "小时|个小时|钟头"],
];

const columns = { en: 3, ru: 4, zh: 5 } as const;

function compile(language: Language): { pattern: RegExp; units: readonly Unit[] } {
  const sources = ROWS.map((row) => `(${row[columns[language]]})`);
  const end = language === "zh" ? "(?![A-Za-z²³/每])" : "(?![\\p{L}²³/])";
  return {
    pattern: new RegExp(`[\\s\\u00A0-]{0,2}(?:${sources.join("|")})${end}`, "uy"),
    units: ROWS.map(([key, dimension, factor]) => ({ key, dimension, factor })),
  };
}

const COMPILED = { en: compile("en"), ru: compile("ru"), zh: compile("zh") };

const SIGNS: ReadonlyMap<string, Unit> = new Map([
  ["$", { key: "USD", dimension: "money-usd", factor: 1 }],
  ["€", { key: "EUR", dimension: "money-eur", factor: 1 }],
  ["£", { key: "GBP", dimension: "money-gbp", factor: 1 }],
  ["₽", { key: "RUB", dimension: "money-rub", factor: 1 }],
]);

const PER = /(?:每.{1,3}|时速|[风流航]速|速度)[约达为]?(?:[\d.,]+\s?[-—–~～至到]\s?)?$/u;

/** Whether two units may be the same. A nautical mile is often called a mile. */
export const mayBeSame = (one: Unit, two: Unit): boolean =>
  one.key === two.key || SIMILAR.has([one.key, two.key].toSorted().join(" "));

/** Pairs of units that may have the same name: "pounds" may be money, "degrees" may be Celsius or Fahrenheit. */
const SIMILAR: ReadonlySet<string> = new Set(["M mi", "GBP lb", "degree °C", "degree °F"]);

/**
 * The unit directly after a number that ends at `end`. With `start`, a currency sign directly before the number counts
 * too. Offsets are UTF-16.
 */
export function unitAfter(text: string, end: number, language: Language, start?: number): Unit | undefined {
  if (start !== undefined) {
    const sign = SIGNS.get(text.charAt(start - 1));
    if (sign !== undefined) return sign;
    // the text before the number makes it another unit: 每秒15米, 时速60公里
    if (language === "zh" && PER.test(text.slice(Math.max(0, start - 14), start))) return undefined;
  }
  const { pattern, units } = COMPILED[language];
  pattern.lastIndex = end;
  const match = pattern.exec(text);
  if (match === null) return undefined;
  return units[match.slice(1).findIndex((group) => group !== undefined)];
}
