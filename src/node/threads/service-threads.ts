import { MessageChannel } from "node:worker_threads";
import type { HeavyWork } from "../../http/heavy-work.ts";
import type { DocumentLock } from "../../services/context.ts";
import { documentLock } from "../../services/imports/document-lock.ts";
import type { Damage } from "../../storage/port.ts";
import type { ServiceStore } from "../store.ts";
import { serveLocks } from "./remote-locks.ts";
import { type PoolOptions, requestPool } from "./request-pool.ts";
import type { RequestThreadData } from "./answer-requests.ts";
import { type ThreadedIndex, threadedIndex } from "./threaded-index.ts";
import { programBeside } from "../own-files.ts";

export interface ServiceThreadsOptions {
  readonly storage: ServiceStore;
  /** Most threads for heavy requests. */
  readonly threads: number;
  /** Memory of such a thread, in MB. */
  readonly megabytes: number;
  readonly times?: PoolOptions["times"];
  /** Records a defect. */
  readonly report: (error: unknown) => void;
  /** Tells the administrator of damage that another thread has found. */
  readonly onDamage: (damage: Damage) => void;
}

export interface ServiceThreads {
  readonly index: ThreadedIndex;
  readonly heavyWork: HeavyWork;
  readonly lock: DocumentLock;
  stopWriting(damage: Damage): void;
  /** Starts a thread for heavy requests, so that the first of them need not wait for it. */
  warmUp(): void;
  /** Ends all threads. */
  close(): Promise<void>;
}

/**
 * The threads beside the main one: one with the match index, and some for heavy requests (decision 9). They start when
 * they are needed first.
 */
export function serviceThreads(options: ServiceThreadsOptions): ServiceThreads {
  const { storage, threads, megabytes, report } = options;
  const database = storage.address;
  const lock = documentLock();
  const stopWriting = (damage: Damage): void => {
    index.stopWriting(damage);
    pool.stopWriting(damage);
  };
  const onDamage = (damage: Damage): void => {
    if (storage.damage() !== undefined) return;
    storage.stopWriting(damage);
    stopWriting(damage);
    options.onDamage(damage);
  };
  const index = threadedIndex({
    database,
    damage: storage.damage,
    onDamage,
    onLost(error) {
      report(error);
      // The threads hold ports to the thread that has ended.
      void pool.restart();
    },
  });
  const pool = requestPool({
    entry: programBeside(import.meta.url, "request-thread"),
    threads,
    megabytes,
    times: options.times,
    report,
    onDamage,
    data() {
      const locks = new MessageChannel();
      serveLocks(locks.port1, lock);
      const workerData: RequestThreadData = {
        database,
        damage: storage.damage(),
        index: index.connect(),
        locks: locks.port2,
      };
      return { workerData, transferList: [workerData.index, workerData.locks] };
    },
  });
  return {
    index,
    heavyWork: pool,
    lock,
    stopWriting,
    warmUp: () => pool.warmUp(),
    async close() {
      await Promise.all([pool.restart(), index.close()]);
    },
  };
}
