import { timesOfContext } from "../domain/cue.ts";
import type { UnitCheck } from "./check.ts";

/** Reports a subtitle that is shown for too short a time to be read. Line ends are not counted. */
export const readingSpeed: UnitCheck = {
  id: "reading-speed",
  severity: "warning",
  scope: "unit",
  *run({ unit, written }, { subtitles }) {
    const times = timesOfContext(unit.context);
    if (times === undefined) return;
    const seconds = times.end - times.start;
    for (const { language, text } of written) {
      const characters = [...text.replace(/\s*\n\s*/gu, "").trim()].length;
      const limit = subtitles[language].speed;
      if (seconds > 0 && characters / seconds <= limit) continue;
      yield {
        certainty: "certain",
        languages: [language],
        ranges: {},
        message: seconds > 0 ? "reading-speed.fast" : "reading-speed.unseen",
        params: {
          language,
          limit,
          characters,
          ...(seconds > 0
            ? {
                speed: Number((characters / seconds).toFixed(1)),
                least: Number((characters / limit).toFixed(1)),
              }
            : {}),
        },
      };
    }
  },
};
