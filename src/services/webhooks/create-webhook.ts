import type { EventKind } from "../../domain/event.ts";
import { Problem } from "../../domain/problem.ts";
import { asProblem } from "../../storage/problems.ts";
import { findCollection } from "../../storage/rows/collections.ts";
import { insertWebhook, listWebhookRows } from "../../storage/rows/webhooks.ts";
import { assertVisible, collectionOrOnly } from "../access/visibility.ts";
import type { Actor, Context } from "../context.ts";
import { createWebhookSecret } from "./internal/sign.ts";
import { assertAddress } from "./send-webhook.ts";
import { type WebhookView, webhookView } from "./webhook-view.ts";

/** Most webhooks of a service. */
const MOST = 50;

export interface NewWebhook {
  readonly url: string;
  /** Empty: all. */
  readonly kinds: readonly EventKind[];
  readonly collection?: string;
}

/**
 * Makes a webhook, which is told about what happens from now on. Only this answer contains its secret.
 *
 * @param allowed hosts inside the own network that may be called
 * @throws {Problem} `webhook-address`, `not-found` (collection), `invalid-fields` (too many webhooks)
 */
export async function createWebhook(
  context: Context,
  actor: Actor,
  wanted: NewWebhook,
  allowed: readonly string[],
): Promise<WebhookView & { readonly secret: string }> {
  const { storage } = context;
  const { url, kinds } = wanted;
  const collection = collectionOrOnly(actor, wanted.collection);
  assertAddress(url, allowed);
  if (collection !== undefined) {
    if ((await findCollection(storage, collection)) === undefined)
      throw new Problem("not-found", { what: collection });
    assertVisible(actor, collection, collection);
  }
  if ((await listWebhookRows(storage, undefined)).length >= MOST)
    throw new Problem("invalid-fields", { reason: "webhooks", most: MOST }, { field: "url" });
  const secret = createWebhookSecret();
  const made = await insertWebhook(storage, {
    ...{ url, secret, kinds, collection: collection ?? null },
    created: context.now().toISOString(),
    createdBy: actor.name,
  }).catch((error: unknown) => {
    throw asProblem(error);
  });
  return { ...webhookView(made), secret };
}
