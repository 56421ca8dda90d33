import { isLoopback } from "../provider-settings.ts";

/** Time for a whole answer of a provider, in milliseconds. */
const TIMEOUT = 10_000;
/** Largest answer, in bytes. */
const MOST = 256 * 1024;

/** A request to a provider. */
export interface Sent {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: URLSearchParams | undefined;
}

export type Fetch = (address: string, sent: Sent) => Promise<Response>;

/** An answer that is no answer of a provider. */
export class UnfitAnswer extends Error {}

/**
 * `fetch` for the addresses of a provider that an administrator has named. It takes TLS for granted, except towards this
 * machine itself where the administrator named it, follows no redirections, and waits and reads only so much.
 *
 * @throws {UnfitAnswer} for an address without TLS, or a too large answer; what `fetch` throws
 */
export function boundedFetch(issuer: string, fetch: typeof globalThis.fetch): Fetch {
  const isOnThisMachine = isLoopback(new URL(issuer));
  return async (address, { method, headers: asked, body: content }) => {
    const url = new URL(address);
    if (url.protocol !== "https:" && !(isOnThisMachine && isLoopback(url)))
      throw new UnfitAnswer(`${url.origin} is called without TLS`);
    const signal = AbortSignal.timeout(TIMEOUT);
    const response = await fetch(address, {
      ...{ method, headers: asked, redirect: "manual", signal },
      body: content ?? null,
    });
    const { status, statusText, headers } = response;
    const body = await readUpTo(response, MOST);
    return new Response(body.byteLength === 0 ? null : body, { status, statusText, headers });
  };
}

async function readUpTo({ body }: Response, most: number): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  // Leaving the loop ends the stream.
  for await (const part of body ?? []) {
    size += part.byteLength;
    if (size > most) throw new UnfitAnswer(`the answer has more than ${most} bytes`);
    parts.push(new Uint8Array(part));
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}
