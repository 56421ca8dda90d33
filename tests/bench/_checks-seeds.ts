import { sentencesOf } from "../../src/alignment/segmentation.ts";
import type { Language } from "../../src/domain/language.ts";
import type { Texts } from "./_checks-natural.ts";

/** A kind of mistake that is put into a good translation. */
export interface Seed {
  readonly name: string;
  readonly languages: readonly Language[];
  /** The text with the mistake; `undefined` when the mistake does not fit. `at` is the number of the unit. */
  readonly put: (text: string, texts: Texts, at: number) => string | undefined;
}

const TARGETS: readonly Language[] = ["ru", "zh"];

type Replacement = readonly [pattern: RegExp, by: string, language?: Language];

/** A replacement of the first match of a pattern. A pattern with a language is for texts in this language alone. */
const replacing =
  (...pairs: readonly Replacement[]) =>
  (text: string): string | undefined => {
    const own = languageOf(text);
    const found = pairs.find(
      ([pattern, , language]) => (language === undefined || language === own) && pattern.test(text),
    );
    return found === undefined ? undefined : text.replace(found[0], found[1]);
  };

const languageOf = (text: string): Language =>
  /\p{Script=Han}/u.test(text) ? "zh" : /\p{Script=Cyrillic}/u.test(text) ? "ru" : "en";

/** Words for a duty or a ban. */
const MODAL =
  /\b(?:must|shall|should|(?:have|has|had|need|needs) to|requir\w+|not allowed|prohibit\w*|forbid\w*|may not|cannot)\b|долж|обязан|необходимо|следует|нужно|надо(?!\p{L})|прид[её]тся|требуется|нельзя|запрещ|必须|应|须|需要|不得|禁止|不能|不可|勿/iu;

/** Replaces a target by the whole English text, if that has at least this many words. */
const leftWhole = (least: number, most: number): Seed => ({
  name: `left in English, ${least}–${most} words`,
  languages: TARGETS,
  put: (_, { en = "" }) => {
    const words = en.split(/\s+/u).length;
    return words >= least && words <= most && /^\p{L}/u.test(en) && /\s\p{Ll}/u.test(en) ? en : undefined;
  },
});

/** Replaces characters of the target by this number of words from the middle of the English text. */
const leftRun = (count: number): Seed => ({
  name: `run of ${count} English words left`,
  languages: TARGETS,
  put: (text, { en = "" }) => {
    const words = en.split(/\s+/u);
    const from = Math.floor((words.length - count) / 2);
    const run = words.slice(from, from + count);
    if (words.length < count + 6 || !run.every((word) => /^[a-z]{2,}$/u.test(word))) return undefined;
    const pieces = languageOf(text) === "zh" ? text.split(/(?<=[，、])/u) : text.split(/(?<=\s)/u);
    const at = Math.floor(pieces.length / 2);
    if (pieces.length < 3) return undefined;
    return [...pieces.slice(0, at), ` ${run.join(" ")} `, ...pieces.slice(at + 1)]
      .join("")
      .replace(/ {2,}/gu, " ");
  },
});

export const SEEDS: readonly Seed[] = [
  {
    name: "percent → percentage points",
    languages: ["en", "ru", "zh"],
    put: replacing(
      [/(\d)\s?(?:%|per cent|percent)(?! ?point)/u, "$1 percentage points", "en"],
      [/(\d)\s?(?:%|процент\p{L}*)(?! ?пункт)/u, "$1 процентных пункта", "ru"],
      [/(\d)%/u, "$1个百分点", "zh"],
    ),
  },
  {
    name: "unit of measure dropped",
    languages: ["en", "ru", "zh"],
    put: replacing(
      [
        /(\d) (?:kilometers|kilometres|km|miles|meters|metres|feet|tonnes|tons|kg|dollars|euros)(?=[\s.,])/u,
        "$1",
      ],
      [/(\d) (?:километр\p{L}*|км|мил[ьи]|метр\p{L}*|тонн\p{L}*|кг|доллар\p{L}*|евро)(?=[\s.,])/u, "$1"],
      [/(\d)\s?(?:公里|千米|英里|米|英尺|吨|公斤|美元|欧元)/u, "$1"],
    ),
  },
  {
    name: "km → m",
    languages: ["en", "ru", "zh"],
    put: replacing(
      [/ (?:kilometers|kilometres|km)(?=[\s.,])/u, " m"],
      [/ (?:километр\p{L}*|км)(?=[\s.,])/u, " м"],
      [/公里|千米/u, "米"],
    ),
  },
  {
    name: "month changed",
    languages: ["en", "ru", "zh"],
    put: replacing(
      [/\bin (?:January|February|April|June|August|September|October|November|December)\b/u, "in July"],
      [/ (?:январе|феврале|апреле|июне|августе|сентябре|октябре|ноябре|декабре)(?!\p{L})/u, " марте"],
      [/(?<!\d|年)(?:1|2|4|6|8|9|10|11|12)月(?!\d)/u, "3月"],
    ),
  },
  {
    name: "weekday changed",
    languages: ["en", "ru", "zh"],
    put: replacing(
      [/\b(?:Monday|Wednesday|Thursday|Friday|Saturday|Sunday)\b/u, "Tuesday"],
      [/(?:понедельник|четверг|воскресенье)(?!\p{L})/u, "вторник"],
      [/(?:周|星期)[一三四五六日]/u, "周二"],
    ),
  },
  {
    name: "last sentence dropped",
    languages: ["en", "ru", "zh"],
    put: (text) => {
      const sentences = sentencesOf(text, languageOf(text));
      return sentences.length < 2
        ? undefined
        : sentences.slice(0, -1).join(languageOf(text) === "zh" ? "" : " ");
    },
  },
  {
    name: "second half cut off",
    languages: ["en", "ru", "zh"],
    put: (text) => {
      if (text.length < (languageOf(text) === "zh" ? 24 : 80)) return undefined;
      const end = /[.!?。！？”"»]+$/u.exec(text)?.[0] ?? "";
      const half = text.slice(0, Math.floor(text.length / 2));
      const cut = languageOf(text) === "zh" ? half : half.replace(/\s+\S*$/u, "");
      return (
        cut.replace(/[,，、:;]$/u, "") + (/[.。]/u.test(end) ? (languageOf(text) === "zh" ? "。" : ".") : end)
      );
    },
  },
  leftWhole(2, 4),
  leftWhole(5, 7),
  leftWhole(8, 12),
  leftWhole(13, 60),
  leftRun(1),
  leftRun(3),
  leftRun(5),
  leftRun(8),
  {
    name: "Russian left in Chinese",
    languages: ["zh"],
    put: (_, { ru }) => ru,
  },
  {
    name: "Chinese left in Russian",
    languages: ["ru"],
    put: (_, { zh }) => zh,
  },
  {
    name: "negation dropped",
    languages: ["en", "ru", "zh"],
    put: replacing(
      [/\b(did|does|do|is|was|are|were|will|would|could|should|has|have|had) not\b/u, "$1"],
      [/\b(did|does|is|was|are|were|would|could|should|has|have|had)n['’]t\b/u, "$1"],
      [/(?<=[а-я,] )не (?=[а-я]{4})/u, ""],
      [/(?<=\p{Script=Han})(?:没有|不会|并非|不)(?=\p{Script=Han}{2})/u, ""],
    ),
  },
  {
    name: "must → may, must not → may",
    languages: ["en", "ru", "zh"],
    put: (text, texts) => {
      // The others must express the duty or the ban: “must be unsettling” may be a guess.
      const others = [texts.en, texts.ru, texts.zh].filter((other) => other !== undefined && other !== text);
      return others.every((other) => MODAL.test(other ?? ""))
        ? replacing(
            [/\bmust not\b/u, "may", "en"],
            [/\bmust\b/u, "may", "en"],
            [/ нельзя /u, " можно ", "ru"],
            [/ долж(?:ен|на|но) /u, " может ", "ru"],
            [/ должны /u, " могут ", "ru"],
            [/不得(?!不|以)|禁止/u, "可以", "zh"],
            [/必须/u, "可以", "zh"],
          )(text)
        : undefined;
    },
  },
  {
    name: "end mark dropped",
    languages: ["en", "ru", "zh"],
    put: (text) => (/[\p{L}\p{N}][.。]$/u.test(text) ? text.slice(0, -1) : undefined),
  },
  {
    name: "address dropped",
    languages: ["en", "ru", "zh"],
    put: (text, texts) =>
      [texts.en, texts.ru, texts.zh].every((one) => /https?:\/\/|www\./u.test(one ?? ""))
        ? text.replace(/(?:https?:\/\/|www\.)\S+/u, "")
        : undefined,
  },
  {
    name: "Chinese word doubled",
    languages: ["zh"],
    put: (text) => {
      const word = [...new Intl.Segmenter("zh", { granularity: "word" }).segment(text)].find(
        ({ segment, index }) =>
          index > 2 && /^\p{Script=Han}{2}$/u.test(segment) && segment[0] !== segment[1],
      );
      return word === undefined
        ? undefined
        : text.slice(0, word.index) + word.segment + text.slice(word.index);
    },
  },
  {
    name: "Russian word doubled",
    languages: ["ru"],
    put: replacing([/(?<= )([а-яё]{2,}) (?=[а-яё])/u, "$1 $1 "]),
  },
  {
    name: "Cyrillic «а» for the English article",
    languages: ["en"],
    put: replacing([/ a (?=[a-z])/u, " а "]),
  },
  {
    name: "closing quotation mark of another kind",
    languages: ["en", "ru", "zh"],
    put: replacing([/(“[^“”"]+)”/u, '$1"'], [/(«[^«»"]+)»/u, '$1"'], [/("[^"]+)"/u, "$1»"]),
  },
];
