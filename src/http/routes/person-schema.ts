import { z } from "@hono/zod-openapi";
import { ROLES } from "../../services/access/roles.ts";
import type { GivenRole } from "../../storage/rows/people.ts";
import { CollectionId, LanguageSchema } from "./schemas.ts";

export const PersonId = z.string().min(1).max(64);
export const RoleSchema = z.enum(ROLES);

/** Languages that a person works with, each once. */
export const Languages = z
  .array(LanguageSchema)
  .max(3)
  .transform((languages) => [...new Set(languages)]);

/** Roles by collection. */
export const RolesSchema = z
  .record(CollectionId, RoleSchema)
  .refine((roles) => Object.keys(roles).length <= 200)
  .openapi({ description: "Roles by collection; each adds to the role in all collections" });

/** Roles that the groups of a provider give. */
export const GivenRolesSchema = z
  .array(
    z.object({
      collection: z.string().nullable().openapi({ description: "`null`: in all collections" }),
      role: z.string(),
    }),
  )
  .openapi({ description: "What the provider's groups give" });

export const rolesView = (roles: readonly GivenRole[]) =>
  roles.map(([collection, role]) => ({ collection, role }));
