import { z } from "@hono/zod-openapi";
import { Problem } from "../../domain/problem.ts";
import packageJson from "../../../package.json" with { type: "json" };
import { pendingMigrations } from "../../storage/migrate.ts";
import { WRITE_PROTECTED } from "../../storage/port.ts";
import { answers, operation, routes } from "../operation.ts";

const Health = z.object({ status: z.literal("ok") }).openapi("Health");

const Service = z
  .object({ version: z.string(), engine: z.enum(["sqlite", "d1", "postgres"]), backup: z.boolean() })
  .openapi("Service");

export const healthRoutes = routes()
  .openapi(
    operation({
      method: "get",
      path: "/healthz",
      operationId: "getHealth",
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
      operationId: "getReadiness",
      permission: "public",
      tags: ["operations"],
      summary: "Whether requests can be answered: the store is there, migrated and sound",
      responses: { 200: { description: "Ready", content: { "application/json": { schema: Health } } } },
    }),
    async (c) => {
      const { context, stopping } = c.var.dependencies;
      if (stopping?.()) throw new Problem("overloaded");
      const damage = context.storage.damage?.();
      if (damage) {
        const code = damage.check === WRITE_PROTECTED ? "write-protected" : "read-only";
        throw new Problem(code, {}, {}, { check: damage.check });
      }
      const pending = await pendingMigrations(context.storage).catch((error: unknown) => {
        c.var.dependencies.report(error, c.var.request);
        throw new Problem("overloaded");
      });
      if (pending.length > 0) throw new Problem("overloaded", {}, {}, { pendingMigrations: pending });
      return c.json({ status: "ok" as const }, 200);
    },
  )
  .openapi(
    operation({
      method: "get",
      path: "/metrics",
      operationId: "getMetrics",
      permission: "read",
      tags: ["operations"],
      summary: "Times by route, sizes, queue and memory of this process, for Prometheus",
      responses: { 200: { description: "Counters", content: { "text/plain": { schema: z.string() } } } },
    }),
    async (c) => {
      const { context, processState, heavyWork } = c.var.dependencies;
      const [index, store] = await Promise.all([context.index.size?.(), context.storage.size?.()]);
      const state = { ...processState?.(), index, store, heavy: heavyWork?.load?.() };
      return c.text(c.var.metrics.render(state), 200);
    },
  )
  .openapi(
    operation({
      method: "get",
      path: "/api/v1/service",
      operationId: "getService",
      permission: "manage",
      shared: true,
      tags: ["operations"],
      summary: "What this service is: its version, its engine, and whether a backup can be downloaded",
      responses: answers(Service, "The service"),
    }),
    (c) => {
      const { context, backup } = c.var.dependencies;
      const { engine } = context.storage;
      return c.json({ version: packageJson.version, engine, backup: backup !== undefined }, 200);
    },
  )
  .openapi(
    operation({
      method: "get",
      path: "/api/v1/backup",
      operationId: "downloadBackup",
      permission: "manage",
      heavy: true,
      shared: true,
      tags: ["operations"],
      summary: "The whole store as one SQLite file, as it was at one moment; people go on working meanwhile",
      description:
        "It holds everything: texts, history, glossary, and hashes of tokens. “polynya verify” checks it, “polynya restore” puts it back.",
      responses: {
        200: {
          description: "The file",
          content: { "application/vnd.sqlite3": { schema: { type: "string", format: "binary" } } },
        },
      },
    }),
    async (c) => {
      const { context, backup } = c.var.dependencies;
      if (backup === undefined) throw new Problem("backup-elsewhere");
      const { stream, size } = await backup();
      const moment = context.now().toISOString().slice(0, 19).replaceAll(/[:T]/gu, "-");
      return c.body(stream, 200, {
        "content-type": "application/vnd.sqlite3",
        "content-length": String(size),
        "content-disposition": `attachment; filename="polynya-${moment}.db"`,
        "cache-control": "no-store",
      });
    },
  );
