import { type Code, type Content, isCode } from "../../domain/segment.ts";

/** What identifies a code in a unit. */
export const codeKey = (code: Code): string => `${code.kind} ${code.id}`;

export interface CodeLabel {
  /** Number of the code in its source; both ends of a span have the same. */
  readonly number: number;
  /** What it stands for, if the file says so. */
  readonly meaning: string;
}

/** Numbers the codes of a unit in the order of its source, then what only the target has. */
export function labelCodes(...contents: readonly Content[]): Map<string, CodeLabel> {
  const numbers = new Map<string, number>();
  const labels = new Map<string, CodeLabel>();
  for (const code of contents.flat().filter(isCode)) {
    if (code.kind === "break") continue;
    const span = code.kind === "ph" ? codeKey(code) : `span ${code.id}`;
    const number = numbers.get(span) ?? numbers.size + 1;
    numbers.set(span, number);
    if (!labels.has(codeKey(code))) labels.set(codeKey(code), { number, meaning: meaningOf(code) });
  }
  return labels;
}

function meaningOf({ data, attributes, element }: Code): string {
  const said =
    data ??
    attributes?.["disp"] ??
    attributes?.["equiv"] ??
    attributes?.["equiv-text"] ??
    attributes?.["ctype"] ??
    attributes?.["type"];
  return said === undefined || said.trim() === "" ? element : said.slice(0, 200);
}

/** The brackets say which end of a span a chip is. */
export const chipText = (kind: Code["kind"], number: number): string =>
  kind === "open" ? `‹${number}` : kind === "close" ? `${number}›` : `‹${number}›`;

/** Codes of the source that the target does not have yet, in order. */
export function missingCodes(source: Content, target: Content): Code[] {
  const had = new Set(target.filter(isCode).map(codeKey));
  return source
    .filter(isCode)
    .filter((code) => code.kind !== "break" && code.annotation !== true && !had.has(codeKey(code)));
}
