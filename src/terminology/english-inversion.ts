import type { Form } from "../domain/concept.ts";

const FUNCTION_WORD = /\b(?:of|the|a|an|and|or|in|on|at|to|for|by|from|with)\b/iu;

/** Compound nouns with their last noun in front: “edge of the ice” for “ice edge”. */
export function invertedEnglish(forms: readonly Form[]): string[] {
  return forms.flatMap(({ text }) => {
    const at = text.lastIndexOf(" ");
    if (at < 0 || FUNCTION_WORD.test(text)) return [];
    const [modifier, head] = [text.slice(0, at), text.slice(at + 1)];
    return [`${head} of ${modifier}`, `${head} of the ${modifier}`];
  });
}
