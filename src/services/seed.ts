import { Problem } from "../domain/problem.ts";
import { collectionsAfter } from "../storage/collections.ts";
import { createCollection } from "./collections.ts";
import type { Actor, Context } from "./context.ts";
import { createDocument } from "./create-document.ts";
import { push } from "./push.ts";
import { publish } from "./strings.ts";

/** What a new installation starts with: the files of `tm/`, by path below it. */
export type SeedFiles = ReadonlyMap<string, Uint8Array>;

const SEEDER: Actor = { name: "polynya" };

/**
 * Fills an empty store from the files of `tm/`, through the same services as everybody else.
 *
 * @returns false when the store was not empty: nothing was done
 */
export async function seed(context: Context, files: SeedFiles): Promise<boolean> {
  const there = await collectionsAfter(context.storage, "", 1, undefined);
  if (there.length > 0) return false;
  await createCollection(context, SEEDER, { id: "seminars", title: "Arctic seminars" });
  await createCollection(context, SEEDER, { id: "website", title: "Seminar website" });
  for (const slug of slugs(files)) {
    const bilingual = { collection: "seminars", id: slug };
    await createDocument(
      context,
      SEEDER,
      { ...bilingual, filename: "en-ru.xlf" },
      fileAt(files, `seminars/${slug}/en-ru.xlf`),
    );
    const chinese = fileAt(files, `seminars/${slug}/en-zh.xlf`);
    await push(context, SEEDER, { document: slug, bytes: chinese, filename: "en-zh.xlf" });
  }
  const site = { collection: "website", id: "site", title: "Website strings", namespace: "site" };
  await createDocument(
    context,
    SEEDER,
    { ...site, filename: "en/site.json", source: "en" },
    fileAt(files, "strings/en/site.json"),
  );
  for (const language of ["ru", "zh"] as const) {
    const bytes = fileAt(files, `strings/${language}/site.json`);
    await push(context, SEEDER, {
      document: "site",
      bytes,
      filename: `${language}/site.json`,
      source: language,
    });
  }
  await publish(context, SEEDER, "site");
  return true;
}

function slugs(files: SeedFiles): string[] {
  const found = new Set<string>();
  for (const path of files.keys()) {
    const [, slug] = /^seminars\/([a-z0-9-]+)\/en-ru\.xlf$/u.exec(path) ?? [];
    if (slug !== undefined) found.add(slug);
  }
  return [...found].sort();
}

function fileAt(files: SeedFiles, path: string): Uint8Array {
  const bytes = files.get(path);
  if (bytes === undefined) throw new Problem("not-found", { what: `tm/${path}` });
  return bytes;
}
