import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

/** SQL that SQLite takes and PostgreSQL refuses, or answers in another way. */
const SQLITE_ONLY: readonly (readonly [RegExp, string])[] = [
  [/->>?\s*'/u, "a path after -> or ->>; PostgreSQL answers NULL. Write json_extract(column, '$.path')"],
  [
    /SELECT (?:\w+\.)?value FROM json_each/u,
    "value of a list of texts or numbers. Write atom, or CAST(atom AS BIGINT)",
  ],
  [/(?<!CAST\([^()]*)\?\d+ IS NULL/u, "a parameter without type. Write CAST(?1 AS TEXT) IS NULL"],
  [/ON CONFLICT DO UPDATE/u, "a conflict without its columns"],
  [/ AS [a-z]+[A-Z]/u, "a name in mixed case without quotation marks"],
  [/(?<!Math\.)\b(?:max|min)\([^()]*,/u, "max or min of two values. Write CASE"],
  [/INSERT OR /u, "INSERT OR. Write ON CONFLICT"],
  [/\b(?:GLOB|PRAGMA|NOCASE)\b/u, "a word of SQLite alone"],
  [/\b(?:ifnull|instr|json_array|json_object|json_group_\w+|total)\(/u, "a function of SQLite alone"],
];

const ROOT = join(import.meta.dirname, "..", "..", "src", "storage");
const FILES = [
  ...readdirSync(join(ROOT, "rows")).map((name) => join("rows", name)),
  join("index", "known-imports.ts"),
  join("index", "match-index-resident.ts"),
];

test.each(FILES)("%s has SQL that every engine understands", (file) => {
  const lines = readFileSync(join(ROOT, file), "utf8").split("\n");
  const found = lines.flatMap((line, at) =>
    SQLITE_ONLY.flatMap(([pattern, fault]) => (pattern.test(line) ? [`${file}:${at + 1} has ${fault}`] : [])),
  );
  expect(found).toEqual([]);
});
