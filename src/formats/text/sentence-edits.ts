import type { Language } from "../../domain/language.ts";
import type { Edit } from "../edits.ts";
import { type Segmentation, sentencesOf } from "../../alignment/segmentation.ts";

export const withoutSpace = (text: string): string => text.replace(/\s+/gu, "");

/**
 * Edits of the single sentences that differ in a block, so that the line breaks of the others stay.
 *
 * @param raw the block as it stands in the file
 * @param read the same with its lines joined
 * @param texts new texts of its sentences
 * @returns edits of `raw`; `undefined` when the sentences are others or all of them differ
 */
export function sentenceEdits(
  raw: string,
  read: string,
  texts: readonly (string | undefined)[],
  language: Language,
  rules?: Segmentation,
): Edit[] | undefined {
  const sentences = sentencesOf(read, language, rules && { rules }).map(withoutSpace);
  if (sentences.length !== texts.length || withoutSpace(raw) !== sentences.join("")) return undefined;
  const offsets = Array.from({ length: raw.length }, (_, at) => at).filter((at) =>
    /\S/u.test(raw.charAt(at)),
  );
  const edits: Edit[] = [];
  let from = 0;
  for (const [at, sentence] of sentences.entries()) {
    const to = from + sentence.length;
    const [start, end, text] = [offsets[from], offsets[to - 1], texts[at]];
    if (start === undefined || end === undefined || text === undefined) return undefined;
    if (withoutSpace(text) !== sentence)
      edits.push({ start, end: end + 1, text: text.replaceAll("\n", " ") });
    from = to;
  }
  return edits.length === sentences.length ? undefined : edits;
}
