import type { Language } from "../domain/language.ts";
import type { Content, Inline } from "../domain/segment.ts";

/** Joins sentences to the content of one unit, separated as in running text of the language. */
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
