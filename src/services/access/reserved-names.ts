import { Problem } from "../../domain/problem.ts";

/** The service itself and the token of its environment write under these names. */
const RESERVED: ReadonlySet<string> = new Set(["environment", "polynya"]);

/**
 * A person's name stands in the history as the author's: it must not pass for somebody who is no person.
 *
 * @throws {Problem} `invalid-fields`
 */
export function assertNameOfPerson(name: string): void {
  const plain = name.normalize("NFKC").trim().toLowerCase();
  if (RESERVED.has(plain)) throw new Problem("invalid-fields", { reason: "reserved" }, { field: "name" });
}
