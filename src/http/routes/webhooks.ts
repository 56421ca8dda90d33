import { z } from "@hono/zod-openapi";
import { EVENT_KINDS } from "../../domain/event.ts";
import { createWebhook } from "../../services/webhooks/create-webhook.ts";
import { editWebhook } from "../../services/webhooks/edit-webhook.ts";
import { type DeliveryView, listDeliveries } from "../../services/webhooks/list-deliveries.ts";
import { listWebhooks } from "../../services/webhooks/list-webhooks.ts";
import { removeWebhook } from "../../services/webhooks/remove-webhook.ts";
import { sendByFetch } from "../../services/webhooks/send-webhook.ts";
import { testWebhook } from "../../services/webhooks/test-webhook.ts";
import type { WebhookView } from "../../services/webhooks/webhook-view.ts";
import { answers, json, operation, routes } from "../operation.ts";
import { AnyId, CollectionId } from "./schemas.ts";

const tags = ["changes"];
const params = z.object({ webhook: AnyId });

const webhookShape = {
  id: z.string(),
  url: z.string(),
  kinds: z.array(z.enum(EVENT_KINDS)).readonly().openapi({ description: "Empty: all" }),
  collection: z.string().nullable(),
  created: z.string(),
  createdBy: z.string(),
  state: z.enum(["active", "failing", "stopped"]).openapi({
    description:
      "`failing`: the last attempt failed; `stopped`: it failed for three days, or somebody paused it",
  }),
  due: z.string().nullable().openapi({ description: "Time of the next attempt while it fails" }),
};

const WebhookSchema: z.ZodType<WebhookView> = z.object(webhookShape).openapi("Webhook");

const DeliverySchema: z.ZodType<DeliveryView> = z
  .object({
    change: z.string().nullable().openapi({ description: "Id of the change; `null`: a test" }),
    kind: z.string(),
    time: z.string(),
    status: z.int().nullable().openapi({ description: "HTTP status of the answer" }),
    error: z.string().nullable().openapi({ description: "Why there was no answer" }),
    milliseconds: z.int(),
  })
  .openapi("WebhookDelivery");

export const webhookRoutes = routes()
  .openapi(
    operation({
      method: "get",
      path: "/api/v1/webhooks",
      operationId: "listWebhooks",
      permission: "manage",
      tags,
      summary: "Addresses that are told what happens",
      responses: answers(z.object({ items: z.array(WebhookSchema), next: z.null() }), "Webhooks"),
    }),
    async (c) => c.json({ items: await listWebhooks(c.var.context, c.var.actor), next: null }, 200),
  )
  .openapi(
    operation({
      method: "post",
      path: "/api/v1/webhooks",
      operationId: "createWebhook",
      permission: "manage",
      tags,
      summary: "Tell an address what happens from now on; the secret that signs is shown this once",
      description:
        "Deliveries are changes, signed as Standard Webhooks (`webhook-id`, `webhook-timestamp`, `webhook-signature`), " +
        "in order, each at least once. A failed one is tried again after growing pauses.",
      request: json(
        z
          .strictObject({
            url: z.string().min(1).max(2000),
            kinds: z.array(z.enum(EVENT_KINDS)).max(EVENT_KINDS.length).default([]),
            collection: CollectionId.exactOptional(),
          })
          .openapi("NewWebhook"),
      ),
      responses: {
        201: {
          description: "The webhook with its secret",
          content: { "application/json": { schema: z.object({ ...webhookShape, secret: z.string() }) } },
        },
      },
    }),
    async (c) => {
      const { context, actor, dependencies } = c.var;
      const allowed = dependencies.webhooks?.allowed ?? [];
      return c.json(await createWebhook(context, actor, c.req.valid("json"), allowed), 201);
    },
  )
  .openapi(
    operation({
      method: "patch",
      path: "/api/v1/webhooks/{webhook}",
      operationId: "updateWebhook",
      permission: "manage",
      tags,
      summary: "Pause a webhook, or start it again where it stopped",
      request: { params, ...json(z.strictObject({ active: z.boolean() }).openapi("WebhookPatch")) },
      responses: answers(WebhookSchema, "The webhook as it is now"),
    }),
    async (c) => {
      const { webhook } = c.req.valid("param");
      return c.json(await editWebhook(c.var.context, c.var.actor, webhook, c.req.valid("json")), 200);
    },
  )
  .openapi(
    operation({
      method: "delete",
      path: "/api/v1/webhooks/{webhook}",
      operationId: "deleteWebhook",
      permission: "manage",
      tags,
      summary: "Remove a webhook with its log",
      request: { params },
      responses: { 204: { description: "Removed" } },
    }),
    async (c) => {
      await removeWebhook(c.var.context, c.var.actor, c.req.valid("param").webhook);
      return c.body(null, 204);
    },
  )
  .openapi(
    operation({
      method: "post",
      path: "/api/v1/webhooks/{webhook}/test",
      operationId: "testWebhook",
      permission: "manage",
      tags,
      summary: "Send a test delivery now",
      request: { params },
      responses: answers(DeliverySchema, "What came of it"),
    }),
    async (c) => {
      const { context, actor, dependencies } = c.var;
      const send = dependencies.webhooks?.send ?? sendByFetch;
      return c.json(await testWebhook(context, actor, c.req.valid("param").webhook, send), 200);
    },
  )
  .openapi(
    operation({
      method: "get",
      path: "/api/v1/webhooks/{webhook}/deliveries",
      operationId: "listDeliveries",
      permission: "manage",
      tags,
      summary: "The last attempts of a webhook, newest first",
      request: { params },
      responses: answers(z.object({ items: z.array(DeliverySchema), next: z.null() }), "Attempts"),
    }),
    async (c) => {
      const items = await listDeliveries(c.var.context, c.var.actor, c.req.valid("param").webhook);
      return c.json({ items, next: null }, 200);
    },
  );
