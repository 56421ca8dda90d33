import { matchesOf } from "../domain/matches.ts";
import type { TextView, UnitCheck } from "./check.ts";
import { languagesOf } from "./disagreement.ts";

const ACRONYM = /(?<![\p{Script=Latin}\d_&.-])[A-Z]{3,8}(?![\p{Script=Latin}\d_])/gu;

const CAPITALS = /[A-Z]{3}/u;

/** Reports a Latin acronym in a Russian or Chinese text that is a misspelling of the English one: NRS for NSR. */
export const acronyms: UnitCheck = {
  id: "acronyms",
  severity: "warning",
  scope: "unit",
  *run({ written }) {
    const english = written.find(({ language }) => language === "en");
    if (english === undefined) return;
    const wanted = acronymsOf(english);
    if (wanted.length === 0 || wanted.length > MANY || english.text === english.text.toUpperCase()) return;
    const upper = english.text.toUpperCase();
    for (const view of written) {
      if (view === english) continue;
      for (const found of acronymsOf(view).slice(0, MANY)) {
        if (upper.includes(found.text)) continue;
        const meant = wanted.find(({ text }) => !view.text.includes(text) && isSlip(found.text, text));
        if (meant === undefined) continue;
        const range = { start: found.start, end: found.end };
        yield {
          certainty: "likely",
          languages: languagesOf(english, view),
          ranges: { en: [{ start: meant.start, end: meant.end }], [view.language]: [range] },
          message: "acronyms.slip",
          params: { source: "en", target: view.language, value: found.text, better: meant.text },
          suggestion: { language: view.language, range, text: meant.text },
        };
      }
    }
  },
};

/** A text with more acronyms is a list of acronyms. */
const MANY = 50;

interface Acronym {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const acronymsOf = ({ prose }: TextView): Acronym[] =>
  CAPITALS.test(prose())
    ? matchesOf(prose(), ACRONYM).map(({ 0: text, index }) => ({
        text,
        start: index,
        end: index + text.length,
      }))
    : [];

/** True if two neighbouring letters are exchanged, or one letter of at least four is different. */
function isSlip(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  const at = Array.from(a).findIndex((letter, index) => letter !== b.charAt(index));
  if (at < 0) return false;
  const swapped = a.slice(0, at) + a.charAt(at + 1) + a.charAt(at) + a.slice(at + 2);
  return swapped === b || (a.length >= 4 && a.slice(at + 1) === b.slice(at + 1));
}
