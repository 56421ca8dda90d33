import type { EventKind } from "../../domain/event.ts";
import { originalCollectionId } from "../../storage/rows/collections.ts";
import { questionId } from "../questions/question-view.ts";
import { assignmentId } from "../assignments/assignment-view.ts";
import { eventId, type StoredEvent } from "../../storage/rows/events.ts";
import type { Counts } from "../../storage/rows/import-reports.ts";
import { importId } from "../../storage/rows/imports.ts";
import { proposalId } from "../../storage/rows/proposals.ts";

/** Something that happened, with what a program needs to act on it. */
export interface ChangeView {
  readonly id: string;
  readonly kind: EventKind;
  readonly time: string;
  readonly author: string;
  /** Whether a person did it, or a program, which proposes and takes its own proposals back. */
  readonly origin: "person" | "agent";
  /** `null`: the glossary, which all collections share. */
  readonly collection: string | null;
  readonly import?: string;
  readonly document?: string;
  readonly counts?: Counts;
  /** The proposal that wrote it, or that it took back. */
  readonly proposal?: string;
  /** Import that this one continues. */
  readonly partOf?: string;
  /** Import that this one undid. */
  readonly undoes?: string;
  readonly concept?: string;
  readonly version?: number;
  readonly namespace?: string;
  readonly assignment?: string;
  readonly question?: string;
}

export function changeView(event: StoredEvent): ChangeView {
  const { n, kind, time, author, collection, about, version, document, counts } = event;
  const { proposal, ofProgram, partOf, undoes, import: made } = event;
  const head = {
    id: eventId(n),
    kind,
    time,
    author,
    origin: ofProgram === null ? ("person" as const) : ("agent" as const),
    collection: collection === null ? null : originalCollectionId(collection),
  };
  if (kind === "strings.published") return { ...head, namespace: about };
  if (kind.startsWith("assignment.")) return { ...head, assignment: assignmentId(Number(about)) };
  if (kind.startsWith("question.")) return { ...head, question: questionId(Number(about)) };
  const belonging = proposal === null ? {} : { proposal: proposalId(proposal) };
  if (kind === "concept.saved" || kind === "concept.removed")
    return {
      ...head,
      concept: about,
      ...(version === null ? {} : { version }),
      ...(made === null ? {} : { import: importId(made) }),
      ...belonging,
    };
  return {
    ...head,
    import: importId(Number(about)),
    ...(document === null ? {} : { document }),
    ...(counts === null ? {} : { counts: JSON.parse(counts) as Counts }),
    ...belonging,
    ...(partOf === null ? {} : { partOf: importId(partOf) }),
    ...(undoes === null ? {} : { undoes: importId(undoes) }),
  };
}
