import type { CheckedUnit } from "../../checks/check.ts";
import type { CheckId, Finding } from "../../domain/finding.ts";
import { type Language, LANGUAGES } from "../../domain/language.ts";
import { checkerOf, findingsOf } from "./internal/checker.ts";
import { assertVisible } from "../access/visibility.ts";
import type { Actor, Context } from "../context.ts";

/** Texts of one unit that is not stored. */
export type Texts = { readonly [language in Language]?: string };

/**
 * Checks texts that are not stored, as units of one document.
 *
 * @param options `collection` gives the severities; `checks` to run, absent: all checks
 * @returns findings in the order of the texts; `unit` is the place in the list, from 0
 * @throws {Problem} `not-found` (collection)
 */
export async function checkTexts(
  context: Context,
  actor: Actor,
  texts: readonly Texts[],
  options: { readonly checks?: readonly CheckId[]; readonly collection?: string } = {},
): Promise<(Omit<Finding, "unit"> & { readonly unit: number })[]> {
  const { collection, checks } = options;
  if (collection !== undefined) assertVisible(actor, collection, collection);
  const units = texts.map((unit, at): CheckedUnit => {
    const written = LANGUAGES.flatMap((language) => {
      const text = unit[language];
      return text === undefined ? [] : [[language, { content: text === "" ? [] : [text] }] as const];
    });
    return { id: String(at), variants: Object.fromEntries(written) };
  });
  const found = findingsOf(await checkerOf(context, collection, checks), units, "all", checks);
  return found.map((named) => {
    const { fingerprint: _, ...finding } = named;
    return { ...finding, unit: Number(finding.unit) };
  });
}
