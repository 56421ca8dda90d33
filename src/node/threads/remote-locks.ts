import type { MessagePort } from "node:worker_threads";
import type { DocumentLock } from "../../services/context.ts";
import { callerOf, serveCalls } from "./calls.ts";

interface LockFunctions {
  readonly lock: (turn: number, document: string) => Promise<void>;
  readonly unlock: (turn: number) => void;
}

/** The locks of another thread. */
export function remoteLock(port: MessagePort): DocumentLock {
  const caller = callerOf<LockFunctions>(port);
  let last = 0;
  return async (document) => {
    last += 1;
    const turn = last;
    await caller.call("lock", turn, document);
    return () => void caller.call("unlock", turn);
  };
}

/** Lets another thread use locks. What it holds is let go when the port closes. */
export function serveLocks(port: MessagePort, lock: DocumentLock): void {
  const turns = new Map<number, Promise<() => void>>();
  const unlock = (turn: number) => {
    const held = turns.get(turn);
    turns.delete(turn);
    void held?.then((release) => release());
  };
  const functions: LockFunctions = {
    lock: async (turn, document) => {
      const held = lock(document);
      turns.set(turn, held);
      await held;
    },
    unlock,
  };
  serveCalls(port, functions);
  port.unref();
  port.on("close", () => {
    for (const turn of turns.keys()) unlock(turn);
  });
}
