import type { Content } from "../../domain/segment.ts";
import { sameContent } from "../../domain/segment.ts";
import type { Language } from "../../domain/language.ts";
import { Problem, type ProblemData } from "../../domain/problem.ts";
import type { ReportEntry } from "../../storage/rows/import-reports.ts";
import { importId, importsOfProposal, isOfGlossary } from "../../storage/rows/imports.ts";
import { insertProposedConcept, openProposal, type Proposal } from "../../storage/rows/proposals.ts";
import { insertSuggestions, suggestionsOf } from "../../storage/rows/suggestions.ts";
import { type StoredUnit, unitNumber, unitsByNumber } from "../../storage/rows/units.ts";
import { authorship, isOwn } from "../access/ownership.ts";
import { isVisible } from "../access/visibility.ts";
import type { Actor, Context } from "../context.ts";
import { visibleDocument } from "../documents/visible-document.ts";
import type { ConceptDraft } from "../glossary/concept-draft.ts";
import { proposeConcept } from "../glossary/propose-concept.ts";
import { commit } from "../imports/commit.ts";
import { withDocumentLock } from "../imports/document-lock.ts";
import { countResults } from "../imports/import-report.ts";
import { retryOnStaleDocument } from "../imports/retry-on-stale-document.ts";
import { planProposal, type ProposedTranslation } from "./plan-proposal.ts";
import { type ConceptEntry, type Receipt, receiptHead } from "./receipt.ts";

/** Limits of one call. */
export const PROPOSAL_LIMITS = { translations: 200, concepts: 50 };

export interface WantedProposal {
  /** Name of the work: all calls with it belong to one receipt, until that is undone. */
  readonly work?: string;
  readonly translations: readonly ProposedTranslation[];
  readonly concepts: readonly Omit<ConceptDraft, "status">[];
}

/**
 * Takes an agent's proposals: translations in state `initial` that are no part of the memory before a person confirms
 * them, and concepts to be approved. Each document is written as a whole. The receipt can be undone as a whole.
 *
 * @returns what became of each translation and concept of this call, in the order of the documents
 * @throws {Problem} `forbidden`: concepts from an actor who may not work in all collections
 */
export async function propose(context: Context, actor: Actor, wanted: WantedProposal): Promise<Receipt> {
  if (wanted.concepts.length > 0 && actor.collections !== undefined) throw new Problem("forbidden");
  const [only] = actor.collections?.length === 1 ? actor.collections : [];
  const proposal = await openProposal(context.storage, {
    ...authorship(actor),
    time: context.now().toISOString(),
    ...(wanted.work === undefined ? {} : { work: wanted.work }),
    ...(only === undefined ? {} : { collection: only }),
  });
  const found = await visibleUnits(context, actor, wanted.translations);
  const units: ReportEntry[] = wanted.translations
    .filter(({ unit }) => !found.has(unit))
    .map(({ unit, language }) => ({
      key: unit,
      language,
      result: "rejected",
      problem: { code: "not-found", params: { what: unit } },
    }));
  const imports: string[] = [];
  const known = wanted.translations.filter(({ unit }) => found.has(unit));
  for (const [document, translations] of Map.groupBy(known, ({ unit }) => found.get(unit)?.document ?? "")) {
    const written = await writeDocument(context, actor, proposal, { document, translations });
    units.push(...written.report);
    if (written.import !== undefined) imports.push(written.import);
  }
  const concepts: ConceptEntry[] = [];
  for (const draft of wanted.concepts) concepts.push(await takeConcept(context, actor, proposal, draft));
  return { ...receiptHead(proposal), imports, counts: countResults(units), units, concepts };
}

async function visibleUnits(
  context: Context,
  actor: Actor,
  proposed: readonly Pick<ProposedTranslation, "unit">[],
): Promise<Map<string, StoredUnit>> {
  const numbers = new Set(proposed.flatMap(({ unit }) => unitNumber(unit) ?? []));
  const units = await unitsByNumber(context.storage, [...numbers]);
  return new Map(
    units
      .filter(({ collection }) => isVisible(actor, collection))
      .map((unit) => {
        const { collection: _, ...stored } = unit;
        return [stored.id, stored];
      }),
  );
}

function writeDocument(
  context: Context,
  actor: Actor,
  proposal: Proposal,
  wanted: { readonly document: string; readonly translations: readonly ProposedTranslation[] },
): Promise<{ readonly report: readonly ReportEntry[]; readonly import?: string }> {
  const { document: id, translations } = wanted;
  return withDocumentLock(context, id, () =>
    retryOnStaleDocument(async () => {
      const document = await visibleDocument(context, actor, id);
      const units = await visibleUnits(context, actor, translations);
      const isSuggested = await knownSuggestions(context, actor, units);
      const stamp = { author: actor.name, time: context.now().toISOString() };
      const { changes, report, suggestions } = planProposal(units, translations, stamp, isSuggested);
      if (changes.length === 0 && suggestions.length === 0) return { report };
      const first = await firstImport(context, proposal, false);
      const entry = await commit(context, actor, {
        kind: "edit",
        document,
        changes,
        report,
        about: { proposal: proposal.n, ...(first === undefined ? {} : { partOf: first }) },
        after: (n) => insertSuggestions(n, suggestions),
      });
      return { report, import: importId(entry.n) };
    }),
  );
}

/** Number of the import to the glossary, or to units, that further ones of this proposal continue. */
async function firstImport(
  { storage }: Context,
  { n }: Proposal,
  ofGlossary: boolean,
): Promise<number | undefined> {
  const entries = await importsOfProposal(storage, n);
  return entries.findLast((entry) => entry.undoneBy === undefined && isOfGlossary(entry) === ofGlossary)?.n;
}

/** Suggestions that the actor has made for these units, so that a repeated call does not make them again. */
async function knownSuggestions(context: Context, actor: Actor, units: ReadonlyMap<string, StoredUnit>) {
  const made = new Map<string, readonly { language: Language; content: Content }[]>();
  for (const unit of units.values()) {
    const all = await suggestionsOf(context.storage, unit.n);
    const own = all.filter((suggestion) => isOwn(actor, suggestion));
    made.set(
      unit.id,
      own.map(({ language, draft }) => ({ language, content: draft.content })),
    );
  }
  return (unit: StoredUnit, language: Language, content: Content): boolean =>
    (made.get(unit.id) ?? []).some(
      (known) => known.language === language && sameContent(known.content, content),
    );
}

async function takeConcept(
  context: Context,
  actor: Actor,
  proposal: Proposal,
  draft: Omit<ConceptDraft, "status">,
): Promise<ConceptEntry> {
  try {
    const first = await firstImport(context, proposal, true);
    return await proposeConcept(context, actor, draft, {
      facts: { proposal: proposal.n, ...(first === undefined ? {} : { partOf: first }) },
      also: (concept, version) => [insertProposedConcept(proposal.n, { concept, version })],
    });
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const { code, params, place } = error;
    const problem: ProblemData = { code, params, place };
    return { ...(draft.id === undefined ? {} : { concept: draft.id }), result: "rejected", problem };
  }
}
