import type { Language } from "../domain/language.ts";
import type { Content, Inline } from "../domain/segment.ts";

/** Sentences as segments of one unit, with the space that stands between them in the text. */
export function joinSentences(sentences: readonly Content[], language: Language): Inline[] {
  const content: Inline[] = [];
  for (const [at, sentence] of sentences.entries()) {
    if (at > 0) {
      if (language !== "zh") content.push({ kind: "break", id: `i${at}`, element: "ignorable" }, " ");
      content.push({ kind: "break", id: `s${at + 1}`, element: "segment" });
    }
    content.push(...sentence);
  }
  return content;
}
