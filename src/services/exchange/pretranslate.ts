import type { Language } from "../../domain/language.ts";
import { type List, placesOf } from "../../domain/list.ts";
import { Problem } from "../../domain/problem.ts";
import { type Content, plainText, segmentsOf } from "../../domain/segment.ts";
import { compareStates, type Draft, type State, type Variant } from "../../domain/unit.ts";
import { type StoredUnit, unitsOf } from "../../storage/rows/units.ts";
import { commit } from "../imports/commit.ts";
import { retryOnStaleDocument } from "../imports/retry-on-stale-document.ts";
import type { Actor, Context } from "../context.ts";
import type { Progress } from "../imports/progress.ts";
import { withDocumentLock } from "../imports/document-lock.ts";
import { visibleDocument } from "../documents/visible-document.ts";
import { type ImportReport, reportOf } from "../imports/import-report.ts";
import { lookup, type Match, type MatchTarget } from "../memory/lookup.ts";
import { segmentInContext } from "./segment-in-context.ts";
import { divideSegments, withoutBreaks } from "../units/divide-segments.ts";

export interface Pretranslate {
  readonly source: Language;
  readonly target: Language;
  /** Least score, 0 … 1.01. By default 1: exact matches only. */
  readonly threshold?: number;
  readonly collections?: readonly string[];
}

/** A target taken from a match. */
export interface Proposal extends Draft {
  readonly content: Content;
  readonly score: number;
  readonly kind: Match["kind"];
  /** The unit that it was taken from. */
  readonly unit: string;
}

const BATCH = 100;
/** Enough matches to see past copies, which do not count. */
const MATCHES = 10;

/**
 * Finds targets in the memory for units without one. An exact match of a reviewed target is `translated`. Every other
 * match is `initial`, because somebody has to look at it. Ambiguous matches are used only in context, matches through a
 * third language never.
 *
 * @returns by unit number; units without a match good enough are not in it
 */
export async function proposals(
  context: Context,
  actor: Actor,
  units: List<StoredUnit>,
  { source, target, threshold = 1, collections }: Pretranslate,
  progress?: Progress,
): Promise<Map<number, Proposal>> {
  if (source === target)
    throw new Problem("language-mismatch", { wanted: source, found: target }, { field: "target" });
  const found = new Map<number, Proposal>();
  const wanted = placesOf(units, ({ variants }) => hasText(variants[source]) && !hasText(variants[target]));
  for (let at = 0; at < wanted.length; at += BATCH) {
    const batch = wanted.slice(at, at + BATCH);
    const results = await lookup(context, actor, {
      source,
      targets: [target],
      segments: batch.map((place) => segmentInContext(units, place, source)),
      // 1.01 asks for matches in context. They are exact matches, chosen below.
      threshold: Math.min(1, threshold),
      limit: MATCHES,
      pivot: false,
      explain: false,
      ...(collections === undefined ? {} : { collections }),
    });
    for (const [place, { matches }] of results.entries()) {
      const unit = units.at(batch[place] ?? units.length);
      const good = matches.filter(
        (match) => match.score >= 100 * threshold - 1e-9 && isOwnWork(match.targets[target]),
      );
      const first = good.find(({ ambiguous, kind }) => !ambiguous || kind === "in-context");
      // Where the same text has several translations, a similar text does not decide.
      const match = first === good[0] || first?.kind === "in-context" ? first : undefined;
      const proposal = match && proposalOf(match, target);
      const model = unit?.variants[source]?.content;
      if (unit && model && proposal)
        found.set(unit.n, { ...proposal, content: inSegmentsOf(model, proposal.content, target) });
    }
    progress?.(Math.min(at + BATCH, wanted.length), wanted.length);
  }
  return found;
}

/** A text of another unit in the segments of this one. */
function inSegmentsOf(model: Content, content: Content, language: Language): Content {
  if (segmentsOf(model).length === segmentsOf(content).length) return content;
  return divideSegments(model, withoutBreaks(content), language);
}

/** False for a text that came from the memory itself and nobody confirmed. The text it came from is found too. */
const isOwnWork = (offer: MatchTarget | undefined): boolean =>
  offer !== undefined && !(offer.origin === "match" && offer.state === "initial");

const hasText = (variant: Variant | undefined): boolean =>
  variant !== undefined && plainText(variant.content).trim() !== "";

function proposalOf(match: Match, target: Language): Proposal | undefined {
  const offer = match.targets[target];
  if (offer === undefined) return undefined;
  const sure = match.score >= 100 && compareStates(offer.state, "reviewed") >= 0;
  const state: State = sure ? "translated" : "initial";
  return {
    content: offer.content ?? [offer.text],
    state,
    subState: `polynya:${offer.adapted ? "adapted" : match.kind}-match`,
    confidence: Math.min(1, match.score / 100),
    score: match.score,
    kind: match.kind,
    unit: match.unit,
  };
}

/**
 * Fills the empty targets of a document from the memory, as one import that can be undone.
 *
 * @throws {Problem} `not-found`, `language-missing`, `language-mismatch`, and what `commit` throws
 */
export async function pretranslate(
  context: Context,
  actor: Actor,
  id: string,
  wanted: Pretranslate,
  options: { readonly dryRun?: boolean; readonly progress?: Progress } = {},
): Promise<ImportReport> {
  return withDocumentLock(context, id, () =>
    retryOnStaleDocument(async () => {
      const document = await visibleDocument(context, actor, id);
      if (!document.languages.includes(wanted.source)) {
        throw new Problem(
          "language-missing",
          { reason: "document" },
          { field: "source", language: wanted.source },
        );
      }
      const units = await unitsOf(context.storage, document);
      const filled = await proposals(context, actor, units, wanted, options.progress);
      const time = context.now().toISOString();
      const changes = units.flatMap((before) => {
        const proposal = filled.get(before.n);
        return proposal === undefined
          ? []
          : [{ before, after: withTarget(before, proposal, wanted, { author: actor.name, time }) }];
      });
      const report = changes.map(({ before }) => ({
        unit: before.id,
        key: before.key,
        result: "changed" as const,
        language: wanted.target,
      }));
      if (options.dryRun || changes.length === 0) return reportOf(undefined, report);
      const entry = await commit(context, actor, {
        kind: "edit",
        document,
        changes,
        report,
        about: { source: wanted.source, target: wanted.target },
      });
      return reportOf(entry, report);
    }),
  );
}

function withTarget(
  unit: StoredUnit,
  { content, state, subState, confidence }: Proposal,
  { source, target }: Pretranslate,
  stamp: { readonly author: string; readonly time: string },
): StoredUnit {
  const variant: Variant = {
    content,
    state,
    ...(subState === undefined ? {} : { subState }),
    ...(confidence === undefined ? {} : { confidence }),
    version: unit.version + 1,
    ...stamp,
    origin: "match",
    from: { language: source, version: unit.variants[source]?.version ?? 1 },
  };
  return { ...unit, version: unit.version + 1, variants: { ...unit.variants, [target]: variant } };
}
