import { type Ask, queryText } from "../../mcp/ask.ts";
import { MEBIBYTE } from "../body.ts";
import type { RequestIn } from "../environment.ts";
import { operation, PROBLEM_RESPONSE, routes } from "../operation.ts";

const JSON_RPC = { type: "object" as const };

export const mcpRoutes = routes().openapi(
  operation({
    method: "post",
    path: "/mcp",
    operationId: "callMcp",
    permission: "read",
    tags: ["agents"],
    summary: "The Model Context Protocol for agents: tools, resources and prompts, without a session",
    description:
      "Every tool sends requests to this interface in the name of the token, so its permissions and limits hold. " +
      "Give an agent a token with the role `agent`.",
    limit: 4 * MEBIBYTE,
    request: {
      body: { required: true, content: { "application/json": { schema: JSON_RPC } } },
    },
    responses: {
      200: {
        description: "The answer (JSON-RPC 2.0), for older clients as an event stream",
        content: {
          "application/json": { schema: JSON_RPC },
          "text/event-stream": { schema: { type: "string" as const } },
        },
      },
      202: { description: "A notification was taken" },
      "4XX": {
        description: "An error of the protocol (JSON-RPC 2.0), or a problem before the protocol was reached",
        content: { "application/json": { schema: JSON_RPC }, ...PROBLEM_RESPONSE.content },
      },
    },
  }),
  async (c) => {
    // Loaded at the first use: most requests never need it.
    const [{ createMcpHandler }, { createMcpServer }] = await Promise.all([
      import("@modelcontextprotocol/server"),
      import("../../mcp/server.ts"),
    ]);
    const { body, messages } = c.var;
    const handler = createMcpHandler(() => createMcpServer(askIn(c), messages.t), {
      // Nothing changes during an answer, so no stream is held open.
      maxSubscriptions: 0,
    });
    return handler.fetch(new Request(c.req.url, { method: "POST", headers: c.req.raw.headers, body }));
  },
);

/** Sends the requests of a tool to the app itself, in the name of the caller. */
function askIn(c: RequestIn): Ask {
  return async ({ method, path, query, body, accept = "application/json" }) => {
    const url = new URL(path + queryText(query), c.req.url);
    const bytes = body === undefined ? undefined : new TextEncoder().encode(JSON.stringify(body));
    const headers = new Headers({
      accept,
      "accept-language": c.var.messages.language,
      "x-request-id": c.var.request,
      ...(bytes === undefined ? {} : { "content-type": "application/json" }),
    });
    const inner = new Request(url, { method, headers, ...(bytes === undefined ? {} : { body: bytes }) });
    const { principal, address } = c.var;
    const forwarded = { method, url: url.href, headers: [...headers], principal, address, body: bytes };
    const response = await c.var.answer(inner, forwarded);
    return { ok: response.status < 400, text: await response.text() };
  };
}
