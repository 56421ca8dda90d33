import { spawn } from "node:child_process";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

/** Runs the drill in its short form. */
async function drill(...options: readonly string[]): Promise<{ code: number | null; said: string }> {
  const main = join(import.meta.dirname, "drill/main.ts");
  const child = spawn(process.execPath, [main, "--short", ...options], { stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  const listen = (chunk: Buffer) => void (said += chunk.toString());
  child.stdout.on("data", listen);
  child.stderr.on("data", listen);
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  return { code, said };
}

const PATIENCE = { timeout: 600_000 };

describe("the drill", () => {
  test(
    "finds no promise broken: kills, cuts, flips, full disk, attacks, slow clients, undo, access, random requests, load",
    PATIENCE,
    async () => {
      const { code, said } = await drill();
      expect(said).not.toContain("FAULT");
      expect(code, said).toBe(0);
      expect(said.match(/^## .*: held/gmu)).toHaveLength(9);
    },
  );

  test.each(["early-answer", "half-write", "forgotten-record", "inexact-undo", "open-door", "lost-edit"])(
    "finds the seeded bug “%s”",
    PATIENCE,
    async (bug) => {
      const { code, said } = await drill("--seed-bug", bug);
      expect([code, said]).toEqual([1, expect.stringContaining("The bug was found.")]);
    },
  );
});
