/**
 * How a concordance searches. `words`: whole words in all their forms; `text`: exactly this text; `all`: words, and where
 * none is found, the text.
 */
export const CONCORDANCE_MODES = ["all", "words", "text"] as const;
export type ConcordanceMode = (typeof CONCORDANCE_MODES)[number];
