/**
 * Segment text as a flat list of strings and inline codes; strings hold no markup. A spanning code is two
 * entries, `open` and `close`, with the same id, so that spans may overlap (XLIFF 2 `sc`/`ec`, 1.2 `bx`/`ex`).
 */
export type Content = readonly Inline[];
export type Inline = string | Code;

export interface Code {
  /**
   * - `ph` stands alone; `open` and `close` are the ends of a span;
   * - `break` starts a new segment of the same unit (XLIFF 2 `segment`/`ignorable`, 1.2
   *   `mrk mtype="seg"`). Translators do not see it, and comparisons leave it out.
   */
  readonly kind: "ph" | "open" | "close" | "break";
  /** Connects `open` with `close`, and source with target. Only such a pair shares an id in one content. */
  readonly id: string;
  /** Local name of the element in the file: `pc`, `sc`, `g`, `bpt`, `mrk`, `ignorable` … */
  readonly element: string;
  /** Attributes as read from the file: values unescaped, names with their prefix. */
  readonly attributes?: Readonly<Record<string, string>>;
  /** Native code (`<b>`, `%s`), if the file gives it. */
  readonly data?: string;
  /** Native code as well-formed XML, if it has markup inside (XLIFF 1.2 `sub`). */
  readonly markup?: string;
  /** True for annotations (`mrk`, `sm`/`em`). A target may leave them out or add its own. */
  readonly annotation?: true;
}

/** U+FFFC OBJECT REPLACEMENT CHARACTER: stands for one inline code in `placeholderText`. */
export const PLACEHOLDER = "\uFFFC";

export const isCode = (part: Inline): part is Code => typeof part !== "string";

/** The text without codes. */
export function plainText(content: Content): string {
  return content.filter((part) => typeof part === "string").join("");
}

/** The text for matching: each code is one `PLACEHOLDER`; annotations and breaks are left out. */
export function placeholderText(content: Content): string {
  return content
    .map((part) => (isCode(part) ? (part.annotation || part.kind === "break" ? "" : PLACEHOLDER) : part))
    .join("");
}

/** Joins neighbouring strings and drops empty ones, so that equal contents are equal as data. */
export function tidy(content: Content): Content {
  const tidied: Inline[] = [];
  for (const part of content) {
    const last = tidied.at(-1);
    if (part === "") continue;
    if (typeof part === "string" && typeof last === "string") tidied[tidied.length - 1] = last + part;
    else tidied.push(part);
  }
  return tidied;
}

/** True for the same text with the same codes in the same places. Attributes and native data do not count. */
export function sameContent(a: Content, b: Content): boolean {
  return a.length === b.length && a.every((part, index) => sameInline(part, b[index]));
}

function sameInline(a: Inline, b: Inline | undefined): boolean {
  if (b === undefined || typeof a === "string" || typeof b === "string") return a === b;
  return a.kind === b.kind && a.id === b.id;
}

export interface Segment {
  /** Id of the `break` at its start; absent for a first segment without a break. */
  readonly id?: string;
  /** True for content between segments: white space, and codes that span several segments. */
  readonly ignorable: boolean;
  readonly content: Content;
}

/** The segments of a unit's content, in order; at least one. */
export function segmentsOf(content: Content): Segment[] {
  if (!content.some((part) => isCode(part) && part.kind === "break")) return [{ ignorable: false, content }];
  const segments: (Segment & { content: Inline[] })[] = [];
  for (const part of content) {
    if (isCode(part) && part.kind === "break") {
      segments.push({ id: part.id, ignorable: part.element === "ignorable", content: [] });
    } else {
      if (segments.length === 0) segments.push({ ignorable: false, content: [] });
      segments.at(-1)?.content.push(part);
    }
  }
  return segments.length === 0 ? [{ ignorable: false, content: [] }] : segments;
}

/** Differences between the codes of a target and of its source. All lists hold code ids. */
export interface CodeDifference {
  readonly missing: readonly string[];
  /** Neither in the source nor a copy (XLIFF 2 `copyOf`) of a source code. */
  readonly added: readonly string[];
  /** Spans that have lost one end, or that end before they begin. */
  readonly unbalanced: readonly string[];
  /** The same codes in another order. */
  readonly reordered: boolean;
  /** Missing, although the file says `canDelete="no"`. */
  readonly undeletable: readonly string[];
  /** Copied, although the file says `canCopy="no"` (1.2: `clone="no"`). */
  readonly uncopyable: readonly string[];
  /** Moved, although `canReorder` forbids it: `firstNo` and the `no` codes after it stay together and in order. */
  readonly unmovable: readonly string[];
}

/**
 * Compares the inline codes of source and target by kind and id, and checks the editing hints of the source
 * (XLIFF 2.1 §4.7.4.1). Annotations and breaks do not count.
 *
 * @returns `undefined` when the target has the same codes in the same order
 */
export function compareCodes(source: Content, target: Content): CodeDifference | undefined {
  const wanted = comparable(source);
  const found = comparable(target);
  const known = new Map(wanted.map((one) => [one.mark, one]));
  const isCopy = (one: Marked) => known.has(`${one.code.kind} ${one.code.attributes?.["copyOf"] ?? ""}`);
  const missing = subtract(wanted, found);
  const surplus = subtract(found, wanted);
  const added = surplus.filter((one) => !isCopy(one));
  const copied = surplus.map((one) => one.code.attributes?.["copyOf"] ?? one.id);
  const reordered =
    missing.length === 0 && surplus.length === 0 && wanted.some((one, at) => one.mark !== found[at]?.mark);
  const unmovable = brokenSequences(wanted, found);
  const backwards = spansBackwards(found).filter((id) => !spansBackwards(wanted).includes(id));
  if (missing.length + surplus.length + unmovable.length + backwards.length === 0 && !reordered)
    return undefined;
  const present = new Set(found.map(({ id }) => id));
  const forbidden = (one: Marked | undefined, hint: string) => one?.code.attributes?.[hint] === "no";
  const isProtected = (id: string) =>
    wanted.some((one) => one.id === id && (forbidden(one, "canCopy") || forbidden(one, "clone")));
  return {
    missing: distinct(missing.map(({ id }) => id)),
    added: distinct(added.map(({ id }) => id)),
    unbalanced: distinct([...missing.map(({ id }) => id).filter((id) => present.has(id)), ...backwards]),
    reordered,
    undeletable: distinct(missing.filter((one) => forbidden(one, "canDelete")).map(({ id }) => id)),
    uncopyable: distinct(copied.filter(isProtected)),
    unmovable,
  };
}

interface Marked {
  readonly mark: string;
  readonly id: string;
  readonly code: Code;
}

const distinct = (ids: readonly string[]): string[] => [...new Set(ids)];

function comparable(content: Content): Marked[] {
  return content
    .filter(isCode)
    .filter((code) => code.kind !== "break" && !code.annotation)
    .map((code) => ({ mark: `${code.kind} ${code.id}`, id: code.id, code }));
}

function subtract(from: readonly Marked[], what: readonly Marked[]): Marked[] {
  const left = new Map<string, number>();
  for (const { mark } of what) left.set(mark, (left.get(mark) ?? 0) + 1);
  return from.filter(({ mark }) => {
    const count = left.get(mark) ?? 0;
    left.set(mark, count - 1);
    return count <= 0;
  });
}

/** Codes of `firstNo`, `no`, `no` … sequences in the source that the target does not keep together and in order. */
function brokenSequences(wanted: readonly Marked[], found: readonly Marked[]): string[] {
  const places = new Map(found.map(({ mark }, at) => [mark, at]));
  const broken: string[] = [];
  let previous: Marked | undefined;
  for (const one of wanted) {
    const hint = one.code.attributes?.["canReorder"];
    if (hint === "no" && previous !== undefined) {
      const before = places.get(previous.mark);
      const at = places.get(one.mark);
      if (before !== undefined && at !== undefined && at !== before + 1) broken.push(one.id);
    }
    if (hint === "no" || hint === "firstNo") previous = one;
    else if (one.code.kind !== "close") previous = undefined;
  }
  return distinct(broken);
}

function spansBackwards(codes: readonly Marked[]): string[] {
  const opened = new Set<string>();
  const backwards: string[] = [];
  const opens = new Set(codes.filter(({ code }) => code.kind === "open").map(({ id }) => id));
  for (const { code, id } of codes) {
    if (code.kind === "open") opened.add(id);
    else if (code.kind === "close" && opens.has(id) && !opened.has(id)) backwards.push(id);
  }
  return backwards;
}
