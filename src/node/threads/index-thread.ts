import { enableCompileCache } from "node:module";
import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import type { Damage } from "../../storage/port.ts";
import type { IndexFunctions } from "./threaded-index.ts";

/**
 * The thread of the match index. It alone holds the index and changes it; all other threads ask it. It has its own
 * connection to the store, and reads there what other connections have committed.
 */
export interface IndexThreadData {
  /** Path of the database file, or address of the database. */
  readonly database: string;
  readonly damage: Damage | undefined;
}

/** Messages to this thread. */
export type ToIndexThread = { readonly port: MessagePort } | { readonly damage: Damage };

enableCompileCache();
const { residentMatchIndex } = await import("../../storage/index/match-index-resident.ts");
const { indexFile } = await import("../../storage/index/index-file.ts");
const { isPostgres } = await import("../../storage/port.ts");
const { joinStore } = await import("../store.ts");
const { serveCalls } = await import("./calls.ts");

// `threadedIndex` starts this thread with these data.
const { database, damage } = workerData as IndexThreadData;
const storage = await joinStore(database, (found) => parentPort?.postMessage({ damage: found }), damage);
// The copy of the index stands beside the file of the store.
const index = residentMatchIndex(storage, isPostgres(database) ? {} : { snapshots: indexFile(database) });
const functions: IndexFunctions = {
  candidates: index.candidates,
  containing: index.containing,
  find: index.find,
  rebuild: () => index.rebuild(),
  size: async () => index.size?.(),
  stats: index.stats,
  caughtUp: index.caughtUp,
  save: index.save,
};
parentPort?.on("message", (message: ToIndexThread) => {
  if ("port" in message) serveCalls(message.port, functions);
  else storage.stopWriting(message.damage);
});
