/** Permissions that an operation may require. `public` operations require none. */
export const PERMISSIONS = [
  "read",
  "propose",
  "translate",
  "review",
  "terminology",
  "publish",
  "manage",
] as const;
export type Permission = (typeof PERMISSIONS)[number];

export const ROLES = ["agent", "reader", "translator", "reviewer", "terminologist", "admin"] as const;
export type Role = (typeof ROLES)[number];

/** Permissions of each role. */
const GRANTS: Readonly<Record<Role, readonly Permission[]>> = {
  // A program: everything that it writes is a proposal to people.
  agent: ["read", "propose"],
  reader: ["read"],
  translator: ["read", "propose", "translate"],
  reviewer: ["read", "propose", "translate", "review", "publish"],
  terminologist: ["read", "propose", "translate", "terminology"],
  admin: PERMISSIONS,
};

export const isRole = (value: unknown): value is Role => ROLES.some((role) => role === value);

export const grants = (role: Role, permission: Permission): boolean => GRANTS[role].includes(permission);

/** Permissions of a role; none without a role. */
export const permissionsOf = (role: string | null): readonly Permission[] =>
  isRole(role) ? GRANTS[role] : [];

/** The role that says best what somebody may do with these permissions: the one with the most that they all have. */
export function roleOf(permissions: readonly Permission[]): Role {
  const fitting = ROLES.filter((role) => permissionsOf(role).every((one) => permissions.includes(one)));
  const sorted = fitting.toSorted((a, b) => permissionsOf(b).length - permissionsOf(a).length);
  return sorted[0] ?? "reader";
}
