import type { Language } from "../domain/language.ts";
import type { Standing } from "../domain/standing.ts";
import { rewriteQuantities } from "../quantities/rewrite.ts";
import type { QuantityValue } from "../quantities/write-like.ts";
import { type Code, type Content, type Inline, isCode, PLACEHOLDER, tidy } from "../domain/segment.ts";
import { isBehind, type Variant, type Variants } from "../domain/unit.ts";
import { type Comparison, type Penalty, penalty, type Query, sum } from "./score.ts";

/** A target as a match offers it: with the query's numbers, where that is safe, and with the query's inline codes. */
export interface Offer {
  /** The target as stored. */
  readonly variant: Variant;
  readonly content: Content;
  /** Its numbers were changed to those of the query. */
  readonly adapted: boolean;
  /** It was translated from an earlier version of its source. */
  readonly stale: boolean;
  /** 0 … 101: `base` less the penalties, never below zero. */
  readonly score: number;
  readonly base: number;
  readonly penalties: readonly Penalty[];
}

/**
 * Offers a target of a stored unit to a query.
 *
 * @param source the stored source that was compared with the query; the target's inline codes refer to it
 * @param own penalties of this target alone (`targetPenalties`)
 */
export function offerOf(
  query: Query,
  source: Content,
  variant: Variant,
  language: Language,
  { base, penalties, numbers }: Comparison,
  own: readonly Penalty[],
): Offer {
  const adapted = numbers && adaptNumbers(variant.content, language, numbers);
  const content = adoptCodes(adapted ?? variant.content, source, query.content);
  const shared = adapted === undefined || numbers === undefined ? penalties : numbers.penalties;
  const coded = shared.some(({ name }) => name === "codes") || hasAllCodes(content, query.content);
  const all = [...shared, ...(coded ? [] : [penalty("codes")]), ...own];
  const from = adapted === undefined ? base : 100;
  return {
    variant,
    content,
    adapted: adapted !== undefined,
    stale: own.some(({ name }) => name === "stale"),
    base: from,
    penalties: all,
    score: Math.max(0, from - sum(all)),
  };
}

/** What a target loses whatever the query: it is unreviewed, or stale, or its collection costs points. */
export function targetPenalties(
  { variants, standing }: { readonly variants: Variants; readonly standing?: Standing },
  target: Variant,
): Penalty[] {
  const penalties: Penalty[] = [];
  if (standing !== undefined && standing.penalty > 0)
    penalties.push({ name: "collection", points: standing.penalty });
  if (target.state === "initial") penalties.push(penalty("unreviewed"));
  if (isBehind(target, variants)) penalties.push(penalty("stale"));
  return penalties;
}

/**
 * The target of a match with the query's own numbers, each written in the target's notation.
 * `undefined` where that is not safe (quantities/rewrite).
 */
export function adaptNumbers(
  target: Content,
  language: Language,
  numbers: { readonly query: readonly QuantityValue[]; readonly source: readonly QuantityValue[] },
): Content | undefined {
  const codes = target.filter(isCode);
  // A placeholder keeps the place of each code: a number with a code inside is not rewritten.
  const text = target.map((part) => (isCode(part) ? PLACEHOLDER : part)).join("");
  const rewritten = rewriteQuantities(text, language, numbers.source, numbers.query);
  if (rewritten === undefined) return undefined;
  const runs = rewritten.split(PLACEHOLDER);
  if (runs.length !== codes.length + 1) return undefined;
  return tidy(runs.flatMap((run, at): Inline[] => (at === 0 ? [run] : [codes[at - 1] as Code, run])));
}

/**
 * The target of a match with the query's own inline codes in place of the codes of the match's source. Codes are
 * paired by kind and order. Left out are annotations, codes without a partner in the query, and one half of a span
 * whose other half has no place in the target.
 */
function adoptCodes(target: Content, source: Content, query: Content): Content {
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

/** Whether an offered target has each code of the query as often as the query has it. */
function hasAllCodes(offered: Content, query: Content): boolean {
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
