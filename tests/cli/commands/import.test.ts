import { expect, test } from "vitest";
import { EXIT } from "../../../src/cli/exit-codes.ts";
import { createCollection } from "../../../src/services/documents/create-collection.ts";
import { ENVIRONMENT_TOKEN, OWNER, service } from "../../http/app.ts";
import { shell } from "../environment.ts";

/** A folder of three files before a service, of which the request for one makes something happen. */
async function workplace(happens: (interrupt: AbortController) => void, at: string) {
  const running = service();
  await createCollection(running.context, OWNER, { id: "c", title: "C" });
  const interrupt = new AbortController();
  const work = shell({
    signal: interrupt.signal,
    env: { POLYNYA_TOKEN: ENVIRONMENT_TOKEN, POLYNYA_SERVER: "http://127.0.0.1:8787" },
    fetch: async (input, init) => {
      if (input instanceof Request ? input.url.includes(at) : String(input).includes(at)) happens(interrupt);
      return running.app.fetch(new Request(input, init));
    },
  });
  for (const name of ["a", "b", "c"]) work.write(`texts/${name}.csv`, `key,en,ru\n${name},ice,лёд\n`);
  return work;
}

/** As fetch does it under way. */
function interrupted(interrupt: AbortController): void {
  interrupt.abort();
  throw new DOMException("This operation was aborted", "AbortError");
}

test.each([
  ["Ctrl+C", EXIT.interrupted, interrupted],
  [
    "a server that is gone",
    EXIT.unreachable,
    () => {
      throw new TypeError("fetch failed");
    },
  ],
])("a folder that is stopped by %s tells which files came in and which did not", async (_, exit, happens) => {
  const { polynya } = await workplace(happens, "filename=b.csv");
  const { code, out, err } = await polynya("import", "texts", "--collection", "c", "--retries", "0");
  expect(code).toBe(exit);
  expect(out).toContain("texts/a.csv → a");
  expect(err).toContain("Stopped after 1 of 3 files");
  expect(err).toContain("Not brought in: texts/b.csv, texts/c.csv.");
  expect(err).toContain("The first of them may have arrived");
});

test("a folder of which nothing came in says only why", async () => {
  const { polynya } = await workplace(interrupted, "filename=a.csv");
  const { code, out, err } = await polynya("import", "texts", "--collection", "c");
  expect([code, out]).toEqual([EXIT.interrupted, ""]);
  expect(err).not.toContain("Stopped after");
});
