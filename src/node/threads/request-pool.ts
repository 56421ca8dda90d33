import { Problem } from "../../domain/problem.ts";
import type { ForwardedRequest, HeavyWork } from "../../http/heavy-work.ts";
import type { Metrics } from "../../http/metrics.ts";
import type { Damage } from "../../storage/port.ts";
import { fairQueue, type QueueLimits } from "./queue.ts";
import { type RequestWorker, requestWorker, type RequestWorkerOptions } from "./request-worker.ts";

export interface PoolOptions extends Omit<RequestWorkerOptions, "grace"> {
  /** Most threads. A thread starts when it is needed. */
  readonly threads: number;
  /** Milliseconds that work may go on after its client has left. */
  readonly grace?: number;
  /** Milliseconds after which a thread without work ends, but for the last one. */
  readonly idle?: number;
  /** Bytes: a thread whose memory has grown by more during one request ends after it. */
  readonly growth?: number;
  readonly limits?: Partial<QueueLimits>;
  /** Takes the times of a request, in seconds. */
  readonly times?: Pick<Metrics, "waited" | "worked"> | undefined;
}

export interface RequestPool extends HeavyWork {
  /** Threads that exist now. */
  readonly size: () => number;
  /** Starts the first thread before it is needed. */
  warmUp(): void;
  stopWriting(damage: Damage): void;
  /** Ends all threads; their requests are answered with a problem. The pool can be used again. */
  restart(): Promise<void>;
}

/** Requests of one person, and of all people, that run or wait. */
const OF_PERSON = 32;
const ALL = 256;
/** Bytes of bodies that wait or are worked on. */
const HELD_BYTES = 512 * 1024 * 1024;
const GRACE = 2000;
const IDLE = 60_000;
/** An unused thread collects no garbage, so the memory of a large import would stay. Dictionaries take less than this. */
const GROWTH = 96 * 1024 * 1024;

/** Answers heavy requests on threads of their own, one request on a thread at a time. */
export function requestPool({
  threads: most,
  grace = GRACE,
  idle = IDLE,
  growth = GROWTH,
  times,
  ...options
}: PoolOptions): RequestPool {
  const queue = fairQueue({
    running: most,
    // One thread stays free for others.
    runningOfPerson: Math.max(1, most - 1),
    ofPerson: OF_PERSON,
    all: ALL,
    ...options.limits,
  });
  const threads = new Set<RequestWorker>();
  /** Threads without work with the timers of their ends; the one that was used last is the last. */
  const unused = new Map<RequestWorker, NodeJS.Timeout>();
  let held = 0;

  const start = (): RequestWorker => {
    const thread = requestWorker({ ...options, grace }, () => {
      threads.delete(thread);
      clearTimeout(unused.get(thread));
      unused.delete(thread);
    });
    threads.add(thread);
    return thread;
  };
  const free = (): RequestWorker => {
    const thread = [...unused.keys()].at(-1);
    if (thread === undefined) return start();
    clearTimeout(unused.get(thread));
    unused.delete(thread);
    return thread;
  };
  const rest = (thread: RequestWorker, grown = 0): void => {
    if (!threads.has(thread)) return;
    if (grown > growth) {
      void thread.end(new Problem("work-interrupted"));
      return warmUp();
    }
    const stop = () => void (threads.size > 1 && thread.end(new Problem("work-interrupted")));
    unused.set(thread, setTimeout(stop, idle).unref());
  };

  const warmUp = (): void => {
    if (threads.size === 0) rest(start());
  };

  return {
    async answer(person, control, read) {
      const { signal } = control;
      const place = queue.enter(person);
      let bytes = 0;
      const leave = (): void => {
        held -= bytes;
        bytes = 0;
        place.leave();
      };
      let request: ForwardedRequest;
      signal.addEventListener("abort", leave);
      try {
        request = await read();
        bytes = request.body?.byteLength ?? 0;
        held += bytes;
        if (held > HELD_BYTES && held > bytes) throw new Problem("overloaded");
        const arrived = performance.now();
        if (!(await place.turn()) || signal.aborted) {
          leave();
          return clientLeft();
        }
        times?.waited((performance.now() - arrived) / 1000);
      } catch (error) {
        leave();
        throw error;
      } finally {
        signal.removeEventListener("abort", leave);
      }
      const thread = free();
      const started = performance.now();
      const answer = thread.answer(request, control, (grown) => {
        times?.worked((performance.now() - started) / 1000);
        rest(thread, grown);
        leave();
      });
      return answer.catch((error: unknown) => {
        if (signal.aborted) return clientLeft();
        throw error;
      });
    },
    size: () => threads.size,
    load: () => ({ ...queue.size(), threads: threads.size }),
    warmUp,
    stopWriting(damage) {
      for (const thread of threads) thread.stopWriting(damage);
    },
    async restart() {
      await Promise.all([...threads].map((thread) => thread.end(new Problem("work-interrupted"))));
    },
  };
}

/** Nobody gets this answer. */
const clientLeft = (): Response => new Response(null, { status: 499 });
