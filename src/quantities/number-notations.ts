import type { Language } from "../domain/language.ts";
import { canonicalNumber, NUMBER, readings, romanValue } from "./digits.ts";
import { HAN_DIGIT, HAN_NUMERAL, hanValue, SCALES } from "./han-numerals.ts";
import { countsBefore } from "./measures.ts";
import { quantity, take } from "./quantity.ts";
import type { Part, Quantity, Scan } from "./quantity.ts";
import { SIGN } from "./quantity-hint.ts";
import { wordNumbers } from "./number-words.ts";

const part = (value: number): Part => ({ role: "number", value });
const scaled = (value: number, by: number): string => canonicalNumber(value * by);

/* ── percentages ── */

const PERCENT: Readonly<Record<Language, RegExp>> = {
  en: new RegExp(
    String.raw`(?<!\d)(${NUMBER})(?:\s?(%|‰)|[\s-](per\smille?|per\s?cent(?:age)?(?!\p{L})(?:\spoints?)?|pct\b\.?|p\.?p\.?(?!\p{L})))`,
    "giu",
  ),
  ru: new RegExp(
    String.raw`(?<!\d)(${NUMBER})(?:[\s-]?(%|‰)(?:-\p{L}+)?|[\s-]?(процент\p{L}*(?:\sпункт\p{L}*)?|проц\.|п\.\s?п\.|промилле))`,
    "giu",
  ),
  zh: new RegExp(String.raw`(?<!\d)(${NUMBER})(?:\s?(%|‰)|\s?(个?百分点|percent))`, "giu"),
};
const HAN_PERCENT = new RegExp(
  String.raw`(百|千)分之(${NUMBER}|[${HAN_NUMERAL}]+(?:点[${HAN_DIGIT}]+)?)`,
  "gu",
);

const TENTHS =
  /(?<![\d.])([一二三四五六七八])?(\d(?:\.\d)?|[一二两三四五六七八九])成(?![功立为员本果都长年绩交分就熟套型份品千])/gu;

/** A discount: 八折 is 20 per cent off, 80 per cent of the price. */
const DISCOUNT =
  /(?<![\d.一二三四五六七八九])(\d(?:\.\d)?|[一二三四五六七八九]{1,2})折(?![叠扣腾磨射断线算合返回纸])/gu;

const HALF_PERCENT = /(?<!\p{L})полпроцента(?!\p{L})/giu;

const HAN_POINTS = new RegExp(String.raw`([${HAN_NUMERAL}]+(?:点[${HAN_DIGIT}]+)?)个百分点`, "gu");
const POINT = /point|пункт|п\.\s?п|p\.?p|百分点/iu;

/** Canonical value of a percentage (`13%`) or of percentage points (`13pp`). The two are different quantities. */
const share = (value: number, points: boolean): string => `${canonicalNumber(value)}${points ? "pp" : "%"}`;

/** The multiple that an increase in per cent may express: an increase of 400 % is fivefold. */
const grownTo = (percent: number, points: boolean): readonly string[] =>
  percent >= 100 && !points ? [`×${canonicalNumber(1 + percent / 100)}`] : [];

/**
 * Reads percentages (30 %, 30 per cent, 30 процентов, 百分之三十) and percentage points (3 п. п., 3个百分点). Per mille become
 * tenths of a per cent.
 */
export function percentages(scan: Scan): void {
  const { language } = scan;
  if (!scan.digits && (scan.signs & (SIGN.PERCENT | SIGN.NUMBER)) === 0) return;
  if (language === "zh" && scan.text.includes("分之")) {
    take(scan, HAN_PERCENT, ({ 0: all, 1: of, 2: digits = "", index }) => {
      const han = hanValue(digits);
      const value = han ?? readings(digits, "zh").values[0];
      if (value === undefined) return undefined;
      const notation = han === undefined || of === "千" ? "other" : "han";
      // 千分之一 is often a figure of speech
      const soft = of === "千" && han !== undefined;
      return quantity(
        index,
        index + all.length,
        "percent",
        `${canonicalNumber(of === "千" ? value / 10 : value)}%`,
        { notation, soft },
      );
    });
  }
  if (language === "zh" && scan.text.includes("百分点")) {
    take(scan, HAN_POINTS, ({ 0: all, 1: digits = "", index }) => {
      const value = hanValue(digits);
      if (value === undefined) return undefined;
      const options = { notation: "han", soft: true, parts: [part(value)] } as const;
      return quantity(index, index + all.length, "percent", share(value, true), options);
    });
  }
  if (language === "zh" && scan.text.includes("成")) {
    // 三四成 is 30 to 40 per cent
    take(scan, TENTHS, ({ 0: all, 1: least, 2: tenths = "", index }) =>
      [least, tenths].flatMap((digits) => {
        if (digits === undefined) return [];
        const value = `${canonicalNumber(10 * (hanValue(digits) ?? Number(digits)))}%`;
        return [quantity(index, index + all.length, "percent", value, { notation: "other", soft: true })];
      }),
    );
  }
  if (language === "zh" && scan.text.includes("折")) {
    take(scan, DISCOUNT, ({ 0: all, 1: digits = "", index }) => {
      const [first = "", second = "0"] = digits;
      const tenths = /\d/u.test(digits)
        ? Number(digits)
        : (hanValue(first) ?? 0) + (hanValue(second) ?? 0) / 10;
      return quantity(index, index + all.length, "percent", share(100 - 10 * tenths, false), {
        alternatives: [share(10 * tenths, false)],
        notation: "other",
        soft: true,
      });
    });
  }
  if (!/[%‰]|per|pct|p\.?p|проц|п\.|百分点|промил/iu.test(scan.text)) return;
  if (language === "ru") {
    take(scan, HALF_PERCENT, ({ 0: all, index }) =>
      quantity(index, index + all.length, "percent", "0.5%", { notation: "words" }),
    );
  }
  if (!scan.digits) return;
  take(scan, PERCENT[language], ({ 0: all, 1: digits = "", 2: sign, 3: word, index }) => {
    const mille = sign === "‰" || word === "промилле" || /mil/iu.test(word ?? "");
    const points = POINT.test(word ?? "");
    const { values } = readings(digits, language);
    const [value = "0%", ...others] = values.map((reading) => share(mille ? reading / 10 : reading, points));
    return quantity(index, index + all.length, "percent", value, {
      alternatives: [...others, ...grownTo(Number.parseFloat(value), points)],
      // another language may write only “2 points”
      parts: points ? values.slice(0, 1).map(part) : [],
      notation: mille ? "other" : "percent",
      negative: isNegative(scan, index),
    });
  });
}

/* ── numbers with a scale word ── */

const SCALE_WORDS: Readonly<Record<"en" | "ru", readonly (readonly [RegExp, number])[]>> = {
  en: [
    [/^hundred/iu, 100],
    [/^(?:thousand|k)/iu, 1e3],
    [/^(?:mi|mn|mln|m)/iu, 1e6],
    [/^b/iu, 1e9],
    [/^(?:tr|tn)/iu, 1e12],
  ],
  ru: [
    [/^тыс/iu, 1e3],
    [/^(?:миллион|млн)/iu, 1e6],
    [/^(?:миллиард|млрд)/iu, 1e9],
    [/^(?:трлн|триллион)/iu, 1e12],
  ],
};
const SCALED: Readonly<Record<"en" | "ru", RegExp>> = {
  en: new RegExp(
    String.raw`(?<![\d.,])(${NUMBER})[\s-]?(hundred|thousand|million|billion|trillion|mln|bln|mn|bn|tn)(?!\p{L})`,
    "giu",
  ),
  ru: new RegExp(
    String.raw`(?<![\d.,])(${NUMBER})[\s-]?((?:тысяч|миллион|миллиард|триллион)\p{L}*|(?:тыс|млн|млрд|трлн)(?!\p{L})\.?)`,
    "giu",
  ),
};
const MONEY = new RegExp(String.raw`(?<=[$€£¥￥]\s?)(${NUMBER})\s?(m|b)(?!\p{L})`, "giu");
const THOUSANDS = /(?<![\d.,\p{L}])(\d{1,3}(?:\.\d)?)([kK])(?![\p{L}\d])/gu;

/** Units after which 千, 百 and 兆 are part of the unit, not a scale: 千米, 百帕, 兆瓦. */
const NOT_SCALE = "(?!分之?|[米克瓦卡帕赫伏焦安欧升吨字比位周兹])";
const HAN_SCALE = String.raw`(?:[十百千]?(?:万亿|[万萬亿億])|兆${NOT_SCALE}|[百千]${NOT_SCALE})`;
/** The four digits after 万: 123万4567. */
const HAN_REST = String.raw`(?:(?<=[万萬])(?:\d{4}|零\d{1,3})(?![\d年]|[.,]\d|[十百千万萬亿億兆]))?`;
const HAN_SCALED = new RegExp(
  String.raw`(?<![\d.,])(?:\d[\d,]*(?:\.\d+)?\s?[余多来几]?${HAN_SCALE})+${HAN_REST}`,
  "gu",
);
const HAN_SCALED_PIECE = /(\d[\d,]*(?:\.\d+)?)\s?[余多来几]?([十百千万萬亿億兆]+)/gu;

/** Reads numbers with a scale word: 1.2 million, 1,2 млн, 120万, 3亿5000万, 5k, $5m. */
export function scaledNumbers(scan: Scan): void {
  const { language } = scan;
  if (language === "zh") {
    if (/\d\s?[余多来几]?[十百千万萬亿億兆]/u.test(scan.text)) {
      take(scan, HAN_SCALED, ({ 0: all, index }) => {
        const pieces = [...all.matchAll(HAN_SCALED_PIECE)];
        const value = pieces.reduce(
          (sum, piece) => sum + Number((piece[1] ?? "").replaceAll(",", "")) * hanScale(piece[2] ?? ""),
          Number(/\d*$/u.exec(all)?.[0] ?? 0),
        );
        const alternatives = all.includes("兆") && pieces.length === 1 ? [scaled(value, 1e-6)] : [];
        return quantity(index, index + all.length, "number", canonicalNumber(value), {
          alternatives,
          notation: pieces.length === 1 && !/\d$/u.test(all) ? "scaled" : "other",
          negative: isNegative(scan, index),
        });
      });
    }
    return;
  }
  take(scan, SCALED[language], ({ 0: all, 1: digits = "", 2: word = "", index }) => {
    const by = SCALE_WORDS[language].find(([pattern]) => pattern.test(word))?.[1] ?? 1;
    const { values } = readings(digits, language);
    const [value = "0", ...others] = values.map((reading) => scaled(reading, by));
    return quantity(index, index + all.length, "number", value, {
      alternatives: others,
      notation: "scaled",
      negative: isNegative(scan, index),
    });
  });
  if (language !== "en") return;
  if (/[$€£¥￥]/u.test(scan.text))
    take(scan, MONEY, ({ 0: all, 1: digits = "", 2: word, index }) => {
      const value = readings(digits, "en").values[0] ?? 0;
      return quantity(
        index,
        index + all.length,
        "number",
        scaled(value, word?.toLowerCase() === "m" ? 1e6 : 1e9),
        { notation: "scaled" },
      );
    });
  if (/\d[kK]/u.test(scan.text))
    take(scan, THOUSANDS, ({ 0: all, 1: digits = "", index }) =>
      quantity(index, index + all.length, "number", scaled(Number(digits), 1e3), {
        alternatives: [canonicalNumber(Number(digits)), scaled(Number(digits), 1024)],
        notation: "other",
        soft: true,
      }),
    );
}

const SMALL_SCALES: ReadonlyMap<string, number> = new Map([
  ["十", 10],
  ["百", 100],
  ["千", 1000],
]);
const hanScale = (scale: string): number =>
  Array.from(scale).reduce((product, char) => product * (SMALL_SCALES.get(char) ?? SCALES.get(char) ?? 1), 1);

/* ── fractions ── */

const SLASHED = /(?<![\d/.\p{L}])(\d{1,3})\/(\d{1,3})(?![\d/]|\.\d)/gu;
const VULGAR = /(?:(?<!\d)(\d{1,4}))?([½⅓⅔¼¾⅕⅛])/gu;
const VULGAR_VALUES: ReadonlyMap<string, readonly [number, number]> = new Map([
  ["½", [1, 2]],
  ["⅓", [1, 3]],
  ["⅔", [2, 3]],
  ["¼", [1, 4]],
  ["¾", [3, 4]],
  ["⅕", [1, 5]],
  ["⅛", [1, 8]],
]);
const HAN_FRACTION = new RegExp(
  String.raw`(\d{1,4}|[${HAN_NUMERAL}]{1,4})分之(\d{1,4}|[${HAN_NUMERAL}]{1,4})`,
  "gu",
);
const ENGLISH_FRACTION =
  /(?<!\p{L})(?<!and\s)(a|an|one|two|three|four|five|six|seven|eight|nine)[\s-](half|halves|third|quarter|fourth|fifth|sixth|seventh|eighth|ninth|tenth|twelfth|twentieth|hundredth|thousandth)s?(?!\p{L})|(?<![\p{L}\d.,])(\d{1,3})\s(tenth|hundredth|thousandth)s(?!\p{L})/giu;
const RUSSIAN_FRACTION =
  /(?<!\p{L}|с\s)(?:(одн\p{L}{1,2}|дв[еу]\p{L}?|тр[иеё]\p{L}{0,2}|четыр\p{L}+|пят[ьи])\s)?(трет[ьи](?:ей|ям|ями|ях|ью|ью)?|четверт\p{L}{1,3}|(?:пят|шест|седьм|восьм|девят|десят|двадцат|сот|тысячн)(?:ая|ой|ую|ых|ым|ыми))(?!\p{L})|(?<![\p{L}\d.,])(\d{1,3})\s((?:десят|сот|тысячн)(?:ая|ой|ую|ых|ым|ыми))(?!\p{L})/giu;

/** Shares in words: "one in five", "nine out of ten", «девять из десяти», «каждый пятый». */
const ENGLISH_OF =
  /(?<![\p{L}\d.,-])(?:(one|two|three|four|five|six|seven|eight|nine)\s(?:in|out\sof)|(1)\sin)\s(?:every\s)?(two|three|four|five|six|seven|eight|nine|ten|\d|10|100|1,?000)(?![\p{L}\d.,]\d?|\s(?:years?|months?|weeks?|days?|hours?|minutes?)(?!\p{L}))/giu;
const RUSSIAN_EACH =
  /(?<!\p{L})кажд(?:ый|ая|ое|ого|ой|ому|ым|ую)\s(втор|трет|четв[её]рт|пят|шест|седьм|восьм|девят|десят|двадцат|сот)(?:ый|ой|ий|ая|ья|ое|ье|ого|ьего|ому|ьему|ым|ьим|ую|ью)(?!\p{L})(?!\s(?:год|день|месяц|раз|час|недел))/giu;
const RUSSIAN_OF =
  /(?<!\p{L})(од(?:ин|на|но|ного|ной)|дв(?:а|е|ое)|тр(?:и|ое)|четыре|четверо|пять|шесть|семь|восемь|девять)\sиз\s(?:каждых\s)?(двух|тр[её]х|четыр[её]х|пяти|шести|семи|восьми|девяти|десяти)(?!\p{L})/giu;

/** Text after a fraction that makes it part of a per cent («одна сотая процента») or of a century. */
const OF_PERCENT = /^\s(?:of\s(?:a|one)\s)?(?:per\s?cent|процента)/iu;
/** A scale after a fraction: three quarters of a million, «треть миллиона». */
const SCALE_AFTER: readonly (readonly [RegExp, number])[] = [
  [/^\s(?:of\s)?an?\sthousand|^\sтысячи/iu, 1e3],
  [/^\s(?:of\s)?an?\smillion|^\sмиллиона/iu, 1e6],
  [/^\s(?:of\s)?an?\sbillion|^\sмиллиарда/iu, 1e9],
];
const OF_CENTURY = /^(?:[\s-](?:of\s(?:a|the)\s)?centur|\s(?:века|столетия)(?!\p{L})|个?世纪)/iu;
const HALF_CENTURY =
  /(?<!\p{L})(?:half[\s-](?:an?\s)?century|полвек\p{L}|полустолети\p{L})(?!\p{L})|半个世纪/giu;
const HAN_HALF = /(?:过|超过|近)?(?:一半|半数)/gu;
const FRACTION_HINT: Readonly<Record<"en" | "ru", RegExp>> = {
  en: /hal[fv]|quarter|third|[fxnhd]ths?/iu,
  ru: /трет|четверт|пят|шест|седьм|восьм|девят|десят|двадцат|сот|тысячн/iu,
};

/** Reads fractions: 3/4, ¾, 四分之三, three quarters, три четверти. */
export function fractions(scan: Scan): void {
  const { language } = scan;
  if ((scan.signs & (SIGN.NUMBER | SIGN.FRACTION | SIGN.VULGAR)) === 0 && !scan.text.includes("/")) return;
  const fraction = (index: number, all: string, over: number, under: number, soft: boolean) => {
    const share = under > 0 ? over / under : undefined;
    const after = scan.text.slice(index + all.length, index + all.length + 24);
    const alternatives =
      share === undefined ? [] : [canonicalNumber(share), `${canonicalNumber(share * 100)}%`];
    const scale = share === undefined ? undefined : SCALE_AFTER.find(([pattern]) => pattern.test(after))?.[1];
    if (share !== undefined && scale !== undefined) alternatives.push(scaled(share, scale));
    if (share !== undefined && OF_PERCENT.test(after)) alternatives.push(`${canonicalNumber(share)}%`);
    if (share !== undefined && OF_CENTURY.test(after)) alternatives.push(canonicalNumber(share * 100));
    return quantity(index, index + all.length, "fraction", `${over}/${under}`, {
      parts: [part(over), part(under)],
      alternatives,
      notation: "other",
      soft,
    });
  };
  if (/half|пол(?:век|уст)|半个世/iu.test(scan.text))
    take(scan, HALF_CENTURY, ({ 0: all, index }) =>
      quantity(index, index + all.length, "number", "50", { notation: "other", soft: true }),
    );
  if (scan.text.includes("/")) {
    take(scan, SLASHED, ({ 0: all, 1: over, 2: under, index }) =>
      fraction(index, all, Number(over), Number(under), all === "24/7" || over === under),
    );
  }
  if (/[½⅓⅔¼¾⅕⅛]/u.test(scan.text))
    take(scan, VULGAR, ({ 0: all, 1: whole, 2: sign = "", index }) => {
      const [over, under] = VULGAR_VALUES.get(sign) ?? [1, 1];
      if (whole === undefined) return fraction(index, all, over, under, false);
      return quantity(index, index + all.length, "number", canonicalNumber(Number(whole) + over / under), {
        notation: "other",
        parts: [part(Number(whole))],
      });
    });
  if (language === "zh") {
    if (scan.text.includes("半"))
      take(scan, HAN_HALF, ({ 0: all, index }) => fraction(index, all, 1, 2, true));
    if (!scan.text.includes("分之")) return;
    take(scan, HAN_FRACTION, ({ 0: all, 1: under = "", 2: over = "", index }) =>
      fraction(index, all, hanValue(over) ?? Number(over), hanValue(under) ?? Number(under), true),
    );
  } else if (language === "en") englishFractions(scan, fraction);
  else russianFractions(scan, fraction);
}

type Fraction = (index: number, all: string, over: number, under: number, soft: boolean) => Quantity;

/** Value of a number in words or in digits. */
const worth = (written: string, language: "en" | "ru"): number | undefined =>
  /^\d+$/u.test(written) ? Number(written) : wordNumbers(written, language)[0]?.value;

function englishFractions(scan: Scan, fraction: Fraction): void {
  if (/\s(?:in|out\sof)\s/iu.test(scan.text))
    take(scan, ENGLISH_OF, ({ 0: all, 1: over, 2: one = "", 3: under = "", index }) => {
      const [top, bottom] = [worth(over ?? one, "en"), worth(under.replace(",", ""), "en")];
      // “two in the afternoon” and “five in ten minutes” are not fractions
      return top === undefined || bottom === undefined || top >= bottom
        ? undefined
        : fraction(index, all, top, bottom, true);
    });
  if (!FRACTION_HINT.en.test(scan.text)) return;
  take(scan, ENGLISH_FRACTION, ({ 0: all, 1: word, 2: part, 3: digits = "", 4: parts = "", index }) => {
    const [over, under] = [word ?? digits, part ?? parts];
    const bottom = under.toLowerCase().startsWith("hal")
      ? 2
      : under.toLowerCase().startsWith("quarter")
        ? 4
        : (worth(under, "en") ?? 1);
    return fraction(index, all, worth(over, "en") ?? 1, bottom, true);
  });
}

function russianFractions(scan: Scan, fraction: Fraction): void {
  if (/кажд/iu.test(scan.text))
    take(scan, RUSSIAN_EACH, ({ 0: all, 1: stem = "", index }) => {
      const under = worth(
        `${stem}${stem.toLowerCase().startsWith("трет") ? "ий" : /^(?:втор|шест|седьм|восьм)$/iu.test(stem) ? "ой" : "ый"}`,
        "ru",
      );
      return under === undefined ? undefined : fraction(index, all, 1, under, true);
    });
  if (/\sиз\s/iu.test(scan.text))
    take(scan, RUSSIAN_OF, ({ 0: all, 1: over = "", 2: under = "", index }) => {
      const [top, bottom] = [worth(over, "ru"), worth(under, "ru")];
      return top === undefined || bottom === undefined || top >= bottom
        ? undefined
        : fraction(index, all, top, bottom, true);
    });
  if (!FRACTION_HINT.ru.test(scan.text)) return;
  take(scan, RUSSIAN_FRACTION, ({ 0: all, 1: word, 2: part, 3: digits, 4: parts = "", index }) => {
    const [over, under] = [word ?? digits, part ?? parts];
    if (over === undefined && !/^(?:трет[ьи]$|третью|четверть|четверти)/iu.test(under)) return undefined;
    const bottom = under.toLowerCase().startsWith("трет")
      ? 3
      : under.toLowerCase().startsWith("четверт")
        ? 4
        : (worth(under, "ru") ?? 1);
    return fraction(index, all, over === undefined ? 1 : (worth(over, "ru") ?? 1), bottom, true);
  });
}

/* ── numbers in words ── */

/** Smallest number in several words that is hard. Smaller ones may be a figure of speech. */
const FIGURE = 20;

/** Words for a vague amount: «десятки тысяч», «два десятка». */
const VAGUE = /десят(?:ок|к)|^(?:сотн|сотен|тысячи|миллионы)|dozen|decade/iu;

const DECADE_WORD =
  /^(?:(?:двадцат|тридцат|сороков|(?:пят|шест|сем|восьм)идесят|девяност)ы(?:е|х|м|ми)|(?:twen|thir|for|fif|six|seven|eigh|nine)ties)$/iu;

/** Reads numbers in words (“thirty-five”, «двести тридцать четыре», “two million”), and percentages in words. */
export function spelledNumbers(scan: Scan): void {
  const { language } = scan;
  if (language === "zh") return;
  for (const { start, end, value, words } of wordNumbers(scan.text, language)) {
    const after = scan.text.slice(end, end + 32);
    const percent = /^[\s-](?:per\s?cent|процент)\p{L}*(?:\s(?:points?|пункт\p{L}*)(?!\p{L}))?/iu.exec(after);
    const vague = VAGUE.test(scan.text.slice(start, end));
    const hard = words > 1 && value >= FIGURE && Number.isInteger(value) && !vague;
    scan.found.push(
      percent === null
        ? quantity(start, end, "number", canonicalNumber(value), {
            notation: "words",
            soft: !hard,
            alternatives: [
              ...(value < 1 ? [`${canonicalNumber(value * 100)}%`, `1/${canonicalNumber(1 / value)}`] : []),
              // a decade without a century is read as one of the 1900s: «в девяностых»
              ...(DECADE_WORD.test(scan.text.slice(start, end)) ? [canonicalNumber(1900 + value)] : []),
            ],
          })
        : quantity(start, end + percent[0].length, "percent", share(value, POINT.test(percent[0])), {
            notation: "words",
            soft: !hard && value < FIGURE,
            parts: POINT.test(percent[0]) ? [part(value)] : [],
          }),
    );
  }
}

const ANY_HAN = new RegExp(`[${HAN_NUMERAL}]`, "u");
/** Five-year plans: “十四五”规划 is the 14th plan. */
const FIVE_YEAR_PLAN = /(十[一二三四五六七]?)五(?=[”"」]?(?:规划|计划|期间|时期))/gu;
/** A year of two digits in a name: 九二共识. */
const SHORT_YEAR =
  /(?<![〇零一二三四五六七八九])([一二三四五六七八九][〇零一二三四五六七八九])(?=共识|宪法|协定)/gu;
const HAN_RUN = new RegExp(
  `[${HAN_NUMERAL}]+(?:点[${HAN_DIGIT}]+)?(?:[余多来](?:[百千]?[万亿]|千(?!米|克|瓦)|百))?`,
  "gu",
);
/** Numbers with a half: 两年半, 一个半小时. */
const AND_A_HALF = new RegExp(
  String.raw`((?<![\d.])\d{1,3}|[${HAN_NUMERAL}]{1,4})(?:(?:年|个月|天|个?小时|倍|公里|米|岁|周|个星期)半(?![数径导球岛途夜日月天年])|个半(?=小时|月|钟头|星期|世纪|百分点))`,
  "gu",
);
/** Two neighbouring digits as a range: 三四百 is three to four hundred, 五六条 is five or six; 一二 and 九十 are not ranges. */
const NEIGHBOURS =
  /(?<![第〇零一二两三四五六七八九十百千万亿点\d])([一二两三四五六七八])([两二三四五六七八九])([十百千万亿]{0,3})(?![一二三四五六七八九〇零点])/gu;

/** Whether a numeral names a day of the week: 周五, but not 每周三次. */
const isWeekday = (text: string, start: number, end: number): boolean =>
  end === start + 1 &&
  /(?:周|星期|礼拜)$/u.test(text.slice(Math.max(0, start - 2), start)) &&
  !/^[次天个小名人十年岁]/u.test(text.slice(end, end + 1));

/** Characters before a numeral that make the amount vague. */
const VAGUE_BEFORE = /[几数上成好若近]$/u;

/**
 * Reads Chinese numerals: 二百三十四, 三千六百万. Short numerals (一, 十五, 百万) are soft, because many Chinese words contain
 * them.
 */
export function hanNumbers(scan: Scan): void {
  if (scan.language !== "zh" || !(ANY_HAN.test(scan.text) || scan.text.includes("半"))) return;
  if (scan.text.includes("五"))
    take(scan, FIVE_YEAR_PLAN, ({ 0: all, 1: number = "", index }) =>
      quantity(index, index + all.length, "number", String(hanValue(number)), {
        notation: "other",
        soft: true,
      }),
    );
  if (scan.text.includes("半"))
    take(scan, AND_A_HALF, ({ 0: all, 1: digits = "", index }) =>
      quantity(
        index,
        index + all.length,
        "number",
        canonicalNumber((hanValue(digits) ?? Number(digits)) + 0.5),
        {
          notation: "other",
          soft: true,
        },
      ),
    );
  if ((scan.signs & SIGN.NUMERALS) !== 0) neighbouringNumerals(scan);
  take(scan, HAN_RUN, ({ 0: all, index }) => {
    const value = hanValue(all.replace(/[余多来]/u, ""));
    if (value === undefined || isWeekday(scan.text, index, index + all.length)) return undefined;
    const vague = VAGUE_BEFORE.test(scan.text.slice(Math.max(0, index - 1), index));
    const digits = Array.from(all).filter((char) => HAN_DIGIT.includes(char)).length;
    const units = all.length - digits;
    const figure = digits > 0 && units > 0 && all.length >= 3 && !/^[一]?[十百千万]$/u.test(all);
    return quantity(index, index + all.length, "number", canonicalNumber(value), {
      notation: "han",
      soft: vague || !figure,
      alternatives: epochs(scan.text.slice(index + all.length, index + all.length + 4), value),
    });
  });
}

/** Reads numbers of neighbouring numerals that are not one number: years in names, and 三四百. */
function neighbouringNumerals(scan: Scan): void {
  take(scan, SHORT_YEAR, ({ 0: all, index }) =>
    quantity(
      index,
      index + all.length,
      "number",
      `19${Array.from(all, (digit) => hanValue(digit) ?? 0).join("")}`,
      { notation: "other", soft: true },
    ),
  );
  take(scan, NEIGHBOURS, ({ 0: all, 1: least = "", 2: most = "", 3: scale = "", index }) => {
    const values = [hanValue(least + scale), hanValue(most + scale)];
    const [low, high] = [hanValue(least) ?? 0, hanValue(most) ?? 0];
    // 二三 is a range only before a measure word or a scale; elsewhere it is part of words and names
    if (high !== low + 1 || (scale === "" && !countsBefore(scan.text, index + all.length))) return undefined;
    return values.flatMap((value) =>
      value === undefined
        ? []
        : [
            quantity(index, index + all.length, "number", canonicalNumber(value), {
              notation: "other",
              soft: true,
            }),
          ],
    );
  });
}

/* ── Roman numerals ── */

const ROMAN = /(?<![\p{L}\d_.&])([IVXLCDMХІ]{1,9})(?![\p{L}\d_])/gu;
const ROMAN_AFTER: Readonly<Record<Language, RegExp>> = {
  en: /^(?:\s?[-–—]\s?[IVXLC]+)?(?:\s|-)(?:centur|cent\.)/u,
  ru: /^(?:-?\p{Ll}{1,3})?(?:\s?[-–—]\s?[IVXLCХ]+)?\s?(?:век|вв?\.|столети|тысячелети|съезд|сесси|созыв)/u,
  zh: /^(?:\s?[-–—至]\s?[IVXLC]+)?\s?世纪/u,
};
const ROMAN_BEFORE: Readonly<Record<Language, RegExp>> = {
  en: /(?:chapter|part|annex|appendix|article|section|title|volume|vol\.|book|phase|stage)s?\s$/iu,
  ru: /(?:глав\p{L}{1,3}|част\p{L}{1,3}|приложени\p{L}{1,2}|раздел\p{L}{0,2}|том\p{L}{0,2}|стать\p{L}{1,3}|книг\p{L}{1,2}|этап\p{L}{0,2}|фаз\p{L}{1,2})\s$/iu,
  zh: /(?:第|附件|附录|章)\s?$/u,
};

/** Reads Roman numerals. They are hard beside certain words («XXI век», "Chapter IV"), otherwise soft. */
export function romanNumbers(scan: Scan): void {
  if (!/[IVXLCDMХІ](?![A-Za-zА-Яа-яЁё])/u.test(scan.text)) return;
  take(scan, ROMAN, ({ 0: all, index }) => {
    const value = romanValue(all.replaceAll("Х", "X").replaceAll("І", "I"));
    if (value === undefined) return undefined;
    const end = index + all.length;
    const hard =
      ROMAN_AFTER[scan.language].test(scan.text.slice(end, end + 24)) ||
      ROMAN_BEFORE[scan.language].test(scan.text.slice(Math.max(0, index - 16), index));
    // a single M, C, D or L is a variable or a size
    if (/^[MCDL]$/u.test(all)) return undefined;
    if (!hard && (all.length < 2 || /[ХІ]/u.test(all))) return undefined;
    // the turn of the 20th century is between two: «рубеж XIX–XX веков»
    const turn = /рубеж\p{L}{0,2}\s$/u.test(scan.text.slice(Math.max(0, index - 10), index));
    return quantity(index, end, "number", String(value), { notation: "roman", soft: !hard || turn });
  });
}

/* ── all other digits ── */

const PLAIN = new RegExp(NUMBER, "gu");
/** Letters that may follow a number directly without making it a name: ordinals, decades, units. */
const SUFFIX =
  /^(?:st|nd|rd|th|s|x|px|pt|[kmgt]?i?b|[kmgµn]?[mgsw]|cm|mm|km|kg|ha|hz|[mkg]hz|min|h|d|in|ft|nm|dpi|ms|fps|bpm|kbps|mbps|°|[а-яё].*)$/iu;

/** Reads all remaining digits: «14 000», "2,500", «п. 5.1», «5-й». Digits inside a name (MP3, x86) are soft. */
export function plainNumbers(scan: Scan): void {
  const { language, text } = scan;
  take(scan, PLAIN, ({ 0: all, index }) => {
    const end = index + all.length;
    const { values, parts } = readings(all, language);
    const [value = 0, ...others] = values;
    const before = text.charAt(index - 1);
    const suffix = /^[A-Za-zА-Яа-яЁё_]+/u.exec(text.slice(end, end + 24))?.[0];
    const named =
      /[A-Za-zА-Яа-яЁё_^]/u.test(before) ||
      /[A-Z]{3,}-$/u.test(text.slice(Math.max(0, index - 4), index)) ||
      (suffix !== undefined && (suffix === "D" || !SUFFIX.test(suffix))) ||
      /^-D\b/u.test(text.slice(end, end + 3));
    const alternatives = others.map(canonicalNumber);
    alternatives.push(...(language === "zh" ? epochs(text.slice(end, end + 4), value) : []));
    // “16m rows” may be millions
    if (suffix === "m" && language === "en") alternatives.push(scaled(value, 1e6));
    if (isDecade(text.slice(end, end + 6), language) && value < 100)
      alternatives.push(canonicalNumber(1900 + value));
    if (before === "/" || before === "-" || before === "–") {
      // the second year is in the century of the first: «2018/19», «2018–19»
      const century = /(\d\d)\d\d.$/u.exec(text.slice(Math.max(0, index - 5), index));
      if (century !== null && /^\d\d$/u.test(all))
        alternatives.push(canonicalNumber(Number(century[1]) * 100 + value));
    }
    return quantity(index, end, "number", canonicalNumber(value), {
      alternatives,
      parts: parts.map(part),
      soft: named,
      negative: isNegative(scan, index),
    });
  });
}

const isDecade = (after: string, language: Language): boolean =>
  language === "en"
    ? /^['’]?s\b/u.test(after)
    : language === "ru"
      ? /^-?(?:е|х|м|ми)(?!\p{L})/u.test(after)
      : false;

/** The years that a decade or century may mean: 90年代 are the 1990s, 21世纪初 are the early 2000s. */
function epochs(following: string, value: number): string[] {
  const after = following.trimStart();
  if (after.startsWith("年代") && value < 100) return [canonicalNumber(1900 + value)];
  return /^世纪[初头]/u.test(after) ? [canonicalNumber((value - 1) * 100)] : [];
}

function isNegative(scan: Scan, index: number): boolean {
  return /(?:(?:^|[\s(（«“"=:：,，\p{Script=Han}])-|[Мм]инус\s|[Mm]inus\s|零下|负)$/u.test(
    scan.text.slice(Math.max(0, index - 7), index),
  );
}
