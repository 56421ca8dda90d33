import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { expect, test } from "vitest";

/** The house's one rule of order: imports go downwards. */

const SOURCE = resolve(import.meta.dirname, "..", "src");

/** What each room may import besides itself. `entries` are the files that stand in `src` itself. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  quantities: ["domain"],
  // The program's own texts, by language.
  messages: ["domain"],
  // Texts without units of their own are cut into sentences.
  formats: ["domain", "alignment"],
  matching: ["domain", "quantities"],
  terminology: ["domain"],
  alignment: ["domain", "quantities"],
  checks: ["domain", "quantities", "terminology", "alignment"],
  // The match index is kept with the units; a document remembers the name of its format.
  storage: ["domain", "matching", "formats"],
  services: ["domain", "quantities", "formats", "matching", "terminology", "checks", "alignment", "storage"],
  http: [
    "domain",
    "messages",
    "formats",
    "matching",
    "terminology",
    "checks",
    "alignment",
    "storage",
    "services",
  ],
  cli: [
    "domain",
    "messages",
    "formats",
    "matching",
    "terminology",
    "checks",
    "alignment",
    "storage",
    "services",
  ],
  // What only Node has: the service over one SQLite file.
  node: ["domain", "storage", "services", "http"],
  // The pages talk to the service over HTTP. Types apart, they share the words and pure functions.
  web: ["domain", "matching", "alignment"],
  entries: ["domain", "storage", "services", "http", "node", "cli"],
};

/** What is allowed beside that, and why. */
const EXCEPTIONS: Readonly<Record<string, readonly string[]>> = {
  // `polynya serve` is the Node entry.
  "cli/commands/serve.ts": ["node.ts"],
};

/** Small tables: of who may do what, as the pages hide what would be refused, and of what holds of each format. */
const SHARED_WITH_PAGES: ReadonlySet<string> = new Set([
  "services/access/roles.ts",
  "formats/traits.ts",
  "formats/glossary/traits.ts",
  // Tables that a page makes are as safe as those of the service.
  "formats/csv/formula-guard.ts",
]);

/** The only places that may know Node's own modules: everything else runs on Workers too. */
const ON_NODE =
  /^(?:node\.ts|node\/.*|cli\/.*|storage\/(?:sqlite|sqlite-examination|index\/index-file)\.ts)$/u;

interface Import {
  readonly from: string;
  readonly to: string;
  readonly typeOnly: boolean;
}

const files = readdirSync(SOURCE, { recursive: true, encoding: "utf8" })
  .map((path) => path.split(sep).join("/"))
  .filter((path) => /\.(?:ts|tsx)$/u.test(path));

const imports = files.flatMap((from): Import[] => {
  const text = readFileSync(join(SOURCE, from), "utf8");
  const static_ = text.matchAll(/^(?:import|export)\s+(type\s)?(?:[^"';]*?\sfrom\s+)?"([^"]+)"/gmu);
  const dynamic = text.matchAll(/\bimport\(\s*()["'`]([^"'`]+)["'`]/gu);
  return [...static_, ...dynamic].map(([, type, to]) => ({ from, to: to ?? "", typeOnly: Boolean(type) }));
});

const roomOf = (path: string) => (path.includes("/") ? (path.split("/")[0] ?? "") : "entries");

/** A path below `src`; the name itself for a package. */
const targetOf = (from: string, to: string) =>
  to.startsWith(".")
    ? relative(SOURCE, resolve(SOURCE, dirname(from), to))
        .split(sep)
        .join("/")
    : to;

test("there is something to look at", () => {
  expect(files.length).toBeGreaterThan(50);
  expect(imports.length).toBeGreaterThan(files.length);
});

test("every dynamic import names its module, so that its place can be seen", () => {
  const unnamed = files.filter((path) =>
    /(?<!["'`{*]\s*|\.)\bimport\((?!\s*(?:"[^"]+"|'[^']+'|`[^`$]+`)\s*[,)])/u.test(
      readFileSync(join(SOURCE, path), "utf8").replace(/\/\*[^]*?\*\/|\/\/.*$/gmu, ""),
    ),
  );
  expect(unnamed).toEqual([]);
});

test("every folder has its place in the order", () => {
  expect([...new Set(files.map(roomOf))].filter((room) => !(room in MAY_IMPORT))).toEqual([]);
});

test("docs/architecture.md says of each room what it may import", () => {
  const page = readFileSync(join(SOURCE, "..", "docs", "architecture.md"), "utf8");
  const rows = page.matchAll(/^\| `(\w+)` \|[^\n]*\| ([^|\n]+) \|$/gmu);
  const told = new Map([...rows].map(([, room = "", may = ""]) => [room, may]));
  const named = (room: string): string[] => {
    const may = told.get(room) ?? "";
    return may.startsWith("the same as `http`")
      ? named("http")
      : [...may.matchAll(/`(\w+)`/gu)].map(([, name = ""]) => name).toSorted();
  };
  const rooms = Object.keys(MAY_IMPORT).filter((room) => room !== "entries");
  expect(Object.fromEntries(rooms.map((room) => [room, named(room)]))).toEqual(
    Object.fromEntries(rooms.map((room) => [room, MAY_IMPORT[room]?.toSorted()])),
  );
});

test("imports go downwards", () => {
  const upward = imports.filter(({ from, to, typeOnly }) => {
    if (!to.startsWith(".")) return false;
    const target = targetOf(from, to);
    // Texts and the package's own description stand outside.
    if (target.startsWith("../")) return !/^\.\.\/(?:locales\/|package\.json$)/u.test(target);
    const [room, other] = [roomOf(from), roomOf(target)];
    if (room === "web" && (typeOnly || SHARED_WITH_PAGES.has(target))) return false;
    return room !== other && !MAY_IMPORT[room]?.includes(other) && !EXCEPTIONS[from]?.includes(target);
  });
  expect(upward).toEqual([]);
});

/** `services/units/internal/x.ts` → `services/units/`; `undefined` for a file that everybody may use. */
const ownerOf = (path: string) => /^(services\/[^/]+\/)internal\//u.exec(path)?.[1];

test("an aggregate of the services keeps its insides to itself", () => {
  const targets = imports.map(({ from, to }) => ({ from, target: targetOf(from, to) }));
  expect(targets.filter(({ target }) => ownerOf(target) !== undefined)).not.toEqual([]);
  const intruding = targets.filter(({ from, target }) => {
    const owner = ownerOf(target);
    return owner !== undefined && !from.startsWith(owner);
  });
  expect(intruding).toEqual([]);
});

/** How a statement of SQL begins, in a string. */
const SQL =
  /["'`]\s*(?:SELECT\s[^;]{1,400}?\sFROM\s+["\w]|SELECT 1\b|(?:INSERT(?:\s+OR\s+\w+)?|REPLACE)\s+INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM|(?:CREATE|ALTER|DROP)\s+(?:TABLE|INDEX)|WITH\s+\w+\s+AS|PRAGMA)\b/iu;

test("SQL stands under storage alone", () => {
  const withSql = files.filter((path) => SQL.test(readFileSync(join(SOURCE, path), "utf8")));
  expect(withSql).not.toEqual([]);
  expect(withSql.filter((path) => !path.startsWith("storage/"))).toEqual([]);
});

test("no service reads an engine's own words", () => {
  const reading = files.filter(
    (path) =>
      /^(?:services|http|mcp)\//u.test(path) &&
      /\bdetail\.(?:includes|match|startsWith|indexOf|search)\(|\.test\(\w+\.detail\)/u.test(
        readFileSync(join(SOURCE, path), "utf8"),
      ),
  );
  expect(reading).toEqual([]);
});

/** What the pages may know of the service: types of its app (values are refused above), the words of the field, and the engines they share. */
const FOR_PAGES = /^(?:web|domain|matching|alignment|formats|http)\/|^services\/access\/roles\.ts$/u;

test("the pages know neither services nor storage", () => {
  const inside = imports
    .filter(({ from, to }) => from.startsWith("web/") && to.startsWith("."))
    .map(({ from, to }) => ({ from, target: targetOf(from, to) }))
    .filter(({ target }) => !target.startsWith("../") && !FOR_PAGES.test(target));
  expect(inside).toEqual([]);
});

test("only the Node entry, its adapter and the command line know Node", () => {
  const bound = imports.filter(
    ({ from, to }) =>
      !ON_NODE.test(from) &&
      (to.startsWith("node:") || to === "better-sqlite3" || to.startsWith("@hono/node-server")),
  );
  expect(bound).toEqual([]);
});
