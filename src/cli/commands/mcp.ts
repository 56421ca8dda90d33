import type { Ask } from "../../mcp/ask.ts";
import { type Messages, messages } from "../../messages/messages.ts";
import type { Client } from "../client.ts";
import type { Command } from "../command.ts";
import { EXIT } from "../exit-codes.ts";
import { errorInSentences } from "../talk/error-text.ts";

/** Serves the Model Context Protocol on standard input and output, until the input ends. */
export const mcp: Command = {
  usage: "",
  arguments: [0, 0],
  options: {},
  run: async (invocation) => {
    const [{ serveStdio }, { createMcpServer }] = await Promise.all([
      import("@modelcontextprotocol/server/stdio"),
      import("../../mcp/server.ts"),
    ]);
    const client = await invocation.client();
    const ask = askOver(client, invocation.messages);
    const { signal } = invocation.environment;
    const { t } = messages(invocation.messages.language);
    invocation.say("talk.mcp", { server: client.server.origin });
    const ended = new Promise<void>((resolve) => {
      for (const event of ["end", "close"] as const) process.stdin.once(event, () => resolve());
      signal.addEventListener("abort", () => resolve(), { once: true });
    });
    const handle = serveStdio(() => createMcpServer(ask, t));
    await ended;
    await handle.close();
    return EXIT.done;
  },
};

/** Sends the requests of a tool to the server. A problem is an answer, so that the agent reads it. */
const askOver =
  (client: Client, words: Messages): Ask =>
  async ({ method, path, query, body, accept }) => {
    try {
      const headers = accept === undefined ? {} : { accept };
      const call = { headers, ...(body === undefined ? {} : { body }) };
      const { bytes } = await client.send(method, path, {
        ...call,
        ...(query === undefined ? {} : { query }),
      });
      return { ok: true, text: new TextDecoder().decode(bytes) };
    } catch (error) {
      return { ok: false, text: errorInSentences(error, words) };
    }
  };
