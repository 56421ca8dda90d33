import { write } from "../../storage/problems.ts";
import { deleteIgnored } from "../../storage/rows/findings.ts";
import type { Actor, Context } from "../context.ts";
import { assertAllWritable } from "../documents/assert-writable.ts";
import type { FindingView } from "./finding-view.ts";
import { namedFindings } from "./internal/named-findings.ts";

/** Reverses `ignoreFindings`, for all ids or none. @throws {Problem} `not-found`, `collection-read-only` */
export async function unignoreFindings(
  context: Context,
  actor: Actor,
  ids: readonly string[],
): Promise<FindingView[]> {
  const found = await namedFindings(context, actor, ids);
  await assertAllWritable(context, found);
  await write(context.storage, deleteIgnored(found));
  return found.map(({ view }) => view);
}
