import type { ProblemData } from "../../domain/problem.ts";
import { type Code, type Content, isCode, sameContent, segmentsOf } from "../../domain/segment.ts";
import { compareStates, type State } from "../../domain/unit.ts";
import type { Decoded } from "../encoding.ts";
import { DEFAULT_LIMITS, type ReadOptions } from "../format.ts";
import { decodeXml } from "../xml/decode.ts";
import { attributeEdit, createEditing, type Edit } from "../xml/edits.ts";
import {
  type Enrichment,
  enrichmentElements,
  type GlossaryTerm,
  type UnitEnrichment,
  unitEnrichment,
} from "./enrichment.ts";
import {
  halvesOf,
  type InlineContext,
  modelKey,
  modelOf,
  writeInline,
  writeSegmented,
} from "./inline-writer.ts";
import {
  joinSegments,
  scan,
  scanUnits,
  type ScannedFile,
  type ScannedSegment,
  type ScannedUnit,
  type Span,
  stateOf,
} from "./scan.ts";
import { type MappedState, qualifierOf, stateTo } from "./states.ts";
import { markTerms, type TermMark, termMarks, withInsertions } from "./term-marks.ts";
import { MODULES, OURS } from "./vocabulary.ts";

/** What is to be different in a unit of the file. */
export interface TargetChange {
  /** Only where it was edited since. */
  readonly source?: Content;
  readonly target?: Content;
  readonly state?: State;
  readonly subState?: string;
}

/** A file as text, with the exact place of everything in it that may be changed. */
export interface XliffIndex {
  readonly decoded: Decoded;
  readonly file: ScannedFile;
  /** By key, as `read` gives it. */
  readonly units: ReadonlyMap<string, ScannedUnit>;
}

/** Finds the units of an XLIFF file and their offsets. Throws as `read` does, but takes any languages. */
export function index(bytes: Uint8Array, options: ReadOptions = {}): XliffIndex {
  const decoded = decodeXml(bytes, options);
  const { file, units } = scan(decoded.text, { limits: { ...DEFAULT_LIMITS, ...options.limits } });
  return { decoded, file, units: new Map(units.map((unit) => [unit.key, unit])) };
}

export interface SpliceOptions extends ReadOptions, Enrichment {
  /** Language tag for the targets of 1.2 candidates. */
  readonly targetTag?: string;
}

export interface Spliced {
  readonly bytes: Uint8Array;
  /** Changes that the file has no place for, by unit; it is unchanged there. */
  readonly findings: readonly ProblemData[];
}

/**
 * The original file with other texts and states, and with our own metadata, candidates and terms where
 * wanted. Every byte outside of what changed is the original's: with nothing to change, the very same bytes.
 *
 * @param changes by unit key; a target equal to the file's own is no change
 */
export function splice(
  original: Uint8Array,
  changes: ReadonlyMap<string, TargetChange>,
  options: SpliceOptions = {},
): Spliced {
  const seen = new Set<string>();
  const spliced = spliceEach(
    original,
    ({ key }) => {
      const change = changes.get(key);
      if (change !== undefined) seen.add(key);
      return change;
    },
    options,
  );
  const unknown = [...changes.keys()]
    .filter((key) => !seen.has(key))
    .map((key): ProblemData => ({ code: "unit-unknown", params: { key }, place: { unit: key } }));
  return { ...spliced, findings: [...unknown, ...spliced.findings] };
}

/** The same where what changes is told of each unit as it is met, in one pass over the file. */
export function spliceEach(
  original: Uint8Array,
  changeOf: (unit: ScannedUnit) => TargetChange | undefined,
  options: SpliceOptions = {},
): Spliced {
  const decoded = decodeXml(original, options);
  const findings: ProblemData[] = [];
  const editing = createEditing(original, decoded);
  const additions = [options.bases, options.candidates, options.glossary].filter((map) => map !== undefined);
  scanUnits(
    decoded.text,
    { limits: { ...DEFAULT_LIMITS, ...options.limits } },
    (unit, file) => {
      const change = changeOf(unit);
      const isEnriched = additions.some((map) => map.has(unit.key));
      if (change === undefined && !isEnriched) return;
      const editor = createUnitEditor(unit, decoded.text, file);
      const finding = change === undefined ? undefined : editor.change(change);
      if (finding !== undefined) findings.push(finding);
      if (isEnriched) editor.enrich(options);
      editing.apply(editor.edits());
    },
    true,
  );
  return { bytes: editing.bytes(), findings };
}

function createUnitEditor(unit: ScannedUnit, text: string, file: ScannedFile) {
  const edits: Edit[] = [];
  /** 2.x: new insides of sources. */
  const bodies = new Map<ScannedSegment, string>();
  /** 1.2: what goes after the source and target, in order, at one offset. */
  const after: string[] = [];
  const [first] = unit.segments;
  const prefix = first?.sourceSpan === undefined ? "" : prefixOf(first.sourceSpan.name);
  const mapped = stateOf(unit, file.major);

  return { change: file.major === 2 ? change2 : change1, enrich, edits: finishEdits };

  function change2(change: TargetChange): ProblemData | undefined {
    /** Segments that had no text: what they said of their state was said of nothing. */
    const filled = new Set<ScannedSegment>();
    if (change.source !== undefined) {
      const pieces = fitSegments(unit.segments, change.source);
      if (pieces === undefined) return mismatch(change.source);
      const halves = halvesOf(change.source);
      for (const [at, segment] of unit.segments.entries()) {
        const piece = pieces[at];
        if (piece !== undefined) setSource2(segment, piece, inlineContext(segment, halves));
      }
    }
    if (change.target !== undefined) {
      const pieces = fitSegments(unit.segments, change.target);
      if (pieces === undefined) return mismatch(change.target);
      const halves = halvesOf(change.target);
      for (const [at, segment] of unit.segments.entries()) {
        const piece = pieces[at];
        if (piece === undefined) continue;
        setTarget(segment, piece, inlineContext(segment, halves));
        if (isEmpty(segment.target) && !isEmpty(piece)) filled.add(segment);
      }
    }
    if (change.state === undefined) return undefined;
    const all = !isSame(change, change.state);
    for (const segment of unit.segments) {
      if (segment.kind === "ignorable" || !(all || filled.has(segment))) continue;
      edits.push(
        ...attribute(segment.span, "state", change.state),
        ...attribute(segment.span, "subState", change.subState),
      );
    }
    return undefined;
  }

  function change1(change: TargetChange): ProblemData | undefined {
    if (first === undefined) return undefined;
    if (change.source !== undefined) {
      const content = fitParts(first, change.source);
      if (content === undefined) return mismatch(change.source);
      setSource1(first, content);
    }
    if (change.target !== undefined && !same(joinSegments(unit.segments, "target"), change.target)) {
      const content = fitParts(first, change.target);
      if (content === undefined) return mismatch(change.target);
      setTarget1(first, content, change);
    }
    const filled = change.target !== undefined && isEmpty(first.target) && !isEmpty(change.target);
    if (change.state !== undefined && (filled || !isSame(change, change.state)))
      setState1(first, change.state, change);
    return undefined;
  }

  function isSame({ subState }: TargetChange, state: State): boolean {
    return mapped.state === state && (subState === undefined || subState === mapped.subState);
  }

  function mismatch(target: Content): ProblemData {
    const wanted = file.major === 2 ? unit.segments.filter(isSegment).length : (first?.sourceParts.size ?? 0);
    const found = segmentsOf(target).filter((piece) => !piece.ignorable).length;
    return {
      code: "segments-mismatch",
      params: { wanted, found },
      place: { unit: unit.key, line: unit.line },
    };
  }

  function inlineContext(segment: ScannedSegment, halves: ReadonlySet<string>): InlineContext {
    const own = modelOf(segment.source);
    const translated = modelOf(segment.target ?? []);
    const model = translated.size === 0 ? own : new Map([...own, ...translated]);
    return { major: file.major, prefix, model, modelIsNative: true, halves };
  }

  function setSource2(segment: ScannedSegment, content: Content, context: InlineContext) {
    if (segment.sourceSpan === undefined || sameContent(segment.source, content)) return;
    const body = writeInline(
      content.map((part) => conform(part, context.model)),
      context,
    );
    bodies.set(segment, body);
  }

  function setTarget(segment: ScannedSegment, content: Content, context: InlineContext) {
    const current = segment.target ?? (segment.kind === "ignorable" ? segment.source : []);
    if (sameContent(current, content)) return;
    const body = writeInline(
      content.map((part) => conform(part, context.model)),
      context,
    );
    if (segment.targetSpan !== undefined) edits.push(bodyEdit(segment.targetSpan, body));
    else {
      const offset = segment.sourceSpan?.end ?? 0;
      edits.push({
        start: offset,
        end: offset,
        text: `${lead(segment)}<${prefix}target>${body}</${prefix}target>`,
      });
    }
  }

  /** 1.2 has the text twice where it is segmented: as it was, and with its segments. */
  function setSource1(segment: ScannedSegment, content: Content) {
    const context = { ...inlineContext(segment, new Set()), model: modelOf(segment.source) };
    const { sourceSpan, segSourceSpan, sourceParts } = segment;
    if (sourceSpan === undefined) return;
    edits.push(bodyEdit(sourceSpan, writeInline(content.filter(isNoBreak), context)));
    if (segSourceSpan === undefined) return;
    const parts = partEdits(sourceParts, segment.source, content, context);
    edits.push(...(parts ?? [bodyEdit(segSourceSpan, writeSegmented(content, context))]));
  }

  function setTarget1(segment: ScannedSegment, content: Content, change: TargetChange) {
    const context = inlineContext(segment, new Set());
    const span = segment.targetSpan;
    if (span === undefined) {
      const state =
        change.state === undefined || isDialect()
          ? ""
          : ` state="${stateTo("xlf12", { ...change, state: change.state })}"${qualifier(change)}`;
      after.push(`<${prefix}target${state}>${writeSegmented(content, context)}</${prefix}target>`);
    } else {
      const parts = partEdits(segment.targetParts, segment.target ?? [], content, context);
      edits.push(...(parts ?? [bodyEdit(span, writeSegmented(content, context))]));
    }
  }

  /** Edits inside the single `mrk mtype="seg"`, where nothing else changes. */
  function partEdits(
    parts: ReadonlyMap<string, Span>,
    was: Content,
    content: Content,
    context: InlineContext,
  ): Edit[] | undefined {
    if (parts.size === 0) return undefined;
    const before = segmentsOf(was);
    const now = segmentsOf(content);
    if (before.length !== now.length) return undefined;
    const own: Edit[] = [];
    const mids = [...parts.keys()];
    for (const [at, piece] of now.entries()) {
      const old = before[at];
      if (old === undefined || old.ignorable !== piece.ignorable) return undefined;
      if (sameContent(old.content, piece.content)) continue;
      const mid = now.length === 1 ? mids[0] : old.id;
      const span = mid === undefined ? undefined : parts.get(mid);
      const whole = halvesOf(old.content).size === 0 && halvesOf(piece.content).size === 0;
      if (span === undefined || piece.ignorable || !whole || (now.length === 1 && mids.length !== 1))
        return undefined;
      own.push(bodyEdit(span, writeInline(piece.content, context)));
    }
    return own;
  }

  function qualifier({ subState }: TargetChange): string {
    const from = qualifierOf(subState);
    return from === undefined ? "" : ` state-qualifier="${from}"`;
  }

  function isDialect(): boolean {
    return (
      unit.sdlSegments.size > 0 ||
      unit.attributes["mq:status"] !== undefined ||
      unit.attributes["m:confirmed"] !== undefined
    );
  }

  function setState1(segment: ScannedSegment, state: State, change: TargetChange) {
    if (segment.targetSpan !== undefined && !isDialect()) {
      edits.push(...attribute(segment.targetSpan, "state", stateTo("xlf12", { ...change, state })));
      const from = qualifierOf(change.subState);
      if (from !== undefined) edits.push(...attribute(segment.targetSpan, "state-qualifier", from));
    }
    setApproval(state, change);
  }

  /** The other places in which files of 1.2 say how far a unit is. */
  function setApproval(state: State, { subState }: TargetChange) {
    const value: MappedState = subState === undefined ? { state } : { state, subState };
    for (const { span } of unit.sdlSegments.values())
      edits.push(...attribute(span, "conf", stateTo("sdl", value)));
    if (unit.attributes["mq:status"] !== undefined)
      edits.push(...attribute(unit.span, "mq:status", stateTo("mq", value)));
    const isDone = compareStates(state, "translated") >= 0;
    if (unit.attributes["m:confirmed"] !== undefined)
      edits.push(...attribute(unit.span, "m:confirmed", isDone ? "1" : "0"));
    const approved = state === "reviewed" || state === "final" ? "yes" : "no";
    const is = unit.attributes["approved"];
    if (!isDialect() && (is === undefined ? approved === "yes" : is !== approved)) {
      edits.push(...attribute(unit.span, "approved", approved));
    }
  }

  /** A code whose native data the unit does not have (it came with another file) goes as the source's own. */
  function conform(part: string | Code, model: InlineContext["model"]): string | Code {
    if (!isCode(part) || part.attributes === undefined) return part;
    const names = Object.keys(part.attributes).filter((name) => name.startsWith("dataRef"));
    const stands = names.every((name) => {
      const data = unit.data.get(part.attributes?.[name] ?? "");
      return data !== undefined && (name === "dataRefEnd" || part.data === undefined || data === part.data);
    });
    if (stands) return part;
    const known = model?.get(modelKey(part));
    if (known?.attributes !== undefined)
      return { ...part, element: known.element, attributes: known.attributes };
    const kept = Object.entries(part.attributes).filter(([name]) => !names.includes(name));
    return { ...part, attributes: Object.fromEntries(kept) };
  }

  /** 2.x: marks terms in the sources, where those are as they will be. */
  function markSources(glossary: readonly GlossaryTerm[]): TermMark[] {
    const marks = termMarks(glossary);
    const marked: TermMark[] = [];
    let offset = 0;
    for (const segment of marks.length === 0 ? [] : unit.segments) {
      const span = segment.sourceSpan;
      if (span === undefined) continue;
      const changed = bodies.get(segment);
      const body = changed ?? text.slice(span.contentStart, span.contentEnd);
      const found = markTerms(body, offset, marks, prefix);
      offset += found.length;
      marked.push(...found.marked);
      if (changed !== undefined) bodies.set(segment, withInsertions(body, found.insertions));
      else {
        for (const insertion of found.insertions) {
          const at = span.contentStart + insertion.at;
          edits.push({ start: at, end: at, text: insertion.text });
        }
      }
    }
    return marked;
  }

  function enrich(options: SpliceOptions) {
    const pointed = unit.segments.find(isSegment);
    const ownId = pointed?.attributes["id"] ?? `${OURS}-s1`;
    const enrichment = unitEnrichment(unit.key, options, {
      major: file.major,
      prefix,
      segmentId: ownId,
      marked: file.major === 2 ? markSources(options.glossary?.get(unit.key) ?? []) : [],
      ...(options.targetTag === undefined ? {} : { targetTag: options.targetTag }),
    });
    if (file.major === 1) {
      after.push(...enrichmentElements(enrichment, 1));
      return;
    }
    if (enrichment.candidates.length > 0 && pointed !== undefined && pointed.attributes["id"] === undefined) {
      edits.push(...attribute(pointed.span, "id", ownId));
    }
    for (const [uri, pieces] of piecesByModule(enrichment)) {
      const existing = unit.modules.get(uri);
      if (pieces.length === 0) continue;
      if (existing !== undefined && !existing.selfClosing) {
        const at = existing.contentStart;
        const space = spaceAt(at);
        const declared = pieces.map(
          (piece) => space + piece.replace(/^<(\w+):(\w+)/u, `<$1:$2 xmlns:$1="${uri}"`),
        );
        edits.push({ start: at, end: at, text: declared.join("") });
      } else {
        const only = { candidates: [], glossary: [], ...partOf(uri, enrichment) };
        const at = unit.span.contentStart;
        edits.push({ start: at, end: at, text: spaceAt(at) + enrichmentElements(only, 2).join("") });
      }
    }
  }

  function finishEdits(): Edit[] {
    for (const [{ sourceSpan }, body] of bodies) {
      if (sourceSpan !== undefined) edits.push(bodyEdit(sourceSpan, body));
    }
    if (after.length > 0 && first !== undefined) {
      const anchor = first.targetSpan ?? first.segSourceSpan ?? first.sourceSpan;
      if (anchor !== undefined) {
        edits.push({
          start: anchor.end,
          end: anchor.end,
          text: after.map((one) => lead(first) + one).join(""),
        });
      }
    }
    return edits;
  }

  function attribute(span: Span, name: string, value: string | undefined): Edit[] {
    return attributeEdit(text, span.start, span.contentStart, name, value);
  }

  function bodyEdit(span: Span, body: string): Edit {
    if (!span.selfClosing) return { start: span.contentStart, end: span.contentEnd, text: body };
    const slash = text.lastIndexOf("/", span.contentStart - 1);
    return { start: slash, end: span.contentStart, text: `>${body}</${span.name}>` };
  }

  /** The layout before a segment's source, for what goes after it. */
  function lead(segment: ScannedSegment): string {
    return segment.sourceSpan === undefined ? "" : spaceBefore(segment.sourceSpan.start);
  }

  function spaceBefore(offset: number): string {
    let from = offset;
    while (from > 0 && isSpace(text.charCodeAt(from - 1))) from -= 1;
    return text[from - 1] === ">" ? text.slice(from, offset) : "";
  }

  function spaceAt(offset: number): string {
    let to = offset;
    while (isSpace(text.charCodeAt(to))) to += 1;
    return text[to] === "<" ? text.slice(offset, to) : "";
  }
}

const isSpace = (unit: number) => unit === 0x20 || unit === 0x09 || unit === 0x0a || unit === 0x0d;
const isNoBreak = (part: string | Code) => typeof part === "string" || part.kind !== "break";
const isSegment = (segment: ScannedSegment) => segment.kind === "segment";
const prefixOf = (name: string) => name.slice(0, name.indexOf(":") + 1);
const isEmpty = (content: Content | undefined) =>
  content === undefined || content.every((part) => part === "");
const same = (a: Content | undefined, b: Content) => (a === undefined ? b.length === 0 : sameContent(a, b));

function piecesByModule({
  candidates,
  glossary,
  base,
}: UnitEnrichment): [uri: string, pieces: readonly string[]][] {
  return [
    [MODULES.matches, candidates],
    [MODULES.glossary, glossary],
    [MODULES.metadata, base === undefined ? [] : [base]],
  ];
}

function partOf(uri: string, { candidates, glossary, base }: UnitEnrichment): Partial<UnitEnrichment> {
  if (uri === MODULES.matches) return { candidates };
  if (uri === MODULES.glossary) return { glossary };
  return base === undefined ? {} : { base };
}

/**
 * A content, piece by piece, for the segments and ignorables of a 2.x unit; `undefined` for one that keeps what
 * it has. Nothing when the numbers of segments do not agree.
 */
function fitSegments(
  segments: readonly ScannedSegment[],
  target: Content,
): (Content | undefined)[] | undefined {
  const pieces = segmentsOf(target);
  if (
    pieces.length === segments.length &&
    pieces.every((piece, at) => at === 0 || piece.ignorable === (segments[at]?.kind === "ignorable"))
  ) {
    return pieces.map((piece) => piece.content);
  }
  const contents = pieces.filter((piece) => !piece.ignorable).map((piece) => piece.content);
  if (contents.length !== segments.filter(isSegment).length) return undefined;
  return segments.map((segment) => (isSegment(segment) ? contents.shift() : undefined));
}

/** The same for 1.2, of either side: a content whose breaks are those of `seg-source`. */
function fitParts(segment: ScannedSegment, target: Content): Content | undefined {
  const mids = [...(segment.sourceParts.size > 0 ? segment.sourceParts : segment.targetParts).keys()];
  const pieces = segmentsOf(target);
  if (mids.length === 0) return target.filter(isNoBreak);
  if (pieces.filter((piece) => !piece.ignorable).length !== mids.length) return undefined;
  const model = pieces.length === 1 ? segmentsOf(segment.source) : pieces;
  const fitted: (string | Code)[] = [];
  for (const piece of model) {
    const id = piece.ignorable ? (piece.id ?? "i") : (mids.shift() ?? "");
    fitted.push({ kind: "break", id, element: piece.ignorable ? "ignorable" : "segment" });
    fitted.push(...(pieces.length === 1 && !piece.ignorable ? (pieces[0]?.content ?? []) : piece.content));
  }
  return fitted;
}
