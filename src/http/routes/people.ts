import { z } from "@hono/zod-openapi";
import { createInvitation, INVITATION_DAYS } from "../../services/access/create-invitation.ts";
import {
  type InvitationView,
  listInvitations,
  withdrawInvitation,
} from "../../services/access/invitations.ts";
import { editPerson, getPerson, listPeople } from "../../services/access/people.ts";
import type { Person } from "../../storage/rows/people.ts";
import { answers, json, operation, routes } from "../operation.ts";
import { expectedVersion, versionTag } from "../preconditions.ts";
import {
  GivenRolesSchema,
  Languages,
  PersonId,
  rolesView,
  RoleSchema,
  RolesSchema,
} from "./person-schema.ts";
import { AnyId, LanguageSchema, limitUpTo, Name } from "./schemas.ts";

const tags = ["access"];
const params = z.object({ person: AnyId });
const KindSchema = z.enum(["person", "program"]);

const personShape = {
  id: z.string(),
  kind: KindSchema,
  name: z.string(),
  languages: z.array(LanguageSchema).readonly(),
  role: z.string().nullable().openapi({ description: "In all collections" }),
  roles: z.record(z.string(), z.string()).openapi({ description: "By collection" }),
  given: z.array(z.object({ provider: z.string(), until: z.string(), roles: GivenRolesSchema })).openapi({
    description: "What providers' groups add, until then or the next sign-in",
  }),
  version: z.int(),
  disabled: z.string().nullable().openapi({ description: "Since when the person may not sign in" }),
  created: z.string(),
  createdBy: z.string(),
};
const PersonSchema = z.object(personShape).openapi("Person");

const ListedPersonSchema = z
  .object({
    ...personShape,
    used: z.string().nullable().openapi({ description: "Last use of a token or session" }),
    credentials: z.int().openapi({ description: "Open sessions and tokens" }),
  })
  .openapi("ListedPerson");

const InvitationSchema: z.ZodType<InvitationView> = z
  .object({
    id: z.string(),
    name: z.string(),
    role: z.string().nullable(),
    roles: z.record(z.string(), z.string()),
    created: z.string(),
    createdBy: z.string(),
    expires: z.string(),
  })
  .openapi("Invitation");

export const peopleRoutes = routes()
  .openapi(
    operation({
      method: "get",
      path: "/api/v1/people",
      operationId: "listPeople",
      permission: "manage",
      shared: true,
      tags,
      summary: "People, or programs, with their roles",
      request: {
        query: z.object({
          kind: KindSchema.default("person"),
          after: AnyId.exactOptional(),
          limit: limitUpTo(1000, 200),
        }),
      },
      responses: answers(
        z.object({ items: z.array(ListedPersonSchema), next: z.string().nullable() }),
        "One page, in the order of ids",
      ),
    }),
    async (c) => {
      const { items, next } = await listPeople(c.var.context, c.req.valid("query"));
      return c.json({ items: items.map(personView), next }, 200);
    },
  )
  .openapi(
    operation({
      method: "get",
      path: "/api/v1/people/{person}",
      operationId: "getPerson",
      permission: "manage",
      shared: true,
      tags,
      summary: "One person or program",
      request: { params },
      responses: answers(PersonSchema, "The person"),
    }),
    async (c) => {
      const person = await getPerson(c.var.context, c.req.valid("param").person);
      return c.json(personView(person), 200, { etag: versionTag(person.version, person.created) });
    },
  )
  .openapi(
    operation({
      method: "patch",
      path: "/api/v1/people/{person}",
      operationId: "updatePerson",
      permission: "manage",
      shared: true,
      tags,
      summary:
        "Change name, languages or roles, or disable; counts from the next request on. `If-Match` makes sure that nobody changed it meanwhile",
      request: {
        params: z.object({ person: PersonId }),
        ...json(
          z
            .strictObject({
              name: Name.exactOptional(),
              languages: Languages.exactOptional(),
              role: RoleSchema.nullable().exactOptional(),
              roles: RolesSchema.exactOptional(),
              disabled: z.boolean().exactOptional(),
            })
            .openapi("PersonPatch"),
        ),
      },
      responses: answers(PersonSchema, "The person as they are now"),
    }),
    async (c) => {
      const { context, actor } = c.var;
      const patch = c.req.valid("json");
      const person = await editPerson(context, actor, c.req.valid("param").person, patch, expectedVersion(c));
      return c.json(personView(person), 200, { etag: versionTag(person.version, person.created) });
    },
  )
  .openapi(
    operation({
      method: "get",
      path: "/api/v1/invitations",
      operationId: "listInvitations",
      permission: "manage",
      shared: true,
      tags,
      summary: "Open invitations",
      responses: answers(
        z.object({ items: z.array(InvitationSchema), next: z.null() }),
        "Invitations that nobody has taken yet, newest first",
      ),
    }),
    async (c) => c.json({ items: await listInvitations(c.var.context), next: null }, 200),
  )
  .openapi(
    operation({
      method: "post",
      path: "/api/v1/invitations",
      operationId: "createInvitation",
      permission: "manage",
      shared: true,
      tags,
      summary: "Invite a person: a link that makes the account of whoever opens it, once",
      request: json(
        z
          .strictObject({
            name: Name,
            role: RoleSchema.exactOptional(),
            roles: RolesSchema.exactOptional(),
            days: z.int().min(1).max(INVITATION_DAYS.most).exactOptional(),
          })
          .openapi("NewInvitation"),
      ),
      responses: {
        201: {
          description: "The link's path on this server",
          content: {
            "application/json": {
              schema: z.object({ id: z.string(), path: z.string(), expires: z.string() }),
            },
          },
        },
      },
    }),
    async (c) => {
      const { id, secret, expires } = await createInvitation(c.var.context, c.var.actor, c.req.valid("json"));
      return c.json({ id, path: `/join/${secret}`, expires }, 201);
    },
  )
  .openapi(
    operation({
      method: "delete",
      path: "/api/v1/invitations/{invitation}",
      operationId: "withdrawInvitation",
      permission: "manage",
      shared: true,
      tags,
      summary: "Take an invitation back",
      request: { params: z.object({ invitation: AnyId }) },
      responses: { 204: { description: "Taken back" } },
    }),
    async (c) => {
      await withdrawInvitation(c.var.context, c.req.valid("param").invitation);
      return c.body(null, 204);
    },
  );

/** A person as programs see them. */
const personView = <Shown extends Person>(person: Shown) => ({
  ...person,
  given: person.given.map(({ provider, until, roles }) => ({ provider, until, roles: rolesView(roles) })),
});
