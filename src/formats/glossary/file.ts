import type { Concept } from "../../domain/concept.ts";
import type { ProblemData } from "../../domain/problem.ts";

/** What every format of glossaries carries. */
export interface GlossaryFile {
  readonly title?: string;
  readonly concepts: readonly Concept[];
  /** Parts of the file that are not about one concept, for writing it again: markup of a TBX header and back matter. */
  readonly header?: string;
  readonly back?: string;
  /** What was odd or left out, and where. */
  readonly warnings?: readonly ProblemData[];
}
