import type { Term } from "../../domain/concept.ts";

/** A term as people read it, without the braces that mark words without inflection in Russian terms. */
export const citedText = ({ text }: Pick<Term, "text">): string => text.replace(/[{}]/gu, "");
