import type { Bead } from "../../alignment/bead.ts";
import type { Concept } from "../../domain/concept.ts";
import type { Finding } from "../../domain/finding.ts";
import type { Language } from "../../domain/language.ts";
import { type FormatName, type TextFormat, traitsOf } from "../../formats/traits.ts";
import type { WordedReport } from "../../http/routes/import-report-schema.ts";
import type { Permission, Role } from "../../services/access/roles.ts";
import type { TokenSummary } from "../../services/access/tokens.ts";
import type { DocumentView } from "../../services/documents/documents.ts";
import type { AnalysisReport } from "../../matching/leverage.ts";
import type { ConcordancePage } from "../../services/memory/concordance.ts";
import type { ConceptDraft, ConceptView } from "../../services/glossary/concepts.ts";
import type { FindingCounts, FindingView } from "../../services/quality/findings.ts";
import type { GlossaryImport } from "../../services/glossary/glossary-file.ts";
import type { Impact } from "../../services/glossary/impact.ts";
import type { Lookup, LookupResult, Match } from "../../services/memory/lookup.ts";
import type { RecognisedTerm } from "../../services/glossary/recognise.ts";
import type { HistoryEntry } from "../../services/units/history.ts";
import type { ImportSummary } from "../../services/imports/import-report.ts";
import type { UnitPatch, UnitQuery, UnitView, VariantView } from "../../services/units/units.ts";
import type { Suggestion } from "../../storage/rows/suggestions.ts";
import type { CoverageDay } from "../../services/reports/coverage.ts";
import type { Collection } from "../../storage/rows/collections.ts";
import type { ConceptFindings } from "../../storage/rows/findings.ts";
import type { DayOfWrites } from "../../storage/rows/imports.ts";
import { api, longRequest, request, type RequestOptions, upload } from "./client.ts";

/** Our own interface, one function per operation, in the services' own types. */

export type {
  Bead,
  Collection,
  Concept,
  ConceptDraft,
  ConceptView,
  FindingCounts,
  Impact,
  RecognisedTerm,
  DocumentView,
  FormatName,
  HistoryEntry,
  ImportSummary,
  Permission,
  Role,
  Suggestion,
  TokenSummary,
  UnitPatch,
  UnitView,
  VariantView,
};
export type Report = WordedReport;
export type ReportEntry = Report["units"][number];

export interface List<Item> {
  readonly items: readonly Item[];
  readonly next: string | null;
}

export interface Me {
  readonly name: string;
  readonly kind: "token" | "session" | "environment";
  readonly role: Role;
  readonly collection: string | null;
}

/** All pages of a list. */
async function whole<Item>(page: (after: string | undefined) => Promise<List<Item>>): Promise<Item[]> {
  const items: Item[] = [];
  let after: string | undefined;
  do {
    const answer = await page(after);
    items.push(...answer.items);
    after = answer.next ?? undefined;
  } while (after !== undefined);
  return items;
}

export const getMe = () => request<Me>("GET", api`/me`);

export const getCollections = () =>
  whole((after) => request<List<Collection>>("GET", api`/collections`, { query: { after, limit: 500 } }));

export const createCollection = (title: string) =>
  request<Collection>("POST", api`/collections`, { json: { title } });

export const getDocuments = (collection: string) =>
  whole((after) =>
    request<List<DocumentView>>("GET", api`/collections/${collection}/documents`, {
      query: { after, limit: 200 },
    }),
  );

export const getDocument = (document: string) => request<DocumentView>("GET", api`/documents/${document}`);

export const deleteDocument = (document: string) => request<Report>("DELETE", api`/documents/${document}`);

export interface FileOptions {
  readonly filename: string;
  readonly source?: Language;
  readonly target?: Language;
  readonly title?: string;
  readonly namespace?: string;
  readonly dryRun?: boolean;
}

const asQuery = ({ filename, source, target, title, namespace, dryRun }: FileOptions) => ({
  filename,
  source,
  target,
  title,
  namespace,
  dryRun: dryRun === true ? true : undefined,
});

export type Progress = (share: number) => void;

export const createDocument = (collection: string, file: Blob, options: FileOptions, onProgress: Progress) =>
  upload<{ document: Omit<DocumentView, "units" | "states" | "stale" | "expected">; report: Report }>(
    api`/collections/${collection}/documents`,
    asQuery(options),
    file,
    onProgress,
  );

export type ConflictPolicy = "abort" | "mine" | "theirs" | "suggest";

export const pushFile = (
  document: string,
  file: Blob,
  options: FileOptions & { readonly onConflict?: ConflictPolicy },
  key: string,
  onProgress: Progress,
) =>
  upload<Report>(
    api`/documents/${document}/push`,
    { ...asQuery(options), onConflict: options.onConflict },
    file,
    onProgress,
    options.dryRun ? {} : { "idempotency-key": key },
  );

export const exportAddress = (
  document: string,
  query: {
    readonly format: string;
    readonly version?: string;
    readonly source?: Language;
    readonly target?: Language;
    readonly pretranslate?: string;
    readonly matches?: string;
    readonly terms?: string;
  },
): string => {
  const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return `${api`/documents/${document}/export`}?${new URLSearchParams(given).toString()}`;
};

/** Fills empty translations from matches of at least `threshold` (0 … 1); a trial changes nothing. */
export const fillFromMemory = (
  document: string,
  json: { readonly source: Language; readonly target: Language; readonly threshold: number },
  dryRun: boolean,
  signal?: AbortSignal,
) =>
  request<Report>("POST", api`/documents/${document}/pretranslate`, {
    json,
    query: { dryRun },
    ...(signal === undefined ? {} : { signal }),
  });

export type UnitFilter = Pick<UnitQuery, "language" | "state" | "q">;

export const getUnits = (
  document: string,
  filter: UnitFilter,
  page: { readonly after?: string; readonly limit: number },
  signal?: AbortSignal,
) =>
  request<List<UnitView>>("GET", api`/documents/${document}/units`, {
    query: { ...filter, ...page },
    ...(signal === undefined ? {} : { signal }),
  });

export const getUnit = (unit: string) =>
  request<UnitView & { readonly suggestions: readonly Suggestion[] }>("GET", api`/units/${unit}`);

export const patchUnit = (unit: string, version: number, patch: UnitPatch, force = false) =>
  request<UnitView>("PATCH", api`/units/${unit}`, {
    json: patch,
    ifMatch: `"v${version}"`,
    query: { force: force ? true : undefined },
  });

export const getHistory = async (unit: string) =>
  (await request<List<HistoryEntry>>("GET", api`/units/${unit}/history`)).items;

export const getImports = (query: {
  readonly document?: string;
  readonly before?: string;
  readonly limit: number;
}) => request<List<ImportSummary>>("GET", api`/imports`, { query });

export const getImport = (id: string) =>
  request<ImportSummary & { readonly report: Report }>("GET", api`/imports/${id}`);

export const undoImport = (id: string) => request<Report>("POST", api`/imports/${id}/undo`);

export const getTokens = async () => (await request<List<TokenSummary>>("GET", api`/tokens`)).items;

export const createToken = (json: {
  readonly name: string;
  readonly role: Role;
  readonly collection?: string;
  readonly expires?: string;
}) => request<TokenSummary & { readonly token: string }>("POST", api`/tokens`, { json });

export const revokeToken = (id: string) => request<undefined>("DELETE", api`/tokens/${id}`);

export const createSignInLink = (json: {
  readonly name: string;
  readonly role: Role;
  readonly collection?: string;
}) => request<{ readonly path: string; readonly expires: string }>("POST", api`/sign-in-links`, { json });

export interface PublishedVersion {
  readonly namespace: string;
  readonly language: Language;
  readonly version: string;
  readonly time: string;
  readonly author: string;
  readonly current: boolean;
}

export const getVersions = async (namespace: string) =>
  (await request<List<PublishedVersion>>("GET", api`/strings/${namespace}/versions`)).items;

export const publishStrings = async (namespace: string, dryRun: boolean) =>
  (
    await request<List<{ language: Language; version: string; changed: boolean }>>(
      "POST",
      api`/strings/${namespace}/publish`,
      { query: { dryRun: dryRun ? true : undefined } },
    )
  ).items;

/** Strings of one namespace as they were published under a version. */
export const getPublished = (namespace: string, language: Language, version: string) =>
  request<Readonly<Record<string, unknown>>>(
    "GET",
    `/locales/@${version}/${language}/${encodeURIComponent(namespace)}.json`,
  );

export type { LookupResult, Match };

export const lookup = async (wanted: Lookup, signal?: AbortSignal) =>
  (
    await request<{ readonly results: readonly LookupResult[] }>(
      "POST",
      api`/lookup`,
      withSignal({ json: wanted }, signal),
    )
  ).results;

export const recogniseTerms = async (language: Language, text: string, signal?: AbortSignal) =>
  (
    await request<{ readonly terms: readonly RecognisedTerm[] }>(
      "POST",
      api`/terms/recognise`,
      withSignal({ json: { language, text } }, signal),
    )
  ).terms;

/** A finding with its message in the interface's language. */
export type WordedFinding = FindingView & { readonly key: string };
export type TypedFinding = Omit<Finding, "unit"> & { readonly unit: number };

/** Checks texts as they are being typed. */
export const checkTexts = async (
  units: readonly { readonly [language in Language]?: string }[],
  collection: string,
  signal?: AbortSignal,
) =>
  (
    await request<{ readonly findings: readonly TypedFinding[] }>(
      "POST",
      api`/check`,
      withSignal({ json: { units, collection } }, signal),
    )
  ).findings;

export interface FindingFilter {
  readonly document?: string;
  readonly collection?: string;
  readonly check?: string;
  readonly severity?: string;
  readonly concept?: string;
  readonly ignored?: boolean;
}

export const getFindings = (
  filter: FindingFilter,
  page: { readonly after?: string; readonly limit: number },
) =>
  request<List<WordedFinding> & { readonly counts: FindingCounts }>("GET", api`/findings`, {
    query: { ...filter, ...page, ignored: filter.ignored === true ? true : undefined },
  });

/** Findings that one call ignores at most. */
export const MOST_FINDINGS = 5000;

/** Ids of the findings that a filter finds, of the first units up to a bound. */
export async function findingIds(filter: FindingFilter): Promise<string[]> {
  const ids: string[] = [];
  let after: string | undefined;
  do {
    const page = await getFindings(filter, { limit: 1000, ...(after === undefined ? {} : { after }) });
    ids.push(...page.items.filter(({ ignored }) => !ignored).map(({ id }) => id));
    after = page.next ?? undefined;
  } while (after !== undefined && ids.length < MOST_FINDINGS);
  return ids.slice(0, MOST_FINDINGS);
}

/** All of them or none. */
export const ignoreFindings = (findings: readonly string[], reason: string) =>
  request<Pick<List<WordedFinding>, "items">>("POST", api`/findings/ignore`, { json: { findings, reason } });

/** All of them or none. */
export const heedFindings = (findings: readonly string[]) =>
  request<Pick<List<WordedFinding>, "items">>("POST", api`/findings/heed`, { json: { findings } });

/** Which concepts go wrong in which documents. */
export const getConceptFindings = async () =>
  (await request<{ readonly items: readonly ConceptFindings[] }>("GET", api`/findings/concepts`)).items;

export interface ConceptFilter {
  readonly q?: string;
  readonly domain?: string;
  readonly status?: string;
  /** Only those of which a check has something to say. */
  readonly findings?: string;
}

export type ConceptWithComments = ConceptView & {
  /** Who made or proposed it. */
  readonly createdBy: string;
  readonly comments: readonly { readonly text: string; readonly time: string; readonly author: string }[];
};

export const getConcepts = (
  filter: ConceptFilter,
  page: { readonly after?: string; readonly limit: number },
  signal?: AbortSignal,
) =>
  request<List<ConceptView> & { readonly total: number }>(
    "GET",
    api`/concepts`,
    withSignal({ query: { ...filter, ...page } }, signal),
  );

export const getConcept = (id: string, signal?: AbortSignal) =>
  request<ConceptWithComments>("GET", api`/concepts/${id}`, withSignal({}, signal));

export const createConcept = (draft: ConceptDraft) =>
  request<ConceptView>("POST", api`/concepts`, { json: draft });

export const patchConcept = (id: string, version: number, patch: Partial<Omit<ConceptDraft, "id">>) =>
  request<ConceptView>("PATCH", api`/concepts/${id}`, { json: patch, ifMatch: `"v${version}"` });

export const deleteConcept = (id: string, version: number) =>
  request<undefined>("DELETE", api`/concepts/${id}`, { ifMatch: `"v${version}"` });

/** Takes the terms of one concept into another, which replaces it. */
export const mergeConcepts = (into: string, from: string) =>
  request<ConceptView>("POST", api`/concepts/${into}/merge`, { json: { from } });

export interface ConceptChange {
  readonly version: number;
  readonly time: string;
  readonly author: string;
  readonly concept: Concept | null;
}

export const getConceptHistory = async (id: string) =>
  (await request<List<ConceptChange>>("GET", api`/concepts/${id}/history`)).items;

export const commentOnConcept = (id: string, text: string) =>
  request<{ readonly text: string }>("POST", api`/concepts/${id}/comments`, { json: { text } });

/** What a change would do to the stored units. */
export const getImpact = (id: string, change: Partial<Omit<ConceptDraft, "id">>, signal?: AbortSignal) =>
  request<Impact>("POST", api`/concepts/${id}/impact`, withSignal({ json: change }, signal));

export interface GlossaryReport {
  readonly counts: GlossaryImport["counts"];
  readonly concepts: GlossaryImport["concepts"];
  readonly warnings: Report["warnings"];
}

export const putGlossary = (
  file: Blob,
  options: { readonly filename: string; readonly dryRun: boolean; readonly replace: boolean },
  onProgress: Progress,
) =>
  upload<GlossaryReport>(
    api`/glossary`,
    {
      filename: options.filename,
      dryRun: options.dryRun ? true : undefined,
      replace: options.replace ? true : undefined,
    },
    file,
    onProgress,
    {},
    "PUT",
  );

export const glossaryAddress = (format: string) => `${api`/glossary`}?format=${encodeURIComponent(format)}`;

export interface Alignment {
  readonly segments: { readonly [language in Language]?: readonly string[] };
  readonly beads: readonly Bead[];
  readonly confidence: number;
  readonly verdict: "parallel" | "partial" | "unrelated";
  readonly warnings: Report["warnings"];
}

export type AlignSource = string | File;

/** Texts go as they are; files go as a form, their names say the format. */
export function alignTexts(
  texts: { readonly [language in Language]?: AlignSource },
  format: TextFormat,
  collection: string | undefined,
): Promise<Alignment> {
  const sent = Object.entries(texts);
  if (sent.every((entry): entry is [string, string] => typeof entry[1] === "string")) {
    const json = {
      texts: Object.fromEntries(sent),
      format,
      ...(collection === undefined ? {} : { collection }),
    };
    return request<Alignment>("POST", api`/align`, { json });
  }
  const form = new FormData();
  const [extension = "txt"] = traitsOf(format).extensions;
  for (const [language, text] of sent) {
    form.set(language, typeof text === "string" ? new File([text], `${language}.${extension}`) : text);
  }
  if (collection !== undefined) form.set("collection", collection);
  return request<Alignment>("POST", api`/align`, { form });
}

export const saveAlignment = (
  collection: string,
  json: Pick<Alignment, "segments" | "beads"> & { readonly title?: string; readonly threshold: number },
) =>
  request<{ readonly document: { readonly id: string } }>(
    "POST",
    api`/collections/${collection}/alignments`,
    { json },
  );

const withSignal = (options: RequestOptions, signal: AbortSignal | undefined): RequestOptions =>
  signal === undefined ? options : { ...options, signal };

export type { ConcordancePage };

export const searchConcordance = (
  query: Readonly<Record<string, string | number>> & { readonly q: string },
  signal?: AbortSignal,
) => request<ConcordancePage>("GET", api`/concordance`, withSignal({ query }, signal));

export type { AnalysisReport };

/** How much of some files the memory has already. */
export function analyse(
  files: readonly File[],
  query: { readonly source: Language; readonly target: Language; readonly collection: string | undefined },
  progress: (done: number, of: number) => void,
  signal: AbortSignal,
): Promise<AnalysisReport> {
  const form = new FormData();
  for (const file of files) form.append("file", file);
  return longRequest<AnalysisReport>("POST", api`/analyse`, { form, query, signal }, progress);
}

/** What a report is about, and its days. */
export interface FiguresQuery {
  readonly collection?: string;
  readonly document?: string;
  /** ISO 8601 dates; the last 90 days unless told. */
  readonly from?: string;
  readonly to?: string;
}

export interface Figures<Item> {
  readonly from: string;
  readonly to: string;
  readonly items: readonly Item[];
}

export type { CoverageDay, DayOfWrites };

export const getCoverage = (query: FiguresQuery, signal?: AbortSignal) =>
  request<Figures<CoverageDay>>("GET", api`/reports/coverage`, withSignal({ query: { ...query } }, signal));

export const getActivity = (query: FiguresQuery, signal?: AbortSignal) =>
  request<Figures<DayOfWrites>>("GET", api`/reports/activity`, withSignal({ query: { ...query } }, signal));

export interface Service {
  readonly version: string;
  readonly engine: "sqlite" | "d1";
  /** Whether a backup can be downloaded. */
  readonly backup: boolean;
}

export const getService = () => request<Service>("GET", api`/service`);

export const backupAddress: string = api`/backup`;
