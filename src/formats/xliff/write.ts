import { DEFAULT_TAGS, type Language } from "../../domain/language.ts";
import { Problem } from "../../domain/problem.ts";
import { type Content, isCode, plainText, type Segment, segmentsOf } from "../../domain/segment.ts";
import type { Draft, Note } from "../../domain/unit.ts";
import type { ExchangeUnit, FileOfAnySize, WriteOptions } from "../contract.ts";
import { createOutput, type Output, UNIT_BYTES } from "../output.ts";
import { escapeAttribute, escapeText } from "../xml/xml-characters.ts";
import { type Enrichment, enrichmentElements, unitEnrichment } from "./enrichment.ts";
import {
  halvesOf,
  type InlineContext,
  modelOf,
  writeInline,
  writeSegmented,
} from "./inline/inline-writer.ts";
import type { ScannedFile } from "./scan/scanned.ts";
import { qualifierOf, stateTo } from "./states.ts";
import { markTerms, type TermMark, termMarks, withInsertions } from "./term-marks.ts";
import {
  isXliffVersion,
  type Major,
  NAMESPACES,
  nmtoken,
  VERSIONS,
  type XliffVersion,
} from "./vocabulary.ts";

export interface XliffWriteOptions extends WriteOptions, Enrichment {
  /** Gives untranslated units their source as target, in state `initial`. OmegaT translates only such units. */
  readonly prefill?: boolean;
}

/**
 * Writes fresh XLIFF: 1.2 (strict), 2.0, 2.1 (default) or 2.2, valid against the OASIS schemas. Keys that are no NMTOKEN
 * survive: as `resname` and id in 1.2, as an escaped id with `name` in 2.x.
 *
 * @throws {Problem} `language-missing` without a source language; `character-invalid` where 1.2 can't hold a
 *   control character; `xliff-version`
 */
export function write(file: FileOfAnySize, options: XliffWriteOptions = {}): Uint8Array {
  const context = contextOf(file, options);
  const output = createOutput({ size: file.units.length * UNIT_BYTES, sink: options.sink });
  if (context.major === 1) document1(file, context, output);
  else document2(file, context, output);
  return output.bytes();
}

/**
 * Writes one unit for an existing file, in its version.
 *
 * @param into `uri` is the namespace to declare, "" where it is the default one already
 * @throws {Problem} as `write` does
 */
export function writeUnit(
  unit: ExchangeUnit,
  file: FileOfAnySize,
  options: WriteOptions,
  into: Pick<ScannedFile, "version" | "uri">,
): string {
  const bases = unit.base === undefined ? {} : { bases: new Map([[unit.key, unit.base]]) };
  const context = contextOf(file, { ...options, ...bases, version: into.version });
  const name = nameInFile(unit);
  const markup = within(unit, () =>
    context.major === 1 ? transUnit(unit, name, context) : unit2(unit, name, nmtoken(name), context),
  ).trim();
  return into.uri === "" ? markup : markup.replace(/^<[\w-]+/u, `$& xmlns="${into.uri}"`);
}

function contextOf(file: Omit<FileOfAnySize, "units">, options: XliffWriteOptions): FileContext {
  const version = options.version ?? (file.format === "xliff" ? file.version : undefined) ?? "2.1";
  const known = version === "1.0" || version === "1.1" ? "1.2" : version;
  if (!isXliffVersion(known)) throw new Problem("xliff-version", { version, known: VERSIONS.join(", ") });
  const source = options.source ?? file.source;
  if (source === undefined) throw new Problem("language-missing", { field: "source" });
  const target = options.target ?? file.target;
  const tag = (language: Language) => file.tags[language] ?? DEFAULT_TAGS[language];
  return {
    version: known,
    major: known === "1.2" ? 1 : 2,
    source,
    ...(target === undefined || target === source ? {} : { target }),
    sourceTag: tag(source),
    ...(target === undefined ? {} : { targetTag: tag(target) }),
    options,
  };
}

interface FileContext {
  readonly version: XliffVersion;
  readonly major: Major;
  readonly source: Language;
  readonly target?: Language;
  readonly sourceTag: string;
  readonly targetTag?: string;
  readonly options: XliffWriteOptions;
}

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';
const attribute = (name: string, value: string | undefined) =>
  value === undefined ? "" : ` ${name}="${escapeAttribute(value)}"`;

interface FileGroup {
  readonly name: string | undefined;
  /** Indexes of its units. */
  readonly places: number[];
}

/** Splits a key that names both a `<file>` and a unit. */
const partsOfKey = (key: string) => (key.startsWith("f=") ? /^f=(.*)\/u=(.*)$/su.exec(key) : null);
/** Name of the `<file>` in a key, if it has one. */
export const fileOfKey = (key: string): string | undefined => partsOfKey(key)?.[1];
const nameInFile = ({ key }: ExchangeUnit): string => partsOfKey(key)?.[2] ?? key;

/** Groups units by the `<file>` in their keys (`f=FILE/u=UNIT`), in order. Units without one share a group. */
function groupByFile(file: FileOfAnySize, source: Language): FileGroup[] {
  const groups = new Map<string | undefined, FileGroup>();
  let next = 0;
  for (const unit of file.units) {
    const place = next;
    next += 1;
    if (unit.rejection !== undefined || unit.variants[source] === undefined) continue;
    const name = partsOfKey(unit.key)?.[1];
    let group = groups.get(name);
    if (group === undefined) {
      group = { name, places: [] };
      groups.set(name, group);
    }
    group.places.push(place);
  }
  return [...groups.values()];
}

/** The units of a group, one after the other. */
function* unitsOf(file: FileOfAnySize, { places }: FileGroup): Generator<ExchangeUnit> {
  for (const place of places) {
    const unit = file.units.at(place);
    if (unit !== undefined) yield unit;
  }
}

/** Value of `original`, which 1.2 requires. */
const originalOf = (group: FileGroup, file: FileOfAnySize) => group.name ?? file.title ?? "polynya";

function document1(file: FileOfAnySize, context: FileContext, { add }: Output) {
  add(DECLARATION);
  add(`<xliff xmlns="${NAMESPACES["1.2"]}" version="1.2">\n`);
  const groups = groupByFile(file, context.source);
  for (const group of groups.length === 0 ? [{ name: undefined, places: [] }] : groups) {
    add(
      `  <file${attribute("original", originalOf(group, file))}${attribute("source-language", context.sourceTag)}` +
        `${attribute("target-language", context.targetTag)} datatype="plaintext">\n    <body>\n`,
    );
    for (const unit of unitsOf(file, group))
      add(within(unit, () => transUnit(unit, nameInFile(unit), context)));
    add("    </body>\n  </file>\n");
  }
  add("</xliff>\n");
}

/** Writes one unit. A `Problem` gets the key of the unit as its place. */
function within(unit: ExchangeUnit, act: () => string): string {
  try {
    return act();
  } catch (error) {
    if (error instanceof Problem)
      throw new Problem(error.code, error.params, { ...error.place, unit: unit.key });
    throw error;
  }
}

function transUnit(unit: ExchangeUnit, id: string, context: FileContext): string {
  const { source, target, options } = context;
  const sourceContent = plainCodes(unit.variants[source]?.content ?? []);
  const draft = targetOf(unit, context);
  const inline: InlineContext = { major: 1, prefix: "", model: modelOf(sourceContent) };
  const indent = "\n        ";
  const segmented = sourceContent.some((part) => isCode(part) && part.kind === "break");
  const approved = draft?.state === "reviewed" || draft?.state === "final" ? ' approved="yes"' : "";
  const lines = [`<source>${writeInline(sourceContent.filter(isNoBreak), inline)}</source>`];
  if (segmented) lines.push(`<seg-source>${writeSegmented(sourceContent, inline)}</seg-source>`);
  if (draft !== undefined && target !== undefined) {
    const state =
      attribute("state", stateTo("xlf12", draft)) + attribute("state-qualifier", qualifierOf(draft.subState));
    lines.push(`<target${state}>${writeSegmented(plainCodes(draft.content), inline)}</target>`);
  }
  for (const note of unit.notes) lines.push(note1(note));
  const enrichment = unitEnrichment(unit.key, options, {
    major: 1,
    prefix: "",
    ...(context.targetTag === undefined ? {} : { targetTag: context.targetTag }),
  });
  lines.push(...enrichmentElements(enrichment, 1));
  return (
    `      <trans-unit${attribute("id", id)}${attribute("resname", unit.context ?? id)}${approved}${space(unit, context)}>` +
    `${indent}${lines.join(indent)}\n      </trans-unit>\n`
  );
}

const isNoBreak = (part: Content[number]) => !(isCode(part) && part.kind === "break");

/** Target to write, if there is one. */
function targetOf(unit: ExchangeUnit, { source, target, options }: FileContext): Draft | undefined {
  if (target === undefined) return undefined;
  const draft = unit.variants[target];
  if (draft !== undefined && draft.content.length > 0) return draft;
  const original = unit.variants[source];
  return options.prefill === true && original !== undefined
    ? { content: original.content, state: "initial" }
    : undefined;
}

/** Marks white space that other programs might normalise. */
function space(unit: ExchangeUnit, { source, target }: FileContext): string {
  const texts = [source, target].map((language) => {
    const variant = language === undefined ? undefined : unit.variants[language];
    return variant === undefined ? "" : plainText(variant.content);
  });
  return texts.some((text) => /^\s|\s$|\s\s|[\t\n\r]/u.test(text)) ? ' xml:space="preserve"' : "";
}

function note1({ text, category, author, appliesTo }: Note): string {
  const from = author ?? category;
  return `<note${attribute("from", from)}${attribute("annotates", appliesTo)}>${escapeText(text)}</note>`;
}

function document2(file: FileOfAnySize, context: FileContext, { add }: Output) {
  const { version, sourceTag, targetTag } = context;
  const languages = attribute("srcLang", sourceTag) + attribute("trgLang", targetTag);
  add(DECLARATION);
  add(`<xliff xmlns="${NAMESPACES[version]}" version="${version}"${languages}>\n`);
  const groups = groupByFile(file, context.source);
  if (groups.length === 0) throw new Problem("file-empty", { what: "units" });
  const ids = new Set<string>();
  for (const [at, group] of groups.entries()) {
    const id = unused(group.name === undefined ? `f${at + 1}` : nmtoken(group.name), ids);
    add(`  <file id="${id}"${attribute("original", originalOf(group, file))}>\n`);
    const unitIds = new Set<string>();
    for (const unit of unitsOf(file, group)) {
      const name = nameInFile(unit);
      const token = nmtoken(name);
      // A name that needs no escape never equals an escaped one, except the escape of an empty name.
      const unitId = token === name && name !== nmtoken("") ? name : unused(token, unitIds);
      add(within(unit, () => unit2(unit, name, unitId, context)));
    }
    add("  </file>\n");
  }
  add("</xliff>\n");
}

function unused(wanted: string, used: Set<string>): string {
  let id = wanted;
  for (let copy = 2; used.has(id); copy++) id = `${wanted}-${copy}`;
  used.add(id);
  return id;
}

function unit2(unit: ExchangeUnit, name: string, id: string, context: FileContext): string {
  const { source, options } = context;
  const sourceContent = plainCodes(unit.variants[source]?.content ?? []);
  const draft = targetOf(unit, context);
  const data = createNativeData();
  const inline: InlineContext = {
    major: 2,
    prefix: "",
    model: modelOf(sourceContent),
    halves: halvesOf(sourceContent),
    equivalents: true,
    dataRef: data.idOf,
  };
  const sources = segmentsOf(sourceContent);
  const targets = draft === undefined ? [] : matchSegments(sources, segmentsOf(plainCodes(draft.content)));
  const targetHalves = draft === undefined ? inline : { ...inline, halves: halvesOf(draft.content) };
  const used = new Set<string>();
  for (const part of sourceContent) if (isCode(part) && part.kind !== "break") used.add(nmtoken(part.id));
  const segmentIds = sources.map((segment, at) => unused(nmtoken(segment.id ?? `s${at + 1}`), used));
  const marks = termMarks(options.glossary?.get(unit.key) ?? []);
  const marked: TermMark[] = [];
  let offset = 0;
  let segments = "";
  for (const [at, segment] of sources.entries()) {
    const target = targets[at];
    const element = segment.ignorable ? "ignorable" : "segment";
    const state = draft === undefined || segment.ignorable ? "" : stateAttributes(draft);
    let body = writeInline(segment.content, inline);
    if (marks.length > 0) {
      const found = markTerms(body, offset, marks, "");
      offset += found.length;
      marked.push(...found.marked);
      body = withInsertions(body, found.insertions);
    }
    segments += `\n      <${element} id="${segmentIds[at] ?? ""}"${state}>\n        <source>${body}</source>`;
    if (target !== undefined)
      segments += `\n        <target>${writeInline(target.content, targetHalves)}</target>`;
    segments += `\n      </${element}>`;
  }
  const [segmentId = ""] = segmentIds;
  const enrichment = unitEnrichment(unit.key, options, { major: 2, prefix: "", segmentId, marked });
  let head = "";
  for (const element of enrichmentElements(enrichment, 2)) head += `\n      ${element}`;
  if (unit.notes.length > 0) head += `\n      <notes>${unit.notes.map(note2).join("")}</notes>`;
  const label = id === name ? unit.context : name;
  return `    <unit id="${id}"${attribute("name", label)}${space(unit, context)}>${head}${data.element()}${segments}\n    </unit>\n`;
}

/** Collects the `originalData` of one unit. Each native code stands there once. */
function createNativeData() {
  let ids: Map<string, string> | undefined;
  return {
    idOf(text: string): string {
      ids ??= new Map();
      const id = ids.get(text) ?? `d${ids.size + 1}`;
      ids.set(text, id);
      return id;
    },
    element(): string {
      if (ids === undefined) return "";
      const entries = [...ids].map(([text, id]) => `<data id="${id}">${writeData(text)}</data>`);
      return `\n      <originalData>${entries.join("")}</originalData>`;
    },
  };
}

/** Native code as markup; `cp` stands for characters that XML can't hold. */
const writeData = (text: string) => writeInline([text], { major: 2, prefix: "" });

/**
 * Removes from codes what has a meaning only in the file they came from: references to its data and flows, and names
 * with prefixes that are not declared here. The native data itself is part of the code.
 */
function plainCodes(content: Content): Content {
  if (!content.some(isCode)) return content;
  return content.map((part) => {
    if (!isCode(part)) return part;
    const { attributes = {}, element, markup: _, ...code } = part;
    if (element.includes(":")) return { ...code, element: "code" };
    const kept = Object.entries(attributes).filter(
      ([name]) => !name.includes(":") && !/^(dataRef|subFlows|copyOf|xid)/u.test(name),
    );
    return { ...code, element, attributes: Object.fromEntries(kept) };
  });
}

/** Target segments, one for each source segment. When the numbers differ, the first gets the whole target. */
function matchSegments(sources: readonly Segment[], targets: readonly Segment[]): (Segment | undefined)[] {
  if (sources.length === targets.length) return [...targets];
  const first = sources.findIndex((segment) => !segment.ignorable);
  const whole = targets.flatMap((segment) => segment.content);
  return sources.map((_, at) => ({ ignorable: false, content: at === Math.max(0, first) ? whole : [] }));
}

function stateAttributes(draft: Draft): string {
  const { state, subState } = draft;
  return attribute("state", state) + attribute("subState", subState);
}

function note2({ text, category, author, appliesTo }: Note): string {
  return `<note${attribute("category", category ?? author)}${attribute("appliesTo", appliesTo)}>${escapeText(text)}</note>`;
}
