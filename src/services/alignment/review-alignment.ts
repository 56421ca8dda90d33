import { type Bead, numbersOf } from "../../alignment/bead.ts";
import { realign } from "../../alignment/realign.ts";
import { accept, detach, type Edit, merge, shift, split } from "../../alignment/review.ts";
import type { AlignControl } from "../../alignment/align.ts";
import { type Language, LANGUAGES } from "../../domain/language.ts";
import { Problem } from "../../domain/problem.ts";
import { plainText, segmentsOf } from "../../domain/segment.ts";
import type { Variant } from "../../domain/unit.ts";
import { reserve } from "../../storage/rows/counter.ts";
import type { ReportEntry } from "../../storage/rows/import-reports.ts";
import type { UnitChange } from "../../storage/index/match-index.ts";
import { comparePlaces, type StoredUnit, unitId, unitsOf } from "../../storage/rows/units.ts";
import { backgroundLexicons } from "./internal/background-lexicons.ts";
import { type PlacedSentence, placesOf } from "./internal/place-sentences.ts";
import { joinSentences } from "../../alignment/join-sentences.ts";
import { commit } from "../imports/commit.ts";
import { retryOnStaleDocument } from "../imports/retry-on-stale-document.ts";
import type { Actor, Context } from "../context.ts";
import { withDocumentLock } from "../imports/document-lock.ts";
import { visibleDocument } from "../documents/visible-document.ts";
import { type ImportReport, reportOf } from "../imports/import-report.ts";

/** An operation of a reviewer on an aligned document; `unit`, `from` and `to` are unit ids. */
export type ReviewOperation =
  | { readonly kind: "merge"; readonly unit: string }
  | {
      readonly kind: "split";
      readonly unit: string;
      readonly first: { readonly [language in Language]?: number };
    }
  | {
      readonly kind: "shift";
      readonly unit: string;
      readonly language: Language;
      readonly direction: "up" | "down";
    }
  | { readonly kind: "detach"; readonly unit: string; readonly language: Language }
  | { readonly kind: "accept"; readonly confidence: number }
  | { readonly kind: "realign"; readonly from: string; readonly to: string };

/**
 * Carries out one operation on an aligned document. It is an import, so it can be undone like an import.
 * When a range is aligned again, beads that a reviewer has confirmed stay.
 *
 * @throws {Problem} `not-found`, `review-not-possible`
 */
export async function reviewAlignment(
  context: Context,
  actor: Actor,
  documentId: string,
  operation: ReviewOperation,
  control: AlignControl = {},
): Promise<ImportReport> {
  return withDocumentLock(context, documentId, () =>
    retryOnStaleDocument(async () => {
      const document = await visibleDocument(context, actor, documentId);
      const units = await unitsOf(context.storage, document);
      const texts = sentencesOf(units);
      const edit = await editOf(context, actor, document.collection, units, texts, operation, control);
      const stamp = { author: actor.name, time: context.now().toISOString(), origin: "alignment" } as const;
      const changes = await unitChanges(context, units, texts, edit, stamp);
      const report = changes.map(({ before, after }): ReportEntry => {
        const unit = after ?? before;
        const result = before === undefined ? "created" : after === undefined ? "removed" : "changed";
        return { unit: unit?.id ?? "", key: unit?.key ?? "", result };
      });
      const entry = await commit(context, actor, { kind: "alignment", document, changes, report });
      return reportOf(entry, report);
    }),
  );
}

/** Sentences of a document by language, and its units as beads of these sentences. */
interface Sentences {
  readonly sentences: { readonly [language in Language]: readonly PlacedSentence[] };
  readonly beads: readonly Bead[];
}

function sentencesOf(units: readonly StoredUnit[]): Sentences {
  const sentences: { [language in Language]: PlacedSentence[] } = { en: [], ru: [], zh: [] };
  const beads = units.map((unit): Bead => {
    const group: { [language in Language]?: number[] } = {};
    let confidence = 1;
    let decided = true;
    for (const language of LANGUAGES) {
      const variant = unit.variants[language];
      if (variant === undefined) continue;
      const own = segmentsOf(variant.content).filter((segment) => !segment.ignorable);
      const { places = [] } = variant;
      group[language] = own.map(({ content }, at) => {
        // An edited text may have fewer segments than places.
        const place = at === own.length - 1 ? places.slice(at).join(" ") : (places[at] ?? "");
        return sentences[language].push({ content, place }) - 1;
      });
      confidence = Math.min(confidence, variant.confidence ?? 1);
      decided &&= variant.state !== "initial";
    }
    return { ...group, confidence, ...(decided ? { fixed: true } : {}) };
  });
  return { sentences, beads };
}

async function editOf(
  context: Context,
  actor: Actor,
  collection: string,
  units: readonly StoredUnit[],
  { sentences, beads }: Sentences,
  operation: ReviewOperation,
  control: AlignControl,
): Promise<Edit> {
  const place = (id: string): number => {
    const at = units.findIndex((unit) => unit.id === id);
    if (at < 0) throw new Problem("not-found", { what: id });
    return at;
  };
  switch (operation.kind) {
    case "merge":
      return merge(beads, place(operation.unit));
    case "split":
      return split(beads, place(operation.unit), operation.first);
    case "shift":
      return shift(beads, place(operation.unit), operation.language, operation.direction);
    case "detach":
      return detach(beads, place(operation.unit), operation.language);
    case "accept":
      return accept(beads, operation.confidence);
    case "realign": {
      const segments: { [language in Language]?: string[] } = {};
      for (const language of LANGUAGES) {
        if (sentences[language].length > 0)
          segments[language] = sentences[language].map(({ content }) => plainText(content));
      }
      const lexicons = await backgroundLexicons(context, actor, collection);
      const range = { from: place(operation.from), to: place(operation.to) + 1 };
      return realign({ segments, beads, ...range, lexicons }, control);
    }
  }
}

type Stamp = Pick<Variant, "author" | "time" | "origin">;

/** Turns an edit of beads into changes of units. The first new beads keep the ids of the units they replace. */
async function unitChanges(
  context: Context,
  units: readonly StoredUnit[],
  { sentences }: Sentences,
  edit: Edit,
  stamp: Stamp,
): Promise<UnitChange[]> {
  const made = edit.reduce((sum, { remove, insert }) => sum + Math.max(0, insert.length - remove), 0);
  let next = made === 0 ? 0 : await reserve(context.storage, "unit", made);
  const keys = new Set(units.map(({ key }) => key));
  const list: { unit: StoredUnit; bead?: Bead }[] = units.map((unit) => ({ unit }));
  const removed: StoredUnit[] = [];
  // Edits come with the last place first, so earlier places stay valid.
  for (const { at, remove, insert } of edit) {
    const replaced = units.slice(at, at + remove);
    removed.push(...replaced.slice(insert.length));
    const replacing = insert.map((bead, index) => {
      const kept = replaced[index];
      if (kept) return { unit: kept, bead };
      const n = next++;
      const model = replaced.at(-1) ?? units[at];
      const key = freshKey(model?.key ?? "unit", keys);
      const fresh: StoredUnit = {
        n,
        id: unitId(n),
        document: model?.document ?? "",
        order: model?.order ?? 0,
        key,
        version: 0,
        notes: [],
        variants: {},
      };
      return { unit: fresh, bead };
    });
    list.splice(at, remove, ...replacing);
  }
  const changes: UnitChange[] = removed.map((before) => ({ before }));
  let last = { order: -1, n: -1 };
  for (const { unit, bead } of list) {
    const order = comparePlaces(unit, last) > 0 ? unit.order : unit.n > last.n ? last.order : last.order + 1;
    last = { order, n: unit.n };
    if (bead === undefined && order === unit.order) continue;
    const version = unit.version + 1;
    const variants = bead === undefined ? unit.variants : variantsOf(sentences, bead, unit, version, stamp);
    const after: StoredUnit = { ...unit, order, version, variants };
    changes.push(unit.version === 0 ? { after } : { before: unit, after });
  }
  return changes;
}

function variantsOf(
  known: Sentences["sentences"],
  bead: Bead,
  unit: StoredUnit,
  version: number,
  stamp: Stamp,
): StoredUnit["variants"] {
  const variants: { [language in Language]?: Variant } = {};
  for (const language of LANGUAGES) {
    const sentences = numbersOf(bead, language).flatMap((number) => known[language][number] ?? []);
    if (sentences.length === 0) continue;
    const was = unit.variants[language];
    const state = bead.fixed ? "translated" : "initial";
    variants[language] = {
      content: joinSentences(
        sentences.map(({ content }) => content),
        language,
      ),
      state: was && was.state !== "initial" && bead.fixed ? was.state : state,
      confidence: bead.confidence,
      ...placesOf(sentences),
      version,
      ...stamp,
    };
  }
  return variants;
}

function freshKey(key: string, known: Set<string>): string {
  let at = 2;
  while (known.has(`${key}-${at}`)) at += 1;
  known.add(`${key}-${at}`);
  return `${key}-${at}`;
}
