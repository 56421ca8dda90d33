import type { Limits } from "../contract.ts";
import type { Role } from "../office/vocabulary.ts";
import type { Archive } from "../package/zip.ts";
import { partText } from "../package/walk-part.ts";
import { parseXml } from "../xml/reader.ts";
import { attributeNamed } from "./roles.ts";

const HINTS: Readonly<Record<string, string>> = {
  insertion: "inserted",
  deletion: "deleted",
  "format-change": "format changed",
};

/**
 * What the tracked changes of a document do (OpenDocument 1.3 part 3, §5.5), by their id: a hint for translators.
 *
 * @throws {Problem} as the XML reader
 */
export function readChanges(
  archive: Archive,
  parts: readonly string[],
  limits: Limits,
): ReadonlyMap<string, string> {
  const changes = new Map<string, string>();
  for (const part of parts) {
    const text = partText(archive, part, limits);
    if (text?.includes(":changed-region") !== true) continue;
    let region: string | undefined;
    parseXml(
      text,
      {
        undeclared: () => undefined,
        open: (element) => {
          const { local } = element;
          const hint = HINTS[local];
          if (local === "changed-region") region = attributeNamed(element, "id");
          else if (region !== undefined && hint !== undefined && !changes.has(region))
            changes.set(region, hint);
        },
        close: ({ local }) => {
          if (local === "changed-region") region = undefined;
        },
      },
      limits,
    );
  }
  return changes;
}

/** The role of one end of a tracked change, with what the change does. */
export function withChange(role: Role | undefined, changes: ReadonlyMap<string, string>): Role | undefined {
  if (role?.is !== "object" || role.limit === undefined) return role;
  return { ...role, hint: changes.get(role.limit.id) ?? role.hint };
}
