import { textParts } from "./mentions.ts";

/** A text in which the names of those who are asked stand out. */
export function WithMentions({ text, names }: { text: string; names: readonly string[] }) {
  return (
    <>
      {textParts(text, names).map((part) =>
        typeof part === "string" ? part : <strong class="mention">{part.name}</strong>,
      )}
    </>
  );
}
