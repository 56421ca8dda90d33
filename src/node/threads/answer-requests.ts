import { setPriority } from "node:os";
import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import { createApp } from "../../http/app.ts";
import type { ForwardedRequest } from "../../http/heavy-work.ts";
import { environmentPrincipal } from "../../services/access/principal.ts";
import { createContext } from "../../services/context.ts";
import type { Damage } from "../../storage/port.ts";
import { joinStore } from "../store.ts";
import { callerOf } from "./calls.ts";
import { remoteLock } from "./remote-locks.ts";
import { serveRequests } from "./served-requests.ts";
import { type IndexFunctions, remoteIndex } from "./threaded-index.ts";

export interface RequestThreadData {
  /** Path of the database file, or address of the database. */
  readonly database: string;
  readonly damage: Damage | undefined;
  /** To the thread of the match index. */
  readonly index: MessagePort;
  /** To the locks of the documents, which the main thread keeps. */
  readonly locks: MessagePort;
}

/** Of nice(2): the threads with 0 that answer small requests come first, and other programs are not far ahead. */
const NICE = 5;

// On Linux this holds for this thread alone, on other systems it would hold for the whole process.
if (process.platform === "linux") setPriority(NICE);

// `serviceThreads` starts this thread with these data.
const { database, damage, index, locks } = workerData as RequestThreadData;
const storage = await joinStore(database, (found) => parentPort?.postMessage({ damage: found }), damage);
const caller = callerOf<IndexFunctions>(index);
const app = createApp({
  context: createContext({
    storage,
    index: remoteIndex(() => caller),
    now: () => new Date(),
    lock: remoteLock(locks),
  }),
  // Every request comes with its principal and the client's address, so none is looked for here.
  address: () => "",
  report: (error, request) => console.error(`${new Date().toISOString()} request ${request}:`, error),
  ...(storage.copy === undefined ? {} : { backup: storage.copy }),
});
serveRequests(
  (request, forwarded) => app.fetch(request, { forwarded }),
  (found) => storage.stopWriting(found),
);
// A search loads dictionaries, routes and schemas, so that a person's first one need not wait for them.
const SEARCH: ForwardedRequest = {
  method: "GET",
  url: `http://127.0.0.1/api/v1/concordance?${new URLSearchParams({ q: "лёд", limit: "1" })}`,
  headers: [],
  principal: environmentPrincipal("environment"),
  address: "",
  body: undefined,
};
if (damage === undefined) await app.fetch(new Request(SEARCH.url), { forwarded: SEARCH });
