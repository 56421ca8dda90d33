/**
 * Chinese measure words, and nouns that are counted without one. They tell a numeral from a character of a word (三艘,
 * but 再三), and before them two is 两.
 */
const MEASURES =
  /^(?:[个個艘次年天种種项項座條条位名件国國岁歲周倍吨米里度份组組批艇架辆輛台套家间間篇章节節页頁卷级級层層支只隻片块塊段张張笔筆届屆场場轮輪期人亿億万萬千百月日号號]|部(?!分)|公[里斤顷吨尺]|平方|立方|海里|小[时時]|分[钟鐘]|秒|世纪)/u;
/** Measure words with 二 instead of 两. */
const NO_LIANG = /^(?:[月日号號级級度百]|年级|年級|世纪)/u;

/** Whether a measure word stands at an offset of a Chinese text. */
export const countsBefore = (text: string, at: number): boolean => MEASURES.test(text.slice(at, at + 2));

/** Whether two is 两 before this offset: 两艘船, 两年, but 二月, 二年级. */
export const takesLiang = (text: string, at: number): boolean =>
  countsBefore(text, at) && !NO_LIANG.test(text.slice(at, at + 2));
