import type { Invocation } from "./command.ts";
import { EXIT, Failure } from "./exit-codes.ts";

/**
 * The value of an option that is two numbers: `3-9`.
 *
 * @param example a possible value, for the message
 * @throws {Failure} `option-invalid` (2)
 */
export function rangeOf(
  invocation: Invocation,
  option: string,
  example: string,
): { readonly first: number; readonly last: number } | undefined {
  const value = invocation.value(option);
  if (value === undefined) return undefined;
  const [, first, last] = /^(\d{1,7})-(\d{1,7})$/u.exec(value) ?? [];
  if (first === undefined || last === undefined)
    throw new Failure(EXIT.usage, "option-invalid", { option, value, allowed: example });
  return { first: Number(first), last: Number(last) };
}
