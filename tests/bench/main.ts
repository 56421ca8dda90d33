import { readdirSync } from "node:fs";

/** `npm run bench -- NAME [options]` runs `tests/bench/NAME.ts`, which exports `run(args)`. */
const [name, ...args] = process.argv.slice(2).filter((arg) => arg !== "--");
const known = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith(".ts") && file !== "main.ts" && !file.startsWith("_"))
  .map((file) => file.slice(0, -3));

if (name === undefined || !known.includes(name)) {
  console.error(`usage: npm run bench -- ${known.join("|") || "NAME"} [options]`);
  process.exit(2);
}
const { run } = (await import(`./${name}.ts`)) as { run: (args: readonly string[]) => Promise<void> };
await run(args);
