import { expect, test } from "vitest";
import { EXIT } from "../../../src/cli/exit-codes.ts";
import { ENVIRONMENT_TOKEN, service } from "../../http/app.ts";
import { shell } from "../environment.ts";

function workplace() {
  const running = service();
  return shell({
    env: { POLYNYA_TOKEN: ENVIRONMENT_TOKEN, POLYNYA_SERVER: "http://127.0.0.1:8787" },
    fetch: async (input, init) => running.app.fetch(new Request(input, init)),
  });
}

test("concepts are made, listed, changed, related and shown", async () => {
  const { polynya } = workplace();
  const made = await polynya(
    "concepts",
    "add",
    "en=sea ice",
    "ru=морской лёд",
    "en=ice of the sea",
    "--subject",
    "ice",
  );
  expect([made.code, made.out]).toEqual([EXIT.done, "sea-ice\n"]);
  await polynya("concepts", "add", "en=ice floe", "zh-CN=浮冰");
  expect((await polynya("concepts", "list")).out).toMatch(/ice-floe\s+–\s+approved\s+ice floe · 浮冰/u);
  expect((await polynya("concepts", "list", "--subject", "ice")).out).not.toContain("floe");
  expect((await polynya("concepts", "list", "морским льдом")).out).toContain("sea-ice");

  const set = await polynya(
    "concepts",
    "set",
    "ice-floe",
    "domain=ice",
    "definition.en=A flat piece.",
    "nested=yes",
    "source=WMO",
  );
  expect(set.code).toBe(EXIT.done);
  expect((await polynya("concepts", "relate", "ice-floe", "broader", "sea-ice")).code).toBe(EXIT.done);
  const shown = JSON.parse((await polynya("concepts", "show", "ice-floe", "--json")).out) as object;
  expect(shown).toMatchObject({
    domain: "ice",
    source: "WMO",
    nested: true,
    definitions: { en: { text: "A flat piece." } },
    relations: [{ type: "broader", concept: "sea-ice" }],
  });
  // The other end of the relation.
  expect((await polynya("concepts", "show", "sea-ice")).out).toMatch(/narrower\s+ice floe/u);
  await polynya("concepts", "set", "ice-floe", "source=", "nested=no", "definition.en=");
  await polynya("concepts", "unrelate", "ice-floe", "broader", "sea-ice");
  const bare = JSON.parse((await polynya("concepts", "show", "ice-floe", "--json")).out) as object;
  for (const field of ["source", "nested", "relations"]) expect(bare).not.toHaveProperty(field);
});

test("a dry run changes nothing, and what is not understood is told", async () => {
  const { polynya } = workplace();
  await polynya("concepts", "add", "en=floe");
  const dry = await polynya("concepts", "set", "floe", "domain=ice", "--dry-run");
  expect([dry.code, dry.out]).toEqual([EXIT.done, 'floe: {"domain":"ice"}\n']);
  expect((await polynya("concepts", "add", "en=pack", "-n")).out).toBe("pack\n");
  expect((await polynya("concepts", "list")).out).toMatch(/^floe\s+–\s+approved\s+floe\n$/u);
  for (const wrong of [
    ["add", "floe"],
    ["add", "de=Scholle"],
    ["add", "en= "],
    ["set", "floe", "colour=blue"],
    ["set", "floe", "nested=perhaps"],
    ["relate", "floe", "beside", "floe"],
    ["relate", "floe", "broader"],
    ["throw"],
  ])
    expect([wrong, (await polynya("concepts", ...wrong)).code]).toEqual([wrong, EXIT.usage]);
  expect((await polynya("concepts", "show", "none")).code).toBe(EXIT.notFound);
});

test("a concept is shown with all that is said of its terms", async () => {
  const { polynya, write } = workplace();
  write(
    "g.csv",
    "concept,language,term,gender,region,valid from,usage,concept source\nice,ru,лёд,м,Чукотка,2020,в лоции,WMO\n",
  );
  await polynya("terms", "import", "g.csv");
  const { out } = await polynya("concepts", "show", "ice");
  expect(out).toContain("preferred · masculine · Чукотка · 2020… · в лоции");
  expect(out).toContain("WMO");
});

test("a subject without concepts is not published", async () => {
  const { polynya } = workplace();
  await polynya("concepts", "add", "en=floe", "--subject", "ice");
  for (const verb of ["publish", "unpublish"]) {
    const answer = await polynya("terms", verb, "snow");
    expect(answer.code).toBe(EXIT.notFound);
    expect(answer.err).toContain("“snow”");
  }
  expect((await polynya("terms", "publish", "ice")).code).toBe(EXIT.done);
});

test.each([
  [1, /^polynya: 1 concept is not in the file.*\n {2}term 0\n/u],
  [2, /^polynya: 2 concepts are not in the file.*\n {2}term 0\n {2}term 1\n/u],
])("%i concepts that are not in the file are named line by line", async (count, expected) => {
  const { polynya, write } = workplace();
  for (let at = 0; at < count; at += 1) await polynya("concepts", "add", `en=term ${at}`);
  write("g.csv", "concept,language,term\nice,ru,лёд\n");
  const answer = await polynya("terms", "import", "g.csv", "--replace");
  expect(answer.code).toBe(EXIT.usage);
  expect(answer.err).toMatch(expected);
});

test.each(["sea\nice", "sea\0ice", "sea\u2028ice"])(
  "a term with a control character is refused: %j",
  async (text) => {
    const { polynya } = workplace();
    const added = await polynya("concepts", "add", `en=${text}`);
    expect(added.code).toBe(EXIT.badData);
    expect(added.err).toContain("line break");
    await polynya("concepts", "add", "en=ice");
    const replaced = await polynya("replace", "ice", text);
    expect(replaced.code).toBe(EXIT.badData);
    expect((await polynya("replace", "--old", "en=ice", "--new", `en=${text}`)).code).toBe(EXIT.badData);
  },
);

test.each(["sea\nice", "sea\u2028ice"])(
  "an entry with such a term is rejected, and nothing is removed for it: %j",
  async (text) => {
    const { polynya, write } = workplace();
    await polynya("concepts", "add", "en=ice");
    write("g.csv", `concept,language,term\nice,en,"${text}"\nfloe,en,floe\n`);
    const taken = await polynya("terms", "import", "g.csv", "--replace");
    expect(taken.code).toBe(EXIT.badData);
    expect(taken.out).toContain("line break");
    // The entry that cannot be read stands for its concept.
    expect((await polynya("concepts", "list")).out).toMatch(/floe(?:.|\n)*ice/u);
  },
);

test("terms get fields and go, concepts are merged and deleted, and each of it is the last import", async () => {
  const { polynya } = workplace();
  await polynya("concepts", "add", "en=sea ice", "ru=морской лёд");
  await polynya("concepts", "add", "en=ocean ice");
  const terms = async (id: string) =>
    (JSON.parse((await polynya("concepts", "show", id, "--json")).out) as { terms: object[] }).terms;

  const added = await polynya(
    ...["concepts", "term", "sea-ice", "ru=лёд", "gender=masculine", "type=shortForm", "forbidden=yes"],
  );
  expect(added.code).toBe(EXIT.done);
  const short = { text: "лёд", administrativeStatus: "admitted", gender: "masculine", forbidden: true };
  expect(await terms("sea-ice")).toMatchObject([{ text: "sea ice" }, { text: "морской лёд" }, short]);
  await polynya("concepts", "term", "sea-ice", "ru=лёд", "gender=", "status=deprecated");
  expect((await terms("sea-ice")).at(-1)).not.toHaveProperty("gender");
  expect((await polynya("concepts", "unterm", "sea-ice", "ru=лёд")).code).toBe(EXIT.done);
  expect(await terms("sea-ice")).toHaveLength(2);
  expect((await polynya("concepts", "unterm", "sea-ice", "ru=лёд")).code).toBe(EXIT.notFound);
  expect((await polynya("concepts", "term", "sea-ice", "ru=лёд", "colour=white")).code).toBe(EXIT.usage);
  expect((await polynya("undo", "--last")).code).toBe(EXIT.done);
  expect(await terms("sea-ice")).toHaveLength(3);

  expect((await polynya("concepts", "merge", "ocean-ice", "sea-ice", "-n")).out).toContain("ocean ice");
  expect((await polynya("concepts", "merge", "ocean-ice", "sea-ice")).out).toBe("sea-ice\n");
  expect((await polynya("concepts", "show", "ocean-ice")).code).toBe(EXIT.notFound);
  await polynya("undo", "--last");
  expect(await terms("ocean-ice")).toHaveLength(1);
  expect((await polynya("concepts", "delete", "ocean-ice")).code).toBe(EXIT.done);
  expect((await polynya("concepts", "show", "ocean-ice")).code).toBe(EXIT.notFound);
  await polynya("undo", "--last");
  expect(await terms("ocean-ice")).toHaveLength(1);
});

test("a collection is made with its order and penalty, and the uses of a concept are listed", async () => {
  const { polynya, write } = workplace();
  await polynya("collections", "create", "Ours", "--id", "ours", "--order", "-2", "--penalty", "3");
  const { items } = JSON.parse((await polynya("collections", "--json")).out) as {
    items: { settings: object }[];
  };
  expect(items.map(({ settings }) => settings)).toEqual([
    { memory: { order: -2, penalty: 3, readOnly: false } },
  ]);
  write("ice.csv", "en,ru\nSea ice drifts.,Морским льдом.\nWater.,Вода.\n");
  await polynya("import", "ice.csv", "--collection", "ours", "--id", "ice");
  await polynya("concepts", "add", "en=sea ice", "ru=морской лёд");
  const uses = await polynya("concepts", "uses", "sea-ice");
  expect(uses.out).toMatch(/ ice row-1\n {2}en {2}Sea ice drifts\.\n {2}ru {2}Морским льдом\.\n$/u);

  // What was done last is what is undone, whichever command did it.
  expect((await polynya("units", "set", "final", "--documents", "ice")).err).toContain("Take it back");
  expect((await polynya("units", "set", "final", "--documents", "ice")).err).toContain("Nothing to change.");
  expect((await polynya("undo", "--last")).out).toContain("changed 2");
  expect((await polynya("replace", "Вода", "Лёд", "--documents", "ice")).code).toBe(EXIT.done);
  expect((await polynya("undo", "--last")).out).toContain("changed 1");
});
