import { type Code, type Content, isCode } from "./segment.ts";

/**
 * Gives the codes of a text the ids that equal codes have in another text of the same unit. Codes are equal by kind and
 * native code, each is used once, and both ends of a span get the same id.
 *
 * @returns the same content if a code has no equal
 */
export function withIdsOf(model: Content, content: Content): Content {
  const known = Map.groupBy(
    model.filter(isCode).filter(({ kind }) => kind !== "close"),
    keyOf,
  );
  const ids = new Map<string, string>();
  for (const code of content.filter(isCode)) {
    if (code.kind === "close" || code.kind === "break") continue;
    const equal = known.get(keyOf(code))?.shift();
    if (equal === undefined) return content;
    ids.set(code.id, equal.id);
  }
  const isComplete = content.every((part) => !isCode(part) || part.kind === "break" || ids.has(part.id));
  if (!isComplete) return content;
  return content.map((part) => (isCode(part) ? { ...part, id: ids.get(part.id) ?? part.id } : part));
}

/** Attributes of a tag are translated too, so the beginning of the native code decides. */
const keyOf = ({ kind, data = "", element }: Code): string =>
  `${kind} ${element} ${/^<[\w-]+/u.exec(data)?.[0] ?? data}`;
