/** What a model answered, and what it cost. */
export interface ModelAnswer {
  /** The message of the model as it came. */
  readonly message: string;
  /** The translation in it; `undefined` when it is not in the form that was asked for. */
  readonly translation: string | undefined;
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** Longest message of a model that is read, in UTF-16 units. */
const LONGEST = 64 * 1024;

/**
 * Reads an answer of a chat completion endpoint.
 *
 * @returns `undefined` when it is no such answer, for example a page of HTML
 */
export function readAnswer(text: string): ModelAnswer | undefined {
  const answer = parsed(text);
  if (!isRecord(answer) || !Array.isArray(answer["choices"])) return undefined;
  const [choice] = answer["choices"] as readonly unknown[];
  const message = isRecord(choice) && isRecord(choice["message"]) ? choice["message"]["content"] : undefined;
  const usage = isRecord(answer["usage"]) ? answer["usage"] : {};
  return {
    message: typeof message === "string" ? message.slice(0, LONGEST) : "",
    translation:
      typeof message === "string" && message.length <= LONGEST ? translationIn(message) : undefined,
    inputTokens: count(usage["prompt_tokens"]),
    outputTokens: count(usage["completion_tokens"]),
  };
}

/** The translation in a message: alone, or after thoughts, or in a fence of Markdown. */
function translationIn(message: string): string | undefined {
  const end = message.lastIndexOf("</think>");
  const said = (end < 0 ? message : message.slice(end + "</think>".length)).trim();
  const fenced = /^```(?:json)?\s*\n([\s\S]*)\n\s*```$/u.exec(said)?.[1] ?? said;
  const value = parsed(fenced);
  const translation = isRecord(value) ? value["translation"] : undefined;
  return typeof translation === "string" && translation.trim() !== "" ? translation : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A number of tokens that is plausible, else 0. */
const count = (value: unknown): number =>
  typeof value === "number" && Number.isSafeInteger(value) && value >= 0 && value < 1e9 ? value : 0;
