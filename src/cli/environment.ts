/** What a command takes from its process. A test gives its own, and needs no process. */
export interface Environment {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The working folder. Outside it only files are written that a person named. */
  readonly folder: string;
  /** Writes data to stdout. */
  readonly out: (chunk: string | Uint8Array) => void;
  /** Writes data of any size to stdout, no faster than it is taken. */
  readonly outAll: (chunks: AsyncIterable<Uint8Array>) => Promise<void>;
  /** Writes messages to stderr. */
  readonly err: (text: string) => void;
  readonly outIsTerminal: boolean;
  readonly errIsTerminal: boolean;
  /** Reads standard input to its end. A secret is not echoed on a terminal. */
  readonly readInput: (options?: { readonly secret?: boolean }) => Promise<Uint8Array>;
  readonly inputIsTerminal: boolean;
  readonly fetch: typeof fetch;
  readonly wait: (milliseconds: number) => Promise<void>;
  /** Aborted by Ctrl+C. */
  readonly signal: AbortSignal;
}
