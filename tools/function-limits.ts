import { globSync, readFileSync, statSync } from "node:fs";
import { relative, sep } from "node:path";
import { type FunctionFigures, measureFunctions } from "./measure-functions.ts";

/**
 * `node tools/function-limits.ts [path…]`: names each function that is longer or more complex than we allow, most
 * complex first, and ends with 1 when there is one. Paths are files and folders; without any, all of `src`.
 * `--all` prints the figures of every function.
 */
const MAX_LINES = 120;
const MAX_COMPLEXITY = 60;

/** A function that may be over the limits: a bench has shown that shorter pieces are slower. */
interface Allowed {
  /** Path and name as this program prints them. */
  readonly function: string;
  readonly lines: number;
  readonly complexity: number;
  /** What was measured, with which command. */
  readonly reason: string;
}

const ALLOWED = JSON.parse(
  readFileSync(new URL("function-limits.json", import.meta.url), "utf8"),
) as readonly Allowed[];

const wanted = process.argv.slice(2).filter((argument) => argument !== "--all");
const files = (wanted.length > 0 ? wanted : ["src"]).flatMap((path) =>
  statSync(path).isDirectory() ? globSync(`${path}/**/*.{ts,tsx}`) : [path],
);
const measured = files.flatMap((file) => {
  const path = relative(process.cwd(), file).split(sep).join("/");
  return measureFunctions(path, readFileSync(file, "utf8")).map((figures) => ({ path, ...figures }));
});

const exceeds = (
  { lines, complexity }: Pick<FunctionFigures, "lines" | "complexity">,
  limit: { lines: number; complexity: number },
) => lines > limit.lines || complexity > limit.complexity;
const keyOf = ({ path, name }: { path: string; name: string }) => `${path} ${name}`;
const allowed = new Map(ALLOWED.map((entry) => [entry.function, entry]));
const LIMIT = { lines: MAX_LINES, complexity: MAX_COMPLEXITY };

const shown = process.argv.includes("--all")
  ? measured
  : measured.filter((each) => exceeds(each, allowed.get(keyOf(each)) ?? LIMIT));
for (const each of shown.toSorted((a, b) => b.complexity - a.complexity || b.lines - a.lines)) {
  console.log(`${each.path}:${each.line} ${each.name}: ${each.lines} lines, complexity ${each.complexity}`);
}

// An entry that is no longer needed goes, so that the list never hides a function that grows again.
const needed = new Set(measured.filter((each) => exceeds(each, LIMIT)).map(keyOf));
const unneeded = wanted.length > 0 ? [] : ALLOWED.filter((entry) => !needed.has(entry.function));
for (const entry of unneeded)
  console.log(`function-limits.json: ${entry.function} is within the limits; remove it`);

const over = measured.filter((each) => exceeds(each, allowed.get(keyOf(each)) ?? LIMIT));
console.log(
  `${measured.length} functions in ${files.length} files; ${over.length} over ${MAX_LINES} lines or complexity ${MAX_COMPLEXITY}`,
);
process.exitCode = over.length + unneeded.length > 0 ? 1 : 0;
