import { Problem } from "../../domain/problem.ts";
import { findWebhook, type Webhook, webhookNumber } from "../../storage/rows/webhooks.ts";
import { assertVisible } from "../access/visibility.ts";
import type { Actor, Context } from "../context.ts";

/** Finds a webhook by id. @throws {Problem} `not-found`, also for one that the actor may not see */
export async function visibleWebhook(context: Context, actor: Actor, id: string): Promise<Webhook> {
  const n = webhookNumber(id);
  const found = n === undefined ? undefined : await findWebhook(context.storage, n);
  if (found === undefined) throw new Problem("not-found", { what: id });
  assertVisible(actor, found.collection ?? "", id);
  return found;
}
