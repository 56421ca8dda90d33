import { atFirstUse } from "../domain/at-first-use.ts";
import type { Language } from "../domain/language.ts";
import { HAN_NUMERAL } from "./han-numerals.ts";
import { beginningAt, numberBeginnings } from "./number-words.ts";

/**
 * What a text may have, as bits. One pass over a text finds them, and each reader looks only for what may be there. A bit
 * may be set without need; if it is absent, the text certainly has nothing of this kind.
 */
export const SIGN = {
  /** A word that begins like a number or a fraction; in Chinese a numeral. */
  NUMBER: 1,
  MONTH: 2,
  /** Words for times of day. */
  TIME: 4,
  MULTIPLE: 8,
  /** In Chinese: fractions. In other languages their words are numbers, except `VULGAR`. */
  FRACTION: 16,
  /** Chinese words for tenths and per cent. */
  PERCENT: 32,
  ROMAN: 64,
  /** ½ and similar characters. */
  VULGAR: 128,
  /** Two neighbouring Chinese numerals. */
  NUMERALS: 256,
  /** 元, which is New Year's Day in 元旦. */
  NEW_YEAR: 512,
} as const;

/** Signs of the words for statements about time and amount without a number, by kind. */
export const CLAIM_SIGNS = {
  weekday: 1 << 10,
  season: 1 << 11,
  bound: 1 << 12,
  side: 1 << 13,
  half: 1 << 14,
  order: 1 << 15,
  term: 1 << 16,
} as const;
export const ANY_CLAIM = 0x7f << 10;

/** The signs of quantities: a text that has only others, and no digits, has no quantity. */
const QUANTITY = 1023;
/** True if a text without digits has no quantity. */
export const hasNoQuantity = (signs: number): boolean => (signs & QUANTITY) === 0;

/** The signs of the quantities that a text may have. 0 if it has none, apart from digits. */
export function signsOf(text: string, language: Language): number {
  const ofWord = WORD_TABLES[language]();
  const ofHan = language === "zh" ? hanTable() : undefined;
  let signs = 0;
  let lastHan = 0;
  let digits = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code >= 0x30 && code <= 0x39) digits = true;
    if (code >= 0x3000) {
      const han = ofHan?.[code - 0x3000] ?? 0;
      signs |= han | (han & lastHan & SIGN.NUMBER ? SIGN.NUMERALS : 0);
      lastHan = han;
      continue;
    }
    lastHan = 0;
    if (!isLetter(code)) {
      if (code >= 0xbc && VULGAR.has(code)) signs |= SIGN.VULGAR;
      continue;
    }
    signs |= ofWord?.[beginningAt(text, at)] ?? 0;
    let roman = true;
    for (; at < text.length && isLetter(text.charCodeAt(at)); at++)
      if (roman && !ROMAN.has(text.charCodeAt(at))) roman = false;
    if (roman) signs |= SIGN.ROMAN;
    at--;
  }
  // “5 a.m.” and “6 pm”
  if (digits && language === "en" && HALF_OF_DAY.test(text)) signs |= CLAIM_SIGNS.half;
  return signs;
}

const HALF_OF_DAY = /\d\s?[AaPp]\.?[Mm]/u;

const codesOf = (text: string): ReadonlySet<number> =>
  new Set(Array.from(text, (char) => char.charCodeAt(0)));
const VULGAR = codesOf("½⅓⅔¼¾⅕⅛");
const ROMAN = codesOf("IVXLCDMХІ");

/** Whether a code unit is a Latin or Cyrillic letter. */
const isLetter = (code: number): boolean =>
  ((code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a) || (code >= 0x400 && code <= 0x52f);

/** Signs of Chinese characters, from U+3000 on. */
const hanTable = atFirstUse(() =>
  hanSigns([
    [HAN_NUMERAL, SIGN.NUMBER],
    ["元", SIGN.NEW_YEAR],
    ["午夜点时晨早晚", SIGN.TIME],
    ["番倍半腰", SIGN.MULTIPLE],
    ["半分", SIGN.FRACTION],
    ["分成折", SIGN.PERCENT],
    ["期拜周", CLAIM_SIGNS.weekday],
    ["夏冬秋春", CLAIM_SIGNS.season],
    ["少码低多超高", CLAIM_SIGNS.bound],
    ["超多于逾余少到足满", CLAIM_SIGNS.side],
    ["午早晨晚", CLAIM_SIGNS.half],
    ["数几上成", CLAIM_SIGNS.order],
    ["年月周", CLAIM_SIGNS.term],
  ]),
);

function hanSigns(rows: readonly (readonly [characters: string, sign: number])[]): Uint32Array {
  const table = new Uint32Array(0xd000);
  for (const [characters, sign] of rows)
    for (const char of characters)
      table[char.charCodeAt(0) - 0x3000] = (table[char.charCodeAt(0) - 0x3000] ?? 0) | sign;
  return table;
}

/** First three letters of words, by sign. Number words are added from the vocabulary of `number-words.ts`. */
const BEGINNINGS: Readonly<Record<"en" | "ru", readonly (readonly [words: string, sign: number])[]>> = {
  en: [
    ["jan feb mar apr may jun jul aug sep oct nov dec", SIGN.MONTH],
    ["noo mid hal qua ten fiv twe", SIGN.TIME],
    ["mon tue wed thu fri sat sun", CLAIM_SIGNS.weekday],
    ["sum win aut fal spr", CLAIM_SIGNS.season],
    ["lea les few mos mor min max exc", CLAIM_SIGNS.bound],
    ["mor gre hig les few low exc", CLAIM_SIGNS.side],
    ["mor aft eve", CLAIM_SIGNS.half],
    ["doz ten hun tho mil bil", CLAIM_SIGNS.order],
    ["yea mon wee", CLAIM_SIGNS.term],
    ["dou tri tre qua qui fol tim hal two thr fou fiv six sev eig nin ten twe hun", SIGN.MULTIPLE],
  ],
  ru: [
    ["янв фев мар апр май мая мае маю июн июл авг сен окт ноя дек", SIGN.MONTH],
    ["пол чет нач без час", SIGN.TIME],
    ["раз вдв втр вче впя вше вде удв утр уче", SIGN.MULTIPLE],
    ["каж", SIGN.NUMBER],
    ["пон вто сре чет пят суб вос", CLAIM_SIGNS.weekday],
    ["лет зим осе вес", CLAIM_SIGNS.season],
    ["мен мин бол сам мак пре", CLAIM_SIGNS.bound],
    ["бол свы мен", CLAIM_SIGNS.side],
    ["утр ноч веч дня", CLAIM_SIGNS.half],
    ["дес дюж сот тыс мил", CLAIM_SIGNS.order],
    ["год пол шес мес нед тре", CLAIM_SIGNS.term],
  ],
};

function wordSigns(language: "en" | "ru"): Uint32Array {
  const table = numberBeginnings(language).map((known) => (known === 0 ? 0 : SIGN.NUMBER));
  for (const [words, sign] of BEGINNINGS[language])
    for (const word of words.split(" ")) {
      const place = beginningAt(word, 0);
      table[place] = (table[place] ?? 0) | sign;
    }
  return table;
}

const WORD_TABLES: Readonly<Record<Language, () => Uint32Array | undefined>> = {
  en: atFirstUse(() => wordSigns("en")),
  ru: atFirstUse(() => wordSigns("ru")),
  zh: () => undefined,
};
