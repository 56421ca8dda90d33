import type { Boundaries } from "./boundaries.ts";
import { isHan } from "./folded-text.ts";

/** Characters that a term may skip, because it shares its other characters with a term beside it. */
export interface ChineseGap {
  /** `modifiers`: 沿海[和内陆]国家; `heads`: 北极[动物和]植物; `possessed`: 船舶[的]设计和建造, 船舶[的设计和]建造. */
  readonly kind: "modifiers" | "heads" | "possessed";
  /** End of the first part of the term. */
  readonly from: number;
  /** Start of the second part of the term. */
  readonly resume: number;
  /** Place of the member beside the gap: of 内陆国家, or of 动物. */
  readonly partner: number;
  /** Length of that member without the shared characters; `possessed`: of the member that belongs to the term. */
  readonly length: number;
  /** Two opposites without a conjunction: 南北极, 进出口, 国内外市场. */
  readonly contracted: boolean;
}

const SEPARATOR = /^(?:以及|[、和与及或])/u;
/** First characters of a separator. */
const SEPARATES = "、和与及或以";
const NONE: readonly ChineseGap[] = [];
const OPPOSITES = new Set([
  "南北",
  "北南",
  "东西",
  "西东",
  "进出",
  "上下",
  "内外",
  "高低",
  "大小",
  "前后",
  "冬夏",
  "春秋",
]);
const MAY_COORDINATE =
  /[、和与與及或]|南北|北南|[东東]西|西[东東]|[进進]出|上下|[内內]外|高低|大小|前[后後]|冬夏|春秋/u;
/** Most characters of a member, and most members that a term may skip. */
const MEMBER = 6;
const MEMBERS = 4;

/**
 * The gaps in a text after the first part of a term; `undefined` if the text coordinates nothing.
 *
 * @param folded the text as `foldChinese` gives it
 */
export function chineseGapsOf(
  written: string,
  folded: () => string,
): ((start: number, from: number) => readonly ChineseGap[]) | undefined {
  if (!MAY_COORDINATE.test(written)) return undefined;
  const text = folded();
  return (start, from) => {
    const separator = separatorAt(text, from);
    if (separator !== undefined) return modifiersAfter(text, from, from + separator.length);
    const contracted = contractedAt(text, start, from);
    if (contracted !== undefined) return [contracted];
    if (text[from] === "的") return from - start >= 2 ? possessedAfter(text, from) : NONE;
    return from - start >= 2 ? headsAfter(text, from) : NONE;
  };
}

const separatorAt = (text: string, at: number): string | undefined =>
  SEPARATES.includes(text.charAt(at)) ? SEPARATOR.exec(text.slice(at, at + 2))?.[0] : undefined;

const isHanAt = (text: string, at: number): boolean => at < text.length && isHan(text.charCodeAt(at));

function modifiersAfter(text: string, from: number, first: number): ChineseGap[] {
  const gaps: ChineseGap[] = [];
  let partner = first;
  for (let left = MEMBERS; left > 0; left--) {
    let at = partner;
    let next: number | undefined;
    for (; at < partner + MEMBER && isHanAt(text, at); at++) {
      const separator = at > partner ? separatorAt(text, at) : undefined;
      if (separator !== undefined) {
        next = at + separator.length;
        break;
      }
      if (at > partner)
        gaps.push({ kind: "modifiers", from, resume: at, partner, length: at - partner, contracted: false });
    }
    if (text[at] === "、" && next === undefined) next = at + 1;
    if (next === undefined) break;
    partner = next;
  }
  return gaps;
}

/** 南[北]极, 国内[外]市场 and 国[内]外市场. Only 内外 may follow another character. */
function contractedAt(text: string, start: number, from: number): ChineseGap | undefined {
  const gap = { kind: "modifiers", from, length: 1, contracted: true } as const;
  if (text.startsWith("内外", from - 1) && from - start === 2)
    return { ...gap, resume: from + 1, partner: from };
  if (text.startsWith("内外", from) && from - start === 1) return { ...gap, resume: from + 1, partner: from };
  if (from - start !== 1 || !OPPOSITES.has(text.slice(start, from + 1))) return undefined;
  return { ...gap, resume: from + 1 + (text[from + 1] === "两" ? 1 : 0), partner: from };
}

/** The members of a list after 的. Without a conjunction or comma there is none: 船舶的设计. */
function possessedAfter(text: string, from: number): readonly ChineseGap[] {
  const gaps: ChineseGap[] = [];
  let partner = from + 1;
  for (let left = MEMBERS; left > 0; left--) {
    let at = partner;
    while (at < partner + MEMBER && isHanAt(text, at) && separatorAt(text, at) === undefined) at++;
    const separator = separatorAt(text, at);
    if (separator === undefined && gaps.length === 0) return NONE;
    const length = separator === undefined ? 0 : at - partner;
    gaps.push({ kind: "possessed", from, resume: partner, partner, length, contracted: false });
    if (separator === undefined) break;
    partner = at + separator.length;
  }
  return gaps;
}

function headsAfter(text: string, from: number): readonly ChineseGap[] {
  for (let at = from + 1; at <= from + MEMBER && isHanAt(text, at - 1); at++) {
    const separator = separatorAt(text, at);
    if (separator === undefined) continue;
    const resume = at + separator.length;
    return [{ kind: "heads", from, resume, partner: from, length: at - from, contracted: false }];
  }
  return NONE;
}

/**
 * Whether both members of the coordination are words. Single characters are shared only by single characters: 南、北极,
 * but not 北极和南海 for 北极海.
 *
 * @param isTerm whether another term stands at [start, end)
 */
export function isSharedFairly(
  { start, end }: { readonly start: number; readonly end: number },
  { kind, from, resume, partner, length, contracted }: ChineseGap,
  boundaries: Boundaries,
  isTerm: (start: number, end: number) => boolean,
): boolean {
  const before = from - start;
  const after = end - resume;
  if (kind === "possessed") {
    // the last member has no mark at its end
    const whole = length === 0 ? after >= 2 : length === after;
    return whole && boundaries.isWord(start, from) && boundaries.isWord(resume, end);
  }
  if (kind === "heads") {
    // 航行很慢和自由: a verb may stand after a short word
    return (
      (isTerm(start, from + length) || (before > 2 && length === after && after >= 2)) &&
      boundaries.isWord(resume, end)
    );
  }
  if (contracted) return isTerm(partner, end) || after >= 2;
  // 水和空气污染 for 水污染: the other member is a term as well
  if (before === 1) return length === 1 || isTerm(partner, end);
  if (after === 1 && length !== before) return false;
  return boundaries.isWord(start, from) && boundaries.isWord(partner, end);
}
