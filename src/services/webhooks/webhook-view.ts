import type { EventKind } from "../../domain/event.ts";
import { type Webhook, webhookId } from "../../storage/rows/webhooks.ts";

/** A webhook in answers, without its secret. */
export interface WebhookView {
  readonly id: string;
  readonly url: string;
  /** Empty: all. */
  readonly kinds: readonly EventKind[];
  /** `null`: all collections. */
  readonly collection: string | null;
  readonly created: string;
  readonly createdBy: string;
  /** `failing`: the last attempt failed; `stopped`: it failed too often, or somebody paused it. */
  readonly state: "active" | "failing" | "stopped";
  /** Time of the next attempt while it fails. */
  readonly due: string | null;
}

export function webhookView(webhook: Webhook): WebhookView {
  const { n, url, kinds, collection, created, createdBy, active, failures, due } = webhook;
  const state = active ? (failures === 0 ? "active" : "failing") : "stopped";
  const next = state === "failing" ? due : null;
  return { id: webhookId(n), url, kinds, collection, created, createdBy, state, due: next };
}
