import { expect, test } from "vitest";
import type { DocumentView } from "../../src/web/api/resources.ts";
import { arrange, type Sort } from "../../src/web/screens/home/home-list.ts";

const document = (title: string, translated: number, more: Partial<DocumentView> = {}): DocumentView => ({
  id: title,
  collection: "arctic",
  title,
  format: "csv",
  tags: {},
  languages: ["en", "ru"],
  revision: 1,
  created: "2026-01-01T00:00:00Z",
  createdBy: "Ivan",
  units: 10,
  states: { en: { translated: 10 }, ru: { translated } },
  stale: {},
  expected: { en: 10, ru: 10, zh: 10 },
  ...more,
});

const ENTRIES = [
  {
    collection: { title: "Арктика" },
    documents: [
      document("Ice", 10),
      document("talk", 2, { file: { name: "доклад.xlf" } }),
      document("Site", 5, { namespace: "web" }),
    ],
  },
  { collection: { title: "Deserts" }, documents: [document("Sand", 0)] },
  { collection: { title: "Empty" }, documents: [] },
];

const compare = (a: string, b: string) => a.localeCompare(b, "en");
const titles = (q: string, sort: Sort = "added") =>
  arrange(ENTRIES, q, sort, compare).map(({ documents }) => documents.map(({ title }) => title));

test("without a search every collection is listed, also an empty one", () => {
  expect(titles("")).toEqual([["Ice", "talk", "Site"], ["Sand"], []]);
});

test("a search finds titles, file names, namespaces and collections, in any case", () => {
  expect(titles("ice")).toEqual([["Ice"]]);
  expect(titles("ДОКЛАД")).toEqual([["talk"]]);
  expect(titles("web")).toEqual([["Site"]]);
  expect(titles("арктика")).toEqual([["Ice", "talk", "Site"]]);
  expect(titles("volcano")).toEqual([]);
});

test("documents are ordered by addition, age, title or texts left to do", () => {
  expect(titles("", "newest")[0]).toEqual(["Site", "talk", "Ice"]);
  expect(titles("", "title")[0]).toEqual(["Ice", "Site", "talk"]);
  expect(titles("", "unfinished")[0]).toEqual(["talk", "Site", "Ice"]);
});
