import type { Language } from "../domain/language.ts";
import { type QuantityValue, rewriteQuantities } from "../quantities/parse.ts";
import { type Code, type Content, type Inline, isCode, PLACEHOLDER, tidy } from "../domain/segment.ts";

/**
 * The target of a match with the query's own numbers: each written in the target's notation.
 * `undefined` where that cannot be done safely (quantities).
 */
export function adaptNumbers(
  target: Content,
  language: Language,
  numbers: { readonly query: readonly QuantityValue[]; readonly source: readonly QuantityValue[] },
): Content | undefined {
  const codes = target.filter(isCode);
  // Codes stand in the text as placeholders meanwhile, so one inside a number is left alone.
  const text = target.map((part) => (isCode(part) ? PLACEHOLDER : part)).join("");
  const rewritten = rewriteQuantities(text, language, numbers.source, numbers.query);
  if (rewritten === undefined) return undefined;
  const runs = rewritten.split(PLACEHOLDER);
  if (runs.length !== codes.length + 1) return undefined;
  return tidy(runs.flatMap((run, at): Inline[] => (at === 0 ? [run] : [codes[at - 1] as Code, run])));
}

/**
 * The target of a match with the query's own inline codes in place of those of the match's source: pairs
 * are found by kind and order. A code of the match that the query has no equal of is left out, and so are
 * annotations; a span comes whole or not at all, where the query has it whole.
 */
export function adoptCodes(target: Content, source: Content, query: Content): Content {
  if (!target.some(isCode)) return target;
  const twins = twinCodes(source, query);
  const adopted = target.flatMap((part): Inline[] => {
    if (!isCode(part)) return [part];
    const twin = part.annotation ? undefined : twins.get(`${part.kind} ${part.id}`);
    return twin === undefined ? [] : [twin];
  });
  const marks = (content: Content) => new Set(content.filter(isCode).map(({ kind, id }) => `${kind} ${id}`));
  const [present, wanted] = [marks(adopted), marks(query)];
  const halved = ({ kind, id }: Code) => {
    const other = kind === "open" ? `close ${id}` : kind === "close" ? `open ${id}` : undefined;
    return other !== undefined && wanted.has(other) && !present.has(other);
  };
  return tidy(adopted.filter((part) => !isCode(part) || !halved(part)));
}

/** Whether an offered target has each code of the query just as often as the query has it. */
export function hasAllCodes(offered: Content, query: Content): boolean {
  const marks = (content: Content) =>
    content
      .filter(isCode)
      .filter(({ kind, annotation }) => kind !== "break" && !annotation)
      .map(({ kind, id }) => `${kind} ${id}`)
      .sort()
      .join();
  return marks(offered) === marks(query);
}

function twinCodes(source: Content, query: Content): Map<string, Code> {
  const twins = new Map<string, Code>();
  for (const kind of ["ph", "open", "close", "break"] as const) {
    const own = (content: Content) =>
      content.filter(isCode).filter((code) => code.kind === kind && !code.annotation);
    const ours = own(query);
    for (const [at, code] of own(source).entries()) {
      const twin = ours[at];
      if (twin !== undefined) twins.set(`${kind} ${code.id}`, twin);
    }
  }
  // An `open` and its `close` come from one pair of the query or not at all.
  for (const [key, open] of twins) {
    if (!key.startsWith("open ")) continue;
    const close = `close ${key.slice(5)}`;
    const end = closing(query, open.id);
    if (end !== undefined && twins.has(close)) twins.set(close, end);
  }
  return twins;
}

const closing = (query: Content, id: string): Code | undefined =>
  query.filter(isCode).find((code) => code.kind === "close" && code.id === id);
