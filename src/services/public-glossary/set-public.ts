import { Problem } from "../../domain/problem.ts";
import { write } from "../../storage/problems.ts";
import { findCollection } from "../../storage/rows/collections.ts";
import { findDocument } from "../../storage/rows/documents.ts";
import { type PublicAbout, publicParts, replacePublicParts } from "../../storage/rows/public-glossary.ts";
import type { Context } from "../context.ts";
import { type PublicSettings, publicSettings } from "./public-settings.ts";

/** What is to be public. Absent fields stay as they are. */
export interface PublicChange {
  /** An empty text takes a field away. */
  readonly about?: PublicAbout;
  readonly everything?: boolean;
  readonly domains?: readonly string[];
  readonly collections?: readonly string[];
  readonly documents?: readonly string[];
}

/** Changes what everybody may read without a token. @throws {Problem} `not-found` (subject, collection, document) */
export async function setPublic(context: Context, change: PublicChange): Promise<PublicSettings> {
  const { storage } = context;
  const now = await publicParts(storage);
  const collections = [...new Set(change.collections ?? now.collections)];
  const documents = [...new Set(change.documents ?? now.documents)];
  for (const id of collections)
    if ((await findCollection(storage, id)) === undefined) throw new Problem("not-found", { what: id });
  if (change.domains !== undefined) await assertSubjects(context, change.domains);
  const numbers: number[] = [];
  for (const id of documents) {
    const document = await findDocument(storage, id);
    if (document === undefined) throw new Problem("not-found", { what: id });
    numbers.push(document.n);
  }
  await write(
    storage,
    replacePublicParts({
      about: aboutAfter(now.about, change.about),
      everything: change.everything ?? now.everything,
      domains: [...new Set(change.domains ?? now.domains)],
      collections,
      documents: numbers,
    }),
  );
  return publicSettings(context);
}

async function assertSubjects(context: Context, wanted: readonly string[]): Promise<void> {
  const subjects = new Set((await publicSettings(context)).domains.map(({ domain }) => domain));
  const unknown = wanted.find((domain) => domain !== "" && !subjects.has(domain));
  if (unknown !== undefined) throw new Problem("not-found", { what: unknown }, { field: "domains" });
}

const aboutAfter = (now: PublicAbout, change: PublicAbout = {}): PublicAbout =>
  Object.fromEntries(Object.entries({ ...now, ...change }).filter(([, text]) => text !== ""));
