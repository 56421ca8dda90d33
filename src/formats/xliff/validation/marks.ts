/** Elements that are one half of a span. */
export const HALVES: ReadonlySet<string> = new Set(["sc", "ec", "sm", "em"]);

/** Elements that annotate, and stand for no code. */
export const ANNOTATIONS: ReadonlySet<string> = new Set(["mrk", "sm", "em"]);

/** Name of the mark that stands for the end tag of a `pc`. */
export const END_OF_PC = "/pc";
