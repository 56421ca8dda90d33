import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { faultServer, json } from "./environment.ts";

const ROOT = join(import.meta.dirname, "../..");
const ACTION = join(ROOT, "deploy", "action");

test("the action writes SARIF, tells the exit code, and fails as it is asked", async () => {
  const folder = mkdtempSync(join(tmpdir(), "polynya-action-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, "a b.csv"), "key,en,ru\nk,12 ships,13 судов\n");
  const { url, requests } = await faultServer((response) =>
    json(response, 200, {
      findings: [
        {
          unit: 0,
          check: "numbers",
          severity: "error",
          certainty: "certain",
          languages: ["en", "ru"],
          message: "12, 13",
        },
      ],
    }),
  );
  const run = (failOn: string) =>
    new Promise<number>((resolve) => {
      const env = {
        PATH: process.env["PATH"],
        HOME: folder,
        GITHUB_OUTPUT: join(folder, "output"),
        POLYNYA_SERVER: url,
        POLYNYA_TOKEN: "token-of-the-action",
        POLYNYA_FILES: "*.csv",
        POLYNYA_FAIL_ON: failOn,
        POLYNYA_SARIF: "found.sarif",
        POLYNYA_COMMAND: `${process.execPath} ${join(ROOT, "src/cli/polynya.js")}`,
      };
      const child = execFile(join(ACTION, "check.sh"), { cwd: folder, env });
      child.once("exit", (code) => resolve(code ?? -1));
    });
  writeFileSync(join(folder, "a.csv"), "key,en,ru\nk,12 ships,13 судов\n");
  expect(await run("error")).toBe(3);
  expect(JSON.parse(readFileSync(join(folder, "found.sarif"), "utf8"))).toMatchObject({
    version: "2.1.0",
    runs: [{ results: [{ ruleId: "numbers", level: "error" }, { ruleId: "numbers" }] }],
  });
  expect(await run("never")).toBe(0);
  expect(readFileSync(join(folder, "output"), "utf8")).toBe(
    "sarif=found.sarif\nexit-code=3\nsarif=found.sarif\nexit-code=0\n",
  );
  expect(requests[0]?.headers.authorization).toBe("Bearer token-of-the-action");
});

test("each input of the action reaches the step", () => {
  const text = readFileSync(join(ACTION, "action.yml"), "utf8");
  const inputs = [...text.slice(0, text.indexOf("outputs:")).matchAll(/^ {2}([\w-]+):$/gmu)].map(
    ([, name]) => name,
  );
  const passed = [...text.matchAll(/^ {8}(\w+): \$\{\{ inputs\.([\w-]+) \}\}$/gmu)];
  expect(passed.map(([, , name]) => name).toSorted()).toEqual(inputs.toSorted());
  const script = readFileSync(join(ACTION, "check.sh"), "utf8");
  // The command line itself reads the address and the token.
  const own = new Set(["POLYNYA_SERVER", "POLYNYA_TOKEN"]);
  for (const [, variable = ""] of passed) if (!own.has(variable)) expect(script).toContain(`$${variable}`);
});
