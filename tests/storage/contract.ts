import { beforeEach, describe, expect, test } from "vitest";
import type { Draft, Variant } from "../../src/domain/unit.ts";
import type { Concept } from "../../src/domain/concept.ts";
import {
  deleteCollection,
  findCollection,
  insertCollection,
  updateCollection,
} from "../../src/storage/rows/collections.ts";
import {
  findConcept,
  glossaryRevision,
  isStaleConcept,
  writeConcepts,
} from "../../src/storage/rows/concepts.ts";
import { findDeletedDocument, insertDeletedDocument } from "../../src/storage/rows/deleted-documents.ts";
import { assertGlossary, isGlossaryMoved } from "../../src/storage/rows/findings.ts";
import { findAnswered, insertAnswered, isAnswered } from "../../src/storage/rows/idempotency.ts";
import { insertSuggestions, suggestionsOf } from "../../src/storage/rows/suggestions.ts";
import { reserve } from "../../src/storage/rows/counter.ts";
import {
  type Document,
  findDocument,
  insertDocument,
  isStaleRevision,
  takenName,
  updateDocument,
} from "../../src/storage/rows/documents.ts";
import { sha256 } from "../../src/domain/bytes.ts";
import { keepFile, readFile } from "../../src/storage/rows/files.ts";
import { changeBetween, changesOfUnit, insertChanges } from "../../src/storage/rows/changes.ts";
import { insertReport, readReport } from "../../src/storage/rows/import-reports.ts";
import {
  findImport,
  type Import,
  insertImport,
  isUndoneAlready,
  markUndone,
} from "../../src/storage/rows/imports.ts";
import { mapRows, type Statement, type Storage, StorageError } from "../../src/storage/port.ts";
import {
  deleteUnits,
  insertUnits,
  moveUnits,
  openUnits,
  type StoredUnit,
  unitId,
  unitNumber,
  unitsAfter,
  unitsByNumber,
  unitsOf,
  updateUnits,
} from "../../src/storage/rows/units.ts";
import {
  countMarks,
  insertMark,
  listStoredMarks,
  marksByNumber,
  setRemoved,
  type StoredMark,
} from "../../src/storage/rows/marks.ts";
import { findCredential } from "../../src/storage/rows/credentials.ts";
import {
  deleteIdentity,
  findIdentity,
  type Identity,
  insertIdentity,
  insertIdentitySession,
  isKnownIdentity,
  updateIdentity,
} from "../../src/storage/rows/identities.ts";
import {
  countWaysIn,
  deletePasskey,
  findPasskey,
  insertPasskey,
  isKnownPasskey,
  openWithPasskey,
  type Passkey,
  passkeysOf,
  renamePasskey,
} from "../../src/storage/rows/passkeys.ts";
import { serviceKey } from "../../src/storage/rows/service-keys.ts";
import { findPerson, insertPerson } from "../../src/storage/rows/people.ts";
import { forgetSignIns, recordSignIn, signInsBefore } from "../../src/storage/rows/sign-ins.ts";
import type { QuestionPart } from "../../src/domain/question.ts";
import {
  commentsByNumber,
  commentsOf,
  countThreads,
  findThread,
  insertComment,
  insertThread,
  isStaleComment,
  isThreadBegun,
  listThreads,
  pastOf,
  setMentions,
  setResolved,
  talksOf,
  type ThreadFilter,
  unitsWithOpenThread,
  updateComment,
} from "../../src/storage/rows/questions.ts";
import { publicConceptsAround, replacePublicParts } from "../../src/storage/rows/public-glossary.ts";
import { deleteRefused, insertRefused, refusedTerms } from "../../src/storage/rows/refused-candidates.ts";

const TIME = "2026-11-23T00:00:00.000Z";
const TEXTS = ["Ёлка 🎄 \u0000-free", "北極理事會", "a'b\"c\\d\n\t%_?", "{}", "[1]", "null", ""];

const document = (n: number, id = `d${n}`) => ({
  n,
  id,
  collection: "c",
  title: "Заголовок",
  format: "xliff" as const,
  tags: { zh: "zh-Hans-CN" },
  languages: ["ru", "zh"] as const,
  revision: 1,
  created: TIME,
  createdBy: "anna",
  counts: { units: 2, states: { ru: { translated: 2 }, zh: { reviewed: 1 } }, stale: { ru: 0, zh: 1 } },
});

const draft = (text: string): Draft => ({ content: text === "" ? [] : [text], state: "translated" });
const variant = (text: string, version = 1): Variant => ({
  ...draft(text),
  version,
  author: "anna",
  time: TIME,
  origin: "push",
});

const unit = (n: number, order: number, text: string): StoredUnit => ({
  n,
  id: unitId(n),
  document: "d1",
  order,
  key: `k${n}`,
  version: 1,
  notes: [{ text: "注", category: "x" }],
  context: "c",
  variants: {
    ru: variant(text),
    zh: {
      ...variant(text),
      content: [text || "a", { kind: "ph", id: "1", element: "ph" }],
      from: { language: "ru", version: 1 },
    },
  },
});

const imported = (n: number): Import => ({
  n,
  kind: "push",
  document: 1,
  documentId: "d1",
  collection: "c",
  author: "anna",
  time: TIME,
  counts: { created: 0, changed: 0, same: 0, conflict: 0, rejected: 0, removed: 0 },
});

/** Tests that every engine must pass. `make` gives a migrated, empty storage. */
export function storageContract(name: string, make: () => Promise<Storage>): void {
  describe(`storage contract: ${name}`, () => {
    let storage: Storage;
    const base = async () => {
      await storage.batch([
        insertCollection({ id: "c", title: "C", settings: {}, version: 1, created: TIME, createdBy: "anna" }),
        insertDocument(document(1)),
      ]);
    };

    beforeEach(async () => {
      storage = await make();
    });

    test("returns every text unchanged", async () => {
      await base();
      const units = TEXTS.map((text, at) => unit(at + 1, at, text));
      await storage.batch(insertUnits(1, units));
      expect(await unitsOf(storage, { n: 1, id: "d1" })).toEqual(units);
      // The first units stay in memory, the others wait outside of it where the engine has a place.
      const list = await openUnits(storage, { n: 1, id: "d1" }, 500);
      expect([...list]).toEqual(units);
      expect([list.length, list.at(units.length - 1), list.at(0)]).toEqual([
        units.length,
        units.at(-1),
        units[0],
      ]);
      list.close();
    });

    test("binds texts, numbers, null and bytes, and returns bytes as bytes", async () => {
      const bytes = new Uint8Array([0, 255, 1, 128]);
      await storage.batch([
        {
          sql: "INSERT INTO file_part (hash, part, bytes) VALUES (?1, ?2, ?3)",
          params: ["полынья", 7, bytes],
        },
      ]);
      const [row] = await storage.all<{ t: string; n: number; z: null; b: Uint8Array }>(
        "SELECT hash AS t, CAST(?1 AS BIGINT) AS n, CAST(?2 AS TEXT) AS z, bytes AS b FROM file_part",
        4503599627370496,
        null,
      );
      expect(row?.t).toBe("полынья");
      expect(row?.n).toBe(4503599627370496);
      expect(row?.z).toBeNull();
      expect(new Uint8Array(row?.b ?? [])).toEqual(bytes);
    });

    test("accepts any number of units in one parameter", async () => {
      await base();
      const units = Array.from({ length: 5000 }, (_, at) => unit(at + 1, at, `${"本".repeat(50)} ${at}`));
      await storage.batch(insertUnits(1, units));
      const numbers = units.map(({ n }) => n);
      expect(await unitsByNumber(storage, numbers)).toHaveLength(5000);
      await storage.batch(deleteUnits(units));
      expect(await unitsByNumber(storage, numbers)).toEqual([]);
    });

    test("writes nothing when one statement of a batch fails", async () => {
      await base();
      const failing = storage.batch([
        ...insertUnits(1, [unit(1, 0, "a")]),
        ...insertUnits(9, [unit(2, 1, "b")]),
      ]);
      await expect(failing).rejects.toMatchObject({ fault: "constraint" });
      expect(await unitsOf(storage, { n: 1, id: "d1" })).toEqual([]);
    });

    test("refuses a second unit with the same key in a document", async () => {
      await base();
      const twin = { ...unit(2, 1, "b"), key: "k1" };
      await expect(storage.batch(insertUnits(1, [unit(1, 0, "a"), twin]))).rejects.toBeInstanceOf(
        StorageError,
      );
    });

    test("accepts one writer of a revision, and names the constraint that stopped the other", async () => {
      await base();
      const seen = await findDocument(storage, "d1");
      if (seen === undefined) throw new Error("no document");
      await storage.batch([updateDocument({ ...seen, title: "one" })]);
      const late = storage.batch([updateDocument({ ...seen, title: "two" })]);
      const refusal = await late.catch((error: unknown) => error);
      expect(refusal).toMatchObject({
        fault: "constraint",
        constraint: { kind: "not-null", table: "document", columns: ["revision"] },
      });
      expect([isStaleRevision(refusal), takenName(refusal)]).toEqual([true, undefined]);
      expect(await findDocument(storage, "d1")).toMatchObject({ title: "one", revision: 2 });
    });

    test("names a broken constraint by kind, table and columns", async () => {
      await base();
      const twin = { ...unit(2, 1, "b"), key: "k1" };
      const refused = async (statements: readonly Statement[]) => {
        const error: unknown = await storage.batch(statements).catch((failure: unknown) => failure);
        return error instanceof StorageError ? error.constraint : error;
      };
      expect(await refused(insertUnits(1, [unit(1, 0, "a"), twin]))).toEqual({
        kind: "unique",
        table: "unit",
        columns: ["document", "key"],
      });
      const broken: Statement = { sql: "UPDATE collection SET settings = 'no JSON'" };
      expect(await refused([broken])).toEqual({ kind: "check", columns: [] });
      expect(await refused(deleteCollection("c"))).toEqual({ kind: "foreign-key", columns: [] });
    });

    test("says whether the id or the namespace of a new document is taken", async () => {
      await base();
      const named = { ...document(2), namespace: "site" };
      await storage.batch([insertDocument(named)]);
      const refusal = async (wanted: Document) =>
        takenName(await storage.batch([insertDocument(wanted)]).catch((error: unknown) => error));
      expect(await refusal(document(3, "d1"))).toBe("id");
      expect(await refusal({ ...named, n: 3, id: "d3" })).toBe("namespace");
    });

    test("refuses findings that were made with another glossary", async () => {
      const revision = await glossaryRevision(storage);
      await storage.batch([assertGlossary(revision)]);
      const refusal = await storage.batch([assertGlossary(revision + 1)]).catch((error: unknown) => error);
      expect(isGlossaryMoved(refusal)).toBe(true);
    });

    test("writes a version of a concept once", async () => {
      const concept: Concept = {
        id: "ice",
        status: "approved",
        terms: [{ language: "en", text: "ice", administrativeStatus: "preferred" }],
      };
      const write = (version: number) =>
        storage.batch(
          writeConcepts([{ id: "ice", version, concept }], { time: TIME, author: "anna", import: 1 }),
        );
      await storage.batch([insertImport(imported(1))]);
      await write(1);
      expect(isStaleConcept(await write(1).catch((error: unknown) => error))).toBe(true);
      await write(2);
      expect(await findConcept(storage, "ice")).toMatchObject({ concept, version: 2 });
    });

    test("shows suggestions unless their import is undone", async () => {
      await base();
      await storage.batch([...insertUnits(1, [unit(1, 0, "a")]), insertImport(imported(1))]);
      const drafts = TEXTS.map(draft);
      for (const [at, suggested] of drafts.entries()) {
        await storage.batch([
          insertImport(imported(at + 2)),
          ...insertSuggestions(at + 2, [{ unit: 1, language: "ru", draft: suggested }]),
        ]);
      }
      const found = await suggestionsOf(storage, 1);
      expect(found.map((suggestion) => suggestion.draft)).toEqual(drafts);
      expect(found[0]).toEqual({ language: "ru", draft: drafts[0], author: "anna", time: TIME });
      // The import is undone, then the undo is undone.
      await storage.batch([insertImport(imported(20)), insertImport(imported(21)), markUndone(2, 20)]);
      expect((await suggestionsOf(storage, 1)).map((one) => one.draft)).toEqual(drafts.slice(1));
      await storage.batch([markUndone(20, 21)]);
      expect((await suggestionsOf(storage, 1)).map((one) => one.draft)).toEqual(drafts);
    });

    test("answers a key once", async () => {
      await storage.batch([insertImport(imported(1))]);
      const answer = { request: "hash", import: 1 };
      await storage.batch([insertAnswered("anna", "k", answer, TIME)]);
      const second = storage.batch([insertAnswered("anna", "k", { ...answer, request: "other" }, TIME)]);
      expect(isAnswered(await second.catch((error: unknown) => error))).toBe(true);
      expect(await findAnswered(storage, "anna", "k")).toEqual(answer);
      expect(await findAnswered(storage, "boris", "k")).toBeUndefined();
    });

    test("keeps refused terms by collection, each once, until they are taken back", async () => {
      const term = {
        collection: "c",
        language: "en" as const,
        folded: "ice",
        term: "Ice",
        author: "anna",
        time: TIME,
      };
      const everywhere = { ...term, collection: "", folded: "sea", term: "sea" };
      await storage.batch(insertRefused([term, everywhere, { ...term, collection: "other" }]));
      await storage.batch(insertRefused([{ ...term, author: "boris" }]));
      const seen = await refusedTerms(storage, ["c"]);
      expect(seen.map(({ folded, author }) => [folded, author])).toEqual([
        ["ice", "boris"],
        ["sea", "anna"],
      ]);
      expect(await refusedTerms(storage, undefined)).toHaveLength(3);
      await storage.batch(deleteRefused([term]));
      expect(await refusedTerms(storage, ["c"])).toEqual([everywhere]);
    });

    test("keeps threads and comments exactly, filters them by person, and hides those of deleted units", async () => {
      await base();
      await storage.batch(insertUnits(1, [unit(1, 0, "a"), unit(2, 1, "b")]));
      const said = (n: number, thread: number, person: string, text: string) =>
        insertComment({ n, thread, text, author: person, person, time: TIME });
      await storage.batch([insertThread(1, { unit: 1 }, 1), ...said(1, 1, "tanya", TEXTS[0] ?? "")]);
      await storage.batch([insertThread(2, { unit: 2 }, 2), ...said(2, 2, "tanya", TEXTS[2] ?? "")]);
      await storage.batch([...said(3, 1, "rita", TEXTS[1] ?? ""), ...setMentions(3, ["olga"])]);
      const error = await storage.batch([insertThread(3, { unit: 1 }, 4)]).catch((thrown: unknown) => thrown);
      expect(isThreadBegun(error)).toBe(true);
      const ids = async (filter: Partial<ThreadFilter>) =>
        (await listThreads(storage, { collections: undefined, ...filter }, 10)).map(({ n }) => n);
      const part = (of: QuestionPart, person: string) => ({ part: { of, person } });
      expect(await ids({})).toEqual([1, 2]);
      expect(await ids({ before: 3 })).toEqual([2]);
      expect(await ids({ collections: [] })).toEqual([]);
      expect(await ids({ collections: ["c"], unitsOnly: true, document: "d1", open: true })).toEqual([1, 2]);
      expect(await ids(part("mine", "tanya"))).toEqual([1, 2]);
      expect(await ids(part("waiting", "tanya"))).toEqual([1]);
      expect(await ids(part("waiting", "rita"))).toEqual([]);
      expect(await ids(part("mentions", "olga"))).toEqual([1]);
      expect(await countThreads(storage, { collections: ["c"], ...part("waiting", "olga") })).toBe(1);
      expect(await talksOf(storage, [1, 2])).toEqual(
        new Map([
          [1, { count: 2, first: 1, last: 3 }],
          [2, { count: 1, first: 2, last: 2 }],
        ]),
      );
      const [first] = await commentsOf(storage, 1);
      if (first === undefined) throw new Error("no comment");
      expect(first).toMatchObject({ n: 1, text: TEXTS[0], person: "tanya", version: 1, removed: false });
      await storage.batch(updateComment(first, { text: TEXTS[2] ?? "", removed: true }, TIME));
      const stale = await storage
        .batch(updateComment(first, { text: "", removed: false }, TIME))
        .catch((thrown: unknown) => thrown);
      expect(isStaleComment(stale)).toBe(true);
      expect(await commentsByNumber(storage, [1])).toMatchObject([
        { version: 2, removed: true, edited: TIME },
      ]);
      expect(await pastOf(storage, 1)).toEqual([{ version: 1, text: TEXTS[0], removed: false, time: TIME }]);
      const by = { time: TIME, author: "anna" };
      await storage.batch([setResolved(1, by), setResolved(1, { ...by, author: "boris" })]);
      expect(await findThread(storage, 1)).toMatchObject({ resolved: TIME, resolvedBy: "anna", last: 3 });
      expect(await unitsWithOpenThread(storage, 1)).toEqual(new Set([2]));
      await storage.batch(deleteUnits([unit(2, 1, "b")]));
      expect(await ids({})).toEqual([1]);
      expect(await findThread(storage, 2)).toBeUndefined();
    });

    test("keeps marks exactly, also over the deletion of their unit, and takes them away and back", async () => {
      await base();
      await storage.batch(insertUnits(1, [unit(1, 0, "a"), unit(2, 1, "b")]));
      const mark = (n: number, stretch: string): StoredMark => ({
        n,
        unit: n,
        language: "ru",
        version: 1,
        textHash: "hash",
        start: 0,
        end: stretch.length,
        stretch,
        category: "style",
        severity: "minor",
        comment: stretch,
        author: "anna",
        time: TIME,
        removed: null,
        removedBy: null,
      });
      const marks = [mark(1, TEXTS[0] ?? ""), mark(2, TEXTS[2] ?? "")];
      await storage.batch(marks.map(insertMark));
      expect(await listStoredMarks(storage, { document: "d1" }, 0, 10)).toEqual(marks);
      expect(await listStoredMarks(storage, { unit: 2, language: "ru" }, 0, 10)).toEqual([marks[1]]);
      expect(await countMarks(storage, [1])).toEqual(new Map([[1, 1]]));
      await storage.batch(setRemoved([1], TIME, "boris"));
      await storage.batch(setRemoved([1], TIME, "vera"));
      expect(await listStoredMarks(storage, {}, 0, 10)).toEqual([marks[1]]);
      expect(await marksByNumber(storage, [1])).toMatchObject([{ removed: TIME, removedBy: "boris" }]);
      await storage.batch(setRemoved([1, 2], null, null));
      await storage.batch(deleteUnits([unit(2, 1, "b")]));
      expect(await listStoredMarks(storage, { collections: ["c"] }, 0, 10)).toEqual([marks[0]]);
      expect(await marksByNumber(storage, [1, 2])).toEqual(marks);
    });

    test("finds the public concepts around one: those that it names, and those that name it", async () => {
      const related = (id: string, domain: string, ...others: string[]): Concept => ({
        id,
        domain,
        status: "approved",
        ...(others.length === 0
          ? {}
          : { relations: others.map((concept) => ({ type: "related" as const, concept })) }),
        terms: [],
      });
      const concepts = [
        related("ice", "open", "floe", "plan"),
        related("floe", "open"),
        related("lead", "open", "floe", "ice"),
        related("pack", "open", "floe"),
        related("plan", "secret", "ice"),
      ];
      await storage.batch([
        ...concepts.map((concept) => ({
          sql: "INSERT INTO concept (id, version, data, time, author) VALUES (?1, 1, ?2, ?3, 'anna')",
          params: [concept.id, JSON.stringify(concept), TIME],
        })),
        ...replacePublicParts({
          about: {},
          everything: false,
          domains: ["open"],
          collections: [],
          documents: [],
        }),
      ]);
      const around = async (concept: Concept | undefined) =>
        (await publicConceptsAround(storage, concept ?? related("none", ""))).map(
          ({ concept: { id } }) => id,
        );
      expect(await around(concepts[0])).toEqual(["floe", "lead"]);
      expect(await around(concepts[1])).toEqual(["ice", "lead", "pack"]);
      expect(await around(undefined)).toEqual([]);
    });

    test("keeps a deleted document for the undo of its import", async () => {
      await base();
      await storage.batch([insertImport(imported(1)), insertDeletedDocument(1, document(1))]);
      expect(await findDeletedDocument(storage, 1)).toEqual(document(1));
      expect(await findDeletedDocument(storage, 2)).toBeUndefined();
    });

    test("refuses an edit of a collection that somebody else changed", async () => {
      await base();
      const seen = await findCollection(storage, "c");
      if (seen === undefined) throw new Error("no collection");
      await storage.batch([updateCollection({ ...seen, title: "one" }, 1)]);
      await expect(storage.batch([updateCollection({ ...seen, title: "two" }, 1)])).rejects.toMatchObject({
        fault: "constraint",
      });
    });

    test("writes changed units, and pages through them in their order", async () => {
      await base();
      const units = [unit(1, 2, "c"), unit(2, 0, "a"), unit(3, 1, "b")];
      await storage.batch(insertUnits(1, units));
      const changed = { ...unit(3, 1, "B"), version: 2 };
      await storage.batch(updateUnits([changed]));
      const first = await unitsAfter(storage, { n: 1, id: "d1" }, { order: -1, n: -1 }, 2);
      expect(first.map(({ key }) => key)).toEqual(["k2", "k3"]);
      expect(first[1]).toEqual(changed);
      const rest = await unitsAfter(storage, { n: 1, id: "d1" }, { order: 1, n: 3 }, 2);
      expect(rest.map(({ key }) => key)).toEqual(["k1"]);
      await storage.batch(moveUnits([unit(1, -1, "c")]));
      expect((await unitsOf(storage, { n: 1, id: "d1" })).map(({ key }) => key)).toEqual(["k1", "k2", "k3"]);
    });

    test("keeps the counts of its units with a document", async () => {
      await base();
      const seen = (await findDocument(storage, "d1")) ?? document(1);
      expect(seen.counts).toEqual(document(1).counts);
      const counts = { ...seen.counts, units: 3 };
      await storage.batch([updateDocument({ ...seen, counts })]);
      expect((await findDocument(storage, "d1"))?.counts).toEqual(counts);
    });

    test("keeps the history of changed, created and deleted units", async () => {
      await base();
      await storage.batch([1, 2, 3].map((n) => insertImport(imported(n))));
      const first = unit(1, 0, "a");
      const { zh: _, ...russian } = first.variants;
      const second: StoredUnit = { ...first, version: 2, variants: { ...russian, ru: variant("b", 2) } };
      await storage.batch(
        insertChanges([
          changeBetween(1, undefined, first),
          changeBetween(2, first, second),
          changeBetween(3, second, undefined),
        ]),
      );
      const [made, changed, removed] = await changesOfUnit(storage, 1);
      expect(made).toMatchObject({ import: 1, version: 1, creates: true, before: {} });
      expect(changed).toMatchObject({ import: 2, version: 2, creates: false });
      expect(changed?.before).toEqual({ ru: first.variants.ru, zh: first.variants.zh });
      expect(removed).toMatchObject({
        import: 3,
        version: 3,
        creates: false,
        whole: { key: "k1", version: 2 },
      });
    });

    test("keeps a report in order, and marks an import as undone only once", async () => {
      await base();
      const report = Array.from({ length: 3000 }, (_, at) => ({
        key: `${at} ${"ж".repeat(200)}`,
        result: "same" as const,
      }));
      await storage.batch([
        insertImport(imported(1)),
        insertImport({ ...imported(2), kind: "undo", undoes: 1 }),
        ...insertReport(1, report),
      ]);
      expect(await readReport(storage, 1)).toEqual(report);
      await storage.batch([markUndone(1, 2)]);
      expect(await findImport(storage, 1)).toMatchObject({ undoneBy: 2 });
      const refusal = await storage.batch([markUndone(1, 2)]).catch((error: unknown) => error);
      expect(refusal).toMatchObject({ fault: "constraint", constraint: { kind: "not-null" } });
      expect(isUndoneAlready(refusal)).toBe(true);
    });

    test("maps the rows of a statement one by one", async () => {
      const rows = await mapRows(
        storage,
        ({ value }: { value: string }) => value.toUpperCase(),
        "SELECT atom AS value FROM json_each(?1) ORDER BY atom",
        JSON.stringify(["b", "ё", "a"]),
      );
      expect(rows).toEqual(["A", "B", "Ё"]);
      await expect(mapRows(storage, (row) => row, "SELECT n FROM nowhere")).rejects.toThrow();
      expect(await mapRows(storage, (row) => row, "SELECT n FROM unit WHERE n = -1")).toEqual([]);
    });

    test("keeps files byte for byte, each content once, also over 2 MB", async () => {
      const noise = new Uint8Array(3_000_000);
      for (let at = 0; at < noise.length; at += 65_536)
        crypto.getRandomValues(noise.subarray(at, at + 65_536));
      const kept = await keepFile(noise);
      expect(kept.hash).toBe(await sha256(noise));
      await storage.batch(kept.statements);
      await storage.batch(kept.statements);
      const back = await readFile(storage, kept.hash);
      expect(await sha256(back ?? "")).toBe(kept.hash);
      expect(await readFile(storage, "none")).toBeUndefined();
    });

    test("keeps an account of a provider for one person, with the roles that it gives, and its sign-ins", async () => {
      const person = (id: string) =>
        insertPerson({
          ...{ id, kind: "person", name: id, languages: [], role: null, roles: {}, version: 1 },
          ...{ disabled: null, created: TIME, createdBy: "house" },
        });
      const identity: Identity = {
        ...{ issuer: "https://id.test", subject: "Ёлка-1", id: "a1", person: "p1", provider: "house" },
        ...{ account: "anna@test", roles: [[null, "reader"]], until: TIME, created: TIME, used: TIME },
      };
      await storage.batch([...person("p1"), ...person("p2"), insertIdentity(identity)]);
      const again = storage.batch([insertIdentity({ ...identity, id: "a2", person: "p2" })]);
      await expect(again).rejects.toSatisfy(isKnownIdentity);
      // A person who is not there has no accounts.
      await storage.batch([insertIdentity({ ...identity, subject: "other", id: "a3", person: "p9" })]);
      expect(await findIdentity(storage, identity.issuer, "other")).toBeUndefined();
      await storage.batch([updateIdentity({ ...identity, roles: [["c", "reviewer"]], until: "2027" })]);
      expect(await findIdentity(storage, identity.issuer, identity.subject)).toEqual({
        ...identity,
        roles: [["c", "reviewer"]],
        until: "2027",
      });
      expect((await findPerson(storage, "p1"))?.given).toEqual([
        { identity: "a1", provider: "house", roles: [["c", "reviewer"]], until: "2027" },
      ]);
      expect((await findPerson(storage, "p2"))?.given).toEqual([]);
      const session = { hash: "h", id: "s1", created: TIME, expires: "2027", device: null, place: "RU" };
      const signIn = [insertIdentitySession(identity, session), recordSignIn("h", "provider", "house")];
      await storage.batch([...signIn, recordSignIn("no such session", "code")]);
      const entries = await signInsBefore(storage, { before: 10 ** 9, limit: 9 });
      expect(entries).toMatchObject([{ person: "p1", name: "p1", way: "provider", place: "RU", time: TIME }]);
      const owned = { person: "p1", id: "a1", session: "s2" };
      expect(await deleteIdentity(storage, { ...owned, person: "p2" })).toBe(false);
      expect(await findCredential(storage, "h")).toBeDefined();
      expect(await deleteIdentity(storage, owned)).toBe(true);
      expect(await findCredential(storage, "h")).toBeUndefined();
      await storage.batch([forgetSignIns("2026-11-24")]);
      expect(await signInsBefore(storage, { before: 10 ** 9, limit: 9 })).toEqual([]);
    });

    test("keeps a passkey for one person, opens one session for what it signed, and counts the ways in", async () => {
      const holder = (id: string) =>
        insertPerson({
          ...{ id, kind: "person", name: id, languages: [], role: null, roles: {}, version: 1 },
          ...{ disabled: null, created: TIME, createdBy: "admin" },
        });
      const passkey: Passkey = {
        ...{ credential: "AQID", id: "k1", person: "h1", name: "ноутбук", publicKey: "pQEC", counter: 0 },
        ...{ transports: ["internal"], host: "tm.test", synced: false, challenged: 1_700_000_000_000 },
        ...{ created: TIME, used: null },
      };
      await storage.batch([...holder("h1"), ...holder("h2"), insertPasskey(passkey)]);
      const again = storage.batch([insertPasskey({ ...passkey, id: "k2", person: "h2" })]);
      await expect(again).rejects.toSatisfy(isKnownPasskey);
      expect(await passkeysOf(storage, "h1")).toEqual([passkey]);
      expect(await countWaysIn(storage, "h1")).toEqual({ passkeys: 1, identities: 0, codes: 0 });
      const signed = { ...passkey, counter: 2 ** 32 - 1, synced: true, challenged: passkey.challenged + 1 };
      const session = (hash: string) => ({
        ...{ hash, id: `s${hash}`, created: TIME, expires: "2027", device: null, place: null },
      });
      const [first] = await storage.batch([...openWithPasskey(signed, session("k-a"))]);
      const [second] = await storage.batch([...openWithPasskey(signed, session("k-b"))]);
      expect([first?.length, second?.length]).toEqual([1, 0]);
      expect(await findPasskey(storage, "AQID")).toEqual({ ...signed, used: TIME });
      expect(await renamePasskey(storage, { person: "h2", id: "k1", name: "theirs" })).toBe(false);
      expect(await renamePasskey(storage, { person: "h1", id: "k1", name: "手机" })).toBe(true);
      expect(await deletePasskey(storage, { person: "h2", id: "k1", session: "" })).toBe(false);
      expect(await findCredential(storage, "k-a")).toBeDefined();
      expect(await deletePasskey(storage, { person: "h1", id: "k1", session: "" })).toBe(true);
      expect(await findCredential(storage, "k-a")).toBeUndefined();
      const keys = await Promise.all([1, 2].map((n) => serviceKey(storage, "tests", () => `key ${n}`)));
      expect(keys[0]).toBe(keys[1]);
    });

    test("never gives the same number twice", async () => {
      const taken = await Promise.all(
        Array.from({ length: 20 }, (_, at) => reserve(storage, "unit", at + 1)),
      );
      const ranges = taken.flatMap((first, at) => Array.from({ length: at + 1 }, (_, step) => first + step));
      expect(new Set(ranges).size).toBe(ranges.length);
    });

    test("accepts only ids of units", () => {
      expect(unitNumber(unitId(123456789))).toBe(123456789);
      for (const id of ["", "u", "u-1", "U1", "u1 ", "i1", "u99999999999"])
        expect(unitNumber(id)).toBeUndefined();
    });
  });
}
