import { type Language, languageOf } from "../../domain/language.ts";
import {
  currentPublications,
  type Publication,
  publishedBody,
  publishedVersion,
} from "../../storage/rows/publications.ts";
import type { Storage } from "../../storage/port.ts";
import type { Context, ContextMemory } from "../context.ts";

/** Strings of one namespace in one language. */
export interface ServedStrings {
  readonly language: Language;
  /** Hash of the body. */
  readonly version: string;
  /** i18next JSON in UTF-8. */
  readonly body: Uint8Array<ArrayBuffer>;
}

/** What serving strings needs of a context: little, so that a worker can do it before the rest is loaded. */
export interface StringsContext {
  readonly storage: Storage;
  readonly memory: Pick<ContextMemory, "publishedBodies">;
}

/**
 * Published strings for a website. `zh-CN` is served from `zh` (lookup of RFC 4647 §3.4 in our three languages).
 *
 * @param version an earlier version; absent: the live version
 * @returns `undefined` for a language, namespace or version that is not published
 */
export async function servedStrings(
  context: StringsContext,
  tag: string,
  namespace: string,
  version?: string,
): Promise<ServedStrings | undefined> {
  const language = languageOf(tag);
  if (language === undefined) return undefined;
  const { storage, memory } = context;
  const found = await publishedVersion(storage, namespace, language, version);
  if (found === undefined) return undefined;
  const known = memory.publishedBodies.get(found);
  if (known !== undefined) return { language, version: found, body: known };
  const text = await publishedBody(storage, namespace, language, found);
  if (text === undefined) return undefined;
  const body = new TextEncoder().encode(text);
  rememberBody(memory.publishedBodies, found, body);
  return { language, version: found, body };
}

/** Number of remembered bodies, and the largest size of one in bytes. */
const REMEMBERED = { bodies: 100, size: 256 * 1024 } as const;

/** A version is a hash of the body, so a remembered body never becomes wrong. */
function rememberBody(
  bodies: Map<string, Uint8Array<ArrayBuffer>>,
  version: string,
  body: Uint8Array<ArrayBuffer>,
): void {
  if (body.length > REMEMBERED.size) return;
  const [oldest] = bodies.keys();
  if (bodies.size >= REMEMBERED.bodies && oldest !== undefined) bodies.delete(oldest);
  bodies.set(version, body);
}

/**
 * Several languages and namespaces at once, for multiload of i18next-http-backend.
 *
 * @returns publications by requested tag, then by namespace; without those that are not published
 */
export async function servedMultiple(
  context: Context,
  tags: readonly string[],
  namespaces: readonly string[],
): Promise<Map<string, Map<string, Publication>>> {
  const languages = new Map(tags.map((tag) => [tag, languageOf(tag)]));
  const wanted = [...new Set([...languages.values()].filter((language) => language !== undefined))];
  const found = await currentPublications(context.storage, wanted, namespaces);
  const served = new Map<string, Map<string, Publication>>();
  for (const [tag, language] of languages) {
    const ofTag = found.filter((publication) => publication.language === language);
    served.set(tag, new Map(ofTag.map((publication) => [publication.namespace, publication])));
  }
  return served;
}
