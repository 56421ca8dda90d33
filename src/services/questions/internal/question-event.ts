import type { EventKind } from "../../../domain/event.ts";
import type { Statement } from "../../../storage/port.ts";
import { insertEvent } from "../../../storage/rows/events.ts";
import { authorship } from "../../access/ownership.ts";
import type { Actor } from "../../context.ts";

/** Tells feeds and webhooks about a thread. @param collection `null`: the glossary */
export const questionEvent = (
  actor: Actor,
  kind: Extract<EventKind, `question.${string}`>,
  thread: number,
  { collection, time }: { readonly collection: string | null; readonly time: string },
): Statement => insertEvent({ kind, collection, ...authorship(actor), time, about: String(thread) });
