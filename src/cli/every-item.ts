import type { z } from "zod";
import { listOf } from "./answers.ts";
import type { Client, Query } from "./client.ts";

/** All items of a list of the API, page by page. @throws {Failure} */
export async function everyItem<Item extends z.ZodType>(
  client: Client,
  item: Item,
  path: string,
  query: Query = {},
): Promise<z.output<Item>[]> {
  const items: z.output<Item>[] = [];
  let after: string | undefined;
  do {
    const page = await client.json(listOf(item), "GET", path, { query: { ...query, after } });
    items.push(...page.items);
    after = page.next ?? undefined;
  } while (after !== undefined);
  return items;
}
