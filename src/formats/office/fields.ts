import { pathOf, type Token, type Wrapper } from "./paragraph.ts";

/** Results of these fields are texts that somebody wrote. Programs compute the results of all others. */
const WRITTEN_RESULT = /^\s*(?:HYPERLINK|TOC|INDEX|BIBLIOGRAPHY|QUOTE|FORMTEXT)\b/iu;
/** These fields show nothing where they stand: entries of an index or a table of contents. */
const UNSEEN = /^\s*(?:XE|TC|TA|RD|SET|PRIVATE)\b/iu;
const LINK = /^\s*HYPERLINK\b/iu;

interface Field {
  readonly begin: number;
  instruction: string;
  separator: number | undefined;
}

/** What a piece of a field is called that stands alone. */
export const LOOSE_FIELD = "field";

/**
 * Joins the pieces of fields (ECMA-376 part 1, §17.16.18): a link becomes a span around its result, another field becomes
 * one object. Pieces of a field that goes on in other paragraphs become objects of their own: they must not move, or the
 * field would take in other text.
 */
export function joinFields(tokens: readonly Token[]): readonly Token[] {
  if (!tokens.some(({ kind }) => kind === "field")) return tokens;
  const joined: (Token | undefined)[] = [...tokens];
  const open: Field[] = [];
  for (const [at, token] of tokens.entries()) {
    if (token.kind !== "field") continue;
    const field = open.at(-1);
    if (token.text === "begin") open.push({ begin: at, instruction: "", separator: undefined });
    else if (field === undefined) continue;
    else if (token.text === "separate") field.separator = at;
    else if (token.text === "end") {
      open.pop();
      join(joined, tokens, field, at);
    } else if (field.separator === undefined) field.instruction += token.text;
  }
  return joined.flatMap((token): Token[] => {
    if (token === undefined) return [];
    return token.kind === "field" ? [{ ...token, kind: "object", text: LOOSE_FIELD }] : [token];
  });
}

function join(joined: (Token | undefined)[], tokens: readonly Token[], field: Field, end: number): void {
  const { begin, separator, instruction } = field;
  const [first, last] = [runOf(tokens[begin]), runOf(tokens[end])];
  // Runs that hold the limits of a field and text as well are left alone.
  if (first === undefined || last === undefined || first.parent !== last.parent) return;
  if (isIn(tokens[begin - 1], first) || isIn(tokens[end + 1], last)) return;
  if (!WRITTEN_RESULT.test(instruction)) {
    const isUnseen = UNSEEN.test(instruction);
    joined[begin] = {
      kind: isUnseen ? "before" : "object",
      start: first.start,
      end: last.end,
      text: isUnseen ? "" : `field ${/\w+/u.exec(instruction)?.[0] ?? ""}`.trim(),
      isElement: true,
      inside: first.parent,
    };
    joined.fill(undefined, begin + 1, end + 1);
    return;
  }
  const middle = separator === undefined ? undefined : runOf(tokens[separator]);
  if (!LINK.test(instruction) || separator === undefined || middle?.parent !== first.parent) return;
  if (middle === undefined || isIn(tokens[separator + 1], middle)) return;
  const link: Wrapper = {
    kind: "span",
    hint: "link",
    sameAs: `link ${instruction.trim()}`,
    start: first.start,
    contentStart: middle.end,
    contentEnd: last.start,
    end: last.end,
    parent: first.parent,
    format: new Map(),
    formatXml: "",
  };
  for (const token of tokens.slice(separator + 1, end)) {
    let outer = token.inside;
    while (outer !== undefined && outer !== link && outer.parent !== first.parent) outer = outer.parent;
    if (outer !== undefined && outer !== link) outer.parent = link;
  }
  joined.fill(undefined, begin, separator + 1);
  joined[end] = undefined;
}

const isIn = (token: Token | undefined, run: Wrapper): boolean => pathOf(token?.inside).includes(run);

/** The run that holds a token directly. */
function runOf(token: Token | undefined): Wrapper | undefined {
  return token?.inside?.kind === "run" ? token.inside : undefined;
}
