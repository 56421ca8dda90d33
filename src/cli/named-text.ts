import { type Language, languageOf } from "../domain/language.ts";

/** The language (`undefined` for an unknown one) and the text of `en=sea ice`; `undefined` for what is not of this form. */
export function namedText(
  typed: string,
): { readonly language: Language | undefined; readonly text: string } | undefined {
  const [, tag, text = ""] = /^([\w-]+)=(.*)$/su.exec(typed) ?? [];
  return tag === undefined ? undefined : { language: languageOf(tag), text };
}
