import fc from "fast-check";

/** Texts of generated documents, as plain text. Some have characters that are markup in one of the formats. */
const WORDS = [
  "Floating",
  "ice",
  "drifts",
  "slowly",
  "past",
  "the harbour",
  "R&D",
  "ships",
  "wait",
  "<north>",
];

/** A part of a sentence; a sentence may end in it. It ends with a blank, so that phrases can follow each other. */
export const phrase: fc.Arbitrary<string> = fc
  .tuple(
    fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 4 }),
    fc.constantFrom("", "", ".", ",", "!"),
  )
  .map(([words, end]) => `${words.join(" ")}${end} `);

/** A short text that stands alone: a heading of a column, a description. */
export const label: fc.Arbitrary<string> = fc
  .tuple(fc.constantFrom("Map", "Depth", "Course", "Harbour"), fc.constantFrom("of ice", "at noon", "& wind"))
  .map((parts) => parts.join(" "));

/** Some parts, one after the other. */
export const joined = (part: fc.Arbitrary<string>, maxLength = 4, between = ""): fc.Arbitrary<string> =>
  fc.array(part, { minLength: 1, maxLength }).map((parts) => parts.join(between));
