import { z } from "@hono/zod-openapi";
import { ROLES } from "../../services/access/roles.ts";
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
