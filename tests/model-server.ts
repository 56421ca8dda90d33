import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A request as the model's server got it. */
export interface SeenRequest {
  readonly headers: IncomingMessage["headers"];
  readonly body: {
    readonly model: string;
    readonly messages: readonly { readonly role: string; readonly content: string }[];
  };
}

/** How the server answers one request. */
export type Behaviour = (seen: SeenRequest, response: ServerResponse) => void;

export interface ModelServer {
  readonly url: string;
  /** As `127.0.0.1:1234`, for the list of hosts that may be called. */
  readonly host: string;
  readonly seen: SeenRequest[];
  /** What the next requests get, in order; the last behaviour stays. */
  readonly answer: (...behaviours: readonly Behaviour[]) => void;
  readonly close: () => Promise<void>;
}

/** A small server that speaks the protocol of chat completions, well or badly. */
export async function startModelServer(): Promise<ModelServer> {
  const seen: SeenRequest[] = [];
  let waiting: Behaviour[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const body = JSON.parse(Buffer.concat(chunks).toString()) as SeenRequest["body"];
      const one = { headers: request.headers, body };
      seen.push(one);
      const [behaviour] = waiting;
      if (waiting.length > 1) waiting = waiting.slice(1);
      behaviour?.(one, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: `http://${host}/v1/chat/completions`,
    host,
    seen,
    answer: (...behaviours) => void (waiting = [...behaviours]),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** A message of the model, with tokens. */
export const says =
  (message: string, usage: object = { prompt_tokens: 100, completion_tokens: 10 }): Behaviour =>
  (_, response) => {
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ choices: [{ message: { role: "assistant", content: message } }], usage }));
  };

/** A translation in the form that was asked for. */
export const translates = (translation: string): Behaviour => says(JSON.stringify({ translation }));

/** Any other answer. */
export const responds =
  (status: number, body: string, headers: Readonly<Record<string, string>> = {}): Behaviour =>
  (_, response) => {
    response.writeHead(status, headers);
    response.end(body);
  };
