import type { Actor, Context } from "../../../src/services/context.ts";
import { type Pull, pull as pullPieces, type Pulled } from "../../../src/services/exchange/pull.ts";

/** A pulled file in one piece. */
export type PulledWhole = Omit<Pulled, "pieces"> & { readonly bytes: Uint8Array };

/** Pulls a file that fits into memory. */
export async function pull(context: Context, actor: Actor, wanted: Pull): Promise<PulledWhole> {
  const { pieces, ...pulled } = await pullPieces(context, actor, wanted);
  try {
    return { ...pulled, bytes: new Uint8Array(Buffer.concat([...pieces])) };
  } finally {
    pieces.close();
  }
}
