import { expect, test } from "vitest";
import { COMMANDS } from "../../../src/cli/commands.ts";
import { shell } from "../environment.ts";

test.each(["en", "ru", "zh"])(
  "the manual page in %s has every command and option of the help",
  async (language) => {
    const { polynya } = shell();
    const { code, out } = await polynya("man", "--language", language);
    expect(code).toBe(0);
    expect(out).toMatch(/^\.TH POLYNYA 1 /u);
    const plain = out.replaceAll("\\-", "-");
    for (const [name, load] of COMMANDS) {
      const { usage, options } = await load();
      expect(plain).toContain(`.SS ${`polynya ${name} ${usage}`.trimEnd()}`);
      for (const option of Object.keys(options)) expect(plain).toContain(`--${option}`);
    }
    // A line of text that begins with a dot or an apostrophe would be a command of roff.
    const commands = new Set(out.match(/^\.\w+/gmu));
    expect([...commands].toSorted()).toEqual([".B", ".I", ".PP", ".SH", ".SS", ".TH", ".TP"]);
    expect(out).not.toMatch(/^'/mu);
  },
);
