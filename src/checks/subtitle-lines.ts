import { timesOfContext } from "../domain/cue.ts";
import type { UnitCheck } from "./check.ts";

/** Reports subtitles with too many lines, and lines that are too long for the screen. */
export const subtitleLines: UnitCheck = {
  id: "subtitle-lines",
  severity: "warning",
  scope: "unit",
  *run({ unit, written }, { subtitles }) {
    if (timesOfContext(unit.context) === undefined) return;
    for (const { language, text } of written) {
      const { line: longest, lines: most } = subtitles[language];
      const lines = text.split("\n");
      if (lines.length > most)
        yield {
          certainty: "certain",
          languages: [language],
          ranges: {},
          message: "subtitle-lines.many",
          params: { language, lines: lines.length, limit: most },
        };
      let start = 0;
      for (const line of lines) {
        const length = [...line.trim()].length;
        if (length > longest)
          yield {
            certainty: "certain",
            languages: [language],
            ranges: { [language]: [{ start, end: start + line.length }] },
            message: "subtitle-lines.long",
            params: { language, length, limit: longest },
          };
        start += line.length + 1;
      }
    }
  },
};
