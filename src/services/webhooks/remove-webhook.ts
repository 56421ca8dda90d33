import { write } from "../../storage/problems.ts";
import { deleteWebhook } from "../../storage/rows/webhooks.ts";
import type { Actor, Context } from "../context.ts";
import { visibleWebhook } from "./visible-webhook.ts";

/** Removes a webhook with its log. @throws {Problem} `not-found` */
export async function removeWebhook(context: Context, actor: Actor, id: string): Promise<void> {
  const { n } = await visibleWebhook(context, actor, id);
  await write(context.storage, [deleteWebhook(n)]);
}
