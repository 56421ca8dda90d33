import type { Finding } from "../domain/finding.ts";
import { isLanguage } from "../domain/language.ts";
import type { Params } from "../domain/problem.ts";

/** Gives the text of a key of `locales/{en,ru,zh}/checks.json` with its parameters: an i18next `t` of that namespace. */
export type Translate = (key: string, params?: Params) => string;

/** Params with a language code. The text may use each as a name in three cases. */
const LANGUAGE_PARAMS = ["source", "target", "language", "suspect"] as const;

/**
 * A finding in words. `{{source}}` in a text is «русский текст», `{{sourceIn}}` «в русском тексте»,
 * `{{sourceOf}}` «русского текста»; likewise for `target`, `language` and `suspect`.
 */
export function messageOf(finding: Pick<Finding, "message" | "params">, translate: Translate): string {
  const params: Record<string, string | number> = { ...finding.params };
  for (const name of LANGUAGE_PARAMS) {
    const code = finding.params[name];
    if (!isLanguage(code)) continue;
    params[name] = translate(`languages.${code}.text`);
    params[`${name}In`] = translate(`languages.${code}.in`);
    params[`${name}Of`] = translate(`languages.${code}.of`);
  }
  return translate(finding.message, params);
}
