/**
 * Loads what a Worker evaluates for its first request, and prints what our own modules made then: formatters of `Intl`,
 * and tables with many entries.
 */
const LARGEST_TABLE = 256;

const ROOT = new URL("../../", import.meta.url).href;
const made: { readonly what: string; readonly size: () => number; readonly by: string }[] = [];

/** The line of our code that made it; `undefined` for a library. */
function maker(): string | undefined {
  const frames = new Error().stack?.split("\n").slice(1) ?? [];
  const first = frames.find((frame) => frame.includes("file://") && !frame.includes("worker-load-process"));
  return first?.includes(`${ROOT}src/`) ? /src\/[^)]*/u.exec(first)?.[0] : undefined;
}

function watch(holder: object, name: string, size: (value: never) => number): void {
  const original: unknown = Reflect.get(holder, name);
  if (typeof original !== "function") throw new Error(`no constructor ${name}`);
  const construct = (target: typeof original, parameters: unknown[], self: typeof original): object => {
    const value = Reflect.construct(target, parameters, self) as object;
    const by = maker();
    if (by !== undefined) made.push({ what: name, size: () => size(value as never), by });
    return value;
  };
  Reflect.set(holder, name, new Proxy(original, { construct }));
}

Error.stackTraceLimit = 30;
for (const name of ["Collator", "Segmenter", "DateTimeFormat", "NumberFormat", "DisplayNames", "PluralRules"])
  watch(Intl, name, () => Infinity);
for (const name of ["Map", "Set"]) watch(globalThis, name, (value: Map<unknown, unknown>) => value.size);

await import("../../src/worker.ts");
await import("../../src/http/app.ts");

console.log(
  JSON.stringify(made.filter(({ size }) => size() > LARGEST_TABLE).map(({ what, by }) => `${what} at ${by}`)),
);
