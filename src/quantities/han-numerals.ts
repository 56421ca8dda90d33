/** Chinese numerals: 二百三十四, 三千六百万, 二〇二六, 三点五; financial forms and 廿 卅 too. */

const DIGITS: ReadonlyMap<string, number> = new Map(
  Object.entries({
    零: 0, 〇: 0, 一: 1, 二: 2, 两: 2, 兩: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9,
    壹: 1, 贰: 2, 貳: 2, 叁: 3, 肆: 4, 伍: 5, 陆: 6, 柒: 7, 捌: 8, 玖: 9,
  }),
); // prettier-ignore
const UNITS: ReadonlyMap<string, number> = new Map(
  Object.entries({ 十: 10, 百: 100, 千: 1000, 拾: 10, 佰: 100, 仟: 1000 }),
);
/** Chinese scale characters with their values. */
export const SCALES: ReadonlyMap<string, number> = new Map(
  Object.entries({ 万: 1e4, 萬: 1e4, 亿: 1e8, 億: 1e8, 兆: 1e12 }),
);

/** Characters of Chinese digits, for use inside a character class. */
export const HAN_DIGIT = "零〇一二两兩三四五六七八九壹贰貳叁肆伍陆柒捌玖";
/** Characters of Chinese numerals, for use inside a character class. */
export const HAN_NUMERAL = `${HAN_DIGIT}十百千拾佰仟廿卅万萬亿億兆`;

/** Value of a Chinese numeral, with units (三千六百) or digit by digit (二〇二六). `undefined` for other text. */
export function hanValue(text: string): number | undefined {
  const [whole = "", fraction] = text.replaceAll("廿", "二十").replaceAll("卅", "三十").split("点");
  if (whole === "") return undefined;
  const integer = Array.from(whole).every((char) => DIGITS.has(char)) ? digitByDigit(whole) : byPlace(whole);
  if (integer === undefined || fraction === undefined) return integer;
  if (fraction === "" || !Array.from(fraction).every((char) => DIGITS.has(char))) return undefined;
  return Number(
    `${integer}.${Array.from(fraction)
      .map((char) => DIGITS.get(char))
      .join("")}`,
  );
}

function digitByDigit(text: string): number | undefined {
  return text.length > 15
    ? undefined
    : Number(
        Array.from(text)
          .map((char) => DIGITS.get(char))
          .join(""),
      );
}

function byPlace(text: string): number | undefined {
  let total = 0;
  let section = 0;
  let digit: number | undefined;
  let lastUnit = 0;
  for (const char of text) {
    const unit = UNITS.get(char);
    const scale = SCALES.get(char);
    if (unit !== undefined) {
      section += (digit || 1) * unit;
      lastUnit = unit;
      digit = undefined;
    } else if (scale !== undefined) {
      const counted = section + (digit ?? 0);
      total =
        scale > total && total > 0
          ? (total + counted) * scale
          : total + (counted === 0 ? 1 : counted) * scale;
      section = 0;
      digit = undefined;
      lastUnit = scale;
    } else {
      const value = DIGITS.get(char);
      if (value === undefined || (digit !== undefined && digit !== 0)) return undefined;
      if (value === 0) lastUnit = 10;
      digit = value;
    }
  }
  // A last digit directly after a unit counts the next smaller unit: 两万五 is 25,000, 一百二 is 120.
  const tail = digit === undefined ? 0 : lastUnit >= 100 ? digit * (lastUnit / 10) : digit;
  return total + section + tail;
}

const WRITTEN = "零一二三四五六七八九";

/** Writes an integer below 10¹² in Chinese numerals with units: 三千六百. */
export function writeHan(value: number, leading = true): string {
  if (value === 0) return "零";
  for (const [char, scale] of [
    ["亿", 1e8],
    ["万", 1e4],
  ] as const) {
    if (value >= scale) {
      const rest = value % scale;
      const gap = rest > 0 && rest < scale / 10 ? "零" : "";
      return (
        writeHan(Math.floor(value / scale), leading) + char + gap + (rest > 0 ? writeHan(rest, false) : "")
      );
    }
  }
  let written = "";
  let rest = value;
  let gap = false;
  for (const [char, unit] of [
    ["千", 1000],
    ["百", 100],
    ["十", 10],
  ] as const) {
    const digit = Math.floor(rest / unit);
    rest %= unit;
    if (digit > 0) {
      written +=
        (gap ? "零" : "") +
        (digit === 1 && unit === 10 && value < 20 && leading ? "" : WRITTEN[digit]) +
        char;
      gap = false;
    } else if (written !== "") gap = true;
  }
  return rest > 0 ? written + (gap ? "零" : "") + WRITTEN[rest] : written;
}

/** Writes an integer digit by digit in Chinese, as in years: 二〇二六. */
export function writeHanDigits(value: number): string {
  return Array.from(String(value))
    .map((digit) => (digit === "0" ? "〇" : (WRITTEN[Number(digit)] ?? digit)))
    .join("");
}
