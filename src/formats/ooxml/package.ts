import type { Limits } from "../contract.ts";
import type { Archive } from "../package/zip.ts";
import { walkPart } from "../package/walk-part.ts";

/** A relationship between parts (ECMA-376 part 2, §8.5). */
export interface Relationship {
  readonly id: string;
  /** Last word of its type: `officeDocument`, `slide` … */
  readonly type: string;
  readonly target: string;
}

/** Media types of the parts, by name with a slash in front (part 2, §7.2.3). */
export function contentTypes(archive: Archive, limits: Limits): ReadonlyMap<string, string> {
  const types = new Map<string, string>();
  walkPart(archive, "[Content_Types].xml", limits, {
    open: ({ local, attributes }) => {
      if (local === "Override") types.set(attributes["PartName"] ?? "", attributes["ContentType"] ?? "");
    },
  });
  return types;
}

/** Relationships of a part with others in the package. External targets are left out: they are never followed. */
export function relationshipsOf(archive: Archive, part: string, limits: Limits): Relationship[] {
  const slash = part.lastIndexOf("/") + 1;
  const folder = part.slice(0, slash);
  const found: Relationship[] = [];
  walkPart(archive, `${folder}_rels/${part.slice(slash)}.rels`, limits, {
    open: ({ local, attributes }) => {
      if (local !== "Relationship" || attributes["TargetMode"] === "External") return;
      found.push({
        id: attributes["Id"] ?? "",
        type: attributes["Type"]?.split("/").at(-1) ?? "",
        target: resolve(folder, attributes["Target"] ?? ""),
      });
    },
  });
  return found;
}

/** Name of the part that a target names, seen from a folder. */
function resolve(folder: string, target: string): string {
  if (target.startsWith("/")) return target.slice(1);
  const path = folder.split("/").slice(0, -1);
  for (const step of target.split("/")) {
    if (step === "..") path.pop();
    else if (step !== ".") path.push(step);
  }
  return path.join("/");
}

/** Ids of relationships in the order of a list: of slides in a presentation, of sheets in a workbook. */
export function listedIds(archive: Archive, part: string, element: string, limits: Limits): string[] {
  const ids: string[] = [];
  walkPart(archive, part, limits, {
    open: ({ local, attributes }) => {
      if (local !== element) return;
      const id = Object.entries(attributes).find(([name]) => /^\w+:id$/u.test(name))?.[1];
      if (id !== undefined) ids.push(id);
    },
  });
  return ids;
}
