/**
 * Sends a request to a model. It follows no redirect, waits a bounded time, and reads a bounded answer.
 *
 * @throws when there was no answer, or one that is too long
 */
export type CallModel = (
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string,
) => Promise<ModelResponse>;

export interface ModelResponse {
  readonly status: number;
  readonly text: string;
}

/** Longest wait for a whole answer, in milliseconds. */
export const MODEL_TIMEOUT = 60_000;
/** Largest answer that is read, in bytes. */
export const LARGEST_ANSWER = 256 * 1024;

/** Sends with `fetch`, for runtimes whose `fetch` can't reach an internal network, such as Workers. */
export const callByFetch: CallModel = async (url, headers, body) => {
  const signal = AbortSignal.timeout(MODEL_TIMEOUT);
  const response = await fetch(url, { method: "POST", headers, body, redirect: "manual", signal });
  const decoder = new TextDecoder();
  let text = "";
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > LARGEST_ANSWER) throw new Error("the answer is too long");
    text += decoder.decode(chunk, { stream: true });
  }
  return { status: response.status, text: text + decoder.decode() };
};
