import type { Language } from "../../domain/language.ts";
import type { Content } from "../../domain/segment.ts";
import type { State } from "../../domain/unit.ts";

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

const PREFIX = "polynya.draft.";

/** All drafts of this browser, by their key. */
export interface Drafts {
  get(key: string): Draft | undefined;
  all(): readonly Draft[];
  put(draft: Draft): void;
  remove(key: string): void;
}

/** Drafts in memory, with a copy in the browser's storage where that is possible. */
export function createDrafts(
  storage: Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length"> | undefined,
): Drafts {
  const drafts = new Map<string, Draft>();
  for (const [key, text] of entriesOf(storage)) {
    const draft = parse(text);
    if (draft && draftKey(draft.unit, draft.language) === key) drafts.set(key, draft);
  }
  const attempt = (act: () => void) => {
    try {
      act();
    } catch {
      // The storage is full or forbidden: only the page keeps the draft, and asks before it is left.
    }
  };
  return {
    get: (key) => drafts.get(key),
    all: () => [...drafts.values()],
    put(draft) {
      const key = draftKey(draft.unit, draft.language);
      drafts.set(key, draft);
      attempt(() => storage?.setItem(PREFIX + key, JSON.stringify(draft)));
    },
    remove(key) {
      drafts.delete(key);
      attempt(() => storage?.removeItem(PREFIX + key));
    },
  };
}

function entriesOf(storage: Pick<Storage, "getItem" | "key" | "length"> | undefined): [string, string][] {
  const entries: [string, string][] = [];
  for (let at = 0; at < (storage?.length ?? 0); at += 1) {
    const name = storage?.key(at);
    const text = name?.startsWith(PREFIX) ? storage?.getItem(name) : null;
    if (name && text) entries.push([name.slice(PREFIX.length), text]);
  }
  return entries;
}

/** A draft of the storage; `undefined` for the shape of an older page. */
function parse(text: string): Draft | undefined {
  try {
    const value = JSON.parse(text) as Partial<Draft> | null;
    const complete =
      typeof value?.unit === "string" &&
      typeof value.document === "string" &&
      typeof value.language === "string" &&
      typeof value.version === "number" &&
      Array.isArray(value.content);
    return complete ? (value as Draft) : undefined;
  } catch {
    return undefined;
  }
}
