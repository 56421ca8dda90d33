import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { EXIT } from "../../../src/cli/exit-codes.ts";
import { largeFile } from "../../../src/cli/files/large-file.ts";
import { createCollection } from "../../../src/services/documents/create-collection.ts";
import { editUnit } from "../../../src/services/units/edit-unit.ts";
import { listUnits } from "../../../src/services/units/list-units.ts";
import { ENVIRONMENT_TOKEN, OWNER, service } from "../../http/app.ts";
import { shell } from "../environment.ts";

const UNITS = 1300;
const SENTENCE = "The Northern Sea Route is open from July to November, says the report of the seminar. ";
const RUSSIAN = "Северный морской путь открыт с июля по ноябрь, говорится в докладе семинара. ";

/** More than two megabytes; each unit with an inline code. */
function xliff(units = UNITS): string {
  const unit = (at: number): string =>
    `<trans-unit id="u${at}"><source>${at} ${SENTENCE.repeat(8)}<x id="1"/></source><target state="translated">${at} ${RUSSIAN.repeat(8)}<x id="1"/></target></trans-unit>\n`;
  return `<?xml version="1.0"?><xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file original="f" source-language="en" target-language="ru" datatype="plaintext"><body>\n${Array.from({ length: units }, (_, at) => unit(at)).join("")}</body></file></xliff>`;
}

/** A service behind a gate that takes two megabytes at a time, and can be made to fail. */
async function workplace(interrupt = new AbortController()) {
  const running = service();
  await createCollection(running.context, OWNER, { id: "c", title: "C" });
  const gate = { bodies: 0, failAt: Number.POSITIVE_INFINITY, isInterrupted: false };
  const work = shell({
    signal: interrupt.signal,
    env: { POLYNYA_TOKEN: ENVIRONMENT_TOKEN, POLYNYA_SERVER: "http://127.0.0.1:8787" },
    fetch: async (input, init) => {
      const body = init?.body;
      if (body instanceof Uint8Array && body.length > 2 * 1024 * 1024) {
        if (gate.isInterrupted) interrupt.abort();
        return new Response("", { status: 413 });
      }
      if (body instanceof Uint8Array) gate.bodies += 1;
      if (gate.bodies === gate.failAt) throw new TypeError("fetch failed");
      return running.app.fetch(new Request(input, init));
    },
  });
  const stored = async (document: string): Promise<number> =>
    (
      await running.context.storage.all<{ units: number }>(
        "SELECT count(*) AS units FROM unit JOIN document ON document.n = unit.document WHERE document.id = ?1",
        document,
      )
    )[0]?.units ?? 0;
  /** Another person writes a Russian text. */
  const edit = async (document: string, start: string, text: string): Promise<void> => {
    const other = { name: "other" };
    const { items } = await listUnits(running.context, other, document, { limit: 1, q: start });
    const [unit] = items;
    if (unit === undefined) throw new Error(`no unit with ${start}`);
    await editUnit(running.context, other, unit.id, unit.version, { variants: { ru: { text } } });
  };
  return { ...work, gate, stored, edit };
}

describe("a file that the server does not take whole", () => {
  test("goes in batch by batch, and its report adds up", async () => {
    const { polynya, write, gate, stored, folder } = await workplace();
    write("big.xlf", xliff());
    const { code, out, err } = await polynya(
      "import",
      "big.xlf",
      "--collection",
      "c",
      "--id",
      "big",
      "--json",
    );
    expect([code, JSON.parse(out)]).toMatchObject([
      EXIT.done,
      { document: { id: "big" }, report: { counts: { created: UNITS, conflict: 0, rejected: 0 } } },
    ]);
    expect(err).toContain(`units: ${UNITS}`);
    expect(gate.bodies).toBeGreaterThan(3);
    expect(await stored("big")).toBe(UNITS);
    expect(existsSync(join(folder, ".polynya/uploads.json"))).toBe(false);
    // What is there already is not made a second time, nor filled by somebody else's file.
    write("other.xlf", xliff().replaceAll("seminar", "conference"));
    expect((await polynya("import", "other.xlf", "--collection", "c", "--id", "big")).code).toBe(
      EXIT.conflicts,
    );
    expect(await stored("big")).toBe(UNITS);
  });

  test("leaves out what adds nothing in every batch, also after an interruption, and tells the sum", async () => {
    const { polynya, write, gate, stored } = await workplace();
    const without = /(id="u(?:0|1|1250)"><source>.*?<\/source>)<target.*?<\/target>/gu;
    write("big.xlf", xliff().replaceAll(without, "$1"));
    const command = ["import", "big.xlf", "--collection", "c", "--id", "big", "--skip", "empty,numbers"];
    expect((await polynya(...command, "--dry-run")).code).toBe(EXIT.usage);
    gate.failAt = gate.bodies + 4;
    expect((await polynya(...command, "--retries", "0")).code).toBe(EXIT.unreachable);
    const { code, out } = await polynya(...command, "--json");
    expect([code, JSON.parse(out)]).toMatchObject([
      EXIT.done,
      {
        report: {
          counts: { created: UNITS - 3 },
          skipped: [
            { reason: "empty", count: 3, examples: [{ key: "u0" }, { key: "u1" }, { key: "u1250" }] },
            { reason: "numbers", count: 0 },
          ],
        },
      },
    ]);
    expect(await stored("big")).toBe(UNITS - 3);
  });

  test("an interrupted upload continues where it stopped, and stores every unit once", async () => {
    const { polynya, write, gate, stored } = await workplace();
    write("big.xlf", xliff());
    const command = ["import", "big.xlf", "--collection", "c", "--retries", "0", "--json"];
    gate.failAt = 4;
    const broken = await polynya(...command);
    expect([broken.code, broken.err]).toEqual([
      EXIT.unreachable,
      expect.stringContaining("goes on from there"),
    ]);
    const { out, err } = await polynya(...command);
    const { document, report } = JSON.parse(out) as { document: { id: string }; report: { counts: object } };
    expect(report.counts).toMatchObject({ created: UNITS, same: 0 });
    expect(err).toContain("An earlier upload");
    expect(await stored(document.id)).toBe(UNITS);
  });

  test("says that nothing was sent when it is interrupted while the file is read", async () => {
    const { polynya, write, gate, folder } = await workplace();
    write("big.xlf", xliff());
    gate.isInterrupted = true;
    const { code, err } = await polynya("import", "big.xlf", "--collection", "c");
    expect([code, err]).toEqual([EXIT.interrupted, expect.stringContaining("Nothing was sent")]);
    expect(gate.bodies).toBe(0);
    expect(existsSync(join(folder, ".polynya/uploads.json"))).toBe(false);
  });

  test.each([
    ["before the first batch arrived", 2, "batches: 0 of 4 (units: 0); still to send: 4"],
    ["after the first batch", 3, "batches: 1 of 4 (units: 331); still to send: 3"],
  ])(
    "interrupted %s, it says what arrived, what remains, and how to go on or back",
    async (_, failAt, told) => {
      const { polynya, write, gate } = await workplace();
      write("big.xlf", xliff());
      gate.failAt = failAt;
      const { code, err } = await polynya(
        "import",
        "big.xlf",
        "--collection",
        "c",
        "--id",
        "big",
        "--retries",
        "0",
      );
      expect(code).toBe(EXIT.unreachable);
      for (const part of ["big.xlf", "Document big", told, "The same command goes on", "polynya undo --last"])
        expect(err).toContain(part);
    },
  );

  test("a push that is interrupted while it is tried says that nothing was written", async () => {
    const { polynya, write, gate, stored } = await workplace();
    write("big.xlf", xliff());
    await polynya("import", "big.xlf", "--collection", "c", "--id", "big");
    write("big.xlf", xliff().replaceAll("июля", "июня"));
    gate.failAt = gate.bodies + 2;
    const push = ["push", "big.xlf", "--document", "big", "--retries", "0"] as const;
    const { err } = await polynya(...push);
    expect(err).toContain("Nothing of big.xlf was written");
    // The first batch that is not only tried.
    gate.failAt = gate.bodies + 5;
    expect((await polynya(...push)).err).toContain("No batch of big.xlf has been confirmed");
    expect(await stored("big")).toBe(UNITS);
  });

  test("is taken back as a whole by one command, and can be sent anew", async () => {
    const { polynya, write, stored, folder } = await workplace();
    write("big.xlf", xliff());
    const command = ["import", "big.xlf", "--collection", "c", "--id", "big", "--json"] as const;
    await polynya(...command);
    const tried = await polynya("undo", "--last", "--dry-run", "--json");
    expect(JSON.parse(tried.out)).toMatchObject({ counts: { created: UNITS } });
    const { code, out } = await polynya("undo", "--last", "--json");
    expect([code, JSON.parse(out)]).toMatchObject([EXIT.done, { counts: { removed: UNITS, conflict: 0 } }]);
    // The document is gone with its last unit.
    expect((await polynya("export", "big")).code).toBe(EXIT.notFound);
    // Said again it does no harm; sent again it is all there again.
    expect((await polynya("undo", "--last")).code).toBe(EXIT.done);
    expect(JSON.parse((await polynya(...command)).out)).toMatchObject({
      report: { counts: { created: UNITS } },
    });
    expect(await stored("big")).toBe(UNITS);
    expect(existsSync(join(folder, ".polynya/uploads.json"))).toBe(false);
  });

  test("the batches that arrived before an interruption can be taken back too", async () => {
    const { polynya, write, gate, stored } = await workplace();
    write("big.xlf", xliff());
    const command = ["import", "big.xlf", "--collection", "c", "--id", "big", "--retries", "0"] as const;
    gate.failAt = 4;
    expect((await polynya(...command)).code).toBe(EXIT.unreachable);
    gate.failAt = 0;
    expect(await stored("big")).toBeGreaterThan(0);
    expect((await polynya("undo", "--last")).code).toBe(EXIT.done);
    expect((await polynya(...command, "--json")).code).toBe(EXIT.done);
    expect(await stored("big")).toBe(UNITS);
  });

  test("a file that breaks off is refused before anything is written", async () => {
    const { polynya, write, gate } = await workplace();
    write("big.xlf", xliff().slice(0, -30));
    const { code, err } = await polynya("import", "big.xlf", "--collection", "c");
    expect([code, gate.bodies]).toEqual([EXIT.badData, 0]);
    expect(err).toMatch(/^polynya: /u);
  });

  test("a dry run reads it here, and sends nothing", async () => {
    const { polynya, write, gate } = await workplace();
    write("big.xlf", xliff());
    const { out } = await polynya("import", "big.xlf", "--collection", "c", "--dry-run", "--json");
    expect(JSON.parse(out)).toMatchObject({ report: { import: null, counts: { created: UNITS } } });
    expect(gate.bodies).toBe(0);
  });

  test("a format that can't be read in parts is a 413 that names the formats that can", async () => {
    const { polynya, write, folder } = await workplace();
    write("big.csv", `key,en\n${"a,b\n".repeat(600_000)}`);
    expect((await polynya("import", "big.csv", "--collection", "c")).code).toBe(EXIT.badData);
    await expect(largeFile(join(folder, "big.csv"), 60_000_000, {})).rejects.toMatchObject({
      code: "too-large",
    });
  });

  test("is pushed batch by batch too; what both sides changed is known before anything is written", async () => {
    const { polynya, write, read, stored, edit } = await workplace();
    write("big.xlf", xliff());
    await polynya("import", "big.xlf", "--collection", "c", "--id", "big");
    const push = async (...more: string[]) => {
      const { code, out } = await polynya("push", "big.xlf", "--document", "big", "--json", ...more);
      const { files } = JSON.parse(out) as { files: { report: { counts: Record<string, number> } }[] };
      return { code, counts: files[0]?.report.counts };
    };
    // Somebody else changes the same text meanwhile.
    await edit("big", "1250 Северный", "Южный путь закрыт.");
    write("big.xlf", read("big.xlf").replace(">1250 Северный", ">1250 Южный"));
    expect(await push()).toMatchObject({ code: EXIT.conflicts, counts: { conflict: 1, changed: 0 } });
    expect(await push("--dry-run", "--on-conflict", "mine")).toMatchObject({ counts: { changed: 1 } });
    expect(await push("--on-conflict", "mine")).toMatchObject({
      code: EXIT.done,
      counts: { changed: 1, same: UNITS - 1 },
    });
    expect(await push()).toMatchObject({ counts: { changed: 0, same: UNITS } });
    // A unit that is not there is a mistake, unless it is asked for.
    write("big.xlf", read("big.xlf").replace('id="u1250"', 'id="new"'));
    expect(await push()).toMatchObject({ code: EXIT.badData, counts: { rejected: 1, same: UNITS - 1 } });
    expect(await push("--create")).toMatchObject({ counts: { created: 1 } });
    expect(await stored("big")).toBe(UNITS + 1);
  });
});
