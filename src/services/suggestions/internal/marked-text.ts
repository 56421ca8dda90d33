import { type Code, type Content, isCode } from "../../../domain/segment.ts";

/** A text for a model, in which inline codes are numbered marks, as `⟦1⟧`. */
export interface MarkedText {
  readonly text: string;
  /** The text with marks, as content. A mark without a code is left as text. */
  readonly contentOf: (text: string) => Content;
}

/** Brackets of marks; the first pair that the text does not have is taken. */
const BRACKETS = [
  ["⟦", "⟧"],
  ["⟪", "⟫"],
  ["⦃", "⦄"],
] as const;

/** Writes content with a mark for each code. */
export function markedText(content: Content): MarkedText {
  const plain = content.filter((part) => typeof part === "string").join("");
  const [open, close] = BRACKETS.find(([bracket]) => !plain.includes(bracket)) ?? BRACKETS[0];
  const codes: Code[] = [];
  const text = content.map((part) => (isCode(part) ? `${open}${codes.push(part)}${close}` : part)).join("");
  const mark = new RegExp(`${open}(\\d{1,5})${close}`, "u");
  return {
    text,
    contentOf: (given) =>
      given.split(mark).flatMap((part, at): Content => {
        if (at % 2 === 0) return part === "" ? [] : [part];
        return [codes[Number(part) - 1] ?? `${open}${part}${close}`];
      }),
  };
}
