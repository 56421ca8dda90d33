import { getHeapStatistics } from "node:v8";
import { parentPort } from "node:worker_threads";
import type { ForwardedRequest } from "../../http/heavy-work.ts";
import type { Damage } from "../../storage/port.ts";

/** Messages to a thread that answers requests, one request after the other. */
export type ToRequestThread =
  | { readonly kind: "request"; readonly request: ForwardedRequest }
  /** The next part of the body is wanted. */
  | { readonly kind: "more" }
  /** The client has left. */
  | { readonly kind: "abort" }
  | { readonly kind: "damage"; readonly damage: Damage };

/** Messages from it: a head, the parts of the body, each after the first when it is wanted, and the end. */
export type FromRequestThread =
  | {
      readonly kind: "head";
      readonly status: number;
      readonly headers: readonly (readonly [name: string, value: string])[];
    }
  | { readonly kind: "part"; readonly bytes: Uint8Array<ArrayBuffer> }
  /** `grown`: bytes by which the memory of the thread has grown during the request. */
  | { readonly kind: "end"; readonly grown: number }
  | { readonly kind: "failed"; readonly message: string }
  | { readonly damage: Damage };

/** Memory that this thread has taken for its heap and for what its heap holds outside, in bytes. */
function memoryOfThread(): number {
  const { total_heap_size: heap, external_memory: outside } = getHeapStatistics();
  return heap + outside;
}

/** Answers the requests that the main thread sends to this thread. */
export function serveRequests(
  answer: (request: Request, forwarded: ForwardedRequest) => Response | Promise<Response>,
  onDamage: (damage: Damage) => void,
): void {
  let current = new AbortController();
  let more = Promise.withResolvers<void>();
  const send = (message: FromRequestThread, transfer: readonly ArrayBuffer[] = []) =>
    parentPort?.postMessage(message, [...transfer]);

  const serve = async (forwarded: ForwardedRequest): Promise<void> => {
    const { method, url, headers } = forwarded;
    const request = new Request(url, {
      method,
      headers: headers.map(([name, value]) => [name, value]),
      signal: current.signal,
    });
    const before = memoryOfThread();
    const response = await answer(request, forwarded);
    send({ kind: "head", status: response.status, headers: [...response.headers] });
    const reader: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>> | undefined =
      response.body?.getReader();
    for (let part = await reader?.read(); part?.done === false; part = await reader?.read()) {
      const { value } = part;
      // A part of a larger buffer is copied, because a whole buffer is moved.
      const bytes = value.byteLength === value.buffer.byteLength ? value : value.slice();
      send({ kind: "part", bytes }, [bytes.buffer]);
      await more.promise;
      more = Promise.withResolvers();
      if (current.signal.aborted) await reader?.cancel();
    }
    send({ kind: "end", grown: memoryOfThread() - before });
  };

  parentPort?.on("message", (message: ToRequestThread) => {
    switch (message.kind) {
      case "request":
        current = new AbortController();
        more = Promise.withResolvers();
        serve(message.request).catch((error: unknown) =>
          send({ kind: "failed", message: error instanceof Error ? error.message : String(error) }),
        );
        break;
      case "more":
        more.resolve();
        break;
      case "abort":
        current.abort();
        more.resolve();
        break;
      case "damage":
        onDamage(message.damage);
        break;
    }
  });
}
