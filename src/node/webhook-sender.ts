import { type SendWebhook, WEBHOOK_TIMEOUT } from "../services/webhooks/send-webhook.ts";
import { postOutside } from "./outside-request.ts";

/**
 * Sends webhooks from Node. It follows no redirect.
 *
 * @param allowed hosts inside the own network that may be called, as `name` or `name:port`
 */
export const nodeWebhookSender = (allowed: readonly string[]): SendWebhook => {
  const post = postOutside(allowed, { time: WEBHOOK_TIMEOUT, size: 0 });
  return async (...request) => (await post(...request)).status;
};
