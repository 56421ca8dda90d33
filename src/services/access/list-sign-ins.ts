import { signInsBefore, type StoredSignIn } from "../../storage/rows/sign-ins.ts";
import { type Context, wrongCursor } from "../context.ts";

/** An entry of the journal of sign-ins. */
export interface SignInView extends Omit<StoredSignIn, "n"> {
  readonly id: string;
}

/**
 * Who signed in when, how and where; newest first.
 *
 * @returns one page; `next` is the `after` of the next page, `null` on the last page
 * @throws {Problem} `invalid-fields` (`after`)
 */
export async function listSignIns(
  { storage }: Context,
  { after, limit }: { readonly after?: string; readonly limit: number },
): Promise<{ items: SignInView[]; next: string | null }> {
  const before = after === undefined ? Number.MAX_SAFE_INTEGER : Number(/^i(\d{1,15})$/u.exec(after)?.[1]);
  if (!Number.isSafeInteger(before)) throw wrongCursor("after");
  const found = await signInsBefore(storage, { before, limit: limit + 1 });
  const items = found.slice(0, limit).map(({ n, ...entry }) => ({ id: `i${n}`, ...entry }));
  return { items, next: found.length > limit ? (items.at(-1)?.id ?? null) : null };
}
