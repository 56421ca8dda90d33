import type { Language } from "../../domain/language.ts";
import type { Content } from "../../domain/segment.ts";
import type { State } from "../../domain/unit.ts";
import type { KeptWork } from "./kept.ts";

/** A text that is not on the server yet. This browser keeps it until it is. */
export interface Draft {
  readonly unit: string;
  readonly document: string;
  readonly language: Language;
  readonly content: Content;
  /** Version of the unit that the author saw. */
  readonly version: number;
  /** ISO 8601. */
  readonly time: string;
  /** Set once the author has asked to save it. */
  readonly wanted?: {
    readonly state: State;
    readonly source?: Language;
    readonly origin?: "typed" | "match";
  };
}

/** The key of a draft: there is one for each unit and language. */
export const draftKey = (unit: string, language: Language): string => `${unit}.${language}`;

/** The drafts of units among the kept work, by their key. */
export interface Drafts {
  get(key: string): Draft | undefined;
  all(): readonly Draft[];
  put(draft: Draft): void;
  remove(key: string): void;
}

/** The drafts of units in a store of kept work. */
export function createDrafts(kept: KeptWork): Drafts {
  const get = (key: string) => readDraft(key, kept.get(key));
  return {
    get,
    all: () => kept.keys().flatMap((key) => get(key) ?? []),
    put: (draft) => kept.put(draftKey(draft.unit, draft.language), draft),
    remove: (key) => kept.remove(key),
  };
}

/** Other work has other keys, and an older page may have written another shape. */
function readDraft(key: string, stored: unknown): Draft | undefined {
  const value = stored as Partial<Draft> | null | undefined;
  const isComplete =
    typeof value?.unit === "string" &&
    typeof value.document === "string" &&
    typeof value.language === "string" &&
    typeof value.version === "number" &&
    Array.isArray(value.content);
  if (!isComplete || draftKey(value.unit, value.language) !== key) return undefined;
  return value as Draft;
}
