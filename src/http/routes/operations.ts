import { z } from "@hono/zod-openapi";
import { Problem } from "../../domain/problem.ts";
import { operation, routes } from "../operation.ts";

const Health = z.object({ status: z.literal("ok") }).openapi("Health");

export const operationsRoutes = routes()
  .openapi(
    operation({
      method: "get",
      path: "/healthz",
      permission: "public",
      tags: ["operations"],
      summary: "Whether the process is alive",
      responses: { 200: { description: "Alive", content: { "application/json": { schema: Health } } } },
    }),
    (c) => c.json({ status: "ok" as const }, 200),
  )
  .openapi(
    operation({
      method: "get",
      path: "/readyz",
      permission: "public",
      tags: ["operations"],
      summary: "Whether requests can be answered: the store is there, migrated and sound",
      responses: { 200: { description: "Ready", content: { "application/json": { schema: Health } } } },
    }),
    async (c) => {
      const { context, stopping } = c.var.dependencies;
      if (stopping?.()) throw new Problem("overloaded");
      const damage = context.storage.damage?.();
      if (damage) throw new Problem("read-only", {}, {}, { check: damage.check });
      // The newest table that every request may need: present only in a migrated store.
      await context.storage.all("SELECT 1 FROM credential LIMIT 1").catch((error: unknown) => {
        c.var.dependencies.report(error, c.var.request);
        throw new Problem("overloaded");
      });
      return c.json({ status: "ok" as const }, 200);
    },
  )
  .openapi(
    operation({
      method: "get",
      path: "/metrics",
      permission: "read",
      tags: ["operations"],
      summary: "Counters of this process, for Prometheus",
      responses: { 200: { description: "Counters", content: { "text/plain": { schema: z.string() } } } },
    }),
    (c) => c.text(c.var.metrics.render(), 200),
  );
