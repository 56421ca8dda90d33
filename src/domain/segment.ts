/**
 * Segment text is a flat list of strings and inline codes, never a string with angle brackets in it.
 * Spanning codes are two entries, `open` and `close`, that share an id: overlapping spans (XLIFF 2
 * `sc`/`ec`, 1.2 `bx`/`ex`) then need nothing special.
 */
export type Content = readonly Inline[];
export type Inline = string | Code;

export interface Code {
  /**
   * - `ph` stands alone, `open` and `close` span;
   * - `break` starts a further segment of the same unit (XLIFF 2 `segment`/`ignorable`, 1.2
   *   `mrk mtype="seg"`): it is no code for a translator and never compared.
   */
  readonly kind: "ph" | "open" | "close" | "break";
  /** Pairs `open` with `close` and source with target; unique in its content but for the pair. */
  readonly id: string;
  /** Local name of the element that it came in as: `pc`, `sc`, `g`, `bpt`, `mrk`, `ignorable` … */
  readonly element: string;
  /** Its attributes as they were read, values unescaped, names with their prefix. */
  readonly attributes?: Readonly<Record<string, string>>;
  /** The native code that it stands for (`<b>`, `%s`), where the file says so. */
  readonly data?: string;
  /** Its native code with the markup in it, where there is some (XLIFF 1.2 `sub`): well-formed XML. */
  readonly markup?: string;
  /** True for annotations (`mrk`, `sm`/`em`): they may be absent from or added to a target. */
  readonly annotation?: true;
}

/** U+FFFC OBJECT REPLACEMENT CHARACTER: one inline code in `placeholderText`. */
export const PLACEHOLDER = "\uFFFC";

export const isCode = (part: Inline): part is Code => typeof part !== "string";

/** What a reader sees: the text without any code. */
export function plainText(content: Content): string {
  return content.filter((part) => typeof part === "string").join("");
}

/** The text with every code, but annotations and breaks, as one `PLACEHOLDER`: what matching compares. */
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

/** Same text, same codes in the same places. Attributes and native data are the file's own affair. */
export function sameContent(a: Content, b: Content): boolean {
  return a.length === b.length && a.every((part, index) => sameInline(part, b[index]));
}

function sameInline(a: Inline, b: Inline | undefined): boolean {
  if (b === undefined || typeof a === "string" || typeof b === "string") return a === b;
  return a.kind === b.kind && a.id === b.id;
}

export interface Segment {
  /** Of the `break` that began it; none for a first segment without one. */
  readonly id?: string;
  /** True for what lies between segments: white space, codes that span them. */
  readonly ignorable: boolean;
  readonly content: Content;
}

/** The segments of a unit's content, in order. There is always at least one. */
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

/** How the codes of a target differ from those of its source. All lists hold code ids. */
export interface CodeDifference {
  readonly missing: readonly string[];
  /** Not in the source, nor a copy (XLIFF 2 `copyOf`) of one that is. */
  readonly added: readonly string[];
  /** One half of a span that its source has whole, or a span that ends before it begins. */
  readonly unbalanced: readonly string[];
  /** The same codes, in another order than the source has them. */
  readonly reordered: boolean;
  /** What the file itself forbids: missing in spite of `canDelete="no"` … */
  readonly undeletable: readonly string[];
  /** … copied in spite of `canCopy="no"` (1.2: `clone="no"`) … */
  readonly uncopyable: readonly string[];
  /** … moved in spite of `canReorder` (`firstNo` and the `no` after it stay together and in order). */
  readonly unmovable: readonly string[];
}

/**
 * Compares inline codes of source and target by kind and id, and against the editing hints of the source's codes
 * (XLIFF 2.1 §4.7.4.1); annotations and breaks do not count. `undefined` when they agree in number and order.
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

/** Codes of `firstNo`, `no`, `no` … runs of the source that are not side by side and in order in the target. */
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
