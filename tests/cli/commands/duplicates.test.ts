import { expect, test } from "vitest";
import { EXIT } from "../../../src/cli/exit-codes.ts";
import { ENVIRONMENT_TOKEN, service } from "../../http/app.ts";
import { shell } from "../environment.ts";

const PAIR = ["--source", "en", "--target", "ru"] as const;

/** A memory with two translations of one text and another text, and the ids of the three units. */
async function workplace() {
  const running = service();
  const { polynya, write } = shell({
    env: { POLYNYA_TOKEN: ENVIRONMENT_TOKEN, POLYNYA_SERVER: "http://127.0.0.1:8787" },
    fetch: async (input, init) => running.app.fetch(new Request(input, init)),
  });
  write("t.csv", "key,en,ru\na,Open,Открыть\nb,Open,Открыто\nc,Close,Закрыть\n");
  await polynya("collections", "create", "C", "--id", "c");
  await polynya("import", "t.csv", "--collection", "c", "--id", "d");
  const { out } = await polynya("duplicates", ...PAIR, "--json");
  const { items } = JSON.parse(out) as { items: { units: { unit: string }[] }[] };
  const units = (items[0]?.units ?? []).map(({ unit }) => unit);
  return { polynya, units };
}

test("a group is marked as meant, with a reason, and the mark is taken back", async () => {
  const { polynya, units } = await workplace();
  expect(units).toHaveLength(2);
  expect((await polynya("duplicates", "mark", ...units, ...PAIR)).code).toBe(EXIT.usage);
  const marked = await polynya("duplicates", "mark", ...units, ...PAIR, "--reason", "button and state");
  expect([marked.code, marked.err]).toEqual([EXIT.done, expect.stringContaining("2 units are marked")]);
  expect((await polynya("duplicates", ...PAIR)).err).toContain("No duplicates");
  const meant = await polynya("duplicates", ...PAIR, "--meant");
  expect(meant.out).toMatch(/Intended \(\S+, \d{4}-\d\d-\d\d\): button and state/u);
  expect((await polynya("duplicates", "unmark", ...units, ...PAIR)).code).toBe(EXIT.done);
  expect((await polynya("duplicates", ...PAIR)).out).toContain("Открыто");
});

test("units that are no duplicates of the kind are not marked", async () => {
  const { polynya, units } = await workplace();
  for (const kind of ["pairs", "sources", "near"]) {
    const answer = await polynya("duplicates", "mark", ...units, ...PAIR, "--kind", kind, "--reason", "x");
    expect(answer.code).toBe(EXIT.badData);
    expect(answer.err).toContain("no duplicates of this kind");
  }
  for (const wrong of [
    ["mark", units[0] ?? ""],
    ["merge", ...units],
  ])
    expect((await polynya("duplicates", ...wrong, ...PAIR, "--reason", "x")).code).toBe(EXIT.usage);
});

test("single units get a state and are deleted", async () => {
  const { polynya, units } = await workplace();
  const [first = "", second = ""] = units;
  expect((await polynya("units", "set", "reviewed", first)).code).toBe(EXIT.done);
  expect((await polynya("duplicates", ...PAIR)).out).toContain("reviewed");
  expect((await polynya("units", "delete", second)).code).toBe(EXIT.done);
  expect((await polynya("duplicates", ...PAIR)).err).toContain("No duplicates");
  expect((await polynya("units", "delete")).code).toBe(EXIT.usage);
  expect((await polynya("units", "spread", first, second, ...PAIR)).code).toBe(EXIT.usage);
});

test("the help of replace tells its own modes", async () => {
  const { polynya } = await workplace();
  const { out } = await polynya("replace", "--help");
  for (const mode of ["text", "word", "pattern", "forms"]) expect(out).toContain(`“${mode}”`);
});
