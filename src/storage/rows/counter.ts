import type { Storage } from "../port.ts";

/**
 * Takes `count` consecutive numbers from a counter and returns the first. They stay taken even if the batch that uses
 * them fails. So numbers may have gaps, but are never used twice.
 */
export async function reserve(
  storage: Storage,
  name: "document" | "import" | "unit" | "mark" | "assignment" | "thread" | "comment",
  count = 1,
): Promise<number> {
  const [row] = await storage.all<{ next: number }>(
    "UPDATE counter SET next = next + ?2 WHERE name = ?1 RETURNING next",
    name,
    count,
  );
  if (row === undefined) throw new Error(`no counter ${name}`);
  return row.next - count;
}
