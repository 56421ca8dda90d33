import { chineseScriptOf, type Language, languageOf } from "../../domain/language.ts";
import { remember } from "../../domain/remember.ts";
import { currentPublications, publishedBody, publishedVersion } from "../../storage/rows/publications.ts";
import type { Storage } from "../../storage/port.ts";
import type { ContextMemory } from "../context.ts";

/** Strings of one namespace in one language. */
export interface ServedStrings {
  /** What they are in: the language, and the script of Chinese where the website asked for a script. */
  readonly tag: string;
  /** Hash of the published body, with the script when it was converted. */
  readonly version: string;
  /** i18next JSON in UTF-8. */
  readonly body: Uint8Array<ArrayBuffer>;
  /** True when the Chinese texts are not as they were published. */
  readonly converted: boolean;
}

/** What a website may say of the strings that it asks for. */
export interface StringsWanted {
  /** An earlier version; absent: the live version. */
  readonly version?: string | undefined;
  /** Chinese in the other script than the tag asks for is converted. */
  readonly convert?: boolean | undefined;
}

/** What serving strings needs of a context: little, so that a worker can do it before the rest is loaded. */
export interface StringsContext {
  readonly storage: Storage;
  readonly memory: Pick<ContextMemory, "publishedBodies">;
}

/**
 * Published strings for a website. `zh-CN` is served from `zh` (lookup of RFC 4647 §3.4 in our three languages). Chinese
 * is served in the script in which it was published, unless a website asks for a conversion.
 *
 * @returns `undefined` for a language, namespace or version that is not published
 */
export async function servedStrings(
  context: StringsContext,
  tag: string,
  namespace: string,
  { version, convert = false }: StringsWanted = {},
): Promise<ServedStrings | undefined> {
  const language = languageOf(tag);
  if (language === undefined) return undefined;
  const { storage, memory } = context;
  const found = await publishedVersion(storage, namespace, language, version);
  if (found === undefined) return undefined;
  const body = memory.publishedBodies.get(found) ?? (await readBody(context, namespace, language, found));
  if (body === undefined) return undefined;
  return asAsked({ tag: language, version: found, body, converted: false }, tag, convert);
}

/** Published strings as a website asks for them: of Chinese it may name the script. */
async function asAsked(published: ServedStrings, tag: string, convert: boolean): Promise<ServedStrings> {
  if (chineseScriptOf(tag) === undefined) return published;
  // Few requests need the tables of characters.
  const { inScript } = await import("./internal/in-script.ts");
  return inScript(published, tag, convert);
}

async function readBody(
  { storage, memory }: StringsContext,
  namespace: string,
  language: Language,
  version: string,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const text = await publishedBody(storage, namespace, language, version);
  return text === undefined ? undefined : bodyOf(memory, version, text);
}

/** Number of remembered bodies, and the largest size of one in bytes. */
const REMEMBERED = { bodies: 100, size: 256 * 1024 } as const;

/** The remembered body, or one of the text. A version is a hash of the body, so a remembered body never becomes wrong. */
function bodyOf(
  { publishedBodies: bodies }: StringsContext["memory"],
  version: string,
  text: string,
): Uint8Array<ArrayBuffer> {
  const known = bodies.get(version);
  if (known !== undefined) return known;
  const body = new TextEncoder().encode(text);
  if (body.length > REMEMBERED.size) return body;
  remember(bodies, version, body, REMEMBERED.bodies);
  return body;
}

/**
 * Several languages and namespaces at once, for multiload of i18next-http-backend.
 *
 * @returns strings by requested tag, then by namespace; without those that are not published
 */
export async function servedMultiple(
  context: StringsContext,
  tags: readonly string[],
  namespaces: readonly string[],
  convert = false,
): Promise<Map<string, Map<string, ServedStrings>>> {
  const languages = new Map(tags.map((tag) => [tag, languageOf(tag)]));
  const wanted = [...new Set([...languages.values()].filter((language) => language !== undefined))];
  const found = await currentPublications(context.storage, wanted, namespaces);
  const served = new Map<string, Map<string, ServedStrings>>();
  for (const [tag, own] of languages) {
    const strings = new Map<string, ServedStrings>();
    for (const { namespace, language, version, body: text } of found) {
      if (language !== own) continue;
      const body = bodyOf(context.memory, version, text);
      strings.set(namespace, await asAsked({ tag: language, version, body, converted: false }, tag, convert));
    }
    served.set(tag, strings);
  }
  return served;
}
