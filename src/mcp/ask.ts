/** One request to the HTTP interface. Every tool is made of these, so permissions, limits and problems are the same. */
export interface Asked {
  readonly method: "GET" | "POST";
  /** Made by `at`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  /** Sent as JSON. */
  readonly body?: object;
  readonly accept?: string;
}

export interface Answer {
  /** True for a status below 400. */
  readonly ok: boolean;
  readonly text: string;
}

/** Sends a request as the caller of the tool: inside the service, or from a command line to its server. */
export type Ask = (asked: Asked) => Promise<Answer>;

/** A path of the interface. Ids are escaped. */
export const at = (strings: TemplateStringsArray, ...ids: readonly string[]): string =>
  `/api/v1${String.raw({ raw: strings }, ...ids.map((id) => encodeURIComponent(id)))}`;

/** The query of a request as text, with its question mark; empty without parameters. */
export function queryText(query: Asked["query"] = {}): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    if (value !== undefined) parameters.set(name, String(value));
  return parameters.size === 0 ? "" : `?${parameters.toString()}`;
}

/** A request that was refused, in the words of its problem. */
export class Refused extends Error {}

/** Asks and gives the text of the answer. @throws {Refused} */
export async function textOf(ask: Ask, asked: Asked): Promise<string> {
  const { ok, text } = await ask(asked);
  if (!ok) throw new Refused(problemText(text));
  return text;
}

/** Asks and gives the JSON object of the answer. @throws {Refused} */
export async function jsonOf(ask: Ask, asked: Asked): Promise<Readonly<Record<string, unknown>>> {
  return JSON.parse(await textOf(ask, asked)) as Readonly<Record<string, unknown>>;
}

interface ProblemBody {
  readonly title?: string;
  readonly detail?: string;
  readonly advice?: string;
  readonly code?: string;
  readonly fields?: readonly object[];
}

/** A problem (RFC 9457) as a few sentences. */
function problemText(text: string): string {
  try {
    const { title, detail, advice, code, fields } = JSON.parse(text) as ProblemBody;
    return [title, detail, advice, code && `(${code})`, fields && JSON.stringify(fields)]
      .filter((part) => part !== undefined)
      .join(" ");
  } catch {
    return text.slice(0, 1000);
  }
}
