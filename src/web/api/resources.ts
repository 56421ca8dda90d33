import type { InferRequestType } from "hono/client";
import type { ConflictPolicy } from "../../domain/import.ts";
import type { CheckId } from "../../domain/finding.ts";
import type { Language } from "../../domain/language.ts";
import type { QuestionPart } from "../../domain/question.ts";
import type { MemorySettings } from "../../domain/standing.ts";
import type { State } from "../../domain/unit.ts";
import { type TextFormat, traitsOf } from "../../formats/traits.ts";
import type { AlignRequest, NewAlignmentRequest } from "../../http/routes/alignment.ts";
import {
  body,
  client,
  encoded,
  flag,
  given,
  options,
  reportingProgress,
  type UploadProgress,
  uploading,
} from "./client.ts";

/** One function per operation that the pages need. All types come from the type of the app. */

const api = client.api.v1;

type Answer<Call extends (...given: never[]) => Promise<unknown>> = Awaited<ReturnType<Call>>;
type Item<Call extends (...given: never[]) => Promise<{ readonly items: readonly unknown[] }>> =
  Answer<Call>["items"][number];
type Json<Operation> = InferRequestType<Operation> extends { json: infer Sent } ? Sent : never;
type Query<Operation> = InferRequestType<Operation> extends { query: infer Sent } ? Sent : never;

interface Page {
  readonly after?: string;
  readonly limit: number;
}

const paged = ({ after, limit }: Page) => given({ after, limit: String(limit) });

/** All pages of a list. */
async function whole<Value>(
  page: (
    after: string | undefined,
  ) => Promise<{ readonly items: readonly Value[]; readonly next: string | null }>,
): Promise<Value[]> {
  const items: Value[] = [];
  let after: string | undefined;
  do {
    const answer = await page(after);
    items.push(...answer.items);
    after = answer.next ?? undefined;
  } while (after !== undefined);
  return items;
}

// The service and who is signed in.

export const getMe = () => body(api.me.$get());
export type Me = Answer<typeof getMe>;
export type { Permission, Role } from "../../services/access/roles.ts";
export const patchMe = (json: Json<typeof api.me.$patch>) => body(api.me.$patch({ json }));
export const getMySessions = async () => (await body(api.me.sessions.$get())).items;
export type MySession = Answer<typeof getMySessions>[number];
export const endSession = async (session: string): Promise<void> => {
  await api.me.sessions[":session"].$delete({ param: encoded({ session }) });
};

export const getMyRecoveryCodes = () => body(api.me["recovery-codes"].$get());
export const makeRecoveryCodes = async () => (await body(api.me["recovery-codes"].$post())).codes;

const identities = api.me.identities;
export const getMyIdentities = async () => (await body(identities.$get())).items;
export type MyIdentity = Answer<typeof getMyIdentities>[number];
/** Begins to add an account. @returns address of the provider's page */
export const linkIdentity = async (provider: string): Promise<string> =>
  (await body(identities.$post({ json: { provider } }))).location;
/** @param last whether it may be the only way to sign in */
export const unlinkIdentity = async (identity: string, last: boolean): Promise<void> => {
  await identities[":identity"].$delete({ param: encoded({ identity }), query: given({ last: flag(last) }) });
};

const passkeys = api.me.passkeys;
export const getMyPasskeys = async () => (await body(passkeys.$get())).items;
export type MyPasskey = Answer<typeof getMyPasskeys>[number];
export const passkeyOptions = () => body(passkeys.options.$post());
export const addPasskey = (json: Json<typeof passkeys.$post>) => body(passkeys.$post({ json }));
export const renamePasskey = (passkey: string, name: string) =>
  body(passkeys[":passkey"].$patch({ param: encoded({ passkey }), json: { name } }));
/** @param last whether it may be the only way to sign in */
export const removePasskey = async (passkey: string, last: boolean): Promise<void> => {
  await passkeys[":passkey"].$delete({ param: encoded({ passkey }), query: given({ last: flag(last) }) });
};
const byPasskey = client["sign-in"].passkey;
export const passkeySignInOptions = () => body(byPasskey.options.$post());
/** Opens a session with what a passkey has signed. */
export const sendPasskey = async (json: Json<typeof byPasskey.$post>): Promise<void> => {
  await byPasskey.$post({ json });
};
export const getSignInProviders = async () => (await body(api["sign-in-providers"].$get())).items;
export type SignInProvider = Answer<typeof getSignInProviders>[number];
export const getSignIns = (after: string | undefined) =>
  body(api["sign-ins"].$get({ query: given({ after, limit: "50" }) }));
export type SignIn = Item<typeof getSignIns>;

export const getPeople = () =>
  whole((after) =>
    body(api.people.$get({ query: { kind: "person", ...paged({ limit: 1000, ...given({ after }) }) } })),
  );
export type Person = Answer<typeof getPeople>[number];
const onePerson = api.people[":person"];
export const patchPerson = (person: string, version: number, json: Json<typeof onePerson.$patch>) =>
  body(onePerson.$patch({ param: encoded({ person }), json }, options(undefined, version)));
export const getInvitations = async () => (await body(api.invitations.$get())).items;
export type Invitation = Answer<typeof getInvitations>[number];
export const invite = (json: Json<typeof api.invitations.$post>) => body(api.invitations.$post({ json }));
export const withdrawInvitation = async (invitation: string): Promise<void> => {
  await api.invitations[":invitation"].$delete({ param: encoded({ invitation }) });
};

export const getReadiness = () => body(client.readyz.$get());
export const getService = () => body(api.service.$get());
export type Service = Answer<typeof getService>;
export const backupAddress: string = api.backup.$path();

export const getTokens = async () => (await body(api.tokens.$get())).items;
export type TokenSummary = Answer<typeof getTokens>[number];
export const createToken = (json: Json<typeof api.tokens.$post>) => body(api.tokens.$post({ json }));
export const revokeToken = async (token: string): Promise<void> => {
  await api.tokens[":token"].$delete({ param: encoded({ token }) });
};

export const getWebhooks = async () => (await body(api.webhooks.$get())).items;
export type Webhook = Answer<typeof getWebhooks>[number];
export const createWebhook = (json: Json<typeof api.webhooks.$post>) => body(api.webhooks.$post({ json }));
const oneWebhook = api.webhooks[":webhook"];
export const setWebhookActive = (webhook: string, active: boolean) =>
  body(oneWebhook.$patch({ param: encoded({ webhook }), json: { active } }));
export const removeWebhook = async (webhook: string): Promise<void> => {
  await oneWebhook.$delete({ param: encoded({ webhook }) });
};
export const testWebhook = (webhook: string) => body(oneWebhook.test.$post({ param: encoded({ webhook }) }));
export const getDeliveries = async (webhook: string) =>
  (await body(oneWebhook.deliveries.$get({ param: encoded({ webhook }) }))).items;

export const getSuggester = async () => (await body(api.suggester.$get())).suggester;
export type Suggester = NonNullable<Answer<typeof getSuggester>>;
export const setSuggester = (json: Json<typeof api.suggester.$put>) => body(api.suggester.$put({ json }));
export const removeSuggester = async (): Promise<void> => {
  await api.suggester.$delete();
};
export const getSuggesterUse = async () => (await body(api.suggester.use.$get())).items;
export const suggestTranslation = (json: Json<typeof api.suggestions.$post>, signal?: AbortSignal) =>
  body(api.suggestions.$post({ json }, options(signal)));
export type MachineSuggestion = Answer<typeof suggestTranslation>;

const links = api["sign-in-links"];
export const createSignInLink = (json: Json<typeof links.$post>) => body(links.$post({ json }));

// Collections and documents.

export const getCollections = () =>
  whole((after) => body(api.collections.$get({ query: given({ after, limit: "500" }) })));
export type Collection = Answer<typeof getCollections>[number];
export const createCollection = (title: string) => body(api.collections.$post({ json: { title } }));

const documentsOf = api.collections[":collection"].documents;
const oneDocument = api.documents[":document"];

export const getDocuments = (collection: string) =>
  whole((after) =>
    body(documentsOf.$get({ param: encoded({ collection }), query: given({ after, limit: "200" }) })),
  );

export const getDocument = (document: string) => body(oneDocument.$get({ param: encoded({ document }) }));
export type DocumentView = Answer<typeof getDocument>;

/** Is told how much of long work is done, in units. */
type Told = (done: number, of: number) => void;

export const deleteDocument = (document: string, told: Told) =>
  body(oneDocument.$delete({ param: encoded({ document }) }, { fetch: reportingProgress(told) }));

export interface FileOptions {
  readonly filename: string;
  readonly encoding?: string;
  readonly source?: Language;
  readonly target?: Language;
  readonly title?: string;
  readonly namespace?: string;
  /** Names with commas between them. */
  readonly optionalTexts?: string;
  readonly skip?: string;
  readonly olderThan?: string;
  readonly dryRun?: boolean;
}

export const createDocument = (
  collection: string,
  file: Blob,
  { dryRun, ...how }: FileOptions,
  onProgress: UploadProgress,
) =>
  body(
    documentsOf.$post(
      { param: encoded({ collection }), query: given({ ...how, dryRun: flag(dryRun) }) },
      { fetch: uploading(file, onProgress) },
    ),
  );

export const pushFile = (
  document: string,
  file: Blob,
  {
    dryRun,
    create,
    force,
    ...how
  }: Omit<FileOptions, "title" | "namespace"> & {
    readonly onConflict?: ConflictPolicy;
    readonly create?: boolean;
    /** Takes the file although it seems to be one of another document. */
    readonly force?: boolean;
  },
  key: string,
  onProgress: UploadProgress,
) =>
  body(
    oneDocument.push.$post(
      {
        param: encoded({ document }),
        query: given({ ...how, create: flag(create), dryRun: flag(dryRun), force: flag(force) }),
        header: dryRun ? {} : { "idempotency-key": key },
      },
      { fetch: uploading(file, onProgress) },
    ),
  );
export type Report = Answer<typeof pushFile>;
export type ReportEntry = Report["units"][number];

export const renameDocument = (document: string, title: string) =>
  body(oneDocument.$patch({ param: encoded({ document }), json: { title } }, options(undefined)));

export const renameCollection = (collection: string, title: string) =>
  body(
    api.collections[":collection"].$patch(
      { param: encoded({ collection }), json: { title } },
      options(undefined),
    ),
  );

/** Sets how a collection stands in lookups, and whether it can be written. */
export const setMemory = (collection: string, memory: MemorySettings) =>
  body(
    api.collections[":collection"].$patch(
      { param: encoded({ collection }), json: { settings: { memory } } },
      options(undefined),
    ),
  );

const segmentationOf = api.collections[":collection"].segmentation;

/** By which rules texts of a collection are cut into sentences. */
export const getSegmentation = (collection: string) =>
  body(segmentationOf.$get({ param: encoded({ collection }) }));
export type Segmentation = Answer<typeof getSegmentation>;

/** Gives a collection the rules of an SRX file. */
export const putSegmentation = (collection: string, file: File, mode: "replace" | "extend") =>
  body(
    segmentationOf.$put(
      { param: encoded({ collection }), query: { filename: file.name, mode } },
      { fetch: uploading(file, { sent: () => undefined }) },
    ),
  );

export const removeSegmentation = (collection: string) =>
  body(segmentationOf.$delete({ param: encoded({ collection }) }));

export const segmentationAddress = (collection: string): string =>
  segmentationOf.file.$path({ param: encoded({ collection }) });

export const exportAddress = (document: string, query: Query<typeof oneDocument.export.$get>): string =>
  oneDocument.export.$path({ param: encoded({ document }), query });

export type ExportQuery = Query<typeof oneDocument.export.$get>;

/** What an export with the same parameters could not write into its file, by unit. */
export const getExportWarnings = async (document: string, query: ExportQuery) =>
  (await body(oneDocument.export.warnings.$get({ param: encoded({ document }), query }))).items;

/** Fills empty translations from matches of at least `threshold` (0 … 1); a trial changes nothing. */
export const fillFromMemory = (
  document: string,
  json: Json<typeof oneDocument.pretranslate.$post>,
  dryRun: boolean,
  { signal, told }: { readonly signal?: AbortSignal; readonly told?: Told },
) =>
  body(
    oneDocument.pretranslate.$post(
      { param: encoded({ document }), query: given({ dryRun: flag(dryRun) }), json },
      { ...options(signal), ...(told !== undefined && { fetch: reportingProgress(told) }) },
    ),
  );

// Units.

export type UnitFilter = Omit<Query<typeof oneDocument.units.$get>, "after" | "limit">;

export const getUnits = (document: string, filter: UnitFilter, page: Page, signal?: AbortSignal) =>
  body(
    oneDocument.units.$get(
      { param: encoded({ document }), query: { ...filter, ...paged(page) } },
      options(signal),
    ),
  );
export type UnitView = Item<typeof getUnits>;

export type VariantView = NonNullable<UnitView["variants"][Language]>;

const oneUnit = api.units[":unit"];

export const getUnit = (unit: string) => body(oneUnit.$get({ param: encoded({ unit }) }));
export type Suggestion = Answer<typeof getUnit>["suggestions"][number];

export type UnitPatch = Json<typeof oneUnit.$patch>;
export const patchUnit = (unit: string, version: number, json: UnitPatch, force = false) =>
  body(
    oneUnit.$patch(
      { param: encoded({ unit }), query: given({ force: flag(force) }), json },
      options(undefined, version),
    ),
  );

export const getHistory = async (unit: string) =>
  (await body(oneUnit.history.$get({ param: encoded({ unit }) }))).items;

// Imports.

export const getImports = ({
  limit,
  ...query
}: {
  readonly document?: string;
  readonly glossary?: "1";
  readonly before?: string;
  readonly limit: number;
}) => body(api.imports.$get({ query: { ...query, limit: String(limit) } }));
export type ImportSummary = Item<typeof getImports>;

export const getImport = (id: string) =>
  body(api.imports[":import"].$get({ param: encoded({ import: id }) }));

/** What an import changed in the glossary, concept by concept. */
export const getImportedConcepts = (id: string, page: Page) =>
  body(api.imports[":import"].concepts.$get({ param: encoded({ import: id }), query: paged(page) }));

/** Takes an import back. A very large one takes several requests; each goes on where the one before it ended. */
export async function undoImport(id: string, told: Told): Promise<Report> {
  const undo = () =>
    body(
      api.imports[":import"].undo.$post(
        { param: encoded({ import: id }) },
        { fetch: reportingProgress(told) },
      ),
    );
  let report = await undo();
  const units = [...report.units];
  while ((report.remaining ?? 0) > 0) {
    report = await undo();
    for (const unit of report.units) units.push(unit);
  }
  return { ...report, units };
}

// Strings of websites.

const strings = api.strings[":namespace{.+}"];

export const getVersions = async (namespace: string) =>
  (await body(strings.versions.$get({ param: encoded({ namespace }) }))).items;

export const publishStrings = async (namespace: string, dryRun: boolean) =>
  (
    await body(
      strings.publish.$post({ param: encoded({ namespace }), query: given({ dryRun: flag(dryRun) }) }),
    )
  ).items;

/** Strings of one namespace as they were published under a version. */
export const getPublished = (namespace: string, language: Language, version: string) =>
  body(
    client.locales[":version{@[0-9a-f]+}"][":language"][":file{.+\\.json}"].$get({
      param: { version: `@${version}`, language, file: `${encodeURIComponent(namespace)}.json` },
      query: {},
    }),
  );

// The memory.

export type Lookup = Json<typeof api.lookup.$post>;
export const lookup = async (json: Lookup, signal?: AbortSignal) =>
  (await body(api.lookup.$post({ json }, options(signal)))).results;
export type Match = Answer<typeof lookup>[number]["matches"][number];

type ConcordanceQuery = Query<typeof api.concordance.$get>;
/** The values come from the address of the page, where anybody can type anything. The server refuses wrong ones. */
export const searchConcordance = (
  query: { readonly [Name in keyof ConcordanceQuery]: string },
  signal?: AbortSignal,
) => body(api.concordance.$get({ query: query as ConcordanceQuery }, options(signal)));

/** How much of some files the memory has already. */
export function analyse(
  files: readonly File[],
  query: { readonly source: Language; readonly target: Language; readonly collection: string | undefined },
  progress: (done: number, of: number) => void,
  signal: AbortSignal,
) {
  const form = new FormData();
  for (const file of files) form.append("file", file);
  return body(
    api.analyse.$post(
      { query: given(query) },
      { init: { body: form, signal }, fetch: reportingProgress(progress) },
    ),
  );
}

// Checks.

/** Checks texts as they are being typed. */
export const checkTexts = async (
  units: NonNullable<Json<typeof api.check.$post>["units"]>,
  collection: string,
  signal?: AbortSignal,
) => (await body(api.check.$post({ json: { units, collection } }, options(signal)))).findings;
export type TypedFinding = Answer<typeof checkTexts>[number];

type FindingFilter = Omit<Query<typeof api.findings.$get>, "after" | "limit" | "ignored"> & {
  readonly ignored?: boolean;
};

export const getFindings = ({ ignored, ...filter }: FindingFilter, page: Page) =>
  body(api.findings.$get({ query: given({ ...filter, ...paged(page), ignored: flag(ignored) }) }));
/** A finding with its message in the interface's language. */
export type WordedFinding = Item<typeof getFindings>;

/** Findings that one call ignores at most. */
const MOST_FINDINGS = 5000;

/** Ids of the findings that a filter finds, of the first units up to a bound. */
export async function findingIds(filter: FindingFilter): Promise<string[]> {
  const ids: string[] = [];
  let after: string | undefined;
  do {
    const page = await getFindings(filter, { limit: 1000, ...given({ after }) });
    ids.push(...page.items.filter(({ ignored }) => !ignored).map(({ id }) => id));
    after = page.next ?? undefined;
  } while (after !== undefined && ids.length < MOST_FINDINGS);
  return ids.slice(0, MOST_FINDINGS);
}

/** All of them or none. */
export const ignoreFindings = (findings: readonly string[], reason: string) =>
  body(api.findings.ignore.$post({ json: { findings, reason } }));

/** All of them or none. */
export const unignoreFindings = (findings: readonly string[]) =>
  body(api.findings.heed.$post({ json: { findings } }));

/** Adds the word of a finding about spelling to the dictionary of its collection. */
export const learnWord = (finding: string) =>
  body(api.findings[":finding"].learn.$post({ param: { finding } }));

/** Which concepts go wrong in which documents. */
export const getConceptFindings = async () => (await body(api.findings.concepts.$get({ query: {} }))).items;

// Errors that reviewers mark, and the figure of quality.

const marks = api.marks;

export const addMark = (unit: string, json: Json<typeof oneUnit.marks.$post>) =>
  body(oneUnit.marks.$post({ param: encoded({ unit }), query: {}, json }));

export const getMarks = (unit: string, language: Language) =>
  whole((after) => body(marks.$get({ query: given({ unit, language, after, limit: "1000" }) })));
export type ErrorMark = Answer<typeof getMarks>[number];

/** Takes marks away, or puts them back: all of them or none. */
export const removeMarks = (ids: readonly string[], isRemoved: boolean) =>
  isRemoved
    ? body(marks.remove.$post({ query: {}, json: { marks: ids } }))
    : body(marks.restore.$post({ query: {}, json: { marks: ids } }));

export const marksTable = (document: string): string => marks.export.$path({ query: { document } });

const quality = api.reports.quality;
export const getQuality = async (document: string) =>
  (await body(quality.$get({ query: { document } }))).items;
export type QualityFigure = Answer<typeof getQuality>[number];
export type QualityPart = QualityFigure["parts"][number];
export const qualityTable = (document: string): string => quality.export.$path({ query: { document } });

// Changes of many units.

export type ReplacementRequest = Json<typeof api.replacements.$post>;
export const replaceTexts = (json: ReplacementRequest) => body(api.replacements.$post({ json }));
export type ReplacementReport = Answer<typeof replaceTexts>;
export type ReplacedPlace = ReplacementReport["places"][number];

/** Conditions for units that are changed together. */
export interface UnitSelection {
  readonly collections?: readonly string[];
  readonly documents?: readonly string[];
  readonly units?: readonly string[];
  readonly languages?: readonly Language[];
  readonly state?: State;
  readonly author?: string;
  readonly from?: string;
  readonly to?: string;
  readonly check?: CheckId;
}

const selected = ({ collections, documents, units, languages, ...rest }: UnitSelection, dryRun: boolean) => ({
  ...rest,
  ...(collections === undefined ? {} : { collection: [...collections] }),
  ...(documents === undefined ? {} : { document: [...documents] }),
  ...(units === undefined ? {} : { unit: [...units] }),
  ...(languages === undefined ? {} : { language: [...languages] }),
  ...given({ dryRun: flag(dryRun) }),
});

export const setStates = (selection: UnitSelection, state: State, dryRun: boolean) =>
  body(api.units.$patch({ query: selected(selection, dryRun), json: { state } }));

export const deleteUnits = (selection: UnitSelection, dryRun: boolean) =>
  body(api.units.$delete({ query: selected(selection, dryRun) }));

// Work that is given out.

export const getWork = async () => (await body(api.work.$get())).items;
export type Assignment = Awaited<ReturnType<typeof getWork>>[number];

export const getAllWork = () =>
  whole((after) => body(api.assignments.$get({ query: given({ after, limit: "500" }) })));

const assignmentsOf = oneDocument.assignments;
const oneAssignment = assignmentsOf[":assignment"];

export const getAssignments = (document: string) =>
  whole((after) =>
    body(assignmentsOf.$get({ param: encoded({ document }), query: given({ after, limit: "500" }) })),
  );
export const createAssignment = (document: string, json: Json<typeof assignmentsOf.$post>) =>
  body(assignmentsOf.$post({ param: encoded({ document }), json }));

const named = ({ document, id }: Assignment) => encoded({ document, assignment: id });
export const patchAssignment = (assignment: Assignment, json: Json<typeof oneAssignment.$patch>) =>
  body(oneAssignment.$patch({ param: named(assignment), json }, options(undefined, assignment.version)));
export const endAssignment = async (assignment: Assignment): Promise<void> => {
  await oneAssignment.$delete({ param: named(assignment) });
};
/** Gives a state to all confirmed translations of an assignment. */
export const confirmAssignment = (assignment: Assignment, state: "reviewed" | "final", dryRun: boolean) =>
  body(
    oneAssignment.confirm.$post({
      param: named(assignment),
      query: given({ dryRun: flag(dryRun) }),
      json: { state },
    }),
  );

/** Gives all translations of an assignment that wait for a review back to the translator. */
export const returnAssignment = (assignment: Assignment, reason: string) =>
  body(oneAssignment.return.$post({ param: named(assignment), query: {}, json: { reason } }));

/** Gives confirmed translations back to their translators. */
export const returnUnits = (scope: Json<typeof api.units.return.$post>["scope"], reason: string) =>
  body(api.units.return.$post({ json: { scope, reason } }));

/** People who may see all collections. */
export const getSharedCollaborators = async () => (await body(api.collaborators.$get())).items;

/** People who may see a collection. */
export const getCollaborators = async (collection: string) =>
  (await body(api.collections[":collection"].collaborators.$get({ param: encoded({ collection }) }))).items;

const publicGlossary = api["public-glossary"];
/** What of the glossary anybody may read. */
export const getPublicSettings = () => body(publicGlossary.$get());
export type PublicSettings = Answer<typeof getPublicSettings>;
export const setPublic = (json: Json<typeof publicGlossary.$patch>) => body(publicGlossary.$patch({ json }));

const spreading = api.units[":unit"].spread;
/** Copies a translation to units whose source says the same. */
export const spreadTranslation = (unit: string, json: Json<typeof spreading.$post>) =>
  body(spreading.$post({ param: encoded({ unit }), json }));

const duplicates = api.duplicates;
type DuplicateQuery = Query<typeof duplicates.$get>;
export type DuplicateKind = NonNullable<DuplicateQuery["kind"]>;

export const getDuplicates = (
  asked: {
    readonly kind: DuplicateKind;
    readonly source: Language;
    readonly target: Language;
    readonly collection: string | undefined;
    readonly meant: boolean;
  },
  page: Page,
  signal?: AbortSignal,
) => {
  const { collection, meant, ...rest } = asked;
  const query = { ...rest, ...paged(page), ...given({ collection, meant: flag(meant) }) };
  return body(duplicates.$get({ query }, options(signal)));
};
export type DuplicateGroup = Item<typeof getDuplicates>;

/** Marks a group as meant; without a reason the mark is taken back. */
export const markDuplicates = (json: Json<typeof duplicates.marks.$post>) =>
  body(duplicates.marks.$post({ query: {}, json }));

// Term candidates.

const candidates = api.candidates;
/** Finds term candidates. @param progress gets the share of the work that is done, in units */
export const findCandidates = (
  json: Json<typeof candidates.$post>,
  progress: (done: number, of: number) => void,
) => body(candidates.$post({ json }, { fetch: reportingProgress(progress) }));
export type CandidatePage = Answer<typeof findCandidates>;
export type Candidate = CandidatePage["candidates"][number];

export const refuseCandidate = (json: Json<typeof candidates.refused.$post>) =>
  body(candidates.refused.$post({ json }));
export const getRefused = async (collection: string | undefined, signal?: AbortSignal) =>
  (await body(candidates.refused.$get({ query: given({ collection }) }, options(signal)))).items;
export type Refused = Awaited<ReturnType<typeof getRefused>>[number];

// The glossary.

export type ConceptFilter = Omit<Query<typeof api.concepts.$get>, "after" | "limit">;
export const getConcepts = (filter: ConceptFilter, page: Page, signal?: AbortSignal) =>
  body(api.concepts.$get({ query: { ...filter, ...paged(page) } }, options(signal)));
export type ConceptView = Item<typeof getConcepts>;

const oneConcept = api.concepts[":concept"];

export const getConcept = (concept: string, signal?: AbortSignal) =>
  body(oneConcept.$get({ param: encoded({ concept }) }, options(signal)));
export type ConceptWithComments = Answer<typeof getConcept>;

export type ConceptDraft = Json<typeof api.concepts.$post>;
export const createConcept = (json: ConceptDraft) => body(api.concepts.$post({ json }));

type ConceptPatch = Json<typeof oneConcept.$patch>;
export const patchConcept = (concept: string, version: number, json: ConceptPatch) =>
  body(oneConcept.$patch({ param: encoded({ concept }), json }, options(undefined, version)));

/** Takes a concept away. @returns id of the import */
export const deleteConcept = async (concept: string, version: number): Promise<string | null> => {
  const answer = await oneConcept.$delete({ param: encoded({ concept }) }, options(undefined, version));
  return answer.headers.get("polynya-import");
};

/** Takes the terms of one concept into another, which replaces it. */
export const mergeConcepts = (into: string, from: string) =>
  body(oneConcept.merge.$post({ param: encoded({ concept: into }), json: { from } }));

/** Makes a concept what it was at an earlier version. @param seen version now; `undefined` for a removed concept */
export const restoreConcept = (concept: string, version: number, seen: number | undefined) =>
  body(
    oneConcept.restore.$post({ param: encoded({ concept }), json: { version } }, options(undefined, seen)),
  );

/** Gives a status to all concepts that a filter finds. */
export const patchConcepts = (
  filter: ConceptFilter,
  status: NonNullable<ConceptPatch["status"]>,
  dryRun: boolean,
) =>
  body(api.concepts.$patch({ query: { ...filter, ...given({ dryRun: flag(dryRun) }) }, json: { status } }));

/** Takes all concepts away that a filter finds. */
export const deleteConcepts = (
  filter: ConceptFilter,
  { dryRun, removing }: { readonly dryRun: boolean; readonly removing?: number },
) =>
  body(
    api.concepts.$delete({
      query: { ...filter, ...given({ dryRun: flag(dryRun), removing: removing?.toString() }) },
    }),
  );

/** Concepts with the same or nearly the same terms. @param except the concept that the terms belong to */
export const findSimilarConcepts = async (
  terms: readonly { readonly language: Language; readonly text: string }[],
  except: string | undefined,
  signal?: AbortSignal,
) =>
  (
    await body(
      api.concepts.similar.$post({ json: { terms: [...terms], ...given({ except }) } }, options(signal)),
    )
  ).items;
export type SimilarConcept = Awaited<ReturnType<typeof findSimilarConcepts>>[number];

/** Units that use a concept, with the texts of all languages. */
export const getConceptUses = (concept: string, page: Page, signal?: AbortSignal) =>
  body(oneConcept.uses.$get({ param: encoded({ concept }), query: paged(page) }, options(signal)));

/** The subjects of the glossary, each behind the broader one. */
export const getSubjects = async () => (await body(api.subjects.$get())).items;

export const getConceptHistory = async (concept: string) =>
  (await body(oneConcept.history.$get({ param: encoded({ concept }) }))).items;

// Questions about units and concepts.

/** What a thread is about, by its id. */
export type ThreadAbout = { readonly unit: string } | { readonly concept: string };

const unitComments = oneUnit.comments;
const conceptComments = oneConcept.comments;
const questions = api.questions;

/** All that was said about a unit or a concept. */
export const getThread = async (about: ThreadAbout) =>
  "unit" in about
    ? body(unitComments.$get({ param: encoded(about) }))
    : body(conceptComments.$get({ param: encoded(about) }));
export type QuestionView = Answer<typeof getThread>;
export type CommentView = QuestionView["comments"][number];

export const addComment = async (about: ThreadAbout, json: Json<typeof unitComments.$post>) =>
  "unit" in about
    ? body(unitComments.$post({ param: encoded(about), json }))
    : body(conceptComments.$post({ param: encoded(about), json }));

const oneComment = api.comments[":comment"];
/** Changes a comment of one's own, takes it away or puts it back. */
export const patchComment = ({ id, version }: CommentView, json: Json<typeof oneComment.$patch>) =>
  body(oneComment.$patch({ param: encoded({ comment: id }), json }, options(undefined, version)));
export const getCommentHistory = async (comment: string) =>
  (await body(oneComment.history.$get({ param: encoded({ comment }) }))).items;

/** Resolves a question, or opens it again. */
export const setResolved = (question: string, isResolved: boolean) =>
  isResolved
    ? body(questions[":question"].resolve.$post({ param: encoded({ question }) }))
    : body(questions[":question"].reopen.$post({ param: encoded({ question }) }));

export const getQuestions = (
  filter: {
    readonly part?: QuestionPart | undefined;
    readonly collection?: string | undefined;
    readonly document?: string | undefined;
    readonly open?: boolean | undefined;
  },
  page: Page,
) => {
  const { open, ...rest } = filter;
  const state = open === undefined ? undefined : open ? ("true" as const) : ("false" as const);
  return body(questions.$get({ query: { ...given({ ...rest, open: state }), ...paged(page) } }));
};
export type QuestionSummary = Item<typeof getQuestions>;

export const getQuestionCounts = () => body(questions.counts.$get());

/** What a change would do to the stored units. */
export const getImpact = (concept: string, json: ConceptPatch, signal?: AbortSignal) =>
  body(oneConcept.impact.$post({ param: encoded({ concept }), json }, options(signal)));
export type Impact = Answer<typeof getImpact>;

export const recogniseTerms = async (language: Language, text: string, signal?: AbortSignal) =>
  (await body(api.terms.recognise.$post({ json: { language, text } }, options(signal)))).terms;
export type RecognisedTerm = Answer<typeof recogniseTerms>[number];

export type DuplicatePolicy = NonNullable<Query<typeof api.glossary.$put>["duplicates"]>;
export const putGlossary = (
  file: Blob,
  how: {
    readonly filename: string;
    readonly dryRun: boolean;
    readonly replace: boolean;
    /** Number of concepts that the person agreed to remove. */
    readonly removing?: number | undefined;
    readonly columns: string | undefined;
    readonly encoding: string | undefined;
    readonly duplicates: DuplicatePolicy | undefined;
  },
  sent: UploadProgress["sent"],
) => {
  const { filename, dryRun, replace, removing, columns, encoding, duplicates: policy } = how;
  const query = given({
    filename,
    dryRun: flag(dryRun),
    replace: flag(replace),
    removing: removing?.toString(),
    columns,
    encoding,
    duplicates: policy,
  });
  return body(api.glossary.$put({ query }, { fetch: uploading(file, { sent }) }));
};
export type GlossaryAnswer = Answer<typeof putGlossary>;
export type GlossaryColumn = NonNullable<GlossaryAnswer["columns"]>[number];

type GlossaryQuery = Query<typeof api.glossary.$get>;
export const glossaryAddress = (format: NonNullable<GlossaryQuery["format"]>): string =>
  api.glossary.$path({ query: { format } });

// Alignment.

type AlignSource = string | File;

/** Texts go as they are; files go as a form, their names say the format. */
export function alignTexts(
  texts: { readonly [language in Language]?: AlignSource },
  format: TextFormat,
  collection: string | undefined,
) {
  const sent = Object.entries(texts);
  if (sent.every((entry): entry is [string, string] => typeof entry[1] === "string")) {
    const json: AlignRequest = { texts: Object.fromEntries(sent), format, ...given({ collection }) };
    const headers = { "content-type": "application/json" };
    return body(api.align.$post({}, { headers, init: { body: JSON.stringify(json) } }));
  }
  const form = new FormData();
  const [extension = "txt"] = traitsOf(format).extensions;
  for (const [language, text] of sent) {
    form.set(language, typeof text === "string" ? new File([text], `${language}.${extension}`) : text);
  }
  if (collection !== undefined) form.set("collection", collection);
  return body(api.align.$post({}, { init: { body: form } }));
}
export type Alignment = Answer<typeof alignTexts>;
export type Bead = Alignment["beads"][number];

const alignments = api.collections[":collection"].alignments;
/** Makes a document of an alignment. Of the files that its texts came from, each language goes out in its own. */
export function saveAlignment(
  collection: string,
  alignment: NewAlignmentRequest,
  files: { readonly [language in Language]?: File },
) {
  const form = new FormData();
  form.set("alignment", JSON.stringify(alignment));
  for (const [language, file] of Object.entries(files)) form.set(language, file);
  return body(alignments.$post({ param: encoded({ collection }) }, { init: { body: form } }));
}

// Reports.

/** What a report is about, and its days: ISO 8601 dates; the last 90 days unless told. */
export type FiguresQuery = Query<typeof api.reports.coverage.$get>;

export const getCoverage = (query: FiguresQuery, signal?: AbortSignal) =>
  body(api.reports.coverage.$get({ query }, options(signal)));
export type CoverageDay = Item<typeof getCoverage>;

export const getActivity = (query: FiguresQuery, signal?: AbortSignal) =>
  body(api.reports.activity.$get({ query }, options(signal)));
export type DayOfWrites = Item<typeof getActivity>;

export interface Figures<Value> {
  readonly from: string;
  readonly to: string;
  readonly items: readonly Value[];
}
