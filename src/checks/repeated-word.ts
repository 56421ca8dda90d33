import type { Language } from "../domain/language.ts";
import { matchesOf } from "../domain/matches.ts";
import { KIND, mayRepeatHan, mayRepeatWord } from "./character-kinds.ts";
import type { Issue, TextView, UnitCheck } from "./check.ts";

/** Reports a word that is repeated immediately, in one language only. */
export const repeatedWord: UnitCheck = {
  id: "repeated-word",
  severity: "warning",
  scope: "unit",
  *run({ written }) {
    const found = written.map((view) => ({ view, repeats: repeatsIn(view) }));
    // A repetition in several languages is intended.
    if (found.filter(({ repeats }) => repeats.length > 0).length !== 1) return;
    // So is a sound that another language doubles in one word: «тук-тук», 呼呼.
    if (written.some(({ text }) => DOUBLED_SOUND.test(text))) return;
    for (const { view, repeats } of found) {
      for (const repeat of repeats) {
        const { start, end } = repeat;
        const quoted = view.text.slice(start, end);
        if (
          !view.hasCode(start, end) &&
          !written.some((other) => other !== view && other.text.includes(quoted))
        )
          yield issue(view, repeat);
      }
    }
  },
};

const DOUBLED_SOUND = /(?<!\p{L})(\p{L}{2,})-\1(?!\p{L})|([呼哈呵嘿嘻咚叮汪喵哗轰砰咔滴啪噗嗖嗡呜哇啦])\2/iu;

const mayRepeat = ({ language, text, kinds }: TextView): boolean =>
  language === "zh" ? mayRepeatHan(text) : (kinds & (KIND.OTHER | KIND.WIDE)) !== 0 || mayRepeatWord(text);

interface Repeat {
  readonly start: number;
  readonly end: number;
  readonly word: string;
}

const TWICE = /(?<![\p{L}\p{M}\d’'_./@#&=-])(\p{L}{2,})[ \u00A0]+(\1)(?![\p{L}\p{M}\d’'_/=-]|\.\p{L})/giu;
/** One-letter words that are repeated between other words: «обмен и и школы», "in a a port". */
const TWICE_LETTER: Readonly<Record<"en" | "ru", RegExp>> = {
  en: /(?<=[a-z]{2},? )(a)[ \u00A0]+(\1)(?= [a-z]{3})/gu,
  ru: /(?<=[а-яё]{2},? )([авикосуя])[ \u00A0]+(\1)(?= [«А-Яа-яё]{3})/gu,
};
/** Three or more Chinese characters that are repeated immediately. */
const TWICE_CHINESE = /(\p{Script=Han}{3,12})\1/gu;
/** Function words that Chinese never doubles, unless they belong to a longer word. */
const TWICE_PARTICLE =
  /(?<![目有标别是真存现正所])(的的(?!确)|了了(?!解|却|然)|在在|与与|及及|被被|把把|或或|并并)/gu;

/** Two characters that are repeated immediately: 我们我们. */
const TWICE_PAIR = /(\p{Script=Han}{2})\1/gu;
/** Intensifiers and counts that are doubled on purpose: 非常非常, 一步一步. */
const DOUBLED_PAIR =
  /^(?:一.|.一|非常|很多|许多|好多|特别|永远|谢谢|多少|加油|快点|慢点|真的|越来|不断|反复|好的|是的|哈哈|呵呵|嘿嘿|拜拜|宝宝|轰隆|滴答)$/u;
/** Verbs that are doubled for a short action (讨论讨论). An aspect particle never follows them. */
const SHORT_ACTION =
  /^(?:讨论|学习|研究|商量|考虑|休息|打扫|介绍|了解|参观|活动|锻炼|收拾|整理|准备|检查|交流|放松|热闹|高兴|打听|体验|感受|分析|琢磨|帮助|照顾|练习|复习|调查|认识|解释|教育|熟悉|适应|打扮|凉快|轻松|舒服|暖和|欣赏|比较|观察|思考|反思|总结|沟通|运动|尝试|评论|评价|指点|修理|布置|安慰|鼓励|批评|表现)$/u;

let segmenter: Intl.Segmenter | undefined;

/** True if the two halves of a doubled pair are separate words: 我们|我们, but not 大学|大学生. */
function areWords(text: string, start: number): boolean {
  segmenter ??= new Intl.Segmenter("zh", { granularity: "word" });
  const from = Math.max(0, start - 12);
  const words = new Set(
    [...segmenter.segment(text.slice(from, start + 16))].map(({ index }) => from + index),
  );
  return [start, start + 2, start + 4].every((at) => words.has(at) || at >= text.length);
}

function isSlip(text: string, word: string, start: number): boolean {
  if (word.charAt(0) === word.charAt(1) || DOUBLED_PAIR.test(word)) return false;
  if (SHORT_ACTION.test(word) && !/^[了过着的]/u.test(text.slice(start + 4))) return false;
  return areWords(text, start);
}

const MEANT: Readonly<Record<Language, ReadonlySet<string>>> = {
  en: new Set([
    "that",
    "had",
    "in",
    "on",
    "up",
    "is",
    "do",
    "so",
    "very",
    "ha",
    "hi",
    "ho",
    "la",
    "bye",
    "no",
    "yes",
    "blah",
    "bla",
    "tap",
    "knock",
    "chi",
    "bora",
    "pago",
    "sing",
    "walla",
    "click",
    "more",
    "many",
    "long",
    "far",
    "now",
    "well",
    "there",
  ]),
  ru: new Set([
    "да",
    "нет",
    "ну",
    "так",
    "чуть",
    "еле",
    "едва",
    "ха",
    "хи",
    "бла",
    "вот",
    "тук",
    "очень",
    "много",
    "давно",
    "все",
    "всё",
    "еще",
    "ещё",
    "далеко",
  ]),
  zh: new Set(),
};

const NONE: readonly Repeat[] = [];

function repeatsIn(view: TextView): readonly Repeat[] {
  if (!mayRepeat(view)) return NONE;
  const { language } = view;
  const text = view.prose();
  if (language === "zh") {
    const pairs = matchesOf(text, TWICE_PAIR)
      .filter(({ 1: word = "", index }) => isSlip(text, word, index))
      .map(({ 0: all, 1: word = "", index }) => ({ start: index, end: index + all.length, word }));
    const longer = [...matchesOf(text, TWICE_CHINESE), ...matchesOf(text, TWICE_PARTICLE)]
      .map(({ 0: all, 1: word = "", index }) => ({
        start: index,
        end: index + all.length,
        word: word.length > 2 || !/^(.)\1$/u.test(word) ? word : word.charAt(0),
      }))
      .filter(({ word }) => (new Set(word).size > 1 && !/^的|的$/u.test(word)) || word.length === 1);
    return [
      ...longer,
      ...pairs.filter((pair) => !longer.some(({ start, end }) => pair.start < end && pair.end > start)),
    ];
  }
  return [...matchesOf(text, TWICE), ...matchesOf(text, TWICE_LETTER[language])].flatMap(
    ({ 0: all, 1: word = "", 2: again = "", index }) => {
      const meant =
        MEANT[language].has(word.toLowerCase()) ||
        (word !== again && /^\p{Lu}/u.test(again)) ||
        /^\p{Lu}{2,}$/u.test(word);
      return meant ? [] : [{ start: index, end: index + all.length, word }];
    },
  );
}

function issue({ language, text }: TextView, { start, end, word }: Repeat): Issue {
  const range = { start, end };
  return {
    certainty: "likely",
    languages: [language],
    ranges: { [language]: [range] },
    message: "repeated-word.twice",
    params: { language, value: word },
    suggestion: { language, range, text: text.slice(start, start + word.length) },
  };
}
