import type { Certainty, Severity } from "../domain/finding.ts";
import { matchesOf } from "../domain/matches.ts";
import { KIND } from "./character-kinds.ts";
import type { UnitCheck, UnitView } from "./check.ts";

interface Kind {
  readonly message: string;
  readonly severity: Severity;
  readonly certainty: Certainty;
  readonly pattern: RegExp;
  /** True if the characters are accepted when another language has them too. */
  readonly shared: boolean;
}

/* eslint-disable no-control-regex, no-misleading-character-class -- these characters are what is looked for */
const KINDS: readonly Kind[] = [
  // Unicode TR 36: the text is displayed in another order than it is stored.
  {
    message: "invisible.bidi",
    severity: "error",
    certainty: "certain",
    pattern: /[\u202A-\u202E\u2066-\u2069]/gu,
    shared: true,
  },
  {
    message: "invisible.replacement",
    severity: "error",
    certainty: "certain",
    pattern: /\uFFFD+/gu,
    shared: true,
  },
  {
    message: "invisible.control",
    severity: "error",
    certainty: "certain",
    pattern: /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]/gu,
    shared: true,
  },
  {
    message: "invisible.zero-width",
    severity: "warning",
    certainty: "likely",
    pattern:
      /[\u200B\u2060\uFEFF]|(?<![\p{Extended_Pictographic}\uFE0F\u{1F3FB}-\u{1F3FF}])[\u200C\u200D]|[\u200E\u200F]/gu,
    shared: true,
  },
  {
    message: "invisible.soft-hyphen",
    severity: "info",
    certainty: "possible",
    pattern: /\u00AD/gu,
    shared: true,
  },
  // UTF-8 that was read as Windows-1251 or 1252.
  {
    message: "invisible.mojibake",
    severity: "error",
    certainty: "likely",
    pattern:
      /(?:[РС][\u0402-\u040F\u0452-\u045F°±µ¶·»ј…†‡€‰‹‘’“”•–—™љ›]){3,}|â€[™œ“”¦\u009C\u009D]|(?:Ã[\u0080-\u00BF©±¶¼¤]){2,}|(?:[ÐÑ][\u0080-\u00BF°±²³´µ¶·¸¹º»¼½¾¿‚ƒ„…†‡ˆ‰Š‹Œ]){3,}/gu,
    shared: true,
  },
];
/* eslint-enable no-control-regex, no-misleading-character-class */

const ANY =
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u00AD\u200B-\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF\uFFFDâÃÐÑ]|[РС][\u0402-\u045F°±…]/u;

/** Reports invisible characters that disturb programs, and text that was decoded wrongly. */
export const invisible: UnitCheck = {
  id: "invisible",
  severity: "error",
  scope: "unit",
  *run(unit: UnitView) {
    for (const { language, text, kinds } of unit.written) {
      if ((kinds & KIND.OTHER) === 0 || !ANY.test(text)) continue;
      for (const { message, severity, certainty, pattern, shared } of KINDS) {
        const found = matchesOf(text, pattern);
        if (found.length === 0 || (shared && elsewhere(unit, language, pattern))) continue;
        const [first] = found;
        if (first === undefined) continue;
        const removable = message !== "invisible.mojibake" && message !== "invisible.replacement";
        const range = { start: first.index, end: first.index + first[0].length };
        yield {
          severity,
          certainty,
          languages: [language],
          ranges: {
            [language]: found.map(({ 0: all, index }) => ({ start: index, end: index + all.length })),
          },
          message,
          params: { language, count: found.length, value: codePoint(first[0]) },
          ...(removable && found.length === 1 && { suggestion: { language, range, text: "" } }),
        };
      }
    }
  },
};

const codePoint = (text: string): string =>
  `U+${(text.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;

const elsewhere = (unit: UnitView, language: string, pattern: RegExp): boolean =>
  unit.written.some(
    (other) => other.language !== language && new RegExp(pattern.source, "u").test(other.text),
  );
