import { write } from "../../storage/problems.ts";
import { insertIgnored } from "../../storage/rows/findings.ts";
import type { Actor, Context } from "../context.ts";
import { assertAllWritable } from "../documents/assert-writable.ts";
import type { FindingView } from "./finding-view.ts";
import { namedFindings } from "./internal/named-findings.ts";

/**
 * Ignores findings until their texts change: all of them, or none if one does not exist.
 *
 * @param ids finding ids; repeated ids count once
 * @throws {Problem} `not-found`, `collection-read-only`
 */
export async function ignoreFindings(
  context: Context,
  actor: Actor,
  ids: readonly string[],
  reason: string,
): Promise<FindingView[]> {
  const found = await namedFindings(context, actor, ids);
  await assertAllWritable(context, found);
  const ignored = { reason, time: context.now().toISOString(), author: actor.name };
  await write(
    context.storage,
    insertIgnored(found.map(({ unit, fingerprint }) => ({ unit, fingerprint, ...ignored }))),
  );
  return found.map(({ view }) => ({ ...view, ignored }));
}
