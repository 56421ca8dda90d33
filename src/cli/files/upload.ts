import { createHash } from "node:crypto";
import type { ExchangeFile } from "../../formats/contract.ts";
import { writeExchange } from "../../formats/registry.ts";
import { describe } from "../../messages/messages.ts";
import { createdSchema, type Report, reportSchema, type Skipped } from "../answers.ts";
import { api, type Client, type Query } from "../client.ts";
import type { Invocation } from "../command.ts";
import { EXIT, Failure } from "../exit-codes.ts";
import { batchesOf, type LargeFile, type Survey, surveyOf } from "./large-file.ts";
import { rememberImports } from "./state.ts";
import { newUpload, rememberUpload, type Upload, uploadOf } from "./interrupted-uploads.ts";

/** Most refused units that are listed. */
const MOST_LISTED = 1000;
const MEBIBYTE = 1024 * 1024;

/** Format of the batches: the native JSON holds everything of both formats, but would add states, which TMX lacks. */
type BatchFormat = "json" | "tmx";
type BatchQuery = Query & { readonly format: BatchFormat };

export interface NewLargeDocument {
  readonly collection: string;
  readonly folder: string | undefined;
  readonly id: string | undefined;
  readonly title: string | undefined;
  readonly namespace: string | undefined;
  readonly skip: SkipQuery;
  /** `refuse`: a file that the collection has already is a problem `file-known`. */
  readonly known?: "refuse" | undefined;
  readonly dryRun: boolean;
}

/** What is to be left out, as parameters of a request. */
export interface SkipQuery {
  readonly skip: string | undefined;
  readonly olderThan: string | undefined;
}

/**
 * Creates a document from a file of any size: first an empty one, then batch by batch. A batch is applied once, even
 * when it is sent again. The document's id depends on the file alone, so that the same command can go on after an
 * interruption.
 */
export async function importLarge(
  invocation: Invocation,
  file: LargeFile,
  { collection, folder: below, id, title, namespace, skip, known, dryRun }: NewLargeDocument,
): Promise<{ document: string; report: Report }> {
  const survey = await surveyed(invocation, file);
  const document = id ?? idOf(file.name, survey.hash);
  // What is left out is the server's affair, and there is no document yet that it could try the batches on.
  if (dryRun && skip.skip !== undefined) throw new Failure(EXIT.usage, "dry-run-batches");
  invocation.say("talk.in-batches", { batches: survey.batches, units: survey.units });
  if (dryRun) return { document, report: reportOf(invocation, survey, { created: taken(survey) }, []) };
  const client = await invocation.client();
  const name = uploadName(client, document, survey.hash);
  const { folder } = invocation.environment;
  const earlier = await uploadOf(folder, name);
  const begun = earlier ?? newUpload();
  if (earlier === undefined) await rememberUpload(folder, name, begun);
  try {
    const { report } = await client.json(createdSchema, "POST", api`/collections/${collection}/documents`, {
      query: { filename: file.name, folder: below, format: "json", id: document, title, namespace },
      body: batchBytes(survey, [], "json"),
    });
    if (report.import !== null) await rememberUpload(folder, name, { ...begun, first: report.import });
  } catch (error) {
    const exists = error instanceof Failure && error.problem?.code === "already-exists";
    // The document existed before, or was refused: there is nothing to resume.
    if (!exists && error instanceof Failure && error.problem !== undefined && earlier === undefined)
      await rememberUpload(folder, name, undefined);
    if (exists && earlier === undefined) await rememberUpload(folder, name, undefined);
    // The id is made from the content.
    if (exists && earlier === undefined && id === undefined && known === "refuse" && error.problem)
      throw new Failure(error.exit, error.key, error.params, {
        ...error.problem,
        code: "file-known",
        document,
        newer: false,
      });
    if (!exists || earlier === undefined) throw error;
    invocation.say("talk.resumed", { done: earlier.done, of: survey.batches });
  }
  const report = await sendBatches(invocation, client, file, survey, document, name, {
    format: "json",
    create: true,
    ...skip,
  });
  return { document, report };
}

/** Pushes a file of any size. Without `--on-conflict` a conflict means that nothing is written. */
export async function pushLarge(
  invocation: Invocation,
  client: Client,
  file: LargeFile,
  document: string,
  options: Query & { readonly onConflict?: string | undefined; readonly create: boolean },
  dryRun: boolean,
): Promise<{ report: Report; written: boolean; hash: string }> {
  const survey = await surveyed(invocation, file);
  const { hash } = survey;
  const query: BatchQuery = { ...options, format: file.format === "tmx" ? "tmx" : "json" };
  const name = uploadName(client, document, hash);
  const goingOn = (await uploadOf(invocation.environment.folder, name)) !== undefined;
  if (dryRun || (!goingOn && (options.onConflict ?? "abort") === "abort")) {
    // Batches are written one by one, so a dry run of all of them looks for conflicts first.
    const tried = await sendBatches(invocation, client, file, survey, document, undefined, {
      ...query,
      dryRun: true,
    });
    if (dryRun || (tried.counts["conflict"] ?? 0) > 0) return { report: tried, written: false, hash };
  }
  if (!goingOn) await rememberUpload(invocation.environment.folder, name, newUpload());
  const report = await sendBatches(invocation, client, file, survey, document, name, query);
  return { report, written: true, hash };
}

/** Reads the file to its end before anything of it is sent. After Ctrl+C it says that nothing was sent. */
async function surveyed(invocation: Invocation, file: LargeFile): Promise<Survey> {
  const bar = invocation.progress(Math.ceil(file.size / MEBIBYTE));
  try {
    return await surveyOf(file, invocation.environment.signal, (bytes) =>
      bar.at(Math.floor(bytes / MEBIBYTE), file.name),
    );
  } catch (error) {
    bar.end();
    if (invocation.environment.signal.aborted) invocation.say("talk.nothing-sent", { path: file.name });
    throw error;
  } finally {
    bar.end();
  }
}

/** @param name under which the upload is stored for resuming; a dry run has none */
async function sendBatches(
  invocation: Invocation,
  client: Client,
  file: LargeFile,
  survey: Survey,
  document: string,
  name: string | undefined,
  query: BatchQuery,
): Promise<Report> {
  const { folder, signal } = invocation.environment;
  const earlier: Upload = (name === undefined ? undefined : await uploadOf(folder, name)) ?? newUpload();
  const { done } = earlier;
  const counts: Record<string, number> = { ...earlier.counts };
  let { skipped } = earlier;
  // What goes in first is the import; all other batches are parts of it.
  let { first } = earlier;
  const listed: Report["units"][number][] = [];
  const warnings: Report["warnings"][number][] = [];
  let at = 0;
  const bar = invocation.progress(survey.batches);
  try {
    for await (const { units } of batchesOf(file, survey.severalFiles, signal)) {
      at += 1;
      if (at <= done) continue;
      const sent = units.filter(({ rejection }) => rejection === undefined);
      bar.at(at - 1, file.name);
      if (sent.length === 0) continue;
      const report = await client.json(reportSchema, "POST", api`/documents/${document}/push`, {
        query: { ...query, filename: file.name, partOf: first },
        headers: { "idempotency-key": keyOf(earlier, survey, document, at, query) },
        body: batchBytes(survey, sent, query.format),
        repeatable: true,
      });
      first ??= report.import ?? undefined;
      for (const [result, count] of Object.entries(report.counts))
        counts[result] = (counts[result] ?? 0) + count;
      skipped = joinSkipped(skipped, report.skipped);
      for (const unit of report.units)
        if ((unit.result === "conflict" || unit.result === "rejected") && listed.length < MOST_LISTED)
          listed.push(unit);
      warnings.push(...report.warnings.slice(0, MOST_LISTED - warnings.length));
      if (name !== undefined)
        await rememberUpload(folder, name, {
          id: earlier.id,
          done: at,
          counts,
          ...(skipped === undefined ? {} : { skipped }),
          ...(first === undefined ? {} : { first }),
        });
    }
  } catch (error) {
    bar.end();
    if (name !== undefined) await rememberImports(folder, first === undefined ? [] : [first]);
    sayWhatArrived(invocation, file, { document, name, first, done: Math.max(done, at - 1), counts, survey });
    throw error;
  }
  bar.end();
  if (name !== undefined) {
    await rememberUpload(folder, name, undefined);
    await rememberImports(folder, first === undefined ? [] : [first]);
  }
  const whole = reportOf(invocation, survey, counts, listed);
  return {
    ...whole,
    warnings: [...whole.warnings, ...warnings],
    import: first ?? null,
    ...(skipped === undefined ? {} : { skipped }),
  };
}

/** Says after an interruption what has arrived, what remains, and how to go on or back. */
function sayWhatArrived(
  invocation: Invocation,
  { name: path }: LargeFile,
  upload: {
    readonly document: string;
    /** `undefined` for a dry run. */
    readonly name: string | undefined;
    readonly first: string | undefined;
    readonly done: number;
    readonly counts: Readonly<Record<string, number>>;
    readonly survey: Survey;
  },
): void {
  const { document, name, first, done, counts, survey } = upload;
  const of = survey.batches;
  const units = ["created", "changed", "same"].reduce((sum, result) => sum + (counts[result] ?? 0), 0);
  if (name === undefined) invocation.say("talk.nothing-written", { path });
  else if (first === undefined) invocation.say("talk.nothing-arrived", { path, document });
  else invocation.say("talk.go-on", { path, document, done, of, units, left: of - done });
}

/** Examples that are told for each reason. */
const EXAMPLES = 10;

/** What two parts of a file left out. */
function joinSkipped(
  before: readonly Skipped[] | undefined,
  more: readonly Skipped[] | undefined,
): Skipped[] | undefined {
  if (before === undefined || more === undefined) return before?.slice() ?? more?.slice();
  return more.map(({ reason, count, examples }) => {
    const known = before.find((one) => one.reason === reason);
    return {
      reason,
      count: count + (known?.count ?? 0),
      examples: [...(known?.examples ?? []), ...examples].slice(0, EXAMPLES),
    };
  });
}

function batchBytes({ about }: Survey, units: ExchangeFile["units"], format: BatchFormat): Uint8Array {
  const { skippedLanguages: _, warnings: __, version: ___, ...rest } = about;
  return writeExchange({ ...rest, format, units });
}

/** Idempotency key: unique for each batch of each upload. */
function keyOf(
  { id }: Upload,
  { hash, batches }: Survey,
  document: string,
  at: number,
  query: Query,
): string {
  const what = JSON.stringify([id, hash, batches, document, at, Object.entries(query).toSorted()]);
  return createHash("sha256").update(what).digest("hex");
}

const uploadName = ({ server }: Client, document: string, hash: string): string =>
  `${server.href} ${document} ${hash}`;

/** Id of the document, made from the name and content of the file, so that it is the same each time. */
function idOf(name: string, hash: string): string {
  const slug = name
    .replace(/\.[^.]*$/u, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, "-")
    .replaceAll(/^-+|-+$/gu, "")
    .slice(0, 40);
  return `${slug === "" ? "document" : slug}-${hash.slice(0, 8)}`;
}

const taken = ({ units, rejected }: Survey): number => units - rejected.length;

/** The report on all units of the file: those that were sent and those that could not be read. */
function reportOf(
  { messages }: Invocation,
  { about, rejected }: Survey,
  counts: Readonly<Record<string, number>>,
  listed: Report["units"],
): Report {
  return {
    import: null,
    counts: {
      created: 0,
      changed: 0,
      same: 0,
      conflict: 0,
      ...counts,
      rejected: (counts["rejected"] ?? 0) + rejected.length,
    },
    units: [
      ...listed,
      ...rejected.slice(0, MOST_LISTED).map(({ key, line, rejection }) => ({
        key,
        line,
        result: "rejected",
        ...(rejection === undefined
          ? {}
          : { problem: { code: rejection.code, ...describe(messages, rejection) } }),
      })),
    ],
    warnings: (about.warnings ?? []).map((warning) => ({
      code: warning.code,
      ...describe(messages, warning),
    })),
    skippedLanguages: { ...about.skippedLanguages },
  };
}

/** Whether the server refused a body because of its size. */
export const isTooLarge = (error: unknown): boolean =>
  error instanceof Failure && error.exit === EXIT.badData && error.params["status"] === 413;
