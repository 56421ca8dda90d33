import type { Language } from "../domain/language.ts";
import { type Content, type Inline, isCode } from "../domain/segment.ts";

/**
 * Joins sentences to the content of one unit, separated as in running text of the language. Where two sentences have
 * codes with the same id, those of the later one get its number before the id.
 */
export function joinSentences(sentences: readonly Content[], language: Language): Inline[] {
  const content: Inline[] = [];
  const used = new Set<string>();
  for (const [at, sentence] of sentences.entries()) {
    if (at > 0) {
      if (language !== "zh") content.push({ kind: "break", id: `i${at}`, element: "ignorable" }, " ");
      content.push({ kind: "break", id: `s${at + 1}`, element: "segment" });
    }
    const own = sentence.filter(isCode).map(({ id }) => ownId(id));
    const clash = own.some((id) => used.has(id));
    for (const id of own) used.add(id);
    content.push(
      ...sentence.map((part) =>
        isCode(part) ? { ...part, id: clash ? `${at + 1}-${ownId(part.id)}` : part.id } : part,
      ),
    );
  }
  return content;
}

const ownId = (id: string): string => id.replace(/^\d+-/u, "");
