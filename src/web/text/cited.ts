import type { Term } from "../../domain/concept.ts";

/** A term as it is read: braces in a Russian one only say which words stay as they are. */
export const citedText = ({ text }: Pick<Term, "text">): string => text.replace(/[{}]/gu, "");
