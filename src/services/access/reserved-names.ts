import { Problem } from "../../domain/problem.ts";

/** Author names of the service itself and of the environment's token. */
const RESERVED: ReadonlySet<string> = new Set(["environment", "polynya"]);

/**
 * Refuses reserved names for persons: the history shows the name as the author.
 *
 * @throws {Problem} `invalid-fields`
 */
export function assertNameOfPerson(name: string): void {
  const plain = name.normalize("NFKC").trim().toLowerCase();
  if (RESERVED.has(plain)) throw new Problem("invalid-fields", { reason: "reserved" }, { field: "name" });
}
