import { expect, test } from "vitest";
import type { Actor } from "../../../src/services/context.ts";
import { createDocument } from "../../../src/services/documents/create-document.ts";
import { push, type Push } from "../../../src/services/exchange/push.ts";
import { undoImport } from "../../../src/services/imports/undo-import.ts";
import { Problem } from "../../../src/domain/problem.ts";
import { unitsOf } from "../../../src/storage/rows/units.ts";
import { anna, boris, bytes, type TestContext, testContext } from "../helpers.ts";

/** More units than one part has. */
const COUNT = 2010;
const numbers = Array.from({ length: COUNT }, (_, at) => at);
/** Makes a file large enough to be read unit by unit. */
const PADDING = `<!-- ${"x".repeat(700_000)} -->`.repeat(6);

const xliff = (ru: (at: number) => string, order: readonly number[], padding: string): Uint8Array =>
  bytes(
    `<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">${padding}<file source-language="en" target-language="ru" datatype="plaintext" original="x"><body>${order
      .map(
        (at) => `<trans-unit id="k${at}"><source>Ice ${at}</source><target>${ru(at)}</target></trans-unit>`,
      )
      .join("")}</body></file></xliff>`,
  );

/** Everything that a store has, and everything that it said. */
async function walk(padding: string) {
  const context: TestContext = await testContext();
  const said: unknown[] = [];
  const send = async (
    actor: Actor,
    ru: (at: number) => string,
    options: Partial<Push> = {},
    order: readonly number[] = numbers,
  ) => {
    const sent = { document: "d", filename: "a.xlf", bytes: xliff(ru, order, padding), ...options };
    const answer = await push(context, actor, sent).catch((error: unknown) => {
      if (!(error instanceof Problem)) throw error;
      return { code: error.code, extra: error.extra };
    });
    said.push(answer);
    return answer;
  };
  const first = xliff((at) => `Лёд ${at}`, numbers, padding);
  await createDocument(context, anna, { collection: "c", id: "d", filename: "a.xlf" }, first);
  await send(boris, (at) => `Льдина ${at}`);
  // Anna's file has one text that Boris has changed, in the last part.
  const hers = (at: number) => (at === COUNT - 1 ? "Торос" : `Лёд ${at}`);
  await send(anna, hers);
  await send(anna, hers, { onConflict: "suggest" });
  // New units stand at both ends, and in another order than the document has.
  const more = [COUNT, ...numbers.toReversed(), COUNT + 1];
  await send(boris, (at) => `Floe ${at} is the same as before`, { create: true }, more);
  const last = await send(boris, (at) => `Ледник ${at}`, { create: true, idempotencyKey: "k" }, more);
  if ("report" in last) said.push(await undoImport(context, boris, last.report.import ?? ""));
  const [document] = await context.storage.all<{ n: number; id: string }>("SELECT n, id FROM document");
  const units = document === undefined ? [] : await unitsOf(context.storage, document);
  return { said, units };
}

test("a file that is pushed in parts does what it does as a whole", async () => {
  const [whole, inParts] = [await walk(""), await walk(PADDING)];
  expect(inParts.said).toEqual(whole.said);
  expect(inParts.units).toEqual(whole.units);
  expect(whole.said.map((one) => JSON.stringify(one).match(/"counts":\{[^}]*\}/u)?.[0]))
    .toMatchInlineSnapshot(`
    [
      ""counts":{"created":0,"changed":2010,"same":0,"conflict":0,"rejected":0,"removed":0}",
      ""counts":{"created":0,"changed":0,"same":2009,"conflict":1,"rejected":0,"removed":0}",
      ""counts":{"created":0,"changed":0,"same":2009,"conflict":1,"rejected":0,"removed":0}",
      ""counts":{"created":2,"changed":0,"same":0,"conflict":0,"rejected":2010,"removed":0}",
      ""counts":{"created":0,"changed":2012,"same":0,"conflict":0,"rejected":0,"removed":0}",
      ""counts":{"created":0,"changed":2012,"same":0,"conflict":0,"rejected":0,"removed":0}",
    ]
  `);
});
