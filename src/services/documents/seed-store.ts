import { Problem } from "../../domain/problem.ts";
import { collectionsAfter } from "../../storage/rows/collections.ts";
import { findDocument } from "../../storage/rows/documents.ts";
import type { Actor, Context } from "../context.ts";
import { push } from "../exchange/push.ts";
import { importGlossary } from "../glossary/import-glossary.ts";
import { publishStrings } from "../strings/publish-strings.ts";
import { servedStrings } from "../strings/serve-strings.ts";
import { createCollection } from "./create-collection.ts";
import { createDocument } from "./create-document.ts";

/** Files for a new installation: bytes by path below `tm/`. */
export type SeedFiles = ReadonlyMap<string, Uint8Array>;

const SEEDER: Actor = { name: "polynya" };

/**
 * Fills an empty store from the files of `tm/` through the usual services. After an interrupted start it continues.
 *
 * @returns false when nothing was done: the store is complete, or has collections of users
 */
export async function seedStore(context: Context, files: SeedFiles): Promise<boolean> {
  const there = await collectionsAfter(context.storage, "", 100, undefined);
  const foreign = there.some(({ createdBy }) => createdBy !== SEEDER.name);
  // Publishing is the last step.
  if (foreign || (await servedStrings(context, "en", "site")) !== undefined) return false;
  const known = new Set(there.map(({ id }) => id));
  for (const [id, title] of [
    ["seminars", "Arctic seminars"],
    ["website", "Seminar website"],
  ] as const) {
    if (!known.has(id)) await createCollection(context, SEEDER, { id, title });
  }
  // The glossary comes before the texts, so that their import checks them against it.
  await importGlossary(context, SEEDER, fileAt(files, "glossary.tbx"), { format: "tbx" });
  for (const slug of slugs(files)) {
    const wanted = {
      collection: "seminars",
      id: slug,
      title: titleOf(fileAt(files, `seminars/${slug}/en.md`)) ?? slug,
    };
    await addFile(context, wanted, files, `seminars/${slug}/en-ru.xlf`);
    await addFile(context, wanted, files, `seminars/${slug}/en-zh.xlf`);
  }
  const site = { collection: "website", id: "site", title: "Website strings", namespace: "site" };
  for (const language of ["en", "ru", "zh"])
    await addFile(context, site, files, `strings/${language}/site.json`);
  await publishStrings(context, SEEDER, "site");
  return true;
}

/** Makes the document from its first file, and pushes the other files to it. Repeating this changes nothing. */
async function addFile(
  context: Context,
  wanted: {
    readonly collection: string;
    readonly id: string;
    readonly title?: string;
    readonly namespace?: string;
  },
  files: SeedFiles,
  path: string,
): Promise<void> {
  const bytes = fileAt(files, path);
  const filename = path.split("/").slice(-2).join("/");
  const format = path.endsWith(".json") ? "i18next" : "xliff";
  if ((await findDocument(context.storage, wanted.id)) === undefined) {
    await createDocument(context, SEEDER, { ...wanted, filename, format }, bytes);
  } else {
    await push(context, SEEDER, { document: wanted.id, bytes, filename, format });
  }
}

/** The first heading of a Markdown file. */
const titleOf = (markdown: Uint8Array): string | undefined =>
  /^# (.+)$/mu.exec(new TextDecoder().decode(markdown))?.[1]?.trim();

function fileAt(files: SeedFiles, path: string): Uint8Array {
  const bytes = files.get(path);
  if (bytes === undefined) throw new Problem("not-found", { what: `tm/${path}` });
  return bytes;
}

function slugs(files: SeedFiles): string[] {
  const found = [...files.keys()].flatMap(
    (path) => /^seminars\/([a-z0-9-]+)\/en-ru\.xlf$/u.exec(path)?.[1] ?? [],
  );
  return found.sort();
}
