import { LANGUAGES, type Language } from "../domain/language.ts";
import { Problem } from "../domain/problem.ts";
import { align, type AlignControl, type AlignRequest } from "./align.ts";
import { type Bead, type Group, groupOf, numbersOf } from "./bead.ts";
import type { Edit } from "./review.ts";

export interface RealignRequest extends Pick<AlignRequest, "lexicons"> {
  readonly segments: { readonly [language in Language]?: readonly string[] };
  readonly beads: readonly Bead[];
  /** The range of beads to align again: `from` included, `to` excluded. */
  readonly from: number;
  readonly to: number;
}

/** Number of beads on each side of the range that are also read, to learn words from them. */
const CONTEXT = 150;

/**
 * Aligns a range of beads again. Fixed beads and all beads outside the range stay.
 *
 * @returns the edit that replaces the old beads with the new ones
 * @throws {Problem} `review-not-possible` for an empty or impossible range; otherwise as `align`
 */
export async function realign(request: RealignRequest, control: AlignControl = {}): Promise<Edit> {
  const { beads, from, to, segments } = request;
  if (!(from >= 0 && from < to && to <= beads.length)) {
    throw new Problem("review-not-possible", { operation: "realign", bead: from + 1 });
  }
  const first = Math.max(0, from - CONTEXT);
  const window = beads.slice(first, Math.min(beads.length, to + CONTEXT));
  const range = beads.slice(from, to);
  const offsets = new Map<Language, number>();
  const texts: { [language in Language]?: string[] } = {};
  for (const language of LANGUAGES) {
    const numbers = window.flatMap((bead) => numbersOf(bead, language));
    if (numbers.length === 0) continue;
    const start = Math.min(...numbers);
    offsets.set(language, start);
    texts[language] = (segments[language] ?? []).slice(start, Math.max(...numbers) + 1);
  }
  const moved = (group: Group, sign: 1 | -1): Group =>
    groupOf(
      Object.fromEntries(
        LANGUAGES.map((language) => [
          language,
          numbersOf(group, language).map((number) => number + sign * (offsets.get(language) ?? 0)),
        ]),
      ),
    );
  const held = window.filter((bead, index) => {
    const inside = first + index >= from && first + index < to;
    return !inside || bead.fixed === true;
  });
  const result = await align(
    {
      texts,
      fixed: held.map((bead) => moved(bead, -1)),
      anyLanguage: true,
      ...(request.lexicons === undefined ? {} : { lexicons: request.lexicons }),
    },
    control,
  );
  const wanted = new Set(
    range.flatMap((bead) =>
      LANGUAGES.flatMap((language) => numbersOf(bead, language).map((n) => `${language}${n}`)),
    ),
  );
  const before = new Map(
    range.filter((bead) => bead.fixed === true).map((bead) => [JSON.stringify(groupOf(bead)), bead]),
  );
  const insert = result.beads
    .map((bead) => {
      const { confidence, agreed, fixed, alternatives } = bead;
      return {
        ...moved(bead, 1),
        confidence,
        ...(agreed === undefined ? {} : { agreed }),
        ...(fixed === undefined ? {} : { fixed }),
        ...(alternatives === undefined
          ? {}
          : {
              alternatives: alternatives.map((other) => ({
                ...moved(other, 1),
                probability: other.probability,
              })),
            }),
      };
    })
    .filter((bead) =>
      LANGUAGES.some((language) => numbersOf(bead, language).some((n) => wanted.has(`${language}${n}`))),
    )
    .map((bead) => before.get(JSON.stringify(groupOf(bead))) ?? bead);
  return [{ at: from, remove: to - from, insert }];
}
