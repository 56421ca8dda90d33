import { existsSync, readdirSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { EXIT } from "../../src/cli/exit-codes.ts";
import { shell } from "../cli/environment.ts";
import { ENVIRONMENT_TOKEN, service } from "../http/app.ts";

/** The tool of a website, which is no dependency. `.ci/run` installs it in a folder of its own. */
const tools = process.env["I18NEXT_TOOLS"] ?? "";
const isThere = existsSync(join(tools, "node_modules/i18next-cli"));
const note = isThere ? "" : " (skipped: I18NEXT_TOOLS names no folder with i18next-cli)";

const CONFIG = `
import { defineConfig } from "i18next-cli";
export default defineConfig({
  locales: ["en-GB", "ru"],
  extract: {
    input: "src/**/*.tsx",
    output: (language: string) => \`public/\${language}.ts\`,
    outputFormat: "ts",
    defaultNS: "site",
    preservePatterns: ["errors.*"],
  },
});
`;
const SOURCE = `
import { Trans, useTranslation } from "react-i18next";
export function Fleet({ count }: { count: number }) {
  const { t } = useTranslation();
  // t("from.comment", "From a comment")
  t("title", "A new text in the sources");
  t("ship", { count, defaultValue_one: "{{count}} ship", defaultValue_other: "{{count}} ships" });
  t("menu:open", { defaultValue: "Open" });
  return <Trans i18nKey="welcome">Hello <strong>World</strong></Trans>;
}
`;
const STORED = { title: "Ice", errors: { lost: "Lost" }, old: "Old" };

/** A service with the strings of a website, and a folder with its sources. */
async function workplace() {
  const running = service();
  const work = shell({
    env: { ...process.env, POLYNYA_TOKEN: ENVIRONMENT_TOKEN, POLYNYA_SERVER: "http://127.0.0.1:8787" },
    fetch: async (input, init) => running.app.fetch(new Request(input, init)),
  });
  const ask = async (path: string, init: RequestInit = {}) => {
    const headers = { authorization: `Bearer ${ENVIRONMENT_TOKEN}`, ...init.headers };
    const answer = await running.request(`/api/v1/${path}`, { ...init, headers });
    expect([path, answer.ok]).toEqual([path, true]);
    return answer;
  };
  const headers = { "content-type": "application/json" };
  const body = JSON.stringify({ id: "web", title: "Web" });
  await ask("collections", { method: "POST", headers, body });
  const query = "id=site&namespace=site&format=i18next&filename=site.json&source=en";
  await ask(`collections/web/documents?${query}`, { method: "POST", body: JSON.stringify(STORED) });
  const russian = JSON.stringify({ title: "Лёд", ship_few: "{{count}} судна" });
  await ask("documents/site/push?format=i18next&source=en&target=ru&create=true", {
    method: "POST",
    body: russian,
  });
  work.write("src/fleet.tsx", SOURCE);
  work.write("i18next.config.ts", CONFIG);
  symlinkSync(join(tools, "node_modules"), join(work.folder, "node_modules"));
  const strings = async (document: string, language: string): Promise<unknown> =>
    (await ask(`documents/${document}/export?format=i18next&target=${language}`)).json();
  return { ...work, strings, ask };
}

const leftovers = () => readdirSync(tmpdir()).filter((name) => name.startsWith("polynya-extract-"));

describe.skipIf(!isThere)(`polynya strings extract with i18next-cli${note}`, () => {
  it("lists new and unused keys in a dry run, and writes nothing anywhere", async () => {
    const { polynya, strings, folder } = await workplace();
    const before = readdirSync(folder);
    const { code, out, err } = await polynya("strings", "extract", "--dry-run", "--json");
    expect([code, err]).toEqual([EXIT.done, expect.stringContaining("dry run")]);
    expect(JSON.parse(out)).toEqual({
      language: "en",
      new: expect.arrayContaining([
        { namespace: "menu", key: "open", text: "Open" },
        { namespace: "site", key: "from.comment", text: "From a comment" },
        { namespace: "site", key: "ship_one", text: "{{count}} ship" },
        { namespace: "site", key: "ship_other", text: "{{count}} ships" },
        { namespace: "site", key: "welcome", text: "Hello <strong>World</strong>" },
      ]) as unknown,
      unused: [{ namespace: "site", key: "old" }],
    });
    expect((JSON.parse(out) as { new: unknown[] }).new).toHaveLength(5);
    expect([readdirSync(folder), leftovers()]).toEqual([before, []]);
    expect(await strings("site", "en")).toEqual(STORED);
  });

  it("sends the new keys, leaves what is there, and has nothing to send the second time", async () => {
    const { polynya, strings } = await workplace();
    const first = await polynya("strings", "extract", "--collection", "web");
    expect([first.code, first.err]).toEqual([EXIT.done, expect.stringContaining("polynya undo")]);
    expect(first.out).toMatch(/new +site +ship_one +\{\{count\}\} ship/u);
    expect(await strings("site", "en")).toEqual({
      ...STORED,
      from: { comment: "From a comment" },
      ship_one: "{{count}} ship",
      ship_other: "{{count}} ships",
      welcome: "Hello <strong>World</strong>",
    });
    expect(await strings("site", "ru")).toEqual({ title: "Лёд", ship_few: "{{count}} судна" });
    const second = await polynya("strings", "extract", "--json");
    expect(JSON.parse(second.out)).toEqual({
      language: "en",
      new: [],
      unused: [{ namespace: "site", key: "old" }],
    });
  });

  it("sends a key without a text as one to be written", async () => {
    const { polynya, write, ask } = await workplace();
    write("i18next.config.ts", CONFIG.replace("preservePatterns", 'defaultValue: "", preservePatterns'));
    write("src/fleet.tsx", 'import { t } from "i18next";\nt("site:bare");\n');
    expect((await polynya("strings", "extract")).code).toBe(EXIT.done);
    const { items } = (await (await ask("documents/site/units")).json()) as { items: { key: string }[] };
    expect(items.map(({ key }) => key)).toContain("bare");
    expect(JSON.parse((await polynya("strings", "extract", "--json")).out)).toMatchObject({ new: [] });
  });

  it("sends nothing when a namespace has no place, unless others are named", async () => {
    const { polynya, strings } = await workplace();
    const refused = await polynya("strings", "extract");
    expect([refused.code, refused.err]).toEqual([EXIT.notFound, expect.stringContaining("--collection")]);
    expect(await strings("site", "en")).toEqual(STORED);
    expect((await polynya("strings", "extract", "site")).code).toBe(EXIT.done);
    expect(await strings("site", "en")).toHaveProperty("welcome");
    expect((await polynya("strings", "extract", "nowhere")).code).toBe(EXIT.notFound);
  });

  it("tells what i18next-cli says about sources that cannot be read, and a language that is not kept here", async () => {
    const { polynya, write } = await workplace();
    write("src/broken.tsx", "const = ;");
    const broken = await polynya("strings", "extract");
    expect([broken.code, broken.err]).toEqual([EXIT.badData, expect.stringContaining("broken.tsx")]);
    write("src/broken.tsx", "");
    write("other.config.ts", CONFIG.replace('["en-GB", "ru"]', '["de", "ru"]'));
    const german = await polynya("strings", "extract", "--config", "other.config.ts");
    expect([german.code, german.err]).toEqual([EXIT.badData, expect.stringContaining("“de”")]);
    expect(leftovers()).toEqual([]);
  });
});
