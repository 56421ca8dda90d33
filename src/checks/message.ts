import type { Finding } from "../domain/finding.ts";
import { isLanguage } from "../domain/language.ts";
import type { Params } from "../domain/problem.ts";

/**
 * Returns the text of a key of `locales/{en,ru,zh}/checks.json` with its parameters: the `t` of i18next for that
 * namespace.
 */
export type Translate = (key: string, params?: Params) => string;

/** Parameters that contain a language code. A text can use each as a language name in three cases. */
const LANGUAGE_PARAMS = ["source", "target", "language", "suspect"] as const;

/**
 * Makes the text of a finding: one sentence that begins with a capital and with how sure the finding is, unless it is
 * certain. `{{source}}` becomes «русский текст», `{{sourceIn}}` «в русском тексте», and `{{sourceOf}}` «русского текста»;
 * `target`, `language` and `suspect` work in the same way. Fractions have the decimal mark of
 * the language.
 */
export function messageOf(
  finding: Pick<Finding, "message" | "params"> & Partial<Pick<Finding, "certainty">>,
  translate: Translate,
): string {
  const params: Record<string, string | number> = { ...finding.params };
  for (const [name, value] of Object.entries(params))
    if (typeof value === "number" && !Number.isInteger(value))
      params[name] = String(value).replace(".", translate("decimal-mark"));
  for (const name of LANGUAGE_PARAMS) {
    const code = finding.params[name];
    if (!isLanguage(code)) continue;
    params[name] = translate(`languages.${code}.text`);
    params[`${name}In`] = translate(`languages.${code}.in`);
    params[`${name}Of`] = translate(`languages.${code}.of`);
  }
  const text = translate(finding.message, params);
  const { certainty = "certain" } = finding;
  // after «Вероятно:» the sentence goes on in small letters, as it does in the texts
  return certainty === "certain" ? capitalised(text) : translate(`certainty.${certainty}`, { text });
}

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
