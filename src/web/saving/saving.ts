import type { Language } from "../../domain/language.ts";
import { type Content, sameContent } from "../../domain/segment.ts";
import { ApiProblem, connected, ConnectionLost } from "../api/client.ts";
import { getMe, getUnit, patchUnit, type UnitPatch, type UnitView } from "../api/resources.ts";
import { announce } from "../live.ts";
import { t } from "../i18n.ts";
import { createStore } from "../store.ts";
import { createDrafts, type Draft, draftKey } from "./drafts.ts";
import { kept } from "./kept-here.ts";
import { type Collision, collisionOf, isRealConflict } from "./stale.ts";

/** Sends texts to the server. A text that could not be saved stays a draft, with the reason. */

export type SaveState =
  | { readonly is: "saving" }
  | { readonly is: "waiting" }
  | { readonly is: "conflict"; readonly collision: Collision }
  | { readonly is: "refused"; readonly error: unknown };

const drafts = createDrafts(kept);

/** How saving stands, by draft key. */
export const saves = createStore<ReadonlyMap<string, SaveState>>(new Map());
/** Keys of the drafts that wait for the connection. */
export const waiting = createStore<ReadonlySet<string>>(new Set());
/** Grows by one with every change of a draft. */
export const draftTurn = createStore(0);
/** The last unit that the server answered with. */
export const saved = createStore<UnitView | undefined>(undefined);

/** Time between two attempts to reach the server again, in milliseconds. */
const RETRY = 8000;

function note(key: string, state: SaveState | undefined): void {
  const next = new Map(saves.get());
  if (state) next.set(key, state);
  else next.delete(key);
  saves.set(next);
  waiting.set(new Set([...next].filter(([, { is }]) => is === "waiting").map(([name]) => name)));
}

/** The draft of a unit in a language, if there is one. */
export const draftOf = (unit: string, language: Language): Draft | undefined =>
  drafts.get(draftKey(unit, language));

/** All drafts of a document. */
export const draftsOf = (document: string): readonly Draft[] =>
  drafts.all().filter((draft) => draft.document === document);

/** Keeps what was typed so far. */
export function keepDraft(draft: Draft): void {
  drafts.put(draft);
  draftTurn.set(draftTurn.get() + 1);
}

/**
 * Keeps what was typed so far as a change of the unit. The stored text again is no draft, unless another one is on its
 * way to the server: then it is a change of that.
 */
export function keepText(unit: UnitView, language: Language, content: Content): void {
  const key = draftKey(unit.id, language);
  const isStored = sameContent(content, unit.variants[language]?.content ?? []);
  // A refusal is about the text that was sent; what is written now has not been judged.
  if (saves.get().get(key)?.is === "refused") note(key, undefined);
  if (isStored && saves.get().get(key)?.is !== "saving") return dropDraft(unit.id, language);
  keepDraft({
    unit: unit.id,
    document: unit.document,
    language,
    content,
    version: drafts.get(key)?.version ?? unit.version,
    time: new Date().toISOString(),
  });
}

/** Forgets a draft and how its saving stood. */
export function dropDraft(unit: string, language: Language): void {
  drafts.remove(draftKey(unit, language));
  draftTurn.set(draftTurn.get() + 1);
  note(draftKey(unit, language), undefined);
}

/** Saves a draft. `saves`, `saved` and the live region tell the outcome. */
export async function save(
  draft: Draft & Required<Pick<Draft, "wanted">>,
  options: { readonly force?: boolean } = {},
): Promise<void> {
  const key = draftKey(draft.unit, draft.language);
  keepDraft(draft);
  // The request that is on its way sends the newer text when it has ended.
  if (saves.get().get(key)?.is === "saving") return;
  note(key, { is: "saving" });
  try {
    await send(draft, draft.version, options.force ?? false);
  } catch (error) {
    if (error instanceof ConnectionLost) {
      note(key, { is: "waiting" });
      announce(t("save.waiting"), "problem");
      return;
    }
    const collision =
      error instanceof ApiProblem && error.body.code === "stale-version"
        ? collisionOf(error.body)
        : undefined;
    note(key, collision ? { is: "conflict", collision } : { is: "refused", error });
    announce(
      collision
        ? t("save.conflict")
        : t("save.refused", { reason: error instanceof Error ? error.message : "" }),
      "problem",
    );
  }
}

async function send(
  draft: Draft & Required<Pick<Draft, "wanted">>,
  version: number,
  force: boolean,
): Promise<void> {
  const { unit, language, content, wanted } = draft;
  const patch: UnitPatch = { variants: { [language]: { content, ...wanted } } };
  try {
    const answer = await patchUnit(unit, version, patch, force);
    const key = draftKey(unit, language);
    const now = drafts.get(key);
    const isNewer = now !== undefined && !sameContent(now.content, content);
    if (isNewer) drafts.put({ ...now, version: answer.version });
    else drafts.remove(key);
    note(key, undefined);
    saved.set(answer);
    announce(t("save.done"));
    if (isNewer && now.wanted) await save({ ...now, version: answer.version, wanted: now.wanted });
  } catch (error) {
    const collision =
      error instanceof ApiProblem && error.body.code === "stale-version"
        ? collisionOf(error.body)
        : undefined;
    if (
      !collision ||
      version === collision.theirs.version ||
      isRealConflict(collision, language, wanted.source, content)
    )
      throw error;
    await send(draft, collision.theirs.version, force);
  }
}

let isRetrying = false;

/** Sends the drafts that wait, once the server answers again; one attempt at a time. */
async function retryWaiting(): Promise<void> {
  if (isRetrying) return;
  isRetrying = true;
  await sendWaiting().finally(() => {
    isRetrying = false;
  });
}

async function sendWaiting(): Promise<void> {
  if (!connected.get()) {
    try {
      await getMe();
    } catch {
      if (!connected.get()) return;
    }
  }
  for (const key of waiting.get()) {
    const draft = drafts.get(key);
    if (draft?.wanted) await save({ ...draft, wanted: draft.wanted });
  }
}

/** Follows another tab: its drafts are shown here too, and a unit that it has saved is loaded again. */
function followOtherTabs(key: string, isForeign: boolean): void {
  if (!isForeign) return;
  draftTurn.set(draftTurn.get() + 1);
  const unit = /^([^/]+)\.(?:en|ru|zh)$/u.exec(key)?.[1];
  if (unit === undefined || drafts.get(key) !== undefined) return;
  note(key, undefined);
  getUnit(unit).then(
    (answer) => saved.set(answer),
    // Without an answer the next save meets the newer version and asks.
    () => undefined,
  );
}

/** Sends what an earlier page could not send, and tries again whenever the connection comes back. Returns what stops it. */
export function resumeSaving(): () => void {
  for (const draft of drafts.all()) {
    const key = draftKey(draft.unit, draft.language);
    if (draft.wanted && !saves.get().has(key)) note(key, { is: "waiting" });
  }
  void retryWaiting();
  const unfollow = kept.watch(followOtherTabs);
  const again = () => void retryWaiting();
  const cut = () => connected.set(false);
  addEventListener("online", again);
  addEventListener("offline", cut);
  const timer = setInterval(() => {
    if (waiting.get().size > 0 || !connected.get()) again();
  }, RETRY);
  return () => {
    removeEventListener("online", again);
    removeEventListener("offline", cut);
    clearInterval(timer);
    unfollow();
  };
}
