import type { Boundaries } from "./boundaries.ts";
import { isHan } from "./folded-text.ts";

/** Characters that a term may skip, because it shares its other characters with a term beside it. */
export interface ChineseGap {
  /** `modifiers`: 沿海[和内陆]国家; `heads`: 北极[动物和]植物. */
  readonly kind: "modifiers" | "heads";
  /** End of the first part of the term. */
  readonly from: number;
  /** Start of the second part of the term. */
  readonly resume: number;
  /** Place of the member beside the gap: of 内陆国家, or of 动物. */
  readonly partner: number;
  /** Length of that member without the shared characters. */
  readonly length: number;
  /** Two opposites without a conjunction: 南北极, 进出口. */
  readonly contracted: boolean;
}

const SEPARATOR = /^(?:以及|[、和与及或])/u;
/** First characters of a separator. */
const SEPARATES = "、和与及或以";
const NONE: readonly ChineseGap[] = [];
const OPPOSITES = new Set(["南北", "北南", "东西", "西东", "进出"]);
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
  if (!/[、和与與及或]|南北|北南|[东東]西|西[东東]|[进進]出/u.test(written)) return undefined;
  const text = folded();
  return (start, from) => {
    const separator = separatorAt(text, from);
    if (separator !== undefined) return modifiersAfter(text, from, from + separator.length);
    if (from - start === 1 && OPPOSITES.has(text.slice(start, from + 1)))
      return [
        {
          kind: "modifiers",
          from,
          resume: from + 1 + (text[from + 1] === "两" ? 1 : 0),
          partner: from,
          length: 1,
          contracted: true,
        },
      ];
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
