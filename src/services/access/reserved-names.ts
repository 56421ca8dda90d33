import { Problem } from "../../domain/problem.ts";

/** Author names of the service itself and of the environment's token. */
const RESERVED: ReadonlySet<string> = new Set(["environment", "polynya"]);

/** Whether a name is one of the service's own, which is nobody's. */
export const isReservedName = (name: string): boolean =>
  RESERVED.has(name.normalize("NFKC").trim().toLowerCase());

/**
 * Refuses reserved names for persons: the history shows the name as the author.
 *
 * @throws {Problem} `invalid-fields`
 */
export function assertNameOfPerson(name: string): void {
  if (isReservedName(name)) throw new Problem("invalid-fields", { reason: "reserved" }, { field: "name" });
}
