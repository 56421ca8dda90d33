import { isMainThread } from "node:worker_threads";

/**
 * Of the C library (mallopt(3)): one arena for all threads, and large blocks go back to the system at once, down to the
 * 64 KiB that are read from a socket at a time: smaller ones keep the heap around them. Without these settings
 * a service of several threads keeps some hundred MB that it has freed.
 */
const OF_C_LIBRARY = {
  MALLOC_ARENA_MAX: "1",
  MALLOC_MMAP_THRESHOLD_: "65536",
  MALLOC_TRIM_THRESHOLD_: "131072",
};
/** Of V8: the room for young objects of each thread, in MB. */
const OF_V8 = "--max-semi-space-size=4";

/**
 * Begins this process anew with its settings of memory, which a process reads only when it begins. The process id, the
 * arguments and the streams stay. Whoever has set `MALLOC_ARENA_MAX` has decided already. Does nothing on Windows and on
 * a Node older than 22.15, which cannot do this.
 */
export function beginWithMemorySettings(): void {
  const { env, execPath, execArgv, argv, platform } = process;
  if (env["MALLOC_ARENA_MAX"] !== undefined || platform === "win32" || !isMainThread) return;
  // `node --watch` talks to its process over a channel that would be lost.
  if (process.send !== undefined) return;
  process.execve?.(execPath, [execPath, OF_V8, ...execArgv, ...argv.slice(1)], { ...OF_C_LIBRARY, ...env });
}
