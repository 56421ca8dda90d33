import { IMPORT_KINDS } from "./import.ts";

/** What can happen in the store, for feeds and webhooks. */
export const EVENT_KINDS = [
  ...IMPORT_KINDS.map((kind) => `import.${kind}` as const),
  "units.returned",
  "concept.saved",
  "concept.removed",
  "strings.published",
  "assignment.given",
  "assignment.changed",
  "assignment.ended",
  "question.asked",
  "question.answered",
  "question.changed",
  "question.resolved",
  "question.reopened",
] as const;
export type EventKind = (typeof EVENT_KINDS)[number];
