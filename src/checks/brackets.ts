import { unbalanced } from "./balance.ts";
import type { Pair } from "./balance.ts";
import { KIND } from "./characters.ts";
import type { UnitCheck } from "./check.ts";

const PAIRS: readonly Pair[] = [
  { name: "round", open: "(（", close: ")）" },
  { name: "square", open: "[［", close: "]］" },
  { name: "curly", open: "{｛", close: "}｝" },
  { name: "lenticular", open: "【〖〔", close: "】〗〕" },
];

/** «1)», "a)" of a list, and smileys: closing brackets that close nothing. */
const NOT_CLOSING = /(?:^|[\s(（,;；，、。\uFFFC])(?:\d{1,3}|[A-Za-zА-Яа-я]{1,2}|[ivx]{1,5})$|[:;=]-?$/u;

/** Brackets are closed in every language in which the others close them. */
export const brackets: UnitCheck = {
  id: "brackets",
  severity: "warning",
  scope: "unit",
  *run({ written }) {
    if (!written.some(({ kinds }) => (kinds & KIND.BRACKET) !== 0)) return;
    for (const pair of PAIRS) {
      const found = written.map((view) => ({
        view,
        alone: unbalanced(view.prose(), pair).filter(
          (at) => !NOT_CLOSING.test(view.prose().slice(Math.max(0, at - 7), at)),
        ),
      }));
      // A bracket open in all languages belongs to a sentence that goes on in another unit.
      if (found.length > 1 && found.every(({ alone }) => alone.length > 0)) continue;
      for (const { view, alone } of found) {
        if (alone.length === 0) continue;
        const { language, text } = view;
        yield {
          ...(written.length === 1 && { severity: "info" as const }),
          certainty: written.length === 1 ? "possible" : "likely",
          languages: [language],
          ranges: { [language]: alone.map((at) => ({ start: at, end: at + 1 })) },
          message: "brackets.unbalanced",
          params: { language, values: alone.map((at) => text.charAt(at)).join(" ") },
        };
      }
    }
  },
};
