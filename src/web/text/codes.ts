import { type Code, type Content, isCode } from "../../domain/segment.ts";

/** The identity of a code within its unit. */
export const codeKey = (code: Code): string => `${code.kind} ${code.id}`;

export interface CodeLabel {
  /** Number of the code in its source; both ends of a span have the same. */
  readonly number: number;
  /** What the code stands for, if the file says so; else the name of its element. */
  readonly meaning: string;
}

/** Numbers the codes of a unit in the order of the source; codes of the target alone come last. */
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
    attributes?.["dispStart"] ??
    attributes?.["dispEnd"] ??
    attributes?.["equiv"] ??
    attributes?.["equiv-text"] ??
    attributes?.["ctype"] ??
    attributes?.["type"];
  return said === undefined || said.trim() === "" ? element : said.slice(0, 200);
}

/** The text of a chip. Its brackets say whether the chip opens or closes a span. */
export const chipText = (kind: Code["kind"], number: number): string =>
  kind === "open" ? `‹${number}` : kind === "close" ? `${number}›` : `‹${number}›`;

/** Codes of the source that the target lacks, in the order of the source. */
export function missingCodes(source: Content, target: Content): Code[] {
  const had = new Set(target.filter(isCode).map(codeKey));
  return source
    .filter(isCode)
    .filter((code) => code.kind !== "break" && code.annotation !== true && !had.has(codeKey(code)));
}

/** What is inserted for one number: codes before the selected text, and codes after it. */
export interface CodesToInsert {
  readonly before: readonly Code[];
  readonly after: readonly Code[];
}

/** The codes of a number, as chips show them; of a span both ends. */
export function codesOfNumber(
  source: Content,
  labels: ReadonlyMap<string, CodeLabel>,
  number: number,
): CodesToInsert {
  const codes = source
    .filter(isCode)
    .filter((code) => code.kind !== "break" && labels.get(codeKey(code))?.number === number);
  return {
    before: codes.filter(({ kind }) => kind === "open"),
    after: codes.filter(({ kind }) => kind !== "open"),
  };
}

/**
 * The first codes of the source that the target lacks. With a selected text, both ends of a span go round it, and a
 * lone code behind it, so that the text stays.
 */
export function codesToInsert(source: Content, target: Content, isSelected: boolean): CodesToInsert {
  const missing = missingCodes(source, target);
  const [first] = missing;
  if (!first) return { before: [], after: [] };
  if (!isSelected) return { before: [first], after: [] };
  if (first.kind !== "open") return { before: [], after: [first] };
  const end = missing.find(({ kind, id }) => kind === "close" && id === first.id);
  return { before: [first], after: end ? [end] : [] };
}
