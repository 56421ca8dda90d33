import { Problem } from "../../../domain/problem.ts";
import type { Code, Inline } from "../../../domain/segment.ts";
import type { XmlAttributes, XmlElement } from "../../xml/reader.ts";
import type { Major } from "../vocabulary.ts";

export type Kind = Code["kind"];

/** An open inline element. */
interface Frame {
  /** Code to add when the element ends. */
  readonly closing?: Code;
}

export const NOTHING: Frame = {};

/** The content that is being built. One state serves all texts of a file, one after the other. */
export interface BuilderState {
  readonly major: Major;
  /** Of each text, in UTF-16 units. */
  readonly limit: number;
  /** `originalData` of the unit by id. */
  data: ReadonlyMap<string, string>;
  /**
   * The first `size` entries are the parts of this text. The array is used again for the next text, and each text gets a
   * copy of its own size: a growing array reserves room for many more entries.
   */
  readonly parts: Inline[];
  size: number;
  readonly frames: Frame[];
  length: number;
  /** Number of codes that had no id and got one. */
  nameless: number;
  segmented: boolean;
  /** 1.2: the native code that is being read. `mixed` is true when it contains elements. */
  native: { depth: number; code: Code; text: string; markup: string; mixed: boolean } | undefined;
}

export const createBuilderState = (major: Major, limit: number): BuilderState => ({
  major,
  limit,
  data: new Map(),
  parts: [],
  size: 0,
  frames: [],
  length: 0,
  nameless: 0,
  segmented: false,
  native: undefined,
});

/** Id of a code: the attribute `name`, else `otherwise`, else a made one. */
export function idOf(
  builder: BuilderState,
  attributes: XmlAttributes,
  name: string,
  otherwise?: string,
): string {
  const id = attributes[name];
  if (id !== undefined && id !== "") return id;
  if (otherwise !== undefined) return idOf(builder, attributes, otherwise);
  builder.nameless += 1;
  return `_${builder.nameless}`;
}

/** Counts the length of the text. @throws {Problem} `too-long` */
export function grow(builder: BuilderState, by: number) {
  builder.length += by;
  if (builder.length > builder.limit) throw new Problem("too-long", { limit: builder.limit });
}

/** Adds a text or a code. Neighbouring texts become one. */
export function add(builder: BuilderState, part: Inline) {
  grow(builder, typeof part === "string" ? part.length : 1);
  const last = builder.size === 0 ? undefined : builder.parts[builder.size - 1];
  if (typeof part === "string" && typeof last === "string") builder.parts[builder.size - 1] = last + part;
  else builder.parts[builder.size++] = part;
}

/** Native code that an attribute refers to. */
export function originalOf(builder: BuilderState, attributes: XmlAttributes, name: string) {
  const reference = attributes[name];
  const original = reference === undefined ? undefined : builder.data.get(reference);
  return original === undefined ? undefined : { data: original };
}

/** Begins a code that encloses text. */
export function span(
  builder: BuilderState,
  element: XmlElement,
  id: string,
  extra: Partial<Code> = {},
  closing: Partial<Code> = {},
) {
  const { local, attributes } = element;
  add(builder, { kind: "open", id, element: local, attributes, ...extra });
  builder.frames.push({ closing: { kind: "close", id, element: local, ...closing } });
}

/** Adds a code that stands alone, or one half of a span. */
export function single(
  builder: BuilderState,
  kind: Kind,
  element: XmlElement,
  id: string,
  extra?: Partial<Code>,
) {
  const { local, attributes } = element;
  add(
    builder,
    extra === undefined
      ? { kind, id, element: local, attributes }
      : { kind, id, element: local, attributes, ...extra },
  );
  builder.frames.push(NOTHING);
}

/** Keeps an element that the version does not know as a span, so that nothing gets lost. */
export function foreign(builder: BuilderState, element: XmlElement) {
  builder.nameless += 1;
  const id = `_${builder.nameless}`;
  add(builder, { kind: "open", id, element: element.name, attributes: element.attributes });
  builder.frames.push({ closing: { kind: "close", id, element: element.name } });
}
