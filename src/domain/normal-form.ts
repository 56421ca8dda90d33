import { sify } from "chinese-conv";
import type { Language } from "./language.ts";

/** Invisible characters that make no difference between two texts: soft hyphen, zero-width characters, BOM. */
const INVISIBLE = /[\u00AD\u200B-\u200D\u2060\uFEFF]/gu;
/** Stress marks on Cyrillic letters. NFKC has composed й and ё before, so they stay. */
const STRESS = /(?<=\p{Script=Cyrillic})[\u0300\u0301]/gu;

const SPACE_IN_HAN = /(?<=\p{Script=Han}) (?=\p{Script=Han})/gu;

/** The Simplified form of each UTF-16 unit, filled when a unit is first met; 0: not met yet. */
let simplified: Uint16Array | undefined;

/** The Simplified form of a UTF-16 unit. */
export function simpleUnit(code: number): number {
  const known = (simplified ??= new Uint16Array(0x10000));
  const found = known[code] ?? 0;
  if (found !== 0) return found;
  const simple = sify(String.fromCharCode(code));
  return (known[code] = simple.length === 1 ? simple.charCodeAt(0) : code);
}

/** Converts Traditional to Simplified Chinese, character by character so that offsets stay. Only for search. */
export function simplify(text: string): string {
  let simple = "";
  let at = 0;
  for (let place = 0; place < text.length; place++) {
    const code = text.charCodeAt(place);
    if (code < 0x100) continue;
    const unit = simpleUnit(code);
    if (unit === code) continue;
    simple += text.slice(at, place) + String.fromCharCode(unit);
    at = place + 1;
  }
  return at === 0 ? text : simple + text.slice(at);
}

/** Text that needs full folding. Most English and Russian texts have only characters that NFKC does not change. */
const UNUSUAL = /[^ !-~А-Яа-яЁё«»„“”‘’–—]|^ | $| {2}/u;

/**
 * The form in which texts are compared and searched: NFKC, lower case, white space collapsed and
 * trimmed, invisible characters dropped; ru: ё → е and no stress marks; zh: Simplified, and no
 * space between Han characters.
 */
export function fold(text: string, language: Language): string {
  if (language !== "zh" && !UNUSUAL.test(text)) {
    const lower = text.toLowerCase();
    return language === "ru" ? lower.replaceAll("ё", "е") : lower;
  }
  let folded = text.normalize("NFKC").replace(INVISIBLE, "").toLowerCase();
  if (language === "ru") folded = folded.replace(STRESS, "").replaceAll("ё", "е");
  folded = folded.replace(/\s+/gu, " ").trim();
  if (language !== "zh") return folded;
  const simple = simplify(folded);
  return simple.includes(" ") ? simple.replace(SPACE_IN_HAN, "") : simple;
}

/** NFC with LF as line end, for comparing texts. Stored texts keep their own form. */
export function canonical(text: string): string {
  return text.normalize("NFC").replace(/\r\n?/gu, "\n");
}
