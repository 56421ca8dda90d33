import { isCode } from "../../domain/segment.ts";
import type { Draft } from "../../domain/unit.ts";
import { textHash } from "../../matching/comparable-text.ts";

/**
 * Tells a text that a pull offered from the memory, and that comes back as it was, from one that somebody has worked
 * on: of its text, its codes and its state, not of how a format writes them.
 */
export function offerMark({ content, state }: Draft): string {
  const parts = content.map((part) => {
    if (!isCode(part)) return part;
    return part.kind === "break" ? "" : `\u0001${part.kind} ${part.id}\u0001`;
  });
  return textHash(`${state} ${parts.join("")}`).toString(36);
}
