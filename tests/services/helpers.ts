import type { Language } from "../../src/domain/language.ts";
import { createContext, type Actor, type Context } from "../../src/services/context.ts";
import { createCollection } from "../../src/services/documents/create-collection.ts";
import { createDocument } from "../../src/services/documents/create-document.ts";
import { listUnits } from "../../src/services/units/list-units.ts";
import { matchIndex } from "../../src/storage/index/choose-match-index.ts";
import type { Storage } from "../../src/storage/port.ts";
import { openSqlite } from "../../src/storage/sqlite.ts";

export const anna: Actor = { name: "anna" };
export const boris: Actor = { name: "boris" };

export interface TestContext extends Context {
  readonly storage: Storage & { close(): unknown };
}

let makeStore: () => Promise<TestContext["storage"]> = () => Promise.resolve(openSqlite(":memory:"));

/** Makes the stores of `testContext` in another way from now on. */
export function useStores(make: typeof makeStore): void {
  makeStore = make;
}

/**
 * A service over an empty store: in memory, or in PostgreSQL where the tests run in the project `postgres`. Its clock
 * moves one second with each call.
 *
 * @param given an empty store to take instead
 */
export async function testContext(given?: TestContext["storage"]): Promise<TestContext> {
  const storage = given ?? (await makeStore());
  let time = Date.parse("2026-11-23T00:00:00Z");
  const context = {
    ...createContext({ storage, index: matchIndex(storage), now: () => new Date((time += 1000)) }),
    storage,
  };
  await createCollection(context, anna, { id: "c", title: "C" });
  return context;
}

export const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
export const text = (data: Uint8Array): string => new TextDecoder().decode(data);

/** Strings of a website as a document: `{en: {a: "A"}}`. The first language creates the document. */
export async function siteOf(
  context: TestContext,
  strings: { readonly [language in Language]?: Record<string, string> },
) {
  const [first, ...others] = Object.entries(strings) as [Language, Record<string, string>][];
  if (first === undefined) throw new Error("no strings");
  const { document } = await createDocument(
    context,
    anna,
    { collection: "c", id: "site", namespace: "site", format: "i18next", source: first[0] },
    bytes(JSON.stringify(first[1])),
  );
  for (const [language, texts] of others) {
    const { push } = await import("../../src/services/exchange/push.ts");
    await push(context, anna, {
      document: "site",
      bytes: bytes(JSON.stringify(texts)),
      format: "i18next",
      source: language,
    });
  }
  return document;
}

/** Texts of all units of a document, by key and language. */
export async function textsOf(
  context: TestContext,
  document: string,
): Promise<Record<string, Record<string, string>>> {
  const { items } = await listUnits(context, anna, document, { limit: 10_000 });
  return Object.fromEntries(
    items.map((unit) => [
      unit.key,
      Object.fromEntries(
        Object.entries(unit.variants).map(([language, variant]) => [language, variant.text]),
      ),
    ]),
  );
}
