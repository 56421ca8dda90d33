import { isCode, tidy, type Code, type Content, type Inline } from "../../../domain/segment.ts";

/**
 * Divides a segmented text of 1.2. Text outside of `mrk mtype="seg"` is ignorable and begins with a break of its own.
 * White space with line ends is layout: it is dropped at both ends and becomes one blank between segments. A single
 * segment needs no break.
 */
export function frameSegments(parts: readonly Inline[]): Content {
  const chunks: { begin: Code; content: Inline[] }[] = [{ begin: ignorableBreak(0), content: [] }];
  for (const part of parts) {
    if (isCode(part) && part.kind === "break") {
      chunks.push({
        begin: part.element === "ignorable" ? ignorableBreak(chunks.length) : part,
        content: [],
      });
    } else chunks.at(-1)?.content.push(part);
  }
  const kept = chunks.flatMap((chunk, at) => {
    if (chunk.begin.element !== "ignorable") return [chunk];
    const text = chunk.content.length === 1 ? chunk.content[0] : undefined;
    const layout = typeof text === "string" && text.includes("\n") && text.trim() === "";
    if (chunk.content.length === 0 || (layout && (at === 0 || at === chunks.length - 1))) return [];
    return [layout ? { ...chunk, content: [" "] } : chunk];
  });
  const [only] = kept;
  if (kept.length === 1 && only?.begin.element === "segment") return tidy(only.content);
  const framed: Inline[] = [];
  for (const { begin, content } of kept) framed.push(begin, ...content);
  return tidy(framed);
}

const ignorableBreak = (number: number): Code => ({ kind: "break", id: `i${number}`, element: "ignorable" });
