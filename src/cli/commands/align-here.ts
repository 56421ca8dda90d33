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
import type { Invocation } from "../command.ts";
import { EXIT, Failure } from "../exit-codes.ts";

/** Author of what is written to the store in memory. */
const ACTOR = { name: "polynya" };
const collectionSchema = z.looseObject({ settings: z.record(z.string(), z.unknown()).default({}) });
/** Milliseconds to wait for the glossary of the server; after that the texts are aligned without it. */
const PATIENCE = 10_000;
const STEPS = 100;

export interface TextHere {
  readonly language: Language;
  readonly format: TextFormat;
  readonly bytes: Uint8Array;
}

/**
 * Aligns texts in this process, over a store in memory: they may have any length and are not sent anywhere. The
 * server's glossary is fetched first, where the server can be reached, and so are the settings of the collection that
 * the result is for.
 *
 * @throws {Failure} when the collection or its server can't be reached; {Problem} as `alignTexts` does
 */
export async function alignHere(
  invocation: Invocation,
  texts: readonly TextHere[],
  collection: string | undefined,
): Promise<Alignment> {
  const storage = openSqlite(":memory:");
  const bar = invocation.progress(STEPS);
  try {
    const context = createContext({ storage, index: matchIndex(storage), now: () => new Date() });
    if (collection !== undefined) {
      const client = await invocation.client();
      const { settings } = await client.json(collectionSchema, "GET", api`/collections/${collection}`);
      await createCollection(context, ACTOR, { id: collection, title: collection, settings });
    }
    const glossary = await glossaryOf(invocation);
    if (glossary !== undefined) await importGlossary(context, ACTOR, glossary, { format: "json" });
    const encoding = invocation.value("encoding");
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
        signal: invocation.environment.signal,
      },
    );
  } finally {
    bar.end();
    storage.close();
  }
}

/** The glossary of the server; empty when it can't be had, because the texts can be aligned without it. */
async function glossaryOf(invocation: Invocation): Promise<Uint8Array | undefined> {
  try {
    const client = await invocation.client({ retries: 0, timeout: PATIENCE });
    const { bytes } = await client.send("GET", api`/glossary`, { query: { format: "json" } });
    return bytes;
  } catch (error) {
    if (!(error instanceof Failure) || error.exit === EXIT.interrupted) throw error;
    invocation.say("talk.no-glossary");
    return undefined;
  }
}
