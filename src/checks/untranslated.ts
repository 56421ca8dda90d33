import type { TextView, UnitCheck } from "./check.ts";

/** Text that was left in English, whole or in part. */
export const untranslated: UnitCheck = {
  id: "untranslated",
  severity: "warning",
  scope: "unit",
  *run({ written }) {
    const english = written.find(({ language }) => language === "en");
    for (const view of written) {
      if (view.language === "en") continue;
      const { language } = view;
      const prose = view.prose();
      const own = (language === "ru" ? /\p{Script=Cyrillic}/u : /\p{Script=Han}/u).test(prose);
      if (!own) {
        const kind = leftEnglish(view, english);
        if (kind === undefined) continue;
        yield {
          ...(kind === "label" && { severity: "info" as const }),
          certainty: kind === "sentence" ? "likely" : "possible",
          languages: english === undefined ? [language] : ["en", language],
          ranges: { [language]: [{ start: 0, end: view.text.length }] },
          message: "untranslated.text",
          params: { language, source: "en" },
        };
      } else if (english !== undefined) {
        for (const { 0: run, index } of prose.matchAll(ENGLISH_RUN)) {
          if (!isSentence(run) || !english.text.includes(run)) continue;
          if (/["'“‘«「『《(（]\s?$/u.test(prose.slice(0, index))) continue;
          yield {
            certainty: "likely",
            languages: ["en", language],
            ranges: { [language]: [{ start: index, end: index + run.length }] },
            message: "untranslated.fragment",
            params: { language, source: "en", value: run },
          };
        }
      }
    }
  },
};

const FUNCTION_WORD =
  /(?<![\w-])(?:the|of|to|and|is|are|was|were|for|with|in|not|this|that|from|by|be|can|your|you|has|have|will|which|cannot)(?![\w-])/u;
/** Five words and more in a row, in plain letters. */
const ENGLISH_RUN = /(?<![\w/.=<-])[A-Za-z][a-z]+(?:,? [A-Za-z][a-z]*){4,}(?![\w/=>-])/gu;

const lowerWords = (text: string): number =>
  text.match(/(?<![\w$@./\\<%-])[a-z]{2,}(?![\w./\\>=(-])/gu)?.length ?? 0;
const isSentence = (text: string): boolean => FUNCTION_WORD.test(text) && lowerWords(text) >= 3;

function leftEnglish(view: TextView, english: TextView | undefined): "sentence" | "label" | undefined {
  const prose = view.prose();
  if (/^\s*[-<[(%$#@/]|[{}=|\\]|::|\(\)/u.test(prose)) return undefined;
  if (isSentence(prose) && lowerWords(prose) >= 4) return "sentence";
  const same = english !== undefined && english.text.trim() === view.text.trim();
  return same && lowerWords(prose) >= 2 && /^[A-Z][a-z]+(?: [a-z]+)+[.:…?!]?$/u.test(view.text.trim())
    ? "label"
    : undefined;
}
