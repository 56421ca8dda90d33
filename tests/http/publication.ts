import { sha256 } from "../../src/domain/bytes.ts";
import type { Language } from "../../src/domain/language.ts";
import { makeCurrent } from "../../src/storage/rows/publications.ts";
import type { Storage } from "../../src/storage/port.ts";

/** Publishes strings without a document. @returns their version */
export async function insertPublication(
  storage: Storage,
  namespace: string,
  language: Language,
  strings: Readonly<Record<string, string>>,
): Promise<string> {
  const body = JSON.stringify(strings);
  const version = await sha256(new TextEncoder().encode(body));
  const publication = {
    namespace,
    language,
    version,
    body,
    time: "2026-11-23T09:00:00.000Z",
    author: "anna",
  };
  await storage.batch(makeCurrent(publication, "site"));
  return version;
}
