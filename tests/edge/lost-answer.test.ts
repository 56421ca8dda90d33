import { beforeAll, describe, expect, test } from "vitest";
import { createCollection } from "../../src/services/documents/create-collection.ts";
import { createContext, type Context } from "../../src/services/context.ts";
import { asProblem } from "../../src/storage/problems.ts";
import { createDocument } from "../../src/services/documents/create-document.ts";
import { push } from "../../src/services/exchange/push.ts";
import { type D1, type D1Statement, d1Storage } from "../../src/storage/d1.ts";
import { ftsMatchIndex } from "../../src/storage/index/match-index-fts.ts";
import { environment } from "./setup.ts";

const anna = { name: "anna" };
const bytes = (text: string) => new TextEncoder().encode(text);

/** A binding that loses its `at`-th answer after the work was done. `calls` counts the calls. */
function losing(database: D1, at: number): D1 & { readonly calls: () => number } {
  let calls = 0;
  const inner = new WeakMap<D1Statement, D1Statement>();
  const answered = async <Answer>(work: Promise<Answer>): Promise<Answer> => {
    calls += 1;
    const mine = calls;
    const answer = await work;
    if (mine === at) throw new Error("D1_ERROR: Network connection lost.");
    return answer;
  };
  const wrap = (statement: D1Statement): D1Statement => {
    const wrapped: D1Statement = {
      bind: (...params) => wrap(statement.bind(...params)),
      all: () => answered(statement.all()),
    };
    inner.set(wrapped, statement);
    return wrapped;
  };
  return {
    prepare: (sql) => wrap(database.prepare(sql)),
    batch: (statements) =>
      answered(database.batch(statements.map((statement) => inner.get(statement) ?? statement))),
    calls: () => calls,
  };
}

const over = (database: D1): Context => {
  const storage = d1Storage(database);
  return createContext({ storage, index: ftsMatchIndex(storage), now: () => new Date() });
};

const tuv = (language: string, text: string) => `<tuv xml:lang="${language}"><seg>${text}</seg></tuv>`;

/** A file with texts in a fourth language, so that the answer contains more than the report of the units. */
const memory = (round: number) =>
  bytes(
    `<tmx version="1.4"><header creationtool="t" creationtoolversion="1" segtype="sentence" o-tmf="t" adminlang="en" srclang="en" datatype="plaintext"/><body>${[
      ["ice", `Ice ${round}`, `Лёд ${round}`],
      [`new${round}`, `New ${round}`, `Новое ${round}`],
    ]
      .map(
        ([key, en = "", ru = ""]) =>
          `<tu tuid="${key}">${tuv("en", en)}${tuv("ru", ru)}${tuv("de", "Eis")}</tu>`,
      )
      .join("")}</body></tmx>`,
  );

const send = (context: Context, round: number) =>
  push(context, anna, {
    document: "site",
    bytes: memory(round),
    format: "tmx",
    onConflict: "mine",
    create: true,
    idempotencyKey: `round-${round}`,
  });

describe("an answer that is lost after its work was done", () => {
  const sound = over(environment.DB);

  beforeAll(async () => {
    await createCollection(sound, anna, { id: "c", title: "C" });
    const wanted = { collection: "c", id: "site", format: "csv" } as const;
    await createDocument(sound, anna, wanted, bytes("key,en,ru\nice,Ice,Лёд\n"));
  });

  test("a push that lost any of its answers and is sent again is done once, with one answer", async () => {
    const replayed: number[] = [];
    let round = 0;
    for (let lost = true; lost;) {
      round += 1;
      const database = losing(environment.DB, round);
      const first = await send(over(database), round).catch(asProblem);
      lost = database.calls() >= round;
      // Some lost answers do not make the push fail. If it fails, the problem says that the push may be sent again.
      if (first instanceof Error) expect(first, `answer ${round}`).toMatchObject({ code: "overloaded" });

      const retried = await send(sound, round);
      if (retried.replayed) replayed.push(round);
      expect(retried.report).toMatchObject({
        counts: { created: 1, changed: 1, same: 0, conflict: 0, rejected: 0 },
        skippedLanguages: { de: 2 },
      });
      expect(await send(sound, round)).toEqual({ report: retried.report, replayed: true });
      if (!(first instanceof Error)) expect(retried.report).toEqual((first as typeof retried).report);

      const [{ pushes, kept } = { pushes: 0, kept: 0 }] = await sound.storage.all<{
        pushes: number;
        kept: number;
      }>(
        "SELECT (SELECT count(*) FROM import WHERE kind = 'push') AS pushes, (SELECT count(*) FROM idempotency) AS kept",
      );
      expect([pushes, kept], `after answer ${round}`).toEqual([round, round]);
    }
    expect(round, "a push makes several requests").toBeGreaterThan(4);
    // The last round lost no answer. Some of the other rounds lost one after the commit.
    expect(replayed.length).toBeGreaterThan(1);
  });
});
