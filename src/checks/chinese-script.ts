import { scriptOfCharacter, toScript } from "../domain/chinese-script.ts";
import type { ChineseScript } from "../domain/language.ts";
import type { UnitCheck } from "./check.ts";

/** Reports Simplified and Traditional characters in one Chinese text. The findings name the less frequent kind. */
export const chineseScript: UnitCheck = {
  id: "chinese-script",
  severity: "warning",
  scope: "unit",
  *run({ written }) {
    const view = written.find(({ language }) => language === "zh");
    if (view === undefined) return;
    const { text } = view;
    const places: Record<ChineseScript, number[]> = { Hans: [], Hant: [] };
    for (let at = 0; at < text.length; at++) {
      const script = scriptOfCharacter(text.charCodeAt(at));
      if (script !== "both") places[script].push(at);
    }
    const { Hans: simplified, Hant: traditional } = places;
    if (simplified.length === 0 || traditional.length === 0) return;
    const isSimplified = traditional.length <= simplified.length;
    const wrong = isSimplified ? traditional : simplified;
    const [first = 0] = wrong;
    const char = text.charAt(first);
    yield {
      certainty: "likely",
      languages: ["zh"],
      ranges: { zh: wrong.map((at) => ({ start: at, end: at + 1 })) },
      message: `chinese-script.${isSimplified ? "simplified" : "traditional"}`,
      params: {
        language: "zh",
        values: [...new Set(wrong.map((at) => text.charAt(at)))].join(""),
        count: wrong.length,
      },
      ...(wrong.length === 1 && {
        suggestion: {
          language: "zh",
          range: { start: first, end: first + 1 },
          text: toScript(char, isSimplified ? "Hans" : "Hant"),
        },
      }),
    };
  },
};
