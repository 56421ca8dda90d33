import { DEFAULT_TAGS, type Language } from "../../domain/language.ts";
import { Problem } from "../../domain/problem.ts";
import type { Draft } from "../../domain/unit.ts";
import type { ExchangeFile, ExchangeUnit, UnitBase } from "../../formats/contract.ts";
import { type FormatName, traitsOf } from "../../formats/traits.ts";
import { spliceExchange, writeExchange } from "../../formats/registry.ts";
import { isForeignPlural, missingPlurals } from "../../formats/i18next/plurals.ts";
import type { Document } from "../../storage/rows/documents.ts";
import { sha256 } from "../../domain/bytes.ts";
import { readFile } from "../../storage/rows/files.ts";
import { type Import, importId, importsWithFile, lastImport } from "../../storage/rows/imports.ts";
import { type StoredUnit, unitsOf } from "../../storage/rows/units.ts";
import type { Actor, Context } from "../context.ts";
import { visibleDocument } from "../documents/visible-document.ts";
import { enrichment } from "./enrich.ts";
import { offerMark } from "./offer-fingerprint.ts";
import { proposals } from "./pretranslate.ts";

export interface Pull {
  readonly document: string;
  /** `original`: the format and shape that the document came in with. */
  readonly format: FormatName | "original";
  readonly version?: string;
  readonly source?: Language;
  readonly target?: Language;
  /** Whether the file says which versions it holds, so that its push is compared with them. True unless said otherwise. */
  readonly metadata?: boolean;
  /** XLIFF: whether the file offers matches from the memory, and the terms of the glossary in each source. */
  readonly matches?: boolean;
  readonly terms?: boolean;
  /** Fills targets that are missing from matches of at least this score (0 … 1). Nothing is stored. */
  readonly pretranslate?: number;
}

export interface Pulled {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  readonly filename: string;
  /** Hash of the bytes: a strong ETag. */
  readonly hash: string;
  /** The last import that it knows: `base` of a push of formats that cannot carry versions. */
  readonly base: string;
}

/**
 * Writes a document, or one direction of it, as a file. A file that came in in this format, version and
 * direction is the mould: what goes out equals it but for what was changed since.
 *
 * @throws {Problem} `not-found`; `language-missing` when the document or the request lacks a language
 *   that the format needs; `unsupported-format`
 */
export async function pull(context: Context, actor: Actor, wanted: Pull): Promise<Pulled> {
  const document = await visibleDocument(context, actor, wanted.document);
  const units = await unitsOf(context.storage, document);
  const base = importId(await lastImport(context.storage, document.n));
  const format = wanted.format === "original" ? document.format : wanted.format;
  assertLanguages(document, wanted, format);
  const full = await filled(context, actor, units, wanted);
  const shown =
    traitsOf(document.format).pluralKeys && traitsOf(format).languages === "pair"
      ? withPlurals(full, wanted)
      : full;
  const file = exchangeFile(document, shown, { ...wanted, format });
  const mould = (await importsWithFile(context.storage, document.n)).find((entry) =>
    fits(entry, wanted, format),
  );
  const original = mould && (await readFile(context.storage, mould.file));
  const options = {
    ...(wanted.version === undefined ? {} : { version: wanted.version }),
    ...(wanted.source === undefined ? {} : { source: wanted.source }),
    ...(wanted.target === undefined ? {} : { target: wanted.target }),
    ...(await enrichment(context, actor, units, wanted)),
  };
  const bytes = (original && spliceExchange(original, file, options)) ?? writeExchange(file, options);
  const described = traitsOf(format);
  const direction = [wanted.source, wanted.target].filter((language) => language !== undefined).join("-");
  return {
    bytes,
    mediaType: described.mediaType,
    filename: `${document.id}${direction === "" ? "" : `.${direction}`}.${described.extensions[0] ?? "txt"}`,
    hash: await sha256(bytes),
    base,
  };
}

/** The units with what the memory has for missing targets. */
async function filled(
  context: Context,
  actor: Actor,
  units: readonly StoredUnit[],
  { source, target, pretranslate }: Pull,
): Promise<readonly ExchangedUnit[]> {
  if (pretranslate === undefined || source === undefined || target === undefined) return units;
  const found = await proposals(context, actor, units, { source, target, threshold: pretranslate });
  return units.map((unit) => {
    const proposal = found.get(unit.n);
    if (proposal === undefined) return unit;
    return { ...unit, proposed: { [target]: proposal }, offered: { [target]: offerMark(proposal) } };
  });
}

/** A stored document in the words of the formats. */
function exchangeFile(
  document: Document,
  units: readonly ExchangedUnit[],
  options: Pick<Pull, "source" | "target" | "metadata"> & {
    readonly format: FormatName;
    readonly version?: string;
  },
): ExchangeFile {
  const { source, target, metadata = true } = options;
  return {
    format: options.format,
    ...(options.version === undefined ? {} : { version: options.version }),
    ...(source === undefined ? {} : { source }),
    ...(target === undefined ? {} : { target }),
    tags: { ...DEFAULT_TAGS, ...document.tags },
    title: document.title,
    units: units.map((unit) => exchangeUnit(unit, metadata)),
  };
}

/** A stored unit, with texts that are only offered: they go into the file, but not into its versions. */
type ExchangedUnit = StoredUnit & {
  readonly proposed?: { readonly [language in Language]?: Draft };
  readonly offered?: NonNullable<UnitBase["offered"]>;
};

/** A plural form that nobody has written yet: there is nothing stored that it could be compared with. */
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
    variants: { ...unit.variants, ...unit.proposed },
    ...(metadata && unit.n !== UNWRITTEN ? { base } : {}),
  };
}

function assertLanguages(document: Document, wanted: Pull, format: FormatName): void {
  const needs = traitsOf(format).languages;
  if (needs === "pair" && (wanted.source === undefined || wanted.target === undefined)) {
    throw new Problem(
      "language-missing",
      { format },
      { field: wanted.source === undefined ? "source" : "target" },
    );
  }
  if (needs === "one" && wanted.target === undefined) {
    throw new Problem("language-missing", { format }, { field: "target" });
  }
  // The target may be one that nobody has translated into yet; the source has to be there, unless the file has no texts.
  const isEmpty = document.languages.length === 0;
  if (needs === "pair" && wanted.source && !isEmpty && !document.languages.includes(wanted.source)) {
    throw new Problem("language-missing", { format }, { field: "source", language: wanted.source });
  }
  if (needs === "pair" && wanted.source === wanted.target) {
    throw new Problem(
      "language-mismatch",
      { wanted: wanted.source ?? "", found: wanted.target ?? "" },
      { field: "target" },
    );
  }
}

/** Whether what came in with an import can be the mould of what is asked for. */
function fits(entry: Import, wanted: Pull, format: FormatName): boolean {
  if (entry.format !== format) return false;
  if (wanted.version !== undefined && entry.formatVersion !== wanted.version) return false;
  if (traitsOf(format).languages === "pair") {
    return entry.source === wanted.source && (entry.target === undefined || entry.target === wanted.target);
  }
  return (
    traitsOf(format).languages === "all" || wanted.target === undefined || entry.source === wanted.target
  );
}
