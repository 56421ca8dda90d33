import { z } from "@hono/zod-openapi";
import { createCollection } from "../../services/documents/create-collection.ts";
import { editCollection } from "../../services/documents/edit-collection.ts";
import { getCollection } from "../../services/documents/get-collection.ts";
import { listCollections } from "../../services/documents/list-collections.ts";
import { removeCollection } from "../../services/documents/remove-collection.ts";
import type { Collection } from "../../storage/rows/collections.ts";
import { respondJson } from "../caching.ts";
import { patchOperation, answers, json, operation, routes } from "../operation.ts";
import { assertSameThing, expectedVersion, versionTag } from "../preconditions.ts";
import { AnyId, Id, CollectionId, limitUpTo, listOf, Name } from "./schemas.ts";

const tags = ["collections"];
const params = z.object({ collection: AnyId });
const Settings = z
  .record(z.string().max(100), z.unknown())
  .openapi({ description: "Switches of checks and the like" });

const CollectionSchema: z.ZodType<Collection> = z
  .object({
    id: z.string(),
    title: z.string(),
    settings: Settings,
    version: z.int(),
    created: z.string(),
    createdBy: z.string(),
  })
  .openapi("Collection");

const etagOf = ({ version, created }: Collection) => ({ etag: versionTag(version, created) });

export const collectionRoutes = routes()
  .openapi(
    operation({
      method: "get",
      path: "/api/v1/collections",
      operationId: "listCollections",
      permission: "read",
      tags,
      summary: "All collections that you may see",
      request: { query: z.object({ after: Id.exactOptional(), limit: limitUpTo(500, 100) }) },
      responses: answers(listOf(CollectionSchema), "Collections in the order of their ids"),
    }),
    async (c) => c.json(await listCollections(c.var.context, c.var.actor, c.req.valid("query")), 200),
  )
  .openapi(
    operation({
      method: "post",
      path: "/api/v1/collections",
      operationId: "createCollection",
      permission: "manage",
      tags,
      summary: "Make a collection",
      request: json(
        z
          .strictObject({ id: CollectionId.exactOptional(), title: Name, settings: Settings.exactOptional() })
          .openapi("NewCollection"),
      ),
      responses: {
        201: {
          description: "The new collection",
          content: { "application/json": { schema: CollectionSchema } },
        },
      },
    }),
    async (c) => {
      const made = await createCollection(c.var.context, c.var.actor, c.req.valid("json"));
      return c.json(made, 201, { ...etagOf(made), location: `/api/v1/collections/${made.id}` });
    },
  )
  .openapi(
    operation({
      method: "get",
      path: "/api/v1/collections/{collection}",
      operationId: "getCollection",
      permission: "read",
      tags,
      summary: "One collection",
      request: { params },
      responses: answers(CollectionSchema, "The collection"),
    }),
    async (c) => {
      const found = await getCollection(c.var.context, c.var.actor, c.req.valid("param").collection);
      return respondJson(c, found, etagOf(found));
    },
  )
  .openapi(
    patchOperation({
      path: "/api/v1/collections/{collection}",
      operationId: "updateCollection",
      permission: "manage",
      tags,
      summary: "Change title or settings",
      params,
      patch: z
        .strictObject({ title: Name.exactOptional(), settings: Settings.exactOptional() })
        .openapi("CollectionPatch"),
      answer: CollectionSchema,
    }),
    async (c) => {
      const { context, actor } = c.var;
      const { collection } = c.req.valid("param");
      const patch = c.req.valid("json");
      assertSameThing(c, (await getCollection(context, actor, collection)).created);
      const changed = await editCollection(context, actor, collection, patch, expectedVersion(c));
      return c.json(changed, 200, etagOf(changed));
    },
  )
  .openapi(
    operation({
      method: "delete",
      path: "/api/v1/collections/{collection}",
      operationId: "deleteCollection",
      permission: "manage",
      tags,
      summary: "Delete an empty collection, with the tokens that are bound to it",
      request: { params },
      responses: { 204: { description: "Deleted" } },
    }),
    async (c) => {
      await removeCollection(c.var.context, c.var.actor, c.req.valid("param").collection);
      return c.body(null, 204);
    },
  );
