import { Problem } from "../../domain/problem.ts";
import { addressFault } from "../../domain/outside-address.ts";
import { write } from "../../storage/problems.ts";
import { findSuggester, saveSuggester, type Suggester } from "../../storage/rows/suggester.ts";
import type { Actor, Context } from "../context.ts";
import { type SuggesterView, suggesterView } from "./suggester-view.ts";

export interface SuggesterSettings {
  readonly url: string;
  readonly model: string;
  /** Absent: the key stays, if the address is of the same server; `null`: no key. */
  readonly key?: string | null;
  readonly daily: number;
  readonly active: boolean;
}

/**
 * Sets the model that suggests translations.
 *
 * @param allowed hosts inside the own network that may be called
 * @throws {Problem} `model-address`
 */
export async function setSuggester(
  context: Context,
  actor: Actor,
  { key, ...settings }: SuggesterSettings,
  allowed: readonly string[],
): Promise<SuggesterView> {
  assertModelAddress(settings.url, allowed);
  const before = await findSuggester(context.storage);
  const suggester: Suggester = {
    ...settings,
    secret: key === undefined ? keptKey(before, settings.url) : key,
    changed: context.now().toISOString(),
    changedBy: actor.name,
  };
  await write(context.storage, [saveSuggester(suggester)]);
  return suggesterView(suggester);
}

/** @throws {Problem} `model-address` for an address that must not be called */
export function assertModelAddress(address: string, allowed: readonly string[]): void {
  const reason = addressFault(address, allowed);
  if (reason !== undefined) throw new Problem("model-address", { reason, address }, { field: "url" });
}

/** Nobody reads the key by sending it to a server of their own: with another server it has to be given again. */
const keptKey = (before: Suggester | undefined, url: string): string | null =>
  before !== undefined && new URL(before.url).origin === new URL(url).origin ? before.secret : null;
