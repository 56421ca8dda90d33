import { hanValue } from "./han-numerals.ts";
import { quantity, take } from "./quantity.ts";
import type { Part, Quantity, Scan } from "./quantity.ts";
import { CLAIM_SIGNS, SIGN } from "./quantity-hint.ts";

const CLOCK =
  /(?<![\d:.])([01]?\d|2[0-4])[:]([0-5]\d)(?::([0-5]\d))?(?![\d:]|[ ,\u00A0\u202F]\d{3}(?!\d))(?:\s?([ap])\.?m\b\.?|\s(?:in\sthe|at)\s(morning|afternoon|evening|night)\b)?/giu;
/** First hour of a range: "6–8 p.m.". Both hours are in the same half of the day, unless the first is later. */
const ENGLISH_RANGE =
  /(?<![\d:.,])(\d{1,2})(?:[.:]([0-5]\d))?\s?(?:[-–—]|to|and)\s?(?=\d{1,2}(?:[.:][0-5]\d)?\s?([ap])\.?m\b)/giu;
/** Times of four digits: "1845 hours", "0600 GMT", "at 0630". */
const MILITARY =
  /(?<![\d:.,])(?:([01]\d|2[0-3])([0-5]\d)\s?(?:hours|hrs?|GMT|UTC|Z|local\stime)\b|(?<=\b(?:at|by|until|till|from|to|since|before|after)\s)(0\d)([0-5]\d)(?![\d.,:]\d|\d|\s?(?:years?|people)))/giu;
const ENGLISH = /(?<![\d:.,])(\d{1,2})(?:\.([0-5]\d))?\s?([ap])\.?m\b\.?/giu;
const RUSSIAN =
  /(?<![\d:.,])(\d{1,2})\s?(?:ч\.?|час(?:\.|а|ов)?)\s?(\d{1,2})\s?(?:мин(?:\.|уты?|ут)?|м\.)(?![а-я])/giu;
/** Times with a hyphen: «в 21-45», «начало в 19-00». */
const RUSSIAN_HYPHEN =
  /(?<=(?:^|[^\p{L}])(?:в|во|до|к|ко|около|после|начало)\s)([01]?\d|2[0-3])[-‑]([0-5][05])(?![\d-]|\s?(?:%|год|лет|км|м|кг|т|тыс|млн|чел|раз|руб|градус|процент|дн|минут|секунд|метр|тонн|страниц)\p{L}*)/giu;
/** Hours with a part of the day: «в 10 утра», «3 часа ночи», «5 часов вечера». «3 дня» is not a time: it means days. */
const RUSSIAN_HALF =
  /(?<![\d:.,])(\d{1,2})\s(?:(?:час(?:а|ов)?\s)?(утра|вечера|ночи)|час(?:а|ов)?\s(дня))(?!\p{L})/giu;
/** Times with a point: «в 15.30», «с 9.00 до 18.00». They differ from decimals, which have a comma in Russian. */
const RUSSIAN_POINT =
  /(?<=(?:^|[^\p{L}])(?:в|во|с|со|до|к|ко|около|после|от|по)\s|\d\.[0-5]\d\s?[-–—]\s?)([01]?\d|2[0-4])\.([0-5]\d)(?![\d.,]\d|[\d%‰°]|\s?(?:%|‰|°|г\.|года?|тыс|млн|млрд|трлн)|\s[\p{L}]+\s?\/)/giu;
const CHINESE =
  /(上午|下午|晚上|傍晚|凌晨|早上|早晨|清晨|中午|午后|晚)?\s?(?<![\d.:])(\d{1,2})\s?(?:时(?![间代期候效段区点])|点钟|点(?=\s?\d{1,2}\s?分|[半整前后，。、,\s至到—]|开始|左右|$)|(?<=[上下午晚晨早][上晨]?\s?\d{1,2}\s?)点|(?<=点半?\s?[至到—–~～-]\s?\d{1,2}\s?)点)\s?(?:(\d{1,2})\s?分|(半)|整)?/gu;

const CALLED = /(?:上午|下午|晚上|傍晚|凌晨|早上|早晨|清晨|午后|晚)\s?$/u;
const AFTERNOON = /下午|晚|午后/u;

const HOURS: Readonly<Record<"en" | "ru", readonly string[]>> = {
  en: "one two three four five six seven eight nine ten eleven twelve".split(" "),
  ru: "перв втор трет четверт пят шест седьм восьм девят десят одиннадцат двенадцат".split(" "),
};
/** Stems of the ordinals as a pattern; both «четвертого» and «четвёртого». */
const RUSSIAN_ORDINALS = HOURS.ru.join("|").replace("четверт", "четв[её]рт");
const RUSSIAN_HOURS = "час два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать".split(
  " ",
);
/** “ten to six” is a time only after a preposition: “five to ten per cent” is a range. */
const ENGLISH_WORDS = new RegExp(
  String.raw`\b(half|(?:a\s)?quarter|(?:ten|five|twenty)(?=\spast)|(?<=\b(?:at|by|until|till|before|after|around|about|from|is|was)\s)(?:ten|five|twenty)(?!\sto\s\p{L}+\s(?:per|\p{L}+s)\b))\s(past|to)\s(${HOURS.en.join("|")})\b`,
  "giu",
);
/** Times in Russian words, but not «в половине третьего раздела» (in the middle of the third section). */
const RUSSIAN_WORDS = new RegExp(
  String.raw`(?<=(?:^|[^\p{L}])(?:в|к|до|около|после|ближе к)\s)(половин[еуы]|четверть|четверти)\s(${RUSSIAN_ORDINALS})(?:ого|его|ьего)(?!\s(?!утра|дня|вечера|ночи|часа|по|и|мск)\p{L})`,
  "giu",
);
/** Just after an hour: «в начале четвёртого», «в третьем часу ночи». */
const RUSSIAN_AFTER = new RegExp(
  String.raw`(?<=(?:^|[^\p{L}])в\s)(?:начале\s(${RUSSIAN_ORDINALS})(?:ого|его|ьего)(?=\s(?:часа|утра|дня|вечера|ночи)|[.,]|$)|(${RUSSIAN_ORDINALS})(?:ом|ем|ьем)\s(?:часу|часе))(?!\p{L})`,
  "giu",
);
const RUSSIAN_TO = new RegExp(
  String.raw`(?<!\p{L})без\s(четверти|пяти|десяти|двадцати(?:\sпяти)?)\s(${RUSSIAN_HOURS.join("|")})(?!\p{L})`,
  "giu",
);
const BEFORE_THE_HOUR: Readonly<Record<string, number>> = {
  четверти: 15,
  пяти: 5,
  десяти: 10,
  двадцати: 20,
  "двадцати пяти": 25,
};
const CHINESE_WORDS =
  /(上午|下午|晚上|傍晚|凌晨|早上|早晨|清晨|中午|午后|晚)?(十[一二]?|[一二两三四五六七八九])(?:点|时)(?:(半)|(一刻|三刻)|整|(?=钟)|(?<=[午晚上晨早]\S{1,2}点))/gu;
const NOON: Readonly<Record<"en" | "ru" | "zh", RegExp>> = {
  en: /\b(?:noon|midday|midnight)\b/giu,
  ru: /(?<!\p{L})пол(?:день|дня|дню|удн\p{L}|ночь|ночи|уноч\p{L})(?!\p{L})/giu,
  zh: /正午|中午(?!\s?[\d一二两十])|午夜|半夜|子夜/gu,
};
const NOON_HINT: Readonly<Record<"en" | "ru" | "zh", RegExp>> = {
  en: /noon|mid(?:day|night)/iu,
  ru: /пол[днуy]/iu,
  zh: /[午夜]/u,
};
const WORDS_HINT: Readonly<Record<"en" | "ru" | "zh", RegExp>> = {
  en: /\s(?:past|to)\s/iu,
  ru: /половин|четверт|без\s|начале|час[уе]/iu,
  zh: /[点时](?:半|一刻|三刻|整|钟)|[午晚晨早]/u,
};

/** Reads times of day in words: half past three, в половине четвёртого, 三点半, noon. They are soft. */
export function timesInWords(scan: Scan): void {
  const { language } = scan;
  if ((scan.signs & SIGN.TIME) === 0) return;
  if (NOON_HINT[language].test(scan.text))
    take(scan, NOON[language], ({ 0: all, index }) => {
      const night = /night|ноч|夜/iu.test(all);
      return quantity(index, index + all.length, "time", night ? "00:00" : "12:00", {
        alternatives: night ? ["24:00"] : ["12"],
        parts: [{ role: "number", value: 12 }],
        notation: "words",
        soft: true,
      });
    });
  if (!WORDS_HINT[language].test(scan.text)) return;
  if (language === "en") englishWords(scan);
  else if (language === "ru") russianWords(scan);
  else chineseWords(scan);
}

/** Makes a time in words. Without `half` (of the day) both halves are possible. */
function said(start: number, text: string, hour: number, minute: number, half?: "a" | "p"): Quantity {
  const at = (hours: number): string =>
    `${String(hours % 24).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
  const [first, second] = half === "p" ? [hour + 12, hour] : [hour, hour + 12];
  return quantity(start, start + text.length, "time", at(first), {
    alternatives: half === "a" && hour < 12 ? [] : [at(second)],
    parts: [{ role: "number", value: hour }],
    notation: "words",
    soft: true,
  });
}

const hourBefore = (hour: number): number => (hour === 1 ? 12 : hour - 1);

function englishWords(scan: Scan): void {
  take(scan, ENGLISH_WORDS, ({ 0: all, 1: part = "", 2: side = "", 3: word = "", index }) => {
    const hour = HOURS.en.indexOf(word.toLowerCase()) + 1;
    const minutes = ENGLISH_MINUTES.find(([pattern]) => pattern.test(part))?.[1] ?? 0;
    return side.toLowerCase() === "past"
      ? said(index, all, hour, minutes)
      : said(index, all, hourBefore(hour), 60 - minutes);
  });
}

const ENGLISH_MINUTES: readonly (readonly [RegExp, number])[] = [
  [/half/iu, 30],
  [/quarter/iu, 15],
  [/ten/iu, 10],
  [/five/iu, 5],
  [/twenty/iu, 20],
];

const plainHour = (stem: string): string => stem.toLowerCase().replaceAll("ё", "е");

function russianWords(scan: Scan): void {
  take(scan, RUSSIAN_WORDS, ({ 0: all, 1: part = "", 2: word = "", index }) => {
    const hour = HOURS.ru.indexOf(plainHour(word)) + 1;
    return said(index, all, hourBefore(hour), part.toLowerCase().startsWith("пол") ? 30 : 15);
  });
  take(scan, RUSSIAN_AFTER, ({ 0: all, 1: start, 2: during, index }) => {
    const hour = HOURS.ru.indexOf(plainHour(start ?? during ?? "")) + 1;
    return said(index, all, hourBefore(hour), 0);
  });
  take(scan, RUSSIAN_TO, ({ 0: all, 1: part = "", 2: word = "", index }) => {
    const minutes = BEFORE_THE_HOUR[part.toLowerCase().replace(/\s/u, " ")] ?? 15;
    return said(index, all, hourBefore(RUSSIAN_HOURS.indexOf(word.toLowerCase()) + 1), 60 - minutes);
  });
}

function chineseWords(scan: Scan): void {
  take(scan, CHINESE_WORDS, ({ 0: all, 1: when = "", 2: digits = "", 3: half, 4: quarter, index }) => {
    const minutes = half !== undefined ? 30 : quarter === "一刻" ? 15 : quarter === "三刻" ? 45 : 0;
    const called = AFTERNOON.test(when) ? "p" : FORENOON.test(when) ? "a" : undefined;
    return said(index, all, hanValue(digits) ?? 0, minutes, called);
  });
}

const FORENOON = /凌晨|[早清]晨|早上|上午/u;

/** Reads times of day: 18:30, 6:30 p.m., 1830 hours, 18 ч 30 мин, 下午6点30分. The value is `18:30`. */
export function times(scan: Scan): void {
  if (scan.text.includes(":"))
    take(scan, CLOCK, ({ 0: all, 1: hour, 2: minute, 3: second, 4: half, 5: part, index }) => {
      // in Chinese the part of the day comes before the time: 下午2:30
      const when =
        scan.language === "zh" ? CALLED.exec(scan.text.slice(Math.max(0, index - 3), index))?.[0] : undefined;
      const start = index - (when?.length ?? 0);
      const called =
        (when && (AFTERNOON.test(when) ? "p" : "a")) ?? (part && (/^[ae]/iu.test(part) ? "p" : "a"));
      const text = (when ?? "") + all;
      return time(start, text, Number(hour), Number(minute), second, half?.toLowerCase() ?? called);
    });
  if (scan.language === "en") englishTimes(scan);
  else if (scan.language === "ru") russianTimes(scan);
  else chineseTimes(scan);
}

function englishTimes(scan: Scan): void {
  if (FOUR_DIGITS.test(scan.text)) militaryTimes(scan);
  if ((scan.signs & CLAIM_SIGNS.half) === 0) return;
  take(scan, ENGLISH_RANGE, ({ 0: all, 1: hour, 2: minute, 3: half = "", index }) => {
    const written = all.trimEnd();
    const read = time(index, written, Number(hour), Number(minute ?? 0), undefined, half.toLowerCase());
    const other = time(
      index,
      written,
      Number(hour),
      Number(minute ?? 0),
      undefined,
      half === "p" ? "a" : "p",
    );
    return (
      read && {
        ...read,
        alternatives: [...read.alternatives, ...(other ? [other.value, ...other.alternatives] : [])],
      }
    );
  });
  take(scan, ENGLISH, ({ 0: all, 1: hour, 2: minute, 3: half, index }) =>
    time(index, all, Number(hour), Number(minute ?? 0), undefined, half?.toLowerCase()),
  );
}

const FOUR_DIGITS = /\d{4}/u;

function militaryTimes(scan: Scan): void {
  take(scan, MILITARY, ({ 0: all, 1: hour, 2: minute, 3: early, 4: late, index }) =>
    time(index, all, Number(hour ?? early), Number(minute ?? late), undefined, undefined),
  );
}

/** Two numbers with a point or hyphen between them, which may be a time. */
const JOINED = /\d[.‑-]\d/u;
/** A number with the Russian word for hour after it. */
const HOURS_AFTER = /\d\s?[Чч]/u;

function russianTimes(scan: Scan): void {
  if (HOURS_AFTER.test(scan.text)) hoursAndMinutes(scan);
  if (JOINED.test(scan.text)) joinedTimes(scan);
  if ((scan.signs & CLAIM_SIGNS.half) === 0) return;
  take(scan, RUSSIAN_HALF, ({ 0: all, 1: hour, 2: part, 3: day, index }) => {
    const half = day !== undefined || /вечера/iu.test(part ?? "") ? "p" : "a";
    return Number(hour) > 12 ? undefined : time(index, all, Number(hour), 0, undefined, half);
  });
}

function hoursAndMinutes(scan: Scan): void {
  take(scan, RUSSIAN, ({ 0: all, 1: hour, 2: minute, index }) =>
    time(index, all, Number(hour), Number(minute), undefined, undefined),
  );
}

function joinedTimes(scan: Scan): void {
  // such a time may also be a section number or a decimal
  take(scan, RUSSIAN_POINT, ({ 0: all, 1: hour, 2: minute, index }) => {
    const read = time(index, all, Number(hour), Number(minute), undefined, undefined);
    return read && { ...read, alternatives: [...read.alternatives, String(Number(all))] };
  });
  take(scan, RUSSIAN_HYPHEN, ({ 0: all, 1: hour, 2: minute, index }) =>
    time(index, all, Number(hour), Number(minute), undefined, undefined),
  );
}

function chineseTimes(scan: Scan): void {
  let last = { end: -1, afternoon: false };
  take(scan, CHINESE, ({ 0: all, 1: when, 2: hour, 3: minute, 4: half, index }) => {
    // in a range the part of the day applies to both times: 晚上8点至9点
    const goes =
      when === undefined &&
      last.end >= 0 &&
      /^\s?[至到—–~～-]{1,2}\s?$/u.test(scan.text.slice(last.end, index));
    const afternoon =
      AFTERNOON.test(when ?? "") || (when === "中午" && Number(hour) < 3) || (goes && last.afternoon);
    last = { end: index + all.length, afternoon };
    const minutes = half === undefined ? Number(minute ?? 0) : 30;
    return time(index, all, Number(hour), minutes, undefined, afternoon ? "p" : when && "a");
  });
}

function time(
  start: number,
  text: string,
  hour: number,
  minute: number,
  second: string | undefined,
  half: string | undefined,
): Quantity | undefined {
  if (hour > 24 || minute > 59) return undefined;
  const full = half === "p" && hour < 12 ? hour + 12 : half === "a" && hour === 12 ? 0 : hour;
  const parts: Part[] = [{ role: "number", value: hour }];
  if (minute > 0) parts.push({ role: "number", value: minute });
  if (second !== undefined && Number(second) > 0) parts.push({ role: "number", value: Number(second) });
  const value = [full, minute, ...(second === undefined ? [] : [Number(second)])].map((part) =>
    String(part).padStart(2, "0"),
  );
  return quantity(start, start + text.length, "time", value.join(":"), {
    parts,
    // another text may have only the number: «в 15 ч.», 15
    alternatives: minute === 0 && full !== hour ? [String(full)] : [],
    notation: "time",
  });
}

const TELEPHONE = /(?<![\d.])\+\d{1,3}[\s(\d)\-‑–]{6,18}\d(?!\d)/gu;
const DOTTED = /(?<![\d.])\d+(?:\.\d+){2,}(?![\d])/gu;
const LONG = /(?<![\d.,])\d{16,}(?!\d)/gu;

/** Reads versions, section numbers, IP addresses and telephone numbers. They are compared as written, not by value. */
export function codes(scan: Scan): void {
  if (scan.text.includes("+"))
    take(scan, TELEPHONE, ({ 0: all, index }) => code(index, all, `+${all.replace(/\D/gu, "")}`));
  if (scan.text.includes("."))
    take(scan, DOTTED, ({ 0: all, index }) =>
      /^[1-9]\d{0,2}(?:\.\d{3})+$/u.test(all) && scan.language === "ru" ? undefined : code(index, all, all),
    );
  take(scan, LONG, ({ 0: all, index }) => code(index, all, all));
}

const code = (start: number, text: string, value: string): Quantity =>
  quantity(start, start + text.length, "code", value, {
    notation: "other",
    parts: value.split(".").map((part) => ({ role: "number", value: Number(part) })),
  });
