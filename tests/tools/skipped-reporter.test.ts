import { expect, test } from "vitest";
import { describeSkipped } from "../../tools/skipped-reporter.ts";

test("skipped tests are named file by file", () => {
  const text = describeSkipped([
    { file: "tests/a.test.ts", name: "OmegaT (skipped: omegat is not installed) > opens the project" },
    { file: "tests/b.test.ts", name: "xmllint (skipped: xmllint is not installed) > finds the file valid" },
    { file: "tests/a.test.ts", name: "OmegaT (skipped: omegat is not installed) > writes it back" },
  ]);
  expect(text).toContain(" 3 tests were skipped");
  expect(text.match(/tests\/a\.test\.ts/gu)).toHaveLength(1);
  expect(text).toMatch(
    /a\.test\.ts\n.*opens the project\n.*writes it back\n.*b\.test\.ts\n.*finds the file valid/u,
  );
});
