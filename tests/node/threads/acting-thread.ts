import { threadId } from "node:worker_threads";
import { serveRequests } from "../../../src/node/threads/served-requests.ts";

/** A thread for the tests of the pool: the path of a request says what happens to it. */
const kept: Uint8Array[] = [];
const hold = new Int32Array(new SharedArrayBuffer(4));

serveRequests(
  async (request, { body, principal }) => {
    const { pathname } = new URL(request.url);
    switch (pathname) {
      case "/echo":
        return Response.json(
          { method: request.method, name: principal.name, bytes: body?.byteLength ?? null },
          { status: 201, headers: { "x-kept": request.headers.get("x-sent") ?? "" } },
        );
      case "/busy":
        // This thread does nothing else meanwhile.
        Atomics.wait(hold, 0, 0, 300);
        return new Response("done");
      case "/endless":
        for (;;) Atomics.wait(hold, 0, 0, 1000);
      case "/until-aborted":
        await new Promise((resolve) => request.signal.addEventListener("abort", resolve));
        return new Response("given up");
      case "/crash":
        setTimeout(() => {
          throw new Error("a defect");
        });
        return new Promise<Response>(() => undefined);
      case "/memory": {
        const kept: string[][] = [];
        for (;;) kept.push(Array.from({ length: 100_000 }, (_, at) => `${at} ${kept.length}`));
      }
      case "/thread":
        return new Response(String(threadId));
      case "/grow":
        kept.push(new Uint8Array(16 * 1024 * 1024));
        return new Response("grown");
      case "/throws":
        throw new Error("a defect of the application");
      case "/parts": {
        let sent = 0;
        return new Response(
          new ReadableStream<Uint8Array>({
            pull(controller) {
              if (sent === 5) controller.close();
              else controller.enqueue(new TextEncoder().encode(`part ${(sent += 1)}\n`));
            },
          }),
        );
      }
      case "/breaks-off":
        return new Response(
          new ReadableStream<Uint8Array>({
            pull(controller) {
              controller.enqueue(new Uint8Array(10));
              setTimeout(() => {
                throw new Error("a defect in the middle");
              });
              return new Promise(() => undefined);
            },
          }),
        );
      default:
        return new Response(null, { status: 304 });
    }
  },
  () => undefined,
);
