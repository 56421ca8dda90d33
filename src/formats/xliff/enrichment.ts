import { type Code, type Content, isCode } from "../../domain/segment.ts";
import type { ByKey } from "../unit-base.ts";
import type { Candidate, GlossaryTerm, UnitBase } from "../contract.ts";
import { escapeAttribute, escapeText } from "../xml/xml-characters.ts";
import { baseItems, ITEM_PREFIX } from "../unit-base.ts";
import { halvesOf, writeInline } from "./inline/inline-writer.ts";
import { entryId, type TermMark } from "./term-marks.ts";
import { type Major, MODULES, OURS } from "./vocabulary.ts";

/** What a pull adds to a file, by unit key. `strip` removes all of it. */
export interface Enrichment {
  readonly bases?: ByKey<UnitBase>;
  readonly candidates?: ReadonlyMap<string, readonly Candidate[]>;
  readonly glossary?: ReadonlyMap<string, readonly GlossaryTerm[]>;
}

/** Our additions to one unit as markup. Each piece is an element that declares its own namespace. */
export interface UnitEnrichment {
  /** 2.x: `mtc:match`; 1.2: `alt-trans`. */
  readonly candidates: readonly string[];
  /** 2.x: `gls:glossEntry`; 1.2: `note`. */
  readonly glossary: readonly string[];
  /** 2.x: `mda:metaGroup`; 1.2: `context-group`. */
  readonly base?: string;
}

export interface EnrichmentContext {
  readonly major: Major;
  /** Prefix of XLIFF elements, with its colon. */
  readonly prefix: string;
  /** Id of the first segment, for `mtc:match/@ref`. */
  readonly segmentId?: string;
  readonly targetTag?: string;
  /** 2.x: marks that were put into the source. */
  readonly marked?: readonly TermMark[];
}

/** Writes the additions to one unit as markup. */
export function unitEnrichment(
  key: string,
  enrichment: Enrichment,
  context: EnrichmentContext,
): UnitEnrichment {
  const { major } = context;
  const base = enrichment.bases?.get(key);
  const candidates = enrichment.candidates?.get(key) ?? [];
  const glossary = enrichment.glossary?.get(key) ?? [];
  const ordered = candidates.toSorted((a, b) => b.similarity - a.similarity);
  return {
    // A match must refer to a segment, so without an id there is none.
    candidates:
      major === 2 && context.segmentId === undefined ? [] : ordered.map((one) => candidate(one, context)),
    glossary: glossary.map((term, at) =>
      major === 2 ? glossEntry(term, at, context) : glossNote(term, context),
    ),
    ...(base === undefined ? {} : { base: major === 2 ? metaGroup(base) : contextGroup(base, context) }),
  };
}

function candidate(
  { source, target, similarity, type, origin }: Candidate,
  context: EnrichmentContext,
): string {
  const { major, prefix, segmentId = "", targetTag } = context;
  const from = escapeAttribute(`${OURS}: ${origin}`);
  const percent = String(Math.round(Math.min(100, Math.max(0, similarity)) * 100) / 100);
  const inline = (content: Content) =>
    writeInline(content.map(bare), { major, prefix, halves: halvesOf(content) });
  if (major === 2) {
    const attributes =
      `ref="#${escapeAttribute(segmentId)}" similarity="${percent}" matchSuitability="${percent}"` +
      ` type="${type ?? "tm"}" origin="${from}"`;
    return (
      `<mtc:match ${attributes}><${prefix}source>${inline(source)}</${prefix}source>` +
      `<${prefix}target>${inline(target)}</${prefix}target></mtc:match>`
    );
  }
  const language = targetTag === undefined ? "" : ` xml:lang="${escapeAttribute(targetTag)}"`;
  return (
    `<${prefix}alt-trans match-quality="${percent}%" origin="${from}"><${prefix}source>${inline(source)}</${prefix}source>` +
    `<${prefix}target${language}>${inline(target)}</${prefix}target></${prefix}alt-trans>`
  );
}

/** A code without references: a candidate can't refer to the `originalData` of this unit. */
function bare(part: string | Code): string | Code {
  if (!isCode(part) || part.kind === "break") return isCode(part) ? "" : part;
  if (part.annotation) return "";
  return { kind: part.kind, id: part.id, element: "code" };
}

function glossEntry(
  { term, translations, definition }: GlossaryTerm,
  at: number,
  { marked = [] }: EnrichmentContext,
): string {
  const id = entryId(at);
  const mark = marked.find(({ entry }) => entry === id);
  const ref = mark === undefined ? "" : ` ref="#${mark.id}"`;
  const translated = translations
    .map((text) => `<gls:translation>${escapeText(text)}</gls:translation>`)
    .join("");
  const defined =
    definition === undefined ? "" : `<gls:definition>${escapeText(definition)}</gls:definition>`;
  return `<gls:glossEntry id="${id}"${ref}><gls:term>${escapeText(term)}</gls:term>${translated}${defined}</gls:glossEntry>`;
}

function glossNote({ term, translations, definition }: GlossaryTerm, { prefix }: EnrichmentContext): string {
  const text = `${term} → ${translations.join("; ")}${definition === undefined ? "" : ` (${definition})`}`;
  return `<${prefix}note from="${OURS}">${escapeText(text)}</${prefix}note>`;
}

function metaGroup(base: UnitBase): string {
  const items = baseItems(base).map(
    ([name, value]) => `<mda:meta type="${name}">${escapeText(value)}</mda:meta>`,
  );
  return `<mda:metaGroup category="${OURS}">${items.join("")}</mda:metaGroup>`;
}

function contextGroup(base: UnitBase, { prefix }: EnrichmentContext): string {
  const items = baseItems(base).map(
    ([name, value]) =>
      `<${prefix}context context-type="${ITEM_PREFIX}${name}">${escapeText(value)}</${prefix}context>`,
  );
  return `<${prefix}context-group purpose="x-${OURS}">${items.join("")}</${prefix}context-group>`;
}

/** All elements to add to a unit: in 2.x at the start of the unit, in 1.2 after its target. */
export function enrichmentElements({ candidates, glossary, base }: UnitEnrichment, major: Major): string[] {
  if (major === 1) return [...(base === undefined ? [] : [base]), ...glossary, ...candidates];
  const wrap = (name: string, uri: string, inner: string) => {
    const prefix = name.slice(0, name.indexOf(":"));
    return `<${name} xmlns:${prefix}="${uri}">${inner}</${name}>`;
  };
  return [
    ...(candidates.length === 0 ? [] : [wrap("mtc:matches", MODULES.matches, candidates.join(""))]),
    ...(glossary.length === 0 ? [] : [wrap("gls:glossary", MODULES.glossary, glossary.join(""))]),
    ...(base === undefined ? [] : [wrap("mda:metadata", MODULES.metadata, base)]),
  ];
}
