import type { Language } from "../language.ts";
import { parseQuantities } from "../quantity.ts";
import { PLACEHOLDER } from "../segment.ts";
import { canonicalNumber } from "./digits.ts";
import { HAN_DIGIT, hanValue, writeHan, writeHanDigits } from "./han.ts";
import { likeMonth, monthNumber } from "./months.ts";
import type { Quantity } from "./scan.ts";

/** What is to be written: a parsed quantity, or any kind and canonical value. */
export type QuantityValue = Pick<Quantity, "kind" | "value">;

/**
 * Writes a value in the notation of a quantity that stands in a text of that language: 1300000 like
 * «1,2 млн» is «1,3 млн», like 120万 it is 130万. `undefined` where that cannot be done without
 * changing words around it or losing digits.
 *
 * @param like the text of the quantity whose notation is taken
 */
export function formatQuantity(to: QuantityValue, language: Language, like: string): string | undefined {
  const [model, more] = parseQuantities(like, language);
  if (model === undefined || more !== undefined || model.kind !== to.kind) return undefined;
  return format(to, language, like.slice(model.start, model.end), model);
}

/**
 * Puts other values into a text, each in the notation found there: what makes of a match whose source
 * differs in its numbers alone a translation of the new source. Nothing is done unless all can be done
 * safely: every value of `from` stands in the text just once, can be written in its place, and no noun
 * after it has to agree anew («21 судно», «25 судов»).
 *
 * @param from the quantities of the old source, `to` those of the new one, in the same order
 * @returns the text with every `from[i]` replaced by `to[i]`, or `undefined`
 */
export function rewriteQuantities(
  text: string,
  language: Language,
  from: readonly QuantityValue[],
  to: readonly QuantityValue[],
): string | undefined {
  if (from.length !== to.length) return undefined;
  const present = parseQuantities(text, language);
  const edits = new Map<Quantity, { value: QuantityValue; written: string; end: number }>();
  for (const [at, old] of from.entries()) {
    const next = to[at];
    if (next === undefined || next.kind !== old.kind) return undefined;
    const candidates = present.filter(
      (one) => one.kind === old.kind && (one.value === old.value || one.alternatives.includes(old.value)),
    );
    const [candidate] = candidates;
    const same = next.value === old.value;
    if (same && candidate !== undefined) continue;
    if (candidate === undefined || candidates.length > 1 || same) return undefined;
    if (candidate.value !== old.value) return undefined;
    if (from.filter(({ kind, value }) => kind === old.kind && value === old.value).length > 1)
      return undefined;
    const overlaps = present.some(
      (one) => one !== candidate && one.start < candidate.end && one.end > candidate.start,
    );
    if (overlaps || !agrees(text, language, candidate, next.value)) return undefined;
    const written = format(next, language, text.slice(candidate.start, candidate.end), candidate);
    if (written === undefined) return undefined;
    edits.set(candidate, { value: next, ...withOrdinal(text, language, candidate, written) });
  }
  let rewritten = text;
  for (const [{ start }, { written, end }] of [...edits].sort(([a], [b]) => b.start - a.start)) {
    rewritten = rewritten.slice(0, start) + written + rewritten.slice(end);
  }
  const result = parseQuantities(rewritten, language);
  const arrived = [...edits.values()].every(({ value }) =>
    result.some((one) => one.kind === value.kind && one.value === value.value),
  );
  return arrived && result.length === present.length ? rewritten : undefined;
}

function format(to: QuantityValue, language: Language, slice: string, model: Quantity): string | undefined {
  switch (model.notation) {
    case "digits":
      return model.kind === "number" ? digitsLike(Number(to.value), language, slice) : undefined;
    case "percent":
      return tailed(
        slice,
        (digits) => digitsLike(Number(to.value.replace("%", "")), language, digits),
        (tail) => (/процент/iu.test(tail) ? sameCategory("ru", model.value, to.value) : true),
      );
    case "scaled":
      return scaledLike(Number(to.value), language, slice, Number(model.value));
    case "han":
      return hanLike(to, slice);
    case "roman":
      return toRoman(Number(to.value));
    case "date":
      return dateLike(to.value, language, slice, model);
    case "time":
      return /^\d{1,2}:\d{2}$/u.test(slice) && /^\d\d:\d\d$/u.test(to.value) ? to.value : undefined;
    case "other":
      if (model.kind === "code" && slice === model.value) return to.value;
      return model.kind === "fraction" && slice === model.value ? to.value : undefined;
    case "words":
  }
  return undefined;
}

const LEADING_DIGITS = /^[\d０-９](?:[\d０-９.,．， \u00A0\u2009\u202F]*[\d０-９])?/u;

function tailed(
  slice: string,
  write: (digits: string) => string | undefined,
  fits: (tail: string) => boolean,
): string | undefined {
  const digits = LEADING_DIGITS.exec(slice)?.[0];
  if (digits === undefined || !fits(slice.slice(digits.length))) return undefined;
  const written = write(digits);
  return written === undefined ? undefined : written + slice.slice(digits.length);
}

/** A number in digits with the separators of `slice`, or those usual in the language where it has none. */
function digitsLike(value: number, language: Language, slice: string): string | undefined {
  const wide = /[０-９]/u.test(slice);
  const plain = slice.replace(/[０-９．，]/gu, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0));
  if (/^0\d/u.test(plain) || !Number.isFinite(value) || value < 0) return undefined;
  const [whole = "", fraction] = canonicalNumber(value).split(".");
  if (!/^\d+$/u.test(whole)) return undefined;
  const group =
    /\d([ \u00A0\u2009\u202F])\d{3}(?!\d)/u.exec(plain)?.[1] ??
    (language === "ru" ? undefined : /\d(,)\d{3}(?!\d)/u.exec(plain)?.[1]);
  const long = /\d{4}/u.test(plain);
  const usual = language === "en" ? "," : language === "ru" && whole.length > 4 ? "\u00A0" : "";
  const separator = group ?? (long ? "" : usual);
  const grouped = whole.length > 3 ? whole.replace(/\B(?=(?:\d{3})+$)/gu, separator) : whole;
  const point = group === "," ? "." : (/\d([.,])\d+$/u.exec(plain)?.[1] ?? (language === "ru" ? "," : "."));
  const written = fraction === undefined ? grouped : `${grouped}${point}${fraction}`;
  return wide
    ? written.replace(/[\d.,]/gu, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0))
    : written;
}

/** Interchangeable scale words, from small to large; a full Russian word has to agree and is kept as it is. */
const SCALES: Readonly<Record<Language, readonly (readonly [string, number])[]>> = {
  en: [
    ["thousand", 1e3],
    ["million", 1e6],
    ["billion", 1e9],
    ["trillion", 1e12],
  ],
  ru: [
    ["тыс.", 1e3],
    ["млн", 1e6],
    ["млрд", 1e9],
    ["трлн", 1e12],
  ],
  zh: [
    ["万", 1e4],
    ["亿", 1e8],
    ["万亿", 1e12],
  ],
};

/** Digits that a scaled number may have after its point before another scale suits it better. */
const DECIMALS = 3;

function scaledLike(value: number, language: Language, slice: string, old: number): string | undefined {
  const digits = LEADING_DIGITS.exec(slice)?.[0];
  if (digits === undefined) return undefined;
  const tail = slice.slice(digits.length);
  const word = tail.trim();
  const [, before] = /^([\s\u00A0\u202F-]*)/u.exec(tail) ?? [];
  const factor = scaleFactor(digits, language, old);
  if (factor === undefined) return undefined;
  const scales = SCALES[language];
  const known = scales.some(([name]) => name === word);
  const options = known ? [[word, factor] as const, ...scales.toReversed()] : [[word, factor] as const];
  for (const [name, by] of options) {
    const scaled = Number((value / by).toPrecision(13));
    const decimals = canonicalNumber(scaled).split(".")[1]?.length ?? 0;
    if (scaled < 1 && (old / factor >= 1 || scaled < 0.01)) continue;
    if (decimals > DECIMALS || scaled >= 10_000) continue;
    const full = language === "ru" && /^(?:тысяч|миллион|миллиард|триллион)/u.test(name);
    if (full && !sameCategory("ru", canonicalNumber(old / factor), canonicalNumber(scaled))) return undefined;
    const written = digitsLike(scaled, language, digits);
    return written === undefined ? undefined : `${written}${before ?? ""}${name}`;
  }
  return undefined;
}

function scaleFactor(digits: string, language: Language, value: number): number | undefined {
  const ascii = digits.replace(/[０-９]/gu, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0));
  const compact = ascii.replace(/[\s\u00A0]/gu, "");
  const factor = value / Number(language === "ru" ? compact.replace(",", ".") : compact.replaceAll(",", ""));
  const rounded = Math.round(factor);
  return Math.abs(factor - rounded) < 1e-6 * factor && Number.isInteger(Math.log10(rounded))
    ? rounded
    : undefined;
}

function hanLike(to: QuantityValue, slice: string): string | undefined {
  const value = Number(to.value.replace("%", ""));
  if (!Number.isInteger(value) || value >= 1e12) return undefined;
  const prefix = slice.startsWith("百分之") ? "百分之" : "";
  const numeral = slice.slice(prefix.length);
  if (hanValue(numeral) === undefined) return undefined;
  const byDigit = numeral.length > 1 && Array.from(numeral).every((char) => HAN_DIGIT.includes(char));
  if (!byDigit) return prefix + writeHan(value);
  const written = writeHanDigits(value);
  return prefix + (numeral.includes("零") ? written.replaceAll("〇", "零") : written);
}

function toRoman(value: number): string | undefined {
  if (!Number.isInteger(value) || value < 1 || value > 3999) return undefined;
  let rest = value;
  let written = "";
  const signs = "M CM D CD C XC L XL X IX V IV I".split(" ");
  for (const [at, worth] of [1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1].entries()) {
    while (rest >= worth) {
      written += signs[at];
      rest -= worth;
    }
  }
  return written;
}

const DATE_PIECE = /\d+|[〇零一二三四五六七八九十]+|[A-Za-zА-Яа-яЁё]{3,}\.?/gu;

/** Replaces year, month and day where they stand, each recognised by its old value. */
function dateLike(to: string, language: Language, slice: string, model: Quantity): string | undefined {
  const [oldYear = 0, oldMonth = 0, oldDay = 0] = model.value.split("-").map(Number);
  const [year = 0, month = 0, day = 0] = to.split("-").map(Number);
  if (oldYear > 0 !== year > 0 || oldDay > 0 !== day > 0) return undefined;
  if (model.alternatives.length > 0) return undefined;
  const ambiguous = oldMonth === oldDay && oldMonth !== 0 && (month !== oldMonth || day !== oldDay);
  let failed = false;
  const written = slice.replace(DATE_PIECE, (piece, at: number) => {
    const after = slice.charAt(at + piece.length);
    const named = monthNumber(piece);
    if (named !== undefined && !/^\d/u.test(piece)) {
      const name = likeMonth(piece, month, language);
      if (name === undefined) failed = true;
      return name ?? piece;
    }
    const han = /^\d/u.test(piece) ? undefined : hanValue(piece);
    const value = han ?? Number(piece);
    if (Number.isNaN(value)) return piece;
    const chinese = { 年: year, 月: month, 日: day, 号: day }[after];
    const numeric = /^[\d./-]+$/u.test(slice);
    if (chinese === undefined && ambiguous && numeric) failed = true;
    const next =
      chinese ?? (value === oldYear ? year : value === oldDay ? day : value === oldMonth ? month : undefined);
    if (next === undefined) {
      failed = true;
      return piece;
    }
    if (han !== undefined)
      return piece.length === 4 && after === "年" ? writeHanDigits(next) : writeHan(next);
    return numeric || piece.startsWith("0") ? String(next).padStart(piece.length, "0") : String(next);
  });
  return failed ? undefined : written;
}

const RULES = { en: new Intl.PluralRules("en"), ru: new Intl.PluralRules("ru") };

const sameCategory = (language: "en" | "ru", a: string, b: string): boolean =>
  RULES[language].select(Number(a.replace("%", ""))) === RULES[language].select(Number(b.replace("%", "")));

/**
 * Words after a number that stand still whatever it is: abbreviated units, and words that do not belong to
 * it. Listed, as nouns may be just as short («21 год», «22 года», «25 лет»).
 */
const INVARIABLE =
  /^(?:(?:мм|см|дм|км|м|га|мг|кг|г|гг|т|мл|л|с|сек|мин|ч|сут|нед|мес|вв|в|тыс|млн|руб|коп|шт|экз|чел|стр|об|Гц|кГц|МГц|ГГц|Вт|кВт|МВт|В|А|Дж|Па|гПа|кПа|атм|КБ|МБ|ГБ|ТБ|и|или|а|но|до|от|из|на|за|по|к|ко|со|во|не|у|о|об|для|при|под|над|без)(?![\p{L}-])|веке(?!\p{L}))/u;

/** What may stand between a number and the noun that it counts: spaces, a hyphen, inline codes. */
const BEFORE_NOUN = new RegExp(`^(?:-|[\\s${PLACEHOLDER}]+)(?=[\\p{L}\\d])`, "u");

/** Whether a noun after the number may stay as it is. */
function agrees(text: string, language: Language, old: Quantity, value: string): boolean {
  if (language === "zh" || old.kind !== "number" || (old.notation !== "digits" && old.notation !== "han"))
    return true;
  const after = text.slice(old.end, old.end + 24);
  const gap = BEFORE_NOUN.exec(after)?.[0];
  if (gap === undefined) return true;
  if (language === "en") return sameCategory("en", old.value, value);
  const noun = after.slice(gap.length);
  if (gap !== "-" && INVARIABLE.test(noun)) return true;
  const years = [old.value, value].every((one) => /^[12]\d{3}$/u.test(one));
  if (years && gap !== "-" && /^год(?!\p{L}*ов)/u.test(noun)) return true;
  return sameCategory("ru", old.value, value);
}

/** "21st" becomes "22nd": the English ordinal ending belongs to the number. */
function withOrdinal(
  text: string,
  language: Language,
  old: Quantity,
  written: string,
): { written: string; end: number } {
  const ending =
    language === "en" && old.notation === "digits"
      ? /^(?:st|nd|rd|th)(?!\p{L})/u.exec(text.slice(old.end, old.end + 3))
      : null;
  if (ending === null) return { written, end: old.end };
  const last = /(?<!1)([123])$/u.exec(written)?.[1];
  const suffix = last === "1" ? "st" : last === "2" ? "nd" : last === "3" ? "rd" : "th";
  return { written: written + suffix, end: old.end + ending[0].length };
}
