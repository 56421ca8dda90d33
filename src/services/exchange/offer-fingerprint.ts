import { isCode } from "../../domain/segment.ts";
import type { Draft } from "../../domain/unit.ts";
import { textHash } from "../../matching/comparable-text.ts";

/**
 * Fingerprint of a text that a pull put into a file. A text that comes back with the same fingerprint was not touched. It
 * depends on the text, the codes and the state, but not on how a format writes them.
 */
export function offerFingerprint({ content, state }: Draft): string {
  const parts = content.map((part) => {
    if (!isCode(part)) return part;
    return part.kind === "break" ? "" : `\u0001${part.kind} ${part.id}\u0001`;
  });
  return textHash(`${state} ${parts.join("")}`).toString(36);
}
