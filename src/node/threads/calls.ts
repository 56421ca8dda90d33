import type { MessagePort } from "node:worker_threads";
import { packError, type PackedError, unpackError } from "./thread-errors.ts";

/** Functions of another thread. What goes in and out is copied by structured clone. */
type Functions<Names extends string> = Readonly<Record<Names, (...args: never[]) => unknown>>;

interface Call {
  readonly id: number;
  readonly name: string;
  readonly args: readonly unknown[];
}

type Answer = { readonly id: number } & ({ readonly result: unknown } | { readonly error: PackedError });

/** Answers the calls that come over a port. */
export function serveCalls<Names extends string>(port: MessagePort, functions: Functions<Names>): void {
  const table = new Map<string, (...args: never[]) => unknown>(Object.entries(functions));
  const answer = async ({ id, name, args }: Call): Promise<Answer> => {
    try {
      return { id, result: await table.get(name)?.(...(args as never[])) };
    } catch (error) {
      return { id, error: packError(error) };
    }
  };
  port.on("message", (call: Call) => void answer(call).then((answered) => port.postMessage(answered)));
}

/** Calls functions of another thread by their names. */
export interface Caller<Table> {
  call<Name extends keyof Table>(
    name: Name,
    ...args: Table[Name] extends (...args: infer Args) => unknown ? Args : never
  ): Promise<Table[Name] extends (...args: never[]) => infer Result ? Awaited<Result> : never>;
}

/**
 * The other end of `serveCalls`. An open port does not keep the process alive unless an answer is awaited.
 *
 * @throws whatever the function throws; {Error} when the other thread ends
 */
export function callerOf<Table>(port: MessagePort): Caller<Table> {
  const pending = new Map<number, PromiseWithResolvers<unknown>>();
  let last = 0;
  let isClosed = false;
  port.on("message", (answer: Answer) => {
    const waiting = pending.get(answer.id);
    pending.delete(answer.id);
    if (pending.size === 0) port.unref();
    if ("error" in answer) waiting?.reject(unpackError(answer.error));
    else waiting?.resolve(answer.result);
  });
  port.on("close", () => {
    isClosed = true;
    for (const waiting of pending.values()) waiting.reject(new Error("the other thread has ended"));
    pending.clear();
  });
  port.unref();
  return {
    call(name, ...args) {
      const waiting = Promise.withResolvers<unknown>();
      if (isClosed) waiting.reject(new Error("the other thread has ended"));
      else {
        last += 1;
        pending.set(last, waiting);
        port.ref();
        port.postMessage({ id: last, name: String(name), args } satisfies Call);
      }
      // The other thread serves functions of the same table.
      return waiting.promise as ReturnType<Caller<Table>["call"]>;
    },
  };
}
