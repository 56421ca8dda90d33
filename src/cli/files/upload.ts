import { createHash } from "node:crypto";
import type { ExchangeFile } from "../../formats/contract.ts";
import { writeExchange } from "../../formats/registry.ts";
import { describe } from "../../messages/messages.ts";
import { createdSchema, type Report, reportSchema } from "../answers.ts";
import { api, type Client, type Query } from "../client.ts";
import type { Job } from "../command.ts";
import { EXIT, Failure } from "../exit-codes.ts";
import { batchesOf, type LargeFile, type Survey, surveyOf } from "./large-file.ts";
import { rememberImports } from "./state.ts";
import { newUpload, rememberUpload, type Upload, uploadOf } from "./interrupted-uploads.ts";

/** Of refused units so many are listed. */
const MOST_LISTED = 1000;
const MEBIBYTE = 1024 * 1024;

/** The native form holds all that either format says; but a memory has no states to say, and JSON would. */
type BatchFormat = "json" | "tmx";
type BatchQuery = Query & { readonly format: BatchFormat };

export interface NewLargeDocument {
  readonly collection: string;
  readonly id: string | undefined;
  readonly title: string | undefined;
  readonly namespace: string | undefined;
  readonly dryRun: boolean;
}

/**
 * Makes a document of a file of any size: an empty one, which is then filled batch by batch, each of them taken
 * once however often it is sent. The document's id is known beforehand, so that the same command goes on after an
 * interruption.
 */
export async function importLarge(
  job: Job,
  file: LargeFile,
  { collection, id, title, namespace, dryRun }: NewLargeDocument,
): Promise<{ document: string; report: Report }> {
  const survey = await surveyed(job, file);
  const document = id ?? idOf(file.name, survey.hash);
  if (dryRun) return { document, report: reportOf(job, survey, { created: taken(survey) }, []) };
  const client = await job.client();
  const name = uploadName(client, document, survey.hash);
  const { folder } = job.world;
  const earlier = await uploadOf(folder, name);
  const begun = earlier ?? newUpload();
  if (earlier === undefined) await rememberUpload(folder, name, begun);
  try {
    const { report } = await client.json(createdSchema, "POST", api`/collections/${collection}/documents`, {
      query: { filename: file.name, format: "json", id: document, title, namespace },
      body: batchBytes(survey, [], "json"),
    });
    if (report.import !== null)
      await rememberUpload(folder, name, { ...begun, imports: [...begun.imports, report.import] });
  } catch (error) {
    const exists = error instanceof Failure && error.problem?.code === "already-exists";
    // It was there before us, or we were told no: there is nothing to go on with.
    if (!exists && error instanceof Failure && error.problem !== undefined && earlier === undefined)
      await rememberUpload(folder, name, undefined);
    if (exists && earlier === undefined) await rememberUpload(folder, name, undefined);
    if (!exists || earlier === undefined) throw error;
    job.say("talk.resumed", { done: earlier.done, of: survey.batches });
  }
  job.say("talk.in-batches", { batches: survey.batches, units: survey.units });
  const report = await sendBatches(job, client, file, survey, document, name, {
    format: "json",
    create: true,
  });
  return { document, report };
}

/** Pushes a file of any size. Without a policy for conflicts nothing is written when there is one. */
export async function pushLarge(
  job: Job,
  client: Client,
  file: LargeFile,
  document: string,
  options: Query & { readonly onConflict?: string | undefined; readonly create: boolean },
  dryRun: boolean,
): Promise<{ report: Report; written: boolean; hash: string }> {
  const survey = await surveyed(job, file);
  const { hash } = survey;
  const query: BatchQuery = { ...options, format: file.format === "tmx" ? "tmx" : "json" };
  const name = uploadName(client, document, hash);
  const goingOn = (await uploadOf(job.world.folder, name)) !== undefined;
  if (dryRun || (!goingOn && (options.onConflict ?? "abort") === "abort")) {
    // Batches are written one by one: a conflict in the last must be known before the first.
    const tried = await sendBatches(job, client, file, survey, document, undefined, {
      ...query,
      dryRun: true,
    });
    if (dryRun || (tried.counts["conflict"] ?? 0) > 0) return { report: tried, written: false, hash };
  }
  if (!goingOn) await rememberUpload(job.world.folder, name, newUpload());
  const report = await sendBatches(job, client, file, survey, document, name, query);
  return { report, written: true, hash };
}

async function surveyed(job: Job, file: LargeFile): Promise<Survey> {
  const bar = job.progress(Math.ceil(file.size / MEBIBYTE));
  try {
    return await surveyOf(file, job.world.signal, (bytes) => bar.at(Math.floor(bytes / MEBIBYTE), file.name));
  } finally {
    bar.end();
  }
}

/** @param name under which the upload is remembered; a dry run is not */
async function sendBatches(
  job: Job,
  client: Client,
  file: LargeFile,
  survey: Survey,
  document: string,
  name: string | undefined,
  query: BatchQuery,
): Promise<Report> {
  const { folder, signal } = job.world;
  const earlier: Upload = (name === undefined ? undefined : await uploadOf(folder, name)) ?? newUpload();
  const { done } = earlier;
  const counts: Record<string, number> = { ...earlier.counts };
  const imports = [...earlier.imports];
  const listed: Report["units"][number][] = [];
  let at = 0;
  const bar = job.progress(survey.batches);
  try {
    for await (const { units } of batchesOf(file, survey.severalFiles, signal)) {
      at += 1;
      if (at <= done) continue;
      const sent = units.filter(({ rejection }) => rejection === undefined);
      bar.at(at - 1, file.name);
      if (sent.length === 0) continue;
      const report = await client.json(reportSchema, "POST", api`/documents/${document}/push`, {
        query: { ...query, filename: file.name },
        headers: { "idempotency-key": keyOf(earlier, survey, document, at, query) },
        body: batchBytes(survey, sent, query.format),
        repeatable: true,
      });
      if (report.import !== null) imports.push(report.import);
      for (const [result, count] of Object.entries(report.counts))
        counts[result] = (counts[result] ?? 0) + count;
      for (const unit of report.units)
        if ((unit.result === "conflict" || unit.result === "rejected") && listed.length < MOST_LISTED)
          listed.push(unit);
      if (name !== undefined)
        await rememberUpload(folder, name, { id: earlier.id, done: at, counts, imports });
    }
  } catch (error) {
    bar.end();
    if (name !== undefined) await rememberImports(folder, imports);
    if (name !== undefined && at > 1) job.say("talk.go-on", { done: at - 1, of: survey.batches });
    throw error;
  }
  bar.end();
  if (name !== undefined) {
    await rememberUpload(folder, name, undefined);
    await rememberImports(folder, imports);
  }
  return { ...reportOf(job, survey, counts, listed), import: imports.at(-1) ?? null, imports };
}

function batchBytes({ about }: Survey, units: ExchangeFile["units"], format: BatchFormat): Uint8Array {
  const { skippedLanguages: _, warnings: __, version: ___, ...rest } = about;
  return writeExchange({ ...rest, format, units });
}

/** The same for the same batch of the same upload, and for nothing else. */
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

/** An id that says the file and is the same each time. */
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

/** What became of all the units of the file: those that were sent, and those that could not be. */
function reportOf(
  { messages }: Job,
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

/** A server that refuses a body for its size, whatever its own limit is. */
export const isTooLarge = (error: unknown): boolean =>
  error instanceof Failure && error.exit === EXIT.badData && error.params["status"] === 413;
