import { createContext } from "../../services/context.ts";
import { z } from "zod";
import type { Alignment } from "../../alignment/align.ts";
import type { Language } from "../../domain/language.ts";
import type { TextFormat } from "../../formats/traits.ts";
import { alignTexts } from "../../services/alignment/align-texts.ts";
import { createCollection } from "../../services/documents/create-collection.ts";
import { importGlossary } from "../../services/glossary/import-glossary.ts";
import { matchIndex } from "../../storage/index/choose-match-index.ts";
import { openSqlite } from "../../storage/sqlite.ts";
import { api } from "../client.ts";
import type { Job } from "../command.ts";
import { EXIT, Failure } from "../exit-codes.ts";

/** The work is this person's own. */
const ACTOR = { name: "polynya" };
const collectionSchema = z.looseObject({ settings: z.record(z.string(), z.unknown()).default({}) });
/** So long the server has to answer before the work begins without its glossary, in milliseconds. */
const PATIENCE = 10_000;
const STEPS = 100;

export interface TextHere {
  readonly language: Language;
  readonly format: TextFormat;
  readonly bytes: Uint8Array;
}

/**
 * Aligns texts in this process, over a store in memory: however long they are, they travel nowhere. What helps
 * is fetched beforehand: the server's glossary where it is within reach, and of the collection that the result
 * is for, its settings.
 *
 * @throws {Failure} when the collection is not there, or the server of it; {Problem} as `alignTexts` does
 */
export async function alignHere(
  job: Job,
  texts: readonly TextHere[],
  collection: string | undefined,
): Promise<Alignment> {
  const storage = openSqlite(":memory:");
  const bar = job.progress(STEPS);
  try {
    const context = createContext({ storage, index: matchIndex(storage), now: () => new Date() });
    if (collection !== undefined) {
      const client = await job.client();
      const { settings } = await client.json(collectionSchema, "GET", api`/collections/${collection}`);
      await createCollection(context, ACTOR, { id: collection, title: collection, settings });
    }
    const glossary = await glossaryOf(job);
    if (glossary !== undefined) await importGlossary(context, ACTOR, glossary, { format: "json" });
    const encoding = job.value("encoding");
    return await alignTexts(
      context,
      ACTOR,
      {
        texts: Object.fromEntries(texts.map(({ language, bytes }) => [language, bytes])),
        formats: Object.fromEntries(texts.map(({ language, format }) => [language, format])),
        ...(encoding === undefined ? {} : { encoding }),
        ...(collection === undefined ? {} : { collection }),
      },
      {
        onProgress: (share) => bar.at(Math.round(share * STEPS), "%"),
        signal: job.world.signal,
      },
    );
  } finally {
    bar.end();
    storage.close();
  }
}

/** The glossary helps, but nothing depends on it. */
async function glossaryOf(job: Job): Promise<Uint8Array | undefined> {
  try {
    const client = await job.client({ retries: 0, timeout: PATIENCE });
    const { bytes } = await client.send("GET", api`/glossary`, { query: { format: "json" } });
    return bytes;
  } catch (error) {
    if (!(error instanceof Failure) || error.exit === EXIT.interrupted) throw error;
    job.say("talk.no-glossary");
    return undefined;
  }
}
