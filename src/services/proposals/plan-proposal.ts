import { inlineCodeProblem } from "../../domain/inline-code-problem.ts";
import type { Language } from "../../domain/language.ts";
import type { ProblemData } from "../../domain/problem.ts";
import { type Content, plainText, sameContent, tidy } from "../../domain/segment.ts";
import { isUnconfirmed, type Variant } from "../../domain/unit.ts";
import type { UnitChange } from "../../storage/index/match-index.ts";
import type { ReportEntry } from "../../storage/rows/import-reports.ts";
import type { NewSuggestion } from "../../storage/rows/suggestions.ts";
import type { StoredUnit } from "../../storage/rows/units.ts";
import { contentsOf, divideLike } from "../units/divide-segments.ts";

/** A translation that an agent proposes for a stored unit. */
export interface ProposedTranslation {
  /** Id of the unit. */
  readonly unit: string;
  readonly language: Language;
  /** For a text without inline codes. */
  readonly text?: string;
  readonly content?: Content;
  /** Language that it was translated from. */
  readonly source?: Language;
}

export interface ProposalPlan {
  readonly changes: readonly UnitChange[];
  readonly report: readonly ReportEntry[];
  readonly suggestions: readonly NewSuggestion[];
}

/**
 * Decides what proposed translations change. A proposal fills an empty place, or replaces an earlier one that nobody
 * has confirmed. Beside a person's text it becomes a suggestion (`conflict`). Pure.
 *
 * @param isSuggested true when the same suggestion was made before
 */
export function planProposal(
  units: ReadonlyMap<string, StoredUnit>,
  proposed: readonly ProposedTranslation[],
  stamp: { readonly author: string; readonly time: string },
  isSuggested: (unit: StoredUnit, language: Language, content: Content) => boolean,
): ProposalPlan {
  const after = new Map<string, StoredUnit>();
  const report: ReportEntry[] = [];
  const suggestions: NewSuggestion[] = [];
  /** What this proposal has already for a unit and language: a second text would take the place of the first. */
  const taken = new Map<string, Content>();
  for (const one of proposed) {
    const stored = units.get(one.unit);
    if (stored === undefined) continue;
    const unit = after.get(one.unit) ?? stored;
    const { language } = one;
    const entry = { unit: unit.id, key: unit.key, language };
    const was = unit.variants[language];
    const peer = one.source === undefined ? undefined : unit.variants[one.source];
    const content = divideLike(
      [was?.content, peer?.content, ...contentsOf(unit)],
      tidy(one.content ?? [one.text ?? ""]),
      language,
    );
    const place = `${unit.id} ${language}`;
    const first = taken.get(place);
    const problem = problemOf(one, content, peer) ?? secondProblem(first, content, one);
    if (problem === undefined) taken.set(place, content);
    if (problem !== undefined) {
      report.push({ ...entry, result: "rejected", problem });
    } else if (first !== undefined) {
      report.push({ ...entry, result: "same" });
    } else if (was !== undefined && sameContent(was.content, content)) {
      report.push({ ...entry, result: "same" });
    } else if (was === undefined || plainText(was.content) === "" || isUnconfirmed(was)) {
      const version = stored.version + 1;
      const from =
        one.source === undefined || peer === undefined
          ? {}
          : { from: { language: one.source, version: peer.version } };
      const made: Variant = { content, state: "initial", version, ...stamp, origin: "agent", ...from };
      after.set(unit.id, { ...unit, version, variants: { ...unit.variants, [language]: made } });
      report.push({ ...entry, result: "changed" });
    } else if (isSuggested(unit, language, content)) {
      report.push({ ...entry, result: "same" });
    } else {
      const draft = { content, state: "initial" } as const;
      suggestions.push({ unit: unit.n, language, draft });
      report.push({
        ...entry,
        result: "conflict",
        problem: { code: "suggestion-kept", params: { language } },
        mine: draft,
        theirs: was,
      });
    }
  }
  const changes = [...after.values()].flatMap((unit) => {
    const before = units.get(unit.id);
    return before === undefined ? [] : [{ before, after: unit }];
  });
  return { changes, report, suggestions };
}

/** Two texts for one unit and language: nobody can say which one is meant. */
const secondProblem = (
  first: Content | undefined,
  content: Content,
  { unit, language }: ProposedTranslation,
): ProblemData | undefined =>
  first === undefined || sameContent(first, content)
    ? undefined
    : { code: "invalid-fields", place: { unit, language } };

function problemOf(
  { unit, language, source }: ProposedTranslation,
  content: Content,
  peer: Variant | undefined,
): ProblemData | undefined {
  if (source === language || plainText(content).trim() === "")
    return { code: "invalid-fields", place: { unit, language } };
  return peer && inlineCodeProblem(peer.content, content, { unit, language });
}
