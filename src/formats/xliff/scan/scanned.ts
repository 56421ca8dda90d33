import type { ProblemData } from "../../../domain/problem.ts";
import { tidy, type Content, type Inline } from "../../../domain/segment.ts";
import type { Note } from "../../../domain/unit.ts";
import type { UnitBase } from "../../contract.ts";
import type { XmlAttributes } from "../../xml/reader.ts";
import type { Major } from "../vocabulary.ts";

/** Place of an element: its `<`, just after its start tag, the `<` of its end tag, just after that. UTF-16 offsets. */
export interface Span {
  readonly start: number;
  readonly contentStart: number;
  contentEnd: number;
  end: number;
  readonly name: string;
  readonly selfClosing: boolean;
}

/** A `segment` or `ignorable` of 2.x; the whole `trans-unit` of 1.2. */
export interface ScannedSegment {
  readonly kind: "segment" | "ignorable";
  readonly id: string | undefined;
  readonly span: Span;
  readonly attributes: XmlAttributes;
  source: Content;
  sourceSpan: Span | undefined;
  /** 1.2 only. A new target goes after it. */
  segSourceSpan: Span | undefined;
  target: Content | undefined;
  targetSpan: Span | undefined;
  targetAttributes: XmlAttributes | undefined;
  /** 1.2 only: the `mrk mtype="seg"` of `seg-source` and of the target, by `mid`. */
  sourceParts: ReadonlyMap<string, Span>;
  targetParts: ReadonlyMap<string, Span>;
}

/** A unit as it stands in the file. */
export interface ScannedUnit {
  readonly key: string;
  readonly line: number;
  readonly span: Span;
  readonly attributes: XmlAttributes;
  readonly segments: ScannedSegment[];
  notes: readonly Note[];
  readonly context: string | undefined;
  readonly translatable: boolean;
  readonly languages: { readonly source?: string; readonly target?: string };
  /** Element that declares the languages: `file` in 1.x, the root in 2.x. Units of one element share the object. */
  readonly declaration: Span;
  /** Their `file`. Units of one `file` share the object. */
  readonly file: Span;
  base: UnitBase | undefined;
  rejection: ProblemData | undefined;
  /** 2.x only: `originalData` by id. */
  data: ReadonlyMap<string, string>;
  /** 2.x only: the modules of the unit that we add to, by namespace. */
  modules: ReadonlyMap<string, Span>;
  /** Start tags of Trados Studio's `sdl:seg` by segment id. */
  sdlSegments: ReadonlyMap<string, { readonly span: Span; readonly attributes: XmlAttributes }>;
}

/** What the scanner knows of the whole file. */
export interface ScannedFile {
  readonly version: string;
  readonly major: Major;
  /** Namespace of the elements of XLIFF; "" in 1.0 and 1.1. */
  readonly uri: string;
  /** Number of `file` elements. */
  files: number;
  title?: string;
  /** Tags of the first `file` (1.2) or of the document (2.x). */
  source?: string;
  target?: string;
  untranslatable: number;
  readonly warnings: ProblemData[];
}

/** One side of a unit as flat content. Several segments are separated by breaks. */
export function joinSegments(
  segments: readonly ScannedSegment[],
  side: "source" | "target",
): Content | undefined {
  const [only] = segments;
  if (only === undefined) return undefined;
  if (segments.length === 1 && only.kind === "segment") return only[side];
  if (side === "target" && !segments.some((one) => one.kind === "segment" && one.target !== undefined)) {
    return undefined;
  }
  const contentOf = (one: ScannedSegment): Content =>
    side === "source" ? one.source : (one.target ?? (one.kind === "ignorable" ? one.source : []));
  if (segments.length === 1) return contentOf(only);
  const joined: Inline[] = [];
  for (const [at, one] of segments.entries()) {
    joined.push({ kind: "break", id: one.id ?? `s${at + 1}`, element: one.kind }, ...contentOf(one));
  }
  return tidy(joined);
}
