/** What an operation may require. `public` needs nobody; all else needs a role that grants it. */
export const PERMISSIONS = ["read", "translate", "review", "terminology", "publish", "manage"] as const;
export type Permission = (typeof PERMISSIONS)[number];

export const ROLES = ["reader", "translator", "reviewer", "terminologist", "admin"] as const;
export type Role = (typeof ROLES)[number];

/** The one table of who may do what. */
const GRANTS: Readonly<Record<Role, readonly Permission[]>> = {
  reader: ["read"],
  translator: ["read", "translate"],
  reviewer: ["read", "translate", "review", "publish"],
  terminologist: ["read", "translate", "terminology"],
  admin: PERMISSIONS,
};

export const isRole = (value: unknown): value is Role => ROLES.some((role) => role === value);

export const grants = (role: Role, permission: Permission): boolean => GRANTS[role].includes(permission);

/** Somebody whose credentials were accepted. */
export interface Principal {
  /** Of the token or session; `environment` for `POLYNYA_TOKEN`. */
  readonly id: string;
  readonly kind: "token" | "session" | "environment";
  /** As it appears as author in the history. */
  readonly name: string;
  readonly role: Role;
  /** The only collection that this principal can see; all of them when absent. */
  readonly collection?: string;
}
