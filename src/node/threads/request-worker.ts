import { Worker, type WorkerOptions } from "node:worker_threads";
import { Problem } from "../../domain/problem.ts";
import type { ForwardedRequest, HeavyControl } from "../../http/heavy-work.ts";
import type { Damage } from "../../storage/port.ts";
import type { FromRequestThread, ToRequestThread } from "./served-requests.ts";

export interface RequestWorkerOptions {
  /** The module of the thread; it calls `serveRequests`. */
  readonly entry: URL;
  /** What a new thread gets. */
  readonly data: () => Pick<WorkerOptions, "workerData" | "transferList">;
  /** Memory of a thread beside buffers, in MB. */
  readonly megabytes: number;
  readonly onDamage: (damage: Damage) => void;
  /** Records a defect of the thread. */
  readonly report: (error: unknown) => void;
  /** Milliseconds that work may go on after its client has left. */
  readonly grace: number;
}

/** A thread that answers one request at a time. */
export interface RequestWorker {
  /**
   * @param finished called once when the thread has no work any more: it has rested or ended; with the bytes by which the
   *   memory of the thread has grown
   * @throws {Problem} `time-limit`, `memory-limit`, `work-interrupted`, `internal`
   */
  answer(
    request: ForwardedRequest,
    control: HeavyControl,
    finished: (grown: number) => void,
  ): Promise<Response>;
  stopWriting(damage: Damage): void;
  /** Ends the thread; its request is answered with the problem. The store undoes an unfinished transaction. */
  end(problem: Problem): Promise<void>;
}

/** Bytes of an answer that may wait for its client, before the thread waits too. */
const BUFFERED = 32 * 1024 * 1024;

/** One request on a thread. */
interface Job {
  take(message: FromRequestThread): void;
  fail(problem: Problem): void;
}

/** Starts a thread. @param ended called when it has ended, for whatever reason */
export function requestWorker(options: RequestWorkerOptions, ended: () => void): RequestWorker {
  const { entry, megabytes, onDamage, report, grace } = options;
  const worker = new Worker(entry, {
    ...options.data(),
    resourceLimits: { maxOldGenerationSizeMb: megabytes },
  });
  let job: Job | undefined;
  const send = (message: ToRequestThread) => worker.postMessage(message);
  const stop = (problem: Problem): void => {
    ended();
    job?.fail(problem);
  };
  const end = async (problem: Problem): Promise<void> => {
    stop(problem);
    await worker.terminate();
  };
  worker.on("message", (message: FromRequestThread) => {
    if ("damage" in message) onDamage(message.damage);
    // Under `node --watch` Node itself sends messages too.
    else if ("kind" in message) job?.take(message);
  });
  worker.on("error", (error: Error & { code?: string }) => {
    if (error.code === "ERR_WORKER_OUT_OF_MEMORY") return stop(new Problem("memory-limit", { megabytes }));
    report(error);
    stop(new Problem("work-interrupted"));
  });
  worker.on("exit", () => stop(new Problem("work-interrupted")));

  return {
    async answer(request, { signal, seconds }, finished) {
      worker.ref();
      let graceTimer: NodeJS.Timeout | undefined;
      const leave = (): void => {
        if (job === undefined) return;
        send({ kind: "abort" });
        graceTimer ??= setTimeout(() => void end(new Problem("work-interrupted")), grace);
      };
      const limit = setTimeout(() => void end(new Problem("time-limit", { seconds })), seconds * 1000);
      const { response, ...taking } = incoming({ more: () => send({ kind: "more" }), leave, report });
      const done = (grown: number): void => {
        job = undefined;
        clearTimeout(limit);
        clearTimeout(graceTimer);
        signal.removeEventListener("abort", leave);
        // A thread without work does not keep the process alive.
        worker.unref();
        finished(grown);
      };
      job = {
        take(message) {
          if (taking.take(message)) done("grown" in message ? message.grown : 0);
        },
        fail(problem) {
          taking.fail(problem);
          done(0);
        },
      };
      const message: ToRequestThread = { kind: "request", request };
      worker.postMessage(message, request.body === undefined ? [] : [request.body.buffer]);
      signal.addEventListener("abort", leave);
      return response;
    },
    stopWriting: (damage) => send({ kind: "damage", damage }),
    end,
  };
}

/** Makes a response of the messages of a thread. `take` is true for the last message. */
function incoming(events: {
  readonly more: () => void;
  readonly leave: () => void;
  readonly report: (error: unknown) => void;
}) {
  const head = Promise.withResolvers<Response>();
  let body: ReadableStreamDefaultController<Uint8Array> | undefined;
  const fail = (problem: Problem): void => {
    head.reject(problem);
    body?.error(problem);
    body = undefined;
  };
  const source: UnderlyingDefaultSource<Uint8Array> = {
    start: (controller) => void (body = controller),
    pull: events.more,
    cancel() {
      body = undefined;
      events.leave();
    },
  };
  const take = (message: FromRequestThread): boolean => {
    if ("damage" in message) return false;
    switch (message.kind) {
      case "head": {
        const { status, headers } = message;
        const isEmpty = status === 204 || status === 304;
        const stream = isEmpty
          ? null
          : new ReadableStream(source, new ByteLengthQueuingStrategy({ highWaterMark: BUFFERED }));
        head.resolve(
          new Response(stream, { status, headers: headers.map(([name, value]) => [name, value]) }),
        );
        return false;
      }
      case "part":
        body?.enqueue(message.bytes);
        return false;
      case "end":
        body?.close();
        return true;
      case "failed":
        events.report(new Error(message.message));
        fail(new Problem("internal"));
        return true;
    }
  };
  return { response: head.promise, take, fail };
}
