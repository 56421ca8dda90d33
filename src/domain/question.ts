/**
 * How a person has to do with a question about a unit or a concept: `mine`, they wrote in its thread or are mentioned
 * there; `mentions`, they are mentioned; `waiting`, it is theirs and somebody else has the last word.
 */
export const QUESTION_PARTS = ["mine", "mentions", "waiting"] as const;
export type QuestionPart = (typeof QUESTION_PARTS)[number];
