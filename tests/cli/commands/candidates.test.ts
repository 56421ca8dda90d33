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

test("candidates of a file are listed, with their sentences on request", async () => {
  const { polynya, write } = workplace();
  write("talk.en.txt", "The sea ice melts. The sea ice grows.");
  const found = await polynya("candidates", "talk.en.txt", "--evidence");
  expect(found.code).toBe(EXIT.done);
  expect(found.out).toMatch(/0\.\d\d\s+2\s+sea ice/u);
  expect(found.out).toContain("The sea ice melts.");
  const data = JSON.parse((await polynya("candidates", "talk.en.txt", "--json")).out) as {
    candidates: object[];
  };
  expect(data.candidates[0]).toMatchObject({ terms: { en: "sea ice" } });
});

test("a table of pairs gives pairs; mixed files are refused; nothing found is exit code 6", async () => {
  const { polynya, write } = workplace();
  write("t.csv", "key,en,ru\na,The sea ice melts,Морской лёд тает\nb,Old sea ice,Старый морской лёд\n");
  write("empty.txt", "1 2 3");
  expect((await polynya("candidates", "t.csv")).out).toMatch(/sea ice\s+морской лёд/u);
  write("talk.en.txt", "Ice");
  expect((await polynya("candidates", "t.csv", "talk.en.txt")).code).toBe(EXIT.usage);
  expect((await polynya("candidates", "empty.txt", "--source", "en")).code).toBe(EXIT.notFound);
  expect((await polynya("candidates", "none.txt")).code).toBe(EXIT.notFound);
});

test("a candidate is refused, listed, brought back and accepted", async () => {
  const { polynya, write } = workplace();
  write("talk.en.txt", "The sea ice melts. The sea ice grows.");
  expect((await polynya("candidates", "refuse", "sea ice")).code).toBe(EXIT.done);
  expect((await polynya("candidates", "refused")).out).toContain("sea ice");
  expect((await polynya("candidates", "talk.en.txt")).out).not.toContain("sea ice");
  expect((await polynya("candidates", "restore", "sea ice")).code).toBe(EXIT.done);
  const made = await polynya("candidates", "accept", "en=sea ice", "ru=морской лёд");
  expect(made.out).toBe("sea-ice\n");
  expect((await polynya("candidates", "talk.en.txt", "--only-new")).out).not.toContain("sea ice");
  expect((await polynya("candidates", "accept", "sea ice")).code).toBe(EXIT.usage);
});

test("“terms candidates” is another name of “candidates”", async () => {
  const { polynya, write } = workplace();
  write("talk.en.txt", "The sea ice melts. The sea ice grows.");
  const [one, other] = [
    await polynya("candidates", "talk.en.txt"),
    await polynya("terms", "candidates", "talk.en.txt"),
  ];
  expect(other).toEqual(one);
  expect((await polynya("help", "terms", "candidates")).out).toBe((await polynya("help", "candidates")).out);
});

test("a candidate that is a term already makes no second concept, and the way to one is told", async () => {
  const { polynya } = workplace();
  await polynya("candidates", "accept", "en=storm surge");
  const again = await polynya("candidates", "accept", "en=Storm surge", "ru=нагон");
  expect(again.code).toBe(EXIT.conflicts);
  expect(again.err).toContain("storm-surge");
  expect(again.err).toContain("polynya concepts add");
  expect((await polynya("concepts", "list")).out).not.toContain("storm-surge-2");
  const near = await polynya("candidates", "accept", "en=storm surges");
  expect([near.code, near.out]).toEqual([EXIT.done, "storm-surges\n"]);
  expect(near.err).toContain("storm-surge");
});

test("a refused candidate may name its language", async () => {
  const { polynya } = workplace();
  await polynya("candidates", "refuse", "en=kelp forest", "ru=лес");
  expect((await polynya("candidates", "refused")).out).toMatch(/en\s+kelp forest(?:.|\n)*ru\s+лес/u);
  await polynya("candidates", "restore", "en=kelp forest");
  expect((await polynya("candidates", "refused")).out).not.toContain("kelp forest");
  for (const typed of ["fr=glace", "en=", "xx=a"])
    expect((await polynya("candidates", "refuse", typed)).code).toBe(EXIT.usage);
});
