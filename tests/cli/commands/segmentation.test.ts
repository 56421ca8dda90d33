import { expect, test } from "vitest";
import { EXIT } from "../../../src/cli/exit-codes.ts";
import { ENVIRONMENT_TOKEN, service } from "../../http/app.ts";
import { RULES } from "../../services/segmentation/rules.ts";
import { shell } from "../environment.ts";

test("rules come in from a file, cut texts, go out again and are taken away", async () => {
  const running = service();
  const { polynya, write } = shell({
    env: { POLYNYA_TOKEN: ENVIRONMENT_TOKEN, POLYNYA_SERVER: "http://127.0.0.1:8787" },
    fetch: async (input, init) => running.app.fetch(new Request(input, init)),
  });
  write("own.srx", RULES);
  write("wrong.srx", "<srx/>");
  await polynya("collections", "create", "C", "--id", "c");
  const of = (...words: string[]) => polynya("segmentation", ...words, "-c", "c");
  expect((await of()).out).toContain("cut as usual");
  expect((await of("import", "wrong.srx")).code).toBe(EXIT.badData);
  expect((await of("import", "own.srx", "--dry-run")).code).toBe(EXIT.done);
  expect((await of()).out).toContain("cut as usual");
  const taken = await of("import", "own.srx");
  expect([taken.code, taken.err]).toEqual([EXIT.done, expect.stringContaining("line 10")]);
  expect((await of()).out).toMatch(/own\.srx[^]*English\s+4 rules/u);
  expect((await of("cut", "See Eq. Two; So. and")).out).toBe("See Eq. Two;\nSo.\nand\n");
  expect((await of("export")).out).toBe(RULES);
  expect((await of("remove")).code).toBe(EXIT.done);
  expect((await of("show")).out).toContain("cut as usual");
  expect((await polynya("segmentation")).code).toBe(EXIT.usage);
});
