import { MessageChannel, type MessagePort, Worker } from "node:worker_threads";
import type { IndexSize, MatchIndex, Rebuilt } from "../../storage/index/match-index.ts";
import type { ResidentMatchIndex } from "../../storage/index/match-index-resident.ts";
import type { Damage } from "../../storage/port.ts";
import { type Caller, callerOf } from "./calls.ts";
import type { IndexThreadData, ToIndexThread } from "./index-thread.ts";
import { programBeside } from "../own-files.ts";

/** What the thread of the index does for other threads. */
export interface IndexFunctions extends Pick<
  ResidentMatchIndex,
  "candidates" | "containing" | "find" | "stats" | "caughtUp" | "save"
> {
  readonly rebuild: () => Promise<Rebuilt>;
  readonly size: () => Promise<IndexSize | undefined>;
}

/** After a write of more units, the writer waits until the index has them. Fewer are read by the next query. */
const WORTH_WAITING = 500;

/** The match index of another thread. @param caller asks that thread */
export function remoteIndex(caller: () => Caller<IndexFunctions>): MatchIndex {
  return {
    // The index's thread reads from the store what was written.
    write: () => [],
    committed: (changes) =>
      changes === undefined || changes.length > WORTH_WAITING ? caller().call("caughtUp") : undefined,
    candidates: (probes) => caller().call("candidates", probes),
    containing: (needles, bound) => caller().call("containing", needles, bound),
    find: (pattern, bound) => caller().call("find", pattern, bound),
    rebuild: () => caller().call("rebuild"),
    size: () => caller().call("size"),
  };
}

export interface ThreadedIndex extends MatchIndex {
  /** Another way to the index's thread, for a thread of its own. */
  connect(): MessagePort;
  /** Starts to load the index, before the first query needs it. */
  load(): Promise<void>;
  /** Writes a copy for the next start, if the index was used. */
  save(): Promise<void>;
  stopWriting(damage: Damage): void;
  close(): Promise<void>;
}

export interface ThreadedIndexOptions {
  readonly database: string;
  /** The damage of the store that is known now. */
  readonly damage: () => Damage | undefined;
  readonly onDamage: (damage: Damage) => void;
  /** Called when the thread has ended by a defect. The next query starts it again. */
  readonly onLost: (error: unknown) => void;
}

/** The match index on a thread of its own. The thread starts when it is needed first. */
export function threadedIndex({ database, damage, onDamage, onLost }: ThreadedIndexOptions): ThreadedIndex {
  let running: { readonly worker: Worker; readonly caller: Caller<IndexFunctions> } | undefined;
  const send = (worker: Worker, message: ToIndexThread, ports: readonly MessagePort[] = []) =>
    worker.postMessage(message, [...ports]);
  const portTo = (worker: Worker): MessagePort => {
    const { port1, port2 } = new MessageChannel();
    send(worker, { port: port2 }, [port2]);
    return port1;
  };
  const started = () => {
    if (running !== undefined) return running;
    const data: IndexThreadData = { database, damage: damage() };
    const worker = new Worker(programBeside(import.meta.url, "index-thread"), { workerData: data });
    // Calls that are waited for keep the process alive; the thread alone does not.
    worker.unref();
    worker.on("message", (message: { readonly damage?: Damage }) => {
      // Under `node --watch` Node itself sends messages too.
      if (message.damage !== undefined) onDamage(message.damage);
    });
    worker.on("error", (error) => {
      running = undefined;
      onLost(error);
    });
    running = { worker, caller: callerOf<IndexFunctions>(portTo(worker)) };
    return running;
  };
  const index = remoteIndex(() => started().caller);
  return {
    ...index,
    // An index that nobody has used reads everything when it is loaded.
    committed: (changes) => (running === undefined ? undefined : index.committed?.(changes)),
    size: async () => (running === undefined ? undefined : running.caller.call("size")),
    connect: () => portTo(started().worker),
    load: async () => void (await started().caller.call("stats")),
    save: async () => running?.caller.call("save"),
    stopWriting(found) {
      if (running !== undefined) send(running.worker, { damage: found });
    },
    async close() {
      await running?.worker.terminate();
      running = undefined;
    },
  };
}
