import type { EventKind } from "../../domain/event.ts";
import { originalCollectionId } from "../../storage/rows/collections.ts";
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
  /** Whether a person, or a program by proposals, did it. */
  readonly origin: "person" | "agent";
  /** `null`: the glossary, which all collections share. */
  readonly collection: string | null;
  readonly import?: string;
  readonly document?: string;
  readonly counts?: Counts;
  readonly proposal?: string;
  /** Import that this one continues. */
  readonly partOf?: string;
  /** Import that this one undid. */
  readonly undoes?: string;
  readonly concept?: string;
  readonly version?: number;
  readonly namespace?: string;
}

export function changeView(event: StoredEvent): ChangeView {
  const { n, kind, time, author, collection, about, version, document, counts } = event;
  const { proposal, partOf, undoes, import: made } = event;
  const head = {
    id: eventId(n),
    kind,
    time,
    author,
    origin: proposal === null ? ("person" as const) : ("agent" as const),
    collection: collection === null ? null : originalCollectionId(collection),
  };
  if (kind === "strings.published") return { ...head, namespace: about };
  if (kind === "concept.saved" || kind === "concept.removed")
    return {
      ...head,
      concept: about,
      ...(version === null ? {} : { version }),
      ...(made === null ? {} : { import: importId(made) }),
    };
  return {
    ...head,
    import: importId(Number(about)),
    ...(document === null ? {} : { document }),
    ...(counts === null ? {} : { counts: JSON.parse(counts) as Counts }),
    ...(proposal === null ? {} : { proposal: proposalId(proposal) }),
    ...(partOf === null ? {} : { partOf: importId(partOf) }),
    ...(undoes === null ? {} : { undoes: importId(undoes) }),
  };
}
