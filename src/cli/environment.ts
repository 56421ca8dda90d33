/** Everything outside of the program, so that a test can run a command without a process. */
export interface World {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The working folder: nothing outside it is written. */
  readonly folder: string;
  /** Data. */
  readonly out: (chunk: string | Uint8Array) => void;
  /** Talk. */
  readonly err: (text: string) => void;
  readonly outIsTerminal: boolean;
  readonly errIsTerminal: boolean;
  /** All of standard input; a secret is not echoed on a terminal. */
  readonly readInput: (options?: { readonly secret?: boolean }) => Promise<Uint8Array>;
  readonly inputIsTerminal: boolean;
  readonly fetch: typeof fetch;
  readonly wait: (milliseconds: number) => Promise<void>;
  /** Aborted by Ctrl+C. */
  readonly signal: AbortSignal;
}
