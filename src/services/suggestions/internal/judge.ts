import type { Language } from "../../../domain/language.ts";
import type { Finding } from "../../../domain/finding.ts";
import { inlineCodeProblem } from "../../../domain/inline-code-problem.ts";
import { findPlaceholders } from "../../../domain/placeholder.ts";
import { type Content, plainText } from "../../../domain/segment.ts";
import type { Actor, Context } from "../../context.ts";
import { checkTexts } from "../../quality/check-texts.ts";

/** A finding about a suggestion. */
export type SuggestionFinding = Omit<Finding, "unit">;

/** Why a text can't be offered at all. */
export type Refusal = "codes" | "language" | "length" | "markup";

export interface Judged {
  readonly content: Content;
  readonly refusal: Refusal | undefined;
  /** Errors and warnings that concern the target. */
  readonly findings: readonly SuggestionFinding[];
}

/** A translation longer than this many times its source, and some more, is something else. */
const LONGEST = { times: 6, more: 200 } as const;

/** Checks a text of a model by what it was made from. */
export async function judge(
  context: Context,
  actor: Actor,
  {
    source,
    target,
    from,
    content,
    collection,
  }: {
    readonly source: Language;
    readonly target: Language;
    readonly from: Content;
    readonly content: Content;
    readonly collection: string | undefined;
  },
): Promise<Judged> {
  const [before, after] = [plainText(from), plainText(content)];
  if (after.length > before.length * LONGEST.times + LONGEST.more)
    return { content, refusal: "length", findings: [] };
  const found = await checkTexts(
    context,
    actor,
    [{ [source]: before, [target]: after }],
    collection === undefined ? {} : { collection },
  );
  const findings = found
    .filter(({ severity, languages }) => severity !== "info" && languages.includes(target))
    .map((whole): SuggestionFinding => {
      const { unit: _, ...finding } = whole;
      return finding;
    });
  return { content, refusal: refusalOf(from, content, findings), findings };
}

function refusalOf(
  from: Content,
  content: Content,
  findings: readonly SuggestionFinding[],
): Refusal | undefined {
  if (inlineCodeProblem(from, content, {}) !== undefined) return "codes";
  if (findings.some(({ check }) => check === "wrong-language")) return "language";
  const known = new Set(tagsIn(from));
  return tagsIn(content).some((tag) => !known.has(tag)) ? "markup" : undefined;
}

const tagsIn = (content: Content): string[] =>
  findPlaceholders(plainText(content)).flatMap(({ kind, key }) => (kind === "tag" ? [key] : []));

/** How good a judged text is: the smaller, the better. */
export const badness = ({ refusal, findings }: Judged): number =>
  (refusal === undefined ? 0 : 10_000) +
  findings.reduce((sum, { severity }) => sum + (severity === "error" ? 100 : 1), 0);
