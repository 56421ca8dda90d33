/** What made an import. Every write of units belongs to an import. */
export const IMPORT_KINDS = ["create", "push", "edit", "alignment", "undo", "delete"] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

/** What a push does with a unit that was changed on both sides. */
export const CONFLICT_POLICIES = ["abort", "mine", "theirs", "suggest"] as const;
export type ConflictPolicy = (typeof CONFLICT_POLICIES)[number];
