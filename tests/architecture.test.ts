import { readdirSync, readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { dirname, join, relative, resolve, sep } from "node:path";
import { parseSync } from "oxc-parser";
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
  // What an agent is given: requests to the HTTP interface, which the caller sends.
  mcp: ["domain", "messages"],
  http: [
    "mcp",
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
    "mcp",
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

/** Exceptions to `MAY_IMPORT`, with their reasons. */
const EXCEPTIONS: Readonly<Record<string, readonly string[]>> = {
  // `polynya serve` is the Node entry.
  "cli/commands/serve.ts": ["node.ts", "node/memory-settings.ts"],
  // The command line starts like the service: with the Node that the packages bring.
  "cli/polynya.js": ["launch.js"],
};

/** Small tables: of who may do what, as the pages hide what would be refused, and of what holds of each format. */
const SHARED_WITH_PAGES: ReadonlySet<string> = new Set([
  "services/access/roles.ts",
  "formats/traits.ts",
  "formats/glossary/traits.ts",
  "formats/glossary/column-roles.ts",
  // Tables that a page makes are as safe as those of the service.
  "formats/csv/formula-guard.ts",
]);

/** The only places that may know Node's own modules: everything else runs on Workers too. */
const ON_NODE =
  /^(?:node\.ts|launch\.js|start\.js|node\/.*|cli\/.*|storage\/(?:sqlite|sqlite-examination|sqlite-spool|read-migrations|integrity\/[a-z-]+|index\/index-file)\.ts)$/u;

interface Import {
  readonly from: string;
  readonly to: string;
  readonly typeOnly: boolean;
}

/** The program as it runs on a service, in a browser or in a terminal: with the few files of plain JavaScript. */
const files = readdirSync(SOURCE, { recursive: true, encoding: "utf8" })
  .map((path) => path.split(sep).join("/"))
  .filter((path) => /\.[cm]?[jt]sx?$/u.test(path));

interface Parsed {
  readonly imports: readonly Import[];
  /** All strings of the file, and the fixed parts of its templates. */
  readonly strings: readonly string[];
  /** Names that reach modules or code past an import. */
  readonly detours: readonly string[];
}

const DETOURS: ReadonlySet<string> = new Set(["createRequire", "getBuiltinModule", "require", "eval"]);

function parse(from: string): Parsed {
  const text = readFileSync(join(SOURCE, from), "utf8");
  const { program, module } = parseSync(from, text);
  const strings: string[] = [];
  const detours: string[] = [];
  const imports: Import[] = [
    ...module.staticImports.map(({ moduleRequest, entries }) => ({
      from,
      to: moduleRequest.value,
      typeOnly: entries.length > 0 && entries.every(({ isType }) => isType),
    })),
    ...module.staticExports.flatMap(({ entries }) =>
      entries.flatMap(({ moduleRequest, isType }) =>
        moduleRequest === null ? [] : [{ from, to: moduleRequest.value, typeOnly: isType }],
      ),
    ),
  ];
  walk(program, (node) => {
    const { type } = node;
    if (type === "ImportExpression" || type === "TSImportType") {
      // A module that is not named by a plain string cannot be placed.
      const [to] = literals(node["source"] ?? node["argument"]);
      imports.push({ from, to: to ?? "(unnamed)", typeOnly: type === "TSImportType" });
    }
    if (type === "Identifier" && DETOURS.has(String(node["name"]))) detours.push(String(node["name"]));
    if (type === "Literal" || type === "TemplateElement") strings.push(...literals(node));
  });
  return { imports, strings, detours };
}

type Node = Readonly<Record<string, unknown>>;

/** Visits all nodes below a value of a syntax tree. */
function walk(value: unknown, visit: (node: Node) => void): void {
  if (typeof value !== "object" || value === null) return;
  if ("type" in value) visit(value);
  for (const child of Object.values(value)) walk(child, visit);
}

/** The text of a string, of a part of a template, or of a template without values. */
function literals(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  const { type, value: content, quasis, expressions } = value as Node;
  if (type === "TemplateLiteral" && Array.isArray(quasis) && Array.isArray(expressions))
    return expressions.length === 0 ? quasis.flatMap(literals) : [];
  if (type === "TemplateElement") return [(content as { readonly raw: string }).raw];
  return typeof content === "string" ? [content] : [];
}

const parsed = new Map(files.map((path) => [path, parse(path)]));
const imports = [...parsed.values()].flatMap((one) => one.imports);

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

test("every import names its module, and nothing reaches a module in another way", () => {
  // The launcher is told which program it starts.
  expect(imports.filter(({ to, from }) => to === "(unnamed)" && from !== "launch.js")).toEqual([]);
  const detours = [...parsed].filter(([path, one]) => !ON_NODE.test(path) && one.detours.length > 0);
  expect(detours.map(([path, one]) => [path, one.detours])).toEqual([]);
});

test("a rule of the lint or of the compiler is switched off by its name and with a reason", () => {
  const silent = files.filter((path) =>
    readFileSync(join(SOURCE, path), "utf8")
      .split("\n")
      .some((line) =>
        /(?:ox|es)lint-disable(?!(?:-next-line|-line)?\s+[\w@/-]+(?:, [\w@/-]+)* -- \S)|@ts-(?:nocheck|ignore)/u.test(
          line,
        ),
      ),
  );
  expect(silent).toEqual([]);
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

/** How a statement of SQL begins: in any letters where it cannot be anything else, else in capitals as we write it. */
const SQL = [
  /^\s*(?:\/\*.*?\*\/\s*)?(?:SELECT|INSERT|REPLACE|UPDATE|DELETE|CREATE|ALTER|DROP|WITH|PRAGMA|VACUUM|ATTACH|REINDEX|ANALYZE|BEGIN|COMMIT|ROLLBACK|SAVEPOINT)\s+[\w("*$]/u,
  /^\s*(?:SELECT\s[^;]{1,400}?\sFROM\s|INSERT(?:\s+OR\s+\w+)?\s+INTO\s|UPDATE\s+\w+\s+SET\s|DELETE\s+FROM\s|(?:CREATE|ALTER|DROP)\s+(?:TABLE|INDEX)\s|PRAGMA\s|VACUUM$)/iu,
  /^\s*(?:FROM|WHERE|JOIN|ORDER BY|GROUP BY)\s+\w/u,
] as const;

test("SQL stands under storage alone", () => {
  const withSql = [...parsed].flatMap(([path, { strings }]) =>
    strings.filter((text) => SQL.some((beginning) => beginning.test(text))).map((text) => ({ path, text })),
  );
  expect(withSql).not.toEqual([]);
  expect(withSql.filter(({ path }) => !path.startsWith("storage/"))).toEqual([]);
});

test("no service reads an engine's own words", () => {
  const reading = files.filter(
    (path) =>
      /^(?:services|http|mcp)\//u.test(path) &&
      /\bdetail\.(?:includes|match|startsWith|endsWith|indexOf|search)\(|\.(?:test|exec)\(\w+\.detail\)|\bdetail\s*[!=]==?\s/u.test(
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
      !ON_NODE.test(from) && (isBuiltin(to) || to === "better-sqlite3" || to.startsWith("@hono/node-server")),
  );
  expect(bound).toEqual([]);
});
