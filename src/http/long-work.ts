import type { z } from "@hono/zod-openapi";
import type { TypedResponse } from "hono";
import type { JSONParsed } from "hono/utils/types";
import type { RequestIn } from "./environment.ts";
import { problemBody, toProblem } from "./problems.ts";

/** Media type of NDJSON: one JSON value per line (ndjson.org). */
export const LINES = "application/x-ndjson";

/** Whether the client accepts NDJSON. */
export const wantsLines = (c: RequestIn): boolean => (c.req.header("accept") ?? "").includes(LINES);

/** Declares the answer of long work: JSON, or for those who accept NDJSON lines of progress before it. */
export const longAnswers = <S extends z.ZodType>(schema: S, description: string) => ({
  200: {
    description: `${description}. ${ABOUT_LINES}`,
    content: { "application/json": { schema }, [LINES]: { schema: { type: "string" as const } } },
  },
});

/** For the description of an answer. */
export const ABOUT_LINES =
  "Asked for as application/x-ndjson, lines of JSON: `{done, of}` now and then, at last `{result}` or `{problem}`";

/** Shortest time between two lines of progress, in milliseconds. */
const PAUSE = 100;

export interface LongWork {
  readonly progress: (done: number, of: number) => void;
  /** Aborted when the client gives up the request. */
  readonly signal: AbortSignal;
}

/**
 * Answers with NDJSON while the work goes on: lines of progress `{"done":…,"of":…}`, and at the end `{"result":…}` or
 * `{"problem":…}` (RFC 9457). The status is 200 in both cases, because it is sent before the work ends.
 */
export function respondLines<Result, Status extends 200 | 201 = 200>(
  c: RequestIn,
  work: (control: LongWork) => Promise<Result>,
): Response & TypedResponse<JSONParsed<Result>, Status, "json"> {
  const encoder = new TextEncoder();
  const gone = new AbortController();
  const signal = AbortSignal.any([c.req.raw.signal, gone.signal]);
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      const tell = (line: object): void => {
        if (!signal.aborted) controller.enqueue(encoder.encode(`${JSON.stringify(line)}\n`));
      };
      let last = 0;
      const progress = (done: number, of: number): void => {
        const now = performance.now();
        if (now - last < PAUSE && done < of) return;
        last = now;
        tell({ done, of });
      };
      try {
        tell({ result: await work({ progress, signal }) });
      } catch (error) {
        const report = (unforeseen: unknown) => c.var.dependencies.report(unforeseen, c.var.request);
        if (!signal.aborted) tell({ problem: problemBody(c, toProblem(error, report)) });
      }
      if (!signal.aborted) controller.close();
    },
    cancel: () => gone.abort(),
  });
  const response: Response = c.body(body, 200, { "content-type": LINES });
  // The type for clients is the same, whether the result comes alone or after lines of progress.
  return response as Response & TypedResponse<JSONParsed<Result>, Status, "json">;
}

/** Answers with lines of progress if the client accepts them, else with the result alone. */
export async function respondLong<Result extends object>(
  c: RequestIn,
  work: (control: Partial<LongWork>) => Promise<Result>,
): Promise<Response & TypedResponse<JSONParsed<Result>, 200, "json">> {
  if (wantsLines(c)) return respondLines(c, work);
  const response: Response = c.json(await work({}), 200);
  return response as Response & TypedResponse<JSONParsed<Result>, 200, "json">;
}
