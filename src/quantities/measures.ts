/**
 * Chinese measure words, and nouns that are counted without a measure word. A numeral before one of them is a number
 * (三艘), not part of a word (再三). Two is written 两 before them.
 */
const MEASURES =
  /^(?:[个個艘次年天种種项項座條条位名件国國岁歲周倍吨米里度份组組批艇架辆輛台套家间間篇章节節页頁卷级級层層支只隻片块塊段张張笔筆届屆场場轮輪期人亿億万萬千百月日号號]|部(?!分)|公[里斤顷吨尺]|平方|立方|海里|小[时時]|分[钟鐘]|秒|世纪)/u;
/** Measure words that take 二 instead of 两. */
const NO_LIANG = /^(?:[月日号號级級度百]|年级|年級|世纪)/u;

/** Whether a Chinese text has a measure word at a UTF-16 offset. */
export const countsBefore = (text: string, at: number): boolean => MEASURES.test(text.slice(at, at + 2));

/** Whether the number two is written 两 before a UTF-16 offset: 两艘船, 两年, but 二月, 二年级. */
export const takesLiang = (text: string, at: number): boolean =>
  countsBefore(text, at) && !NO_LIANG.test(text.slice(at, at + 2));
