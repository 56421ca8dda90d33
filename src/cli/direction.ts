import type { Language } from "../domain/language.ts";
import type { Invocation } from "./command.ts";
import { EXIT, Failure } from "./exit-codes.ts";

/**
 * The languages of `--source` and `--target`, for a command that needs both.
 *
 * @throws {Failure} `option-missing`, `option-invalid` (2)
 */
export function directionOf(invocation: Invocation): {
  readonly source: Language;
  readonly target: Language;
} {
  const [source, target] = [invocation.languageOption("source"), invocation.languageOption("target")];
  if (source === undefined) throw new Failure(EXIT.usage, "option-missing", { option: "--source" });
  if (target === undefined) throw new Failure(EXIT.usage, "option-missing", { option: "--target" });
  return { source, target };
}
