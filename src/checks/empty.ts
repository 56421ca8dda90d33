import type { UnitCheck } from "./check.ts";

/** Reports an empty variant with a translated state where another language has a text. */
export const empty: UnitCheck = {
  id: "empty",
  severity: "error",
  scope: "unit",
  *run({ texts, written }) {
    const [source] = written;
    if (source === undefined || written.length === texts.length) return;
    for (const { language, variant, content, text } of texts) {
      if (/\S/u.test(text) || (variant.state ?? "translated") === "initial") continue;
      const codes = content.some((part) => typeof part !== "string");
      yield {
        certainty: codes ? "likely" : "certain",
        languages: [language],
        ranges: {},
        message: "empty.text",
        params: { source: source.language, target: language },
      };
    }
  },
};
