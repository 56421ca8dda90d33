import type { Range } from "../../domain/finding.ts";
import { type Candidate, collect, type FormIndex, PLAIN } from "../form-index.ts";
import { type Hit, type Mode, settle, withShared } from "../hits.ts";
import { boundariesOf } from "./boundaries.ts";
import { type ChineseGap, chineseGapsOf, isSharedFairly } from "./coordination.ts";
import { foldChinese } from "./folded-text.ts";

/** The terms in a Chinese text, sorted by start, longer terms first. */
export function findChinese(index: FormIndex, text: string, mode: Mode): Hit[] {
  const folded = foldChinese(text);
  const { codes } = folded;
  const { trie } = index;
  const candidates: Candidate[] = [];
  const shared: SharedCandidate[] = [];
  const gaps = chineseGapsOf(text, () => folded.text());
  for (let start = 0; start < codes.length; start++) {
    let node = 0;
    for (let at = start; at < codes.length; at++) {
      node = trie.next(node, codes[at] ?? 0);
      if (node < 0) break;
      const head = index.heads[node] ?? -1;
      if (head >= 0) collect(index, head, start, at + 1, candidates);
      if (gaps === undefined) continue;
      for (const gap of gaps(start, at + 1)) {
        let here = node;
        for (let to = gap.resume; to < codes.length; to++) {
          here = trie.next(here, codes[to] ?? 0);
          if (here < 0) break;
          const end = index.heads[here] ?? -1;
          if (end < 0) continue;
          const found: Candidate[] = [];
          collect(index, end, start, to + 1, found, ({ kind }) => kind === PLAIN);
          for (const one of found) shared.push({ ...one, gap });
        }
      }
    }
  }
  if (candidates.length === 0 && shared.length === 0) return [];
  const boundaries = boundariesOf(folded.text());
  const placeOf = ({ start, end }: Candidate) => ({
    start: folded.offsets[start] ?? 0,
    end: (folded.offsets[end - 1] ?? 0) + 1,
  });
  const isTerm = isOneOf(candidates);
  const fair = shared.filter((one) => isSharedFairly(one, one.gap, boundaries, isTerm));
  // 北极 in 南北极
  const isContracted = isOneOf(
    fair.flatMap(({ gap, end }) => (gap.contracted ? [{ start: gap.partner, end }] : [])),
  );
  const isCounted = ({ start, end }: Candidate): boolean =>
    mode === "lenient" || boundaries.isWord(start, end) || isContracted(start, end);
  const hits = settle(
    candidates,
    mode,
    (candidate) => (isCounted(candidate) ? "certain" : undefined),
    placeOf,
  );
  return withShared(hits, fair, placeOf);
}

interface SharedCandidate extends Candidate {
  readonly gap: ChineseGap;
}

/** Tells whether [start, end) is one of the ranges. */
function isOneOf(ranges: readonly Range[]): (start: number, end: number) => boolean {
  let known: ReadonlySet<string> | undefined;
  return (start, end) => {
    known ??= new Set(ranges.map((range) => `${range.start} ${range.end}`));
    return known.has(`${start} ${end}`);
  };
}
