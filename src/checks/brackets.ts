import { matchesOf } from "../domain/matches.ts";
import { hasAny, unbalanced, unclosed } from "./balance.ts";
import type { Pair } from "./balance.ts";
import { KIND } from "./character-kinds.ts";
import type { UnitCheck } from "./check.ts";

const PAIRS: readonly Pair[] = [
  { name: "round", open: "(（", close: ")）" },
  { name: "square", open: "[［", close: "]］" },
  { name: "curly", open: "{｛", close: "}｝" },
  { name: "lenticular", open: "【〖〔", close: "】〗〕" },
];

/** Closing brackets without an opening one: «1)», "a)" in a list, and smileys. */
const NOT_CLOSING =
  /(?:^|[\s(（,;；：，、。\uFFFC])(?:\d{1,3}|[A-Za-zА-Яа-я]{1,2}|[ivx]{1,5})$|\p{Script=Han}\d{1,2}$|[:;=]-?$/u;
/** Russian writes a smile as closing brackets at the end of a sentence: «Спасибо)», «До завтра!))». */
const SMILE = /[\p{L}\p{N}!?.…]\s?\)+(?=\s*$|\s+\p{Lu})/gu;

/** A sad smile at the end of a text: «Как жаль((». */
const SAD_SMILE = /(?<=[\p{L}!?.…]\s?)\(+\s*$/gu;

/** Reports brackets that are closed in some languages but not in others. */
export const brackets: UnitCheck = {
  id: "brackets",
  severity: "warning",
  scope: "unit",
  *run({ written }) {
    if (!written.some(({ kinds }) => (kinds & KIND.BRACKET) !== 0)) return;
    for (const pair of PAIRS) {
      if (!written.some(({ text }) => hasAny(text, pair))) continue;
      // If no language opens a bracket, a closing one is a smiley.
      const opened = written.some(({ text }) => {
        const bare = pair.name === "round" ? text.replace(SAD_SMILE, "") : text;
        return [...pair.open].some((mark) => bare.includes(mark));
      });
      yield* unclosed(written, "brackets.unbalanced", (view) => {
        const prose = view.prose();
        const smiles =
          opened || pair.name !== "round" ? [] : [...matchesOf(prose, SMILE), ...matchesOf(prose, SAD_SMILE)];
        return unbalanced(prose, pair).filter(
          (at) =>
            !NOT_CLOSING.test(prose.slice(Math.max(0, at - 7), at)) &&
            !smiles.some(({ 0: smile, index }) => at >= index && at < index + smile.length),
        );
      });
    }
  },
};
