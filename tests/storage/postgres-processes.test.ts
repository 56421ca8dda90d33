import { afterAll, expect, test } from "vitest";
import { createContext, type Context } from "../../src/services/context.ts";
import { createCollection } from "../../src/services/documents/create-collection.ts";
import { createDocument } from "../../src/services/documents/create-document.ts";
import { lookup } from "../../src/services/memory/lookup.ts";
import { undoImport } from "../../src/services/imports/undo-import.ts";
import { residentMatchIndex } from "../../src/storage/index/match-index-resident.ts";
import { openPostgres, type PostgresStorage } from "../../src/storage/postgres.ts";
import { readMigrations } from "../../src/storage/read-migrations.ts";
import { anna, boris, bytes } from "../services/helpers.ts";
import { emptySchema } from "./postgres-store.ts";

const opened: PostgresStorage[] = [];
afterAll(() => Promise.all(opened.map((storage) => storage.close())));

/** A service as one process has it: connections of its own, and its own index in memory. */
async function service(url: string): Promise<Context> {
  const storage = await openPostgres(url, {
    migrations: readMigrations("migrations-postgres"),
    connections: 4,
  });
  opened.push(storage);
  return createContext({ storage, index: residentMatchIndex(storage), now: () => new Date() });
}

const table = (at: number): Uint8Array =>
  bytes(`key\ten\tru\nk\tIcebreaker number ${at} sails.\tЛедокол ${at} идёт.\n`);

async function found(context: Context, text: string): Promise<string[]> {
  const results = await lookup(context, anna, {
    source: "en",
    targets: ["ru"],
    segments: [{ text }],
    threshold: 0.99,
  });
  return results.flatMap(({ matches }) =>
    matches.flatMap(({ document, source }) => (source.text === text ? [document] : [])),
  );
}

test("two processes over one database see each other's writes and undos in the next lookup", async () => {
  const url = await emptySchema();
  const [one, other] = [await service(url), await service(url)];
  await createCollection(one, anna, { id: "c", title: "C" });
  // Both load their index before there is anything.
  expect(await found(one, "Icebreaker number 0 sails.")).toEqual([]);
  expect(await found(other, "Icebreaker number 0 sails.")).toEqual([]);
  for (const at of [0, 1, 2, 3]) {
    const [writer, reader] = at % 2 === 0 ? [one, other] : [other, one];
    const made = await createDocument(
      writer,
      anna,
      { collection: "c", id: `d${at}`, format: "tsv" },
      table(at),
    );
    for (const context of [writer, reader]) {
      expect(await found(context, `Icebreaker number ${at} sails.`)).toEqual([`d${at}`]);
    }
    if (at > 0) await undoImport(reader, boris, made.report.import ?? "");
  }
  for (const context of [one, other]) {
    expect(await found(context, "Icebreaker number 0 sails.")).toEqual(["d0"]);
    expect(await found(context, "Icebreaker number 3 sails.")).toEqual([]);
  }
});

test("writes of two processes at the same time are all there, each once", async () => {
  const url = await emptySchema();
  const services = [await service(url), await service(url)];
  await createCollection(services[0] ?? failed(), anna, { id: "c", title: "C" });
  await Promise.all(
    Array.from({ length: 12 }, (_, at) =>
      createDocument(
        services[at % 2] ?? failed(),
        anna,
        { collection: "c", id: `d${at}`, format: "tsv" },
        table(at),
      ),
    ),
  );
  for (const context of services) {
    for (let at = 0; at < 12; at += 1) {
      expect(await found(context, `Icebreaker number ${at} sails.`)).toEqual([`d${at}`]);
    }
  }
});

test("an import that is committed after later numbers is found", async () => {
  const url = await emptySchema();
  const [one, other] = [await service(url), await service(url)];
  await createCollection(one, anna, { id: "c", title: "C" });
  expect(await found(other, "Icebreaker number 5 sails.")).toEqual([]);
  // The numbers of the first document are taken, and its batch is held until the others are committed.
  const { promise: held, resolve: release } = Promise.withResolvers<void>();
  const slow: Context = {
    ...one,
    storage: {
      ...one.storage,
      async batch(statements) {
        await held;
        return one.storage.batch(statements);
      },
    },
  };
  const late = createDocument(slow, anna, { collection: "c", id: "late", format: "tsv" }, table(5));
  for (let at = 6; at < 10; at += 1) {
    await createDocument(one, anna, { collection: "c", id: `d${at}`, format: "tsv" }, table(at));
  }
  expect(await found(other, "Icebreaker number 9 sails.")).toEqual(["d9"]);
  release();
  await late;
  expect(await found(other, "Icebreaker number 5 sails.")).toEqual(["late"]);
});

function failed(): never {
  throw new Error("no service");
}
