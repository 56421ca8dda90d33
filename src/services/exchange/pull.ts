import { type Finding, isAboutLanguages } from "../../domain/finding.ts";
import { DEFAULT_TAGS, type Language } from "../../domain/language.ts";
import { type List, listOf, mapList, placesOf, someOf } from "../../domain/list.ts";
import { Problem, type ProblemData, undefinedOnProblem } from "../../domain/problem.ts";
import { plainText } from "../../domain/segment.ts";
import { isSetAside } from "../../domain/set-aside.ts";
import type { Draft } from "../../domain/unit.ts";
import type {
  Direction,
  ExchangeUnit,
  FileOfAnySize,
  Sink,
  SplicedFile,
  UnitBase,
  Untranslated,
  WriteOptions,
} from "../../formats/contract.ts";
import { dialectOf, formatByName, type FormatName, traitsOf } from "../../formats/traits.ts";
import { readExchange, spliceExchange, writeExchange } from "../../formats/registry.ts";
import { reviewedLanguages } from "../../formats/review/review-table.ts";
import { isForeignPlural, missingPlurals } from "../../formats/i18next/plurals.ts";
import type { Document } from "../../storage/rows/documents.ts";
import { cut, hashOfPieces } from "../../domain/bytes.ts";
import { growingPieces, type Pieces } from "../../storage/pieces.ts";
import { renamedSince } from "../../storage/rows/changes.ts";
import { readFile } from "../../storage/rows/files.ts";
import { type Import, importId, importsWithFile, lastImport } from "../../storage/rows/imports.ts";
import { openUnits, type StoredUnit } from "../../storage/rows/units.ts";
import type { Actor, Context } from "../context.ts";
import { type DocumentFile, documentFile } from "../documents/document-file.ts";
import { fileRules } from "../segmentation/known-rules.ts";
import { surelyForeign } from "./surely-foreign.ts";
import { listFindings } from "../quality/list-findings.ts";
import { visibleDocument } from "../documents/visible-document.ts";
import { doubtfulTexts } from "./doubtful-texts.ts";
import { enrichment } from "./enrich.ts";
import { placedFile } from "./placed-file.ts";
import { offerFingerprint } from "./offer-fingerprint.ts";
import { proposals } from "./pretranslate.ts";
import { outdatedWarnings } from "./outdated-export.ts";
import { untranslatedWarnings } from "./untranslated-export.ts";

export interface Pull {
  readonly document: string;
  /** `original`: the file that the document came in as; without languages in its own direction. */
  readonly format: FormatName | "original";
  readonly version?: string;
  readonly source?: Language;
  readonly target?: Language;
  /** Whether the file carries the versions of its units for a later push. By default all but `original` do. */
  readonly metadata?: boolean;
  /** XLIFF: whether the file offers matches from the memory, and the terms of the glossary in each source. */
  readonly matches?: boolean;
  readonly terms?: boolean;
  /** Fills targets that are missing from matches of at least this score (0 … 1). Nothing is stored. */
  readonly pretranslate?: number;
  /** `source`: targets that are still missing get the source text, for programs that translate only what has a target. */
  readonly emptyTarget?: "source";
  /** Documents: what stands for a sentence without a translation. By default what the format wants. */
  readonly untranslated?: Untranslated;
  /** Tables for reviewers: puts a finding into words. Without it they show none. */
  readonly wordFinding?: (finding: Finding) => string;
}

export interface Pulled {
  /** The file. Whoever asked for it closes it. */
  readonly pieces: Pieces;
  /** What could not be written into the file, with the unit as place. */
  readonly warnings: readonly ProblemData[];
  readonly mediaType: string;
  readonly filename: string;
  /** Of the bytes: a strong ETag. */
  readonly hash: string;
  /** The last import that the file knows: the `base` for a push of a file without versions. */
  readonly base: string;
}

/**
 * Writes a document, or one direction of it, as a file. Files that came in are templates: what goes out equals the
 * template in all but what changed since. Units that a template lacks are added to it; what it has no place for is a
 * warning, and stays there as it was.
 *
 * @throws {Problem} `not-found`; `language-missing` when neither the request nor the document names a language that the
 *   format needs; `export-untranslated` (see `untranslatedWarnings`); `unsupported-format`; `original-missing`;
 *   `bad-request` for a version that the original does not have
 */
export async function pull(context: Context, actor: Actor, wanted: Pull): Promise<Pulled> {
  const document = await visibleDocument(context, actor, wanted.document);
  const own = await documentFile(context, document);
  const settled = settle(document, own, wanted);
  // The import is read before the units: a push that lands in between is then newer than the base, not hidden by it.
  const base = importId(await lastImport(context.storage, document.n));
  assertLanguages(document, settled);
  const units = await openUnits(context.storage, document);
  try {
    return await written(context, actor, { document, own, settled, base, units });
  } finally {
    units.close();
  }
}

/** What an export is made of. */
interface Source {
  readonly document: Document;
  readonly own: DocumentFile | undefined;
  readonly settled: Asked;
  readonly base: string;
  readonly units: List<StoredUnit>;
}

async function written(
  context: Context,
  actor: Actor,
  { document, own, settled, base, units }: Source,
): Promise<Pulled> {
  const full = await filled(context, actor, unitsInFile(document, units, settled), {
    ...settled,
    // A file in one language is asked for by its target alone.
    source: settled.source ?? own?.source,
  });
  const asked = inOneLanguage(settled);
  const { format, source, target } = asked;
  const shown =
    traitsOf(document.format).pluralKeys && traitsOf(format).languages === "pair"
      ? withPlurals([...full], asked)
      : full;
  const file = exchangeFile(document, shown, asked);
  const lacking = untranslatedWarnings(file.units, asked);
  const doubtful = [...outdatedWarnings(full, asked), ...doubtfulTexts(full, asked)];
  const alone = sourceAlone(document, asked);
  const options = {
    ...(asked.version === undefined ? {} : { version: asked.version }),
    ...(source === undefined ? {} : { source }),
    ...(target === undefined ? {} : { target }),
    ...(asked.untranslated === undefined ? {} : { untranslated: asked.untranslated }),
    ...(await findingsToShow(context, actor, units, asked)),
    asItWas: asked.isAsItWas,
    foreign: { find: surelyForeign, stay: asked.isOriginal && asked.isAsItWas },
    ...(await enrichment(context, actor, units, asked)),
  };
  const templates = await templatesOf(context, document, asked);
  const spliced = await spliceBest(context, templates, file, options);
  const { pieces, warnings } = spliced ?? writeFresh(context, file, options);
  const lost = lostDialect(own, asked, spliced && (spliced.filename ?? own?.name));
  return {
    pieces,
    warnings: [
      ...(lost === undefined || !asked.isOriginal ? [] : [lost]),
      ...lacking,
      ...alone,
      ...doubtful,
      ...warnings,
    ],
    mediaType: traitsOf(format).mediaType,
    filename: ownName(templates, asked) ?? filenameOf(document, own, asked, lost !== undefined),
    hash: await hashOfPieces(pieces),
    base,
  };
}

/**
 * The request for a file in one language without a source: it only says what translations are made from. A file that
 * shows the source beside its translation keeps it, but never as `original`, which has the shape of the file that came in.
 */
function inOneLanguage(asked: Asked): Asked {
  const { languages, sideBySide = false } = traitsOf(asked.format);
  if (languages !== "one" || (sideBySide && !asked.isOriginal)) return asked;
  const { source: _, ...rest } = asked;
  return rest;
}

/** The units without those whose sentences the document's file has no more. Only formats of memories have these too. */
function unitsInFile(document: Document, units: List<StoredUnit>, { format }: Asked): List<StoredUnit> {
  if (traitsOf(document.format).runningText !== true || traitsOf(format).languages === "all") return units;
  const places = placesOf(units, (unit) => !isSetAside(unit));
  if (places.length === units.length) return units;
  // An index within the length has a unit.
  return listOf(places.length, (index) => units.at(places[index] ?? 0) as StoredUnit);
}

/** Units whose findings are read at a time. */
const FINDINGS_AT_ONCE = 500;

/** The findings of a document's units in words, for a table that shows them: those about the languages of the table. */
async function findingsToShow(
  context: Context,
  actor: Actor,
  units: Iterable<StoredUnit>,
  { document, format, source, target, wordFinding }: Asked,
): Promise<Pick<WriteOptions, "findings">> {
  if (wordFinding === undefined || traitsOf(format).forReview !== true) return {};
  const keys = new Map<string, string>();
  for (const { id, key } of units) keys.set(id, key);
  const languages = reviewedLanguages(units, { source, target });
  const findings = new Map<string, string[]>();
  let after: string | null | undefined;
  while (after !== null) {
    const query = { document, limit: FINDINGS_AT_ONCE, ...(after === undefined ? {} : { after }) };
    const page = await listFindings(context, actor, query);
    for (const finding of page.items) {
      const key = keys.get(finding.unit);
      if (key !== undefined && isAboutLanguages(finding, languages))
        findings.set(key, [...(findings.get(key) ?? []), wordFinding(finding)]);
    }
    after = page.next;
  }
  return { findings };
}

/** A request with what the document answers for it. */
interface Asked extends Pull {
  readonly format: FormatName;
  readonly metadata: boolean;
  readonly isOriginal: boolean;
  /** True for the format and direction of the document's own file. Then nothing changes in it without need. */
  readonly isAsItWas: boolean;
  /** True for a file whose parts have several directions: each part keeps its own. */
  readonly isMixed: boolean;
}

/**
 * Refuses the original of a file that was too large for one request: it came in as parts of our own JSON, and the file
 * itself is not there.
 *
 * @throws {Problem} `original-missing`
 */
function assertKept({ format }: Document, own: DocumentFile | undefined): void {
  const named = format === "json" && own?.name !== undefined ? formatByName(own.name) : undefined;
  if (named !== undefined && !named.extension.endsWith("json"))
    throw new Problem("original-missing", { reason: "parts", format: named.format.toUpperCase() });
}

/** Completes a request by what the document knows of its file. */
function settle(document: Document, own: DocumentFile | undefined, wanted: Pull): Asked {
  const isOriginal = wanted.format === "original";
  const format = wanted.format === "original" ? document.format : wanted.format;
  if (isOriginal) assertKept(document, own);
  const ownVersion = format === document.format ? own?.version : undefined;
  if (isOriginal && wanted.version !== undefined && wanted.version !== ownVersion)
    throw new Problem("bad-request", { reason: "original-version" }, { field: "version" });
  const version = wanted.version ?? ownVersion;
  const direction = directionOf(document, own, wanted, format);
  const { source: _, target: __, ...rest } = wanted;
  return {
    ...rest,
    ...direction,
    format,
    ...(version === undefined ? {} : { version }),
    metadata: wanted.metadata ?? !isOriginal,
    isOriginal,
    isAsItWas: format === document.format && isOwnDirection(format, own, direction),
    isMixed:
      format === document.format &&
      traitsOf(format).languages === "pair" &&
      own !== undefined &&
      [own.source, own.target, direction.source, direction.target].every((one) => one === undefined),
  };
}

/** True for the direction, or the one language, of the document's own file. */
function isOwnDirection(
  format: FormatName,
  own: DocumentFile | undefined,
  { source, target }: Direction,
): boolean {
  switch (traitsOf(format).languages) {
    case "pair":
      return source === own?.source && target === own?.target;
    case "one":
      return target === own?.source;
    case "all":
      return source === undefined && target === undefined;
  }
}

const othersThan = ({ languages }: Document, source: Language): Language[] =>
  languages.filter((language) => language !== source);

/** A warning that a file without a target language has no translations, where the document has several. */
function sourceAlone(
  document: Document,
  { isOriginal, isMixed, format, source, target }: Asked,
): ProblemData[] {
  if (!isOriginal || isMixed || traitsOf(format).languages !== "pair") return [];
  if (source === undefined || target !== undefined) return [];
  const others = othersThan(document, source);
  return others.length === 0
    ? []
    : [{ code: "language-missing", params: { reason: "original", languages: others.join(", ") } }];
}

/** The languages of the request, else those of the document's own file. */
function directionOf(
  document: Document,
  own: DocumentFile | undefined,
  { source, target, format: named }: Pull,
  format: FormatName,
): Direction {
  const isPair = (name: FormatName) => traitsOf(name).languages === "pair";
  const direction = (from: Language | undefined, to: Language | undefined): Direction => ({
    ...(from === undefined ? {} : { source: from }),
    ...(to === undefined ? {} : { target: to }),
  });
  if (isPair(format) && isPair(document.format) && own !== undefined) {
    const from = source ?? (own.source === target ? own.target : own.source);
    const to = target ?? (own.target === from ? own.source : own.target);
    // A file without a target language gets the language that it was translated into.
    const [only, ...more] = named === "original" && from !== undefined ? othersThan(document, from) : [];
    return direction(from, to ?? (more.length === 0 ? only : undefined));
  }
  if (named === "original" && traitsOf(format).languages === "one")
    return direction(source, target ?? own?.source);
  return direction(source, target);
}

/** Most templates to try: each is read whole. */
const MAX_TEMPLATES = 6;

/** Imports whose files can be templates, the best first: in the same direction the first of all, then the newest. */
async function templatesOf(
  context: Context,
  document: Document,
  { format, version, source, target }: Asked,
): Promise<(Import & { file: string })[]> {
  const { languages, runningText = false } = traitsOf(format);
  const isOlder = runningText ? await renamedSince(context.storage, document.n) : () => false;
  const fitting = (await importsWithFile(context.storage, document.n)).filter(
    (entry) =>
      entry.format === format &&
      !isOlder(entry.n) &&
      (version === undefined || entry.formatVersion === version) &&
      (languages === "all" ||
        (languages === "pair"
          ? entry.source === source
          : runningText || target === undefined || entry.source === target)),
  );
  const isOther = (entry: Import) =>
    languages === "pair" && entry.target !== undefined && entry.target !== target;
  // A file in another direction can serve only where the document is that file: else it may have units of its own.
  const others = format === document.format ? fitting.filter(isOther) : [];
  const same = fitting.filter((entry) => !isOther(entry));
  // What a translator's program made of the file is second to the file that came in.
  // A document in another language keeps the shape of the newest version that came in, unless a file in this language
  // came too.
  const first =
    languages === "pair"
      ? same.at(-1)
      : runningText
        ? (same.find((entry) => entry.source === target) ?? newestVersion(same))
        : undefined;
  // In another direction too the file that came in is the first: a partial one would put the others behind its units.
  const whole = others.at(-1);
  const ordered = [
    ...(first === undefined ? [] : [first]),
    ...same.filter((entry) => entry !== first),
    ...(whole === undefined ? [] : [whole]),
    ...others.filter((entry) => entry !== whole),
  ];
  // After many partial pushes only the oldest file may be whole.
  const oldest = same.at(-1);
  const best = ordered.slice(0, MAX_TEMPLATES);
  return oldest === undefined || best.includes(oldest)
    ? best
    : [...ordered.slice(0, MAX_TEMPLATES - 1), oldest];
}

/** The newest file in the language of the first one. An aligned document keeps the first one. */
function newestVersion<Entry extends Import>(newestFirst: readonly Entry[]): Entry | undefined {
  const first = newestFirst.at(-1);
  if (first?.kind === "alignment") return first;
  return newestFirst.find(({ source }) => source === first?.source);
}

/** A written file, and what could not be written into it. */
interface WrittenFile extends Pick<SplicedFile, "warnings"> {
  readonly pieces: Pieces;
}

/** One with the name of its template. */
interface TemplateFile extends WrittenFile, Pick<SplicedFile, "added"> {
  readonly filename?: string | undefined;
}

/** Writes a file into pieces. They are freed when `work` gives no file or fails. */
function inPieces<File extends { readonly bytes: Uint8Array } | undefined>(
  { storage }: Context,
  work: (sink: Sink) => File,
): { readonly file: File; readonly pieces: Pieces } {
  const pieces = growingPieces(storage);
  try {
    const file = work(pieces);
    if (file === undefined) pieces.close();
    else for (const part of cut(file.bytes)) pieces.put(part);
    return { file, pieces };
  } catch (error) {
    pieces.close();
    throw error;
  }
}

/** The document in the template that has a place for most of it; the first of equals. */
async function spliceBest(
  context: Context,
  templates: readonly (Import & { file: string })[],
  file: FileOfAnySize,
  options: WriteOptions,
): Promise<TemplateFile | undefined> {
  let best: TemplateFile | undefined;
  const misfit = ({ warnings, added }: Omit<SplicedFile, "bytes">) => warnings.length + added;
  for (const { file: hash, source, target, filename, segmentation: rules } of templates) {
    const original = await readFile(context.storage, hash);
    if (original === undefined) continue;
    const isPlaced =
      source !== undefined && someOf(file.units, ({ variants }) => variants[source]?.places !== undefined);
    // The file of an aligned document is read, and a reader may need them.
    if (isPlaced) await context.loadDictionaries();
    const { segmentation } = await fileRules(context, rules);
    const inLanguages = {
      ...options,
      segmentation,
      ...(source === undefined ? {} : { templateLanguage: source }),
      ...(target === undefined ? {} : { templateTarget: target }),
    };
    const { file: spliced, pieces } = inPieces(context, (sink) => {
      const into = { ...inLanguages, sink };
      const placed = isPlaced ? splicePlaced(original, file, into) : undefined;
      return placed ?? spliceExchange(original, file, into);
    });
    if (spliced === undefined) continue;
    if (best !== undefined && misfit(spliced) >= misfit(best)) {
      pieces.close();
      continue;
    }
    best?.pieces.close();
    best = { pieces, warnings: spliced.warnings, added: spliced.added, filename };
    if (misfit(best) === 0) break;
  }
  return best;
}

/** Writes an aligned document into one of the files that it came from; `undefined` if it does not fit into the file. */
function splicePlaced(
  original: Uint8Array,
  file: FileOfAnySize,
  options: WriteOptions,
): SplicedFile | undefined {
  const { templateLanguage: own, target, source, segmentation } = options;
  const language = target ?? source;
  if (own === undefined || language === undefined) return undefined;
  const kept = undefinedOnProblem(() =>
    readExchange(original, { format: file.format, source: own, segmentation }),
  );
  const placed = kept && placedFile({ ...file, units: [...file.units] }, kept, own, language);
  const spliced = placed && spliceExchange(original, placed.file, { ...options, removed: placed.removed });
  if (placed === undefined || spliced === undefined) return undefined;
  return { ...spliced, warnings: spliced.warnings.map((warning) => inUnit(warning, placed.keys)) };
}

/** A warning with the unit of the document as its place. */
function inUnit(warning: ProblemData, keys: ReadonlyMap<string, string>): ProblemData {
  const unit = keys.get(warning.place?.unit ?? "");
  return unit === undefined ? warning : { ...warning, place: { ...warning.place, unit } };
}

function writeFresh(context: Context, file: FileOfAnySize, options: WriteOptions): WrittenFile {
  const { source, target } = options;
  const warnings: ProblemData[] = [];
  if (source !== undefined && target !== undefined)
    for (const { key, variants } of file.units)
      if (variants[source] === undefined && variants[target] !== undefined)
        warnings.push({ code: "unit-without-source", params: { key }, place: { unit: key } });
  const { pieces } = inPieces(context, (sink) => ({ bytes: writeExchange(file, { ...options, sink }) }));
  return { pieces, warnings };
}

/** The name of the target language's own file among those that a document was aligned from. */
function ownName(templates: readonly Import[], { isOriginal, target }: Asked): string | undefined {
  const named = templates.find((entry) => entry.kind === "alignment" && entry.source === target)?.filename;
  return isOriginal ? named?.split(/[/\\]/u).at(-1) : undefined;
}

/**
 * A warning when the document's own file is in the dialect of a program, and the exported file is not: no file of that
 * program fits the direction, and only the program itself can write what it keeps beside the texts.
 */
function lostDialect(
  own: DocumentFile | undefined,
  { format, version }: Asked,
  template: string | undefined,
): ProblemData | undefined {
  const dialect = dialectOf(own?.name ?? "", format);
  if (dialect === undefined || dialectOf(template ?? "", format) === dialect) return undefined;
  const written = [format.toUpperCase(), version].filter((part) => part !== undefined).join(" ");
  return { code: "dialect-lost", params: { dialect: dialect.toUpperCase(), written } };
}

/**
 * Name of the exported file: the imported name, with the direction if it differs.
 *
 * @param isPlain true when the file is not in the dialect of its name
 */
function filenameOf(
  document: Document,
  own: DocumentFile | undefined,
  { format, source, target, isOriginal, isAsItWas }: Asked,
  isPlain: boolean,
): string {
  const name = own?.name?.split(/[/\\]/u).at(-1) ?? "";
  if (isOriginal && isAsItWas && name !== "") return name;
  const { extensions } = traitsOf(format);
  const named = formatByName(name);
  const stem = named === undefined ? name : name.slice(0, -named.extension.length - 1);
  const extension = named?.format === format && !isPlain ? named.extension : (extensions[0] ?? "txt");
  const direction = [source, target].filter((language) => language !== undefined).join("-");
  return `${stem === "" ? document.id : stem}${direction === "" ? "" : `.${direction}`}.${extension}`;
}

/** The units with texts for missing targets, where the request wants them: matches from the memory, or the source. */
async function filled(
  context: Context,
  actor: Actor,
  units: List<StoredUnit>,
  {
    source,
    target,
    pretranslate,
    emptyTarget,
  }: Omit<Pull, "source"> & { readonly source: Language | undefined },
): Promise<List<ExchangedUnit>> {
  if (source === undefined || target === undefined || source === target) return units;
  if (pretranslate === undefined && emptyTarget === undefined) return units;
  const found =
    pretranslate === undefined
      ? undefined
      : await proposals(context, actor, units, { source, target, threshold: pretranslate });
  const sourceOf = (unit: StoredUnit): Draft | undefined => {
    const content = unit.variants[source]?.content;
    if (emptyTarget === undefined || content === undefined) return undefined;
    return plainText(unit.variants[target]?.content ?? []) === "" ? { content, state: "initial" } : undefined;
  };
  return mapList(units, (unit): ExchangedUnit => {
    const proposal = found?.get(unit.n) ?? sourceOf(unit);
    if (proposal === undefined) return unit;
    return { ...unit, proposed: { [target]: proposal }, offered: { [target]: offerFingerprint(proposal) } };
  });
}

/** A stored document in the words of the formats. */
function exchangeFile(
  document: Document,
  units: List<ExchangedUnit>,
  options: Pick<Pull, "source" | "target" | "metadata"> & {
    readonly format: FormatName;
    readonly version?: string;
  },
): FileOfAnySize {
  const { source, target, metadata = true } = options;
  return {
    format: options.format,
    ...(options.version === undefined ? {} : { version: options.version }),
    ...(source === undefined ? {} : { source }),
    ...(target === undefined ? {} : { target }),
    tags: { ...DEFAULT_TAGS, ...document.tags },
    title: document.title,
    units: mapList(units, (unit) => exchangeUnit(unit, metadata)),
  };
}

/** A stored unit with texts that are only offered. They go into the file, but have no version. */
type ExchangedUnit = StoredUnit & {
  readonly proposed?: { readonly [language in Language]?: Draft };
  readonly offered?: NonNullable<UnitBase["offered"]>;
};

/** Number of a plural form that nobody has written yet. It has no version to compare with. */
const UNWRITTEN = -1;

/**
 * Strings of a website as a translator needs them: every plural form that the target language has, with
 * the source text of `_other` where the source language has no such form; none that it does not have.
 */
function withPlurals(units: readonly ExchangedUnit[], { source, target }: Pull): ExchangedUnit[] {
  if (source === undefined || target === undefined) return [...units];
  const keys = new Set(units.map(({ key }) => key));
  const byKey = new Map(units.map((unit) => [unit.key, unit]));
  const missing = Map.groupBy(missingPlurals(keys, target), ({ model }) => model);
  const offered = (unit: ExchangedUnit, model: ExchangedUnit | undefined): ExchangedUnit => {
    const text = model?.variants[source];
    return text === undefined ? unit : { ...unit, proposed: { ...unit.proposed, [source]: text } };
  };
  return units.flatMap((unit) => {
    if (isForeignPlural(unit.key, keys, target) && unit.variants[target] === undefined) return [];
    const model = byKey.get(unit.key.replace(/_[a-z]+$/u, "_other"));
    const forms = (missing.get(unit.key) ?? []).map(({ key }) =>
      offered({ ...unit, n: UNWRITTEN, key, variants: {} }, unit),
    );
    return [...forms, unit.variants[source] === undefined ? offered(unit, model) : unit];
  });
}

function exchangeUnit(unit: ExchangedUnit, metadata: boolean): ExchangeUnit {
  const versions: { [language in Language]?: number } = {};
  for (const language of Object.keys(unit.variants) as Language[]) {
    const variant = unit.variants[language];
    if (variant) versions[language] = variant.version;
  }
  const { offered } = unit;
  const base: UnitBase = {
    document: unit.document,
    unit: unit.id,
    versions,
    ...(offered === undefined ? {} : { offered }),
  };
  return {
    key: unit.key,
    line: 0,
    notes: unit.notes,
    ...(unit.context === undefined ? {} : { context: unit.context }),
    variants: unit.proposed === undefined ? unit.variants : { ...unit.variants, ...unit.proposed },
    ...(metadata && unit.n !== UNWRITTEN ? { base } : {}),
  };
}

function assertLanguages(document: Document, asked: Asked): void {
  const { format, source, target, isOriginal, isAsItWas } = asked;
  const needs = traitsOf(format).languages;
  const missing = (field: string) => new Problem("language-missing", { reason: "export", format }, { field });
  // What is offered from the memory needs one direction.
  const { matches, terms, pretranslate, emptyTarget } = asked;
  const isPlain = !matches && !terms && pretranslate === undefined && emptyTarget === undefined;
  if (asked.isMixed && isPlain) return;
  if (needs === "pair") {
    if (source === undefined) throw missing("source");
    if (target === undefined && !(isOriginal && isAsItWas)) throw missing("target");
    // The target may be one that nobody has translated into yet. The source has to be there, unless the file has no texts.
    if (document.languages.length > 0 && !document.languages.includes(source))
      throw new Problem("language-missing", { reason: "document" }, { field: "source", language: source });
    if (source === target)
      throw new Problem("language-mismatch", { wanted: source, found: target }, { field: "target" });
  }
  if (needs === "one" && target === undefined) throw missing("target");
}
