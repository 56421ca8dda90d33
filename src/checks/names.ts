import type { Language } from "../domain/language.ts";
import { matchesOf } from "../domain/matches.ts";
import type { Issue, TextView, UnitCheck, UnitView } from "./check.ts";
import { languagesOf } from "./disagreement.ts";
import { palladius } from "./names/palladius.ts";
import { romanize, skeleton } from "./names/romanize.ts";

/** Checks that names follow the usual systems: Palladius for Chinese in Russian, BGN/PCGN for Russian in English. */
export const names: UnitCheck = {
  id: "names",
  severity: "info",
  scope: "unit",
  *run(unit) {
    yield* chinesePeople(unit);
    yield* places(unit);
    yield* russianNames(unit);
  },
};

const find = (unit: UnitView, language: Language): TextView | undefined =>
  unit.written.find((view) => view.language === language);

/** Frequent surnames. Their Chinese characters distinguish the name "He Long" from ordinary words. */
const SURNAMES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    Wang: "王汪", Li: "李黎", Zhang: "张章", Liu: "刘柳", Chen: "陈", Yang: "杨", Zhao: "赵", Huang: "黄", Zhou: "周", Wu: "吴武",
    Xu: "徐许", Sun: "孙", Hu: "胡", Zhu: "朱", Gao: "高", Lin: "林", He: "何贺", Guo: "郭", Ma: "马", Luo: "罗骆", Liang: "梁",
    Song: "宋", Zheng: "郑", Xie: "谢", Han: "韩", Tang: "唐汤", Feng: "冯", Yu: "于余俞", Dong: "董", Xiao: "肖萧", Cheng: "程",
    Cao: "曹", Yuan: "袁", Deng: "邓", Fu: "傅", Shen: "沈", Zeng: "曾", Peng: "彭", Lü: "吕", Su: "苏", Lu: "卢陆鲁", Jiang: "蒋江姜",
    Cai: "蔡", Jia: "贾", Ding: "丁", Wei: "魏韦", Xue: "薛", Ye: "叶", Yan: "阎严颜", Pan: "潘", Du: "杜", Dai: "戴", Xia: "夏",
    Zhong: "钟", Tian: "田", Ren: "任", Fan: "范樊", Fang: "方房", Shi: "石史施", Yao: "姚", Tan: "谭", Liao: "廖", Zou: "邹",
    Xiong: "熊", Jin: "金", Hao: "郝", Kong: "孔", Bai: "白", Cui: "崔", Kang: "康", Mao: "毛", Qiu: "邱", Qin: "秦", Gu: "顾",
    Hou: "侯", Shao: "邵", Meng: "孟", Long: "龙", Wan: "万", Duan: "段", Lei: "雷", Qian: "钱", Yin: "尹", Yi: "易", Chang: "常",
    Qiao: "乔", Lai: "赖", Gong: "龚", Wen: "文温", Xi: "习",
  }),
); // prettier-ignore

const TWO_CAPITALS = /[A-Z][a-zü]{1,6} [A-Z][a-zü]/u;
const PINYIN_NAME = /(?<!\p{L})([A-Z][a-zü]{1,6}) ([A-Z][a-zü]{1,5}(?:['’-]?[a-zü]{1,6})?)(?!\p{L})/gu;

/** «Лю Хао» for Liu Hao where the Chinese text has the surname 刘. */
function* chinesePeople(unit: UnitView): Generator<Issue> {
  const english = find(unit, "en");
  const russian = find(unit, "ru");
  const chinese = find(unit, "zh");
  if (english === undefined || russian === undefined || chinese === undefined) return;
  if (!TWO_CAPITALS.test(english.text)) return;
  let lower: string | undefined;
  for (const { 0: name, 1: family = "", 2: given = "", index } of matchesOf(english.text, PINYIN_NAME)) {
    const characters = SURNAMES.get(family);
    if (characters === undefined || !Array.from(characters).some((one) => chinese.text.includes(one)))
      continue;
    const parts = [palladius(family), palladius(given)];
    const [first, second] = parts;
    if (first === undefined || second === undefined) continue;
    lower ??= lowered(russian.text);
    if (has(lower, first) && has(lower, second)) continue;
    const text = `${capital(first)} ${capital(second)}`;
    yield issue(english, russian, { start: index, end: index + name.length }, name, text, "names.palladius");
  }
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

const lowered = (text: string): string => text.toLowerCase().replaceAll("ё", "е");

/** Compares stems, because Russian names decline. `text` is in lower case. */
const has = (text: string, word: string): boolean =>
  text.includes(lowered(word).replace(/[аеийоуыьюя]$/u, ""));

/** Established names that follow no system of transcription, or that are often misspelt. Russian names are stems. */
const PLACES: readonly (readonly [en: string, ru: string, zh: string, stem?: string])[] = [
  ["Beijing", "Пекин", "北京"],
  ["Nanjing", "Нанкин", "南京"],
  ["Harbin", "Харбин", "哈尔滨"],
  ["Shanghai", "Шанхай", "上海"],
  ["Tianjin", "Тяньцзинь", "天津"],
  ["Qingdao", "Циндао", "青岛"],
  ["Dalian", "Далянь", "大连"],
  ["Heilongjiang", "Хэйлунцзян", "黑龙江"],
  ["Arkhangelsk", "Архангельск", "阿尔汉格尔斯克"],
  ["Murmansk", "Мурманск", "摩尔曼斯克"],
  ["Norilsk", "Норильск", "诺里尔斯克"],
  ["Salekhard", "Салехард", "萨列哈尔德"],
  ["Naryan-Mar", "Нарьян-Мар", "纳里扬马尔"],
  ["Yakutsk", "Якутск", "雅库茨克"],
  ["Sabetta", "Сабетта", "萨别塔"],
  ["Pevek", "Певек", "佩韦克"],
  ["Tiksi", "Тикси", "季克西"],
];

/** Two languages must contain a place name, so Chinese or English must contain it. */
const PLACE = new RegExp(PLACES.flatMap(([en, , zh]) => [en, zh]).join("|"), "u");

/**
 * Only names in Chinese or Russian are expected in the other languages: English texts often say "the capital"
 * instead.
 */
function* places(unit: UnitView): Generator<Issue> {
  if (!unit.written.some(({ language, text }) => language !== "ru" && PLACE.test(text))) return;
  const russian = lowered(find(unit, "ru")?.text ?? "");
  for (const [en, ru, zh] of PLACES) {
    const present = unit.written.filter(({ language, text }) =>
      language === "en" ? text.includes(en) : language === "zh" ? text.includes(zh) : has(russian, ru),
    );
    // Two languages name the place; the third does not, or uses another name.
    if (present.length < 2 || present.length === unit.written.length) continue;
    const [source] = present;
    const target = unit.written.find((view) => !present.includes(view));
    if (source === undefined || target === undefined) continue;
    const [name, better] = [source.language, target.language].map((language) => ({ en, ru, zh })[language]);
    if (name === undefined || better === undefined) continue;
    const at = source.language === "ru" ? undefined : source.text.indexOf(name);
    yield issue(
      source,
      target,
      at === undefined ? undefined : { start: at, end: at + name.length },
      name,
      better,
      "names.place",
    );
  }
}

/** A text with more capitalised words than this is a list or a whole book. */
const MANY = 100;

const RUSSIAN_NAME = /(?<!\p{L})(?=\p{Lu})\p{Script=Cyrillic}[а-яё]{5,}/gu;
const ENGLISH_NAME = /(?<!\p{L})[A-Z][a-z'’]{4,}(?!\p{L})/gu;

const bareName = (name: string): string => name.toLowerCase().replace(/['’]/gu, "");

/** Finds English spellings of Russian names in another romanisation: Arhangelsk for Arkhangelsk. */
function* russianNames(unit: UnitView): Generator<Issue> {
  const english = find(unit, "en");
  const russian = find(unit, "ru");
  if (english === undefined || russian === undefined) return;
  const all = matchesOf(english.text, ENGLISH_NAME);
  const candidates = all.filter(([name]) => isMarked(bareName(name)));
  if (candidates.length === 0 || all.length > MANY) return;
  for (const { 0: word } of matchesOf(russian.text, RUSSIAN_NAME)) {
    // Declension changes only the end of the word.
    const stem = word.replace(/(?:ого|ому|ами|ах|ом|ем|ой|ей|ым|им|[аеиоуыьюяй])$/u, "");
    if (stem.length < 5 || !RUSSIAN_ENDING.test(stem)) continue;
    const bare = skeleton(romanize(stem));
    const accepted = acceptedStems(stem);
    for (const { 0: name, index } of candidates) {
      const own = bareName(name);
      const skeletal = skeleton(name);
      if (!skeletal.startsWith(bare) || skeletal.length > bare.length + 1) continue;
      if (accepted.some((form) => own.startsWith(form))) continue;
      const text = romanize(word.replace(/[аеу]$/u, ""));
      yield issue(russian, english, undefined, word, text, "names.romanization", {
        start: index,
        end: index + name.length,
      });
    }
  }
}

/** Endings of Russian place names and surnames. Foreign names in Cyrillic keep their original Latin spelling. */
const RUSSIAN_ENDING = /(?:ск|цк|[оеё]в|град|бург|дар)$/u;

/** Letters that show another system of romanisation. Without them, an unusual spelling is an English word. */
const isMarked = (name: string): boolean => /j|w|sch|tch|cz|(?<![kstczpgw])h/u.test(name);

function acceptedStems(stem: string): string[] {
  const full = romanize(stem).toLowerCase();
  return [
    full,
    full.replaceAll("ye", "e"),
    full.replaceAll("yo", "e"),
    full.replace(/yy?|iy/gu, "i"),
    full.replaceAll("ks", "x"),
    full.replaceAll("iy", "y"),
  ];
}

function issue(
  source: TextView,
  target: TextView,
  place: { start: number; end: number } | undefined,
  value: string,
  better: string,
  message: string,
  range?: { start: number; end: number },
): Issue {
  return {
    certainty: "possible",
    languages: languagesOf(source, target),
    ranges: { ...(place && { [source.language]: [place] }), ...(range && { [target.language]: [range] }) },
    message,
    params: { source: source.language, target: target.language, value, better },
    suggestion: { language: target.language, ...(range && { range }), text: better },
  };
}
