import { expect, test } from "vitest";
import { EXIT } from "../../../src/cli/exit-codes.ts";
import { ENVIRONMENT_TOKEN, service } from "../../http/app.ts";
import { shell } from "../environment.ts";

async function workplace() {
  const running = service();
  const place = shell({
    env: { POLYNYA_TOKEN: ENVIRONMENT_TOKEN, POLYNYA_SERVER: "http://127.0.0.1:8787" },
    fetch: async (input, init) => running.app.fetch(new Request(input, init)),
  });
  const { polynya, write } = place;
  write("t.csv", "key,en,ru\na,Sea ice,Морской лёд\nb,Shore,Берег\n");
  await polynya("collections", "create", "C", "--id", "c");
  await polynya("import", "t.csv", "--collection", "c", "--id", "d");
  return place;
}

const ADD = ["marks", "add", "u1", "--target", "ru", "--category", "accuracy", "--severity", "major"];

test("an error is marked, listed, taken away and put back", async () => {
  const { polynya } = await workplace();
  const made = await polynya(...ADD, "--stretch", "8-11", "--comment", "льды?");
  expect([made.code, made.out]).toEqual([EXIT.done, expect.stringContaining("“лёд”: льды?")]);
  const list = await polynya("marks", "d", "--severity", "major", "--language", "ru");
  expect(list.out).toContain("Точность, существенная m1 d a u1 ru 8-11");
  expect((await polynya("marks", "d", "--severity", "minor")).err).toContain("No marks");
  expect((await polynya("marks", "remove", "m1")).err).toContain("1 mark was removed");
  expect((await polynya("marks", "d")).out).toBe("");
  expect((await polynya("marks", "d", "--removed")).out).toContain("removed by");
  expect((await polynya("marks", "restore", "m1")).code).toBe(EXIT.done);
  expect((await polynya("marks", "d")).out).toContain("Accuracy, major");
});

test("wrong use is told before anything is marked", async () => {
  const { polynya } = await workplace();
  for (const wrong of [
    ["marks", "add", "u1", "--target", "ru", "--category", "accuracy"],
    [...ADD, "--stretch", "11"],
    ["marks", "add", "u1", "--target", "ru", "--category", "fluency", "--severity", "minor"],
    ["marks", "d", "e"],
  ])
    expect((await polynya(...wrong)).code).toBe(EXIT.usage);
  expect((await polynya(...ADD, "--stretch", "11")).err).toMatch(/(?<!-)--stretch: “11”/u);
  expect((await polynya("marks", "remove", "m9")).code).toBe(EXIT.notFound);
  expect((await polynya("marks", "none")).code).toBe(EXIT.notFound);
  expect((await polynya("marks")).out).toBe("");
});

test("marks and figures go out as tables, onto the terminal or into a file", async () => {
  const { polynya, read } = await workplace();
  await polynya(...ADD);
  expect((await polynya("marks", "d", "--csv")).out).toContain("Document,Unit,Key");
  await polynya("quality", "d", "--csv", "--output", "q.csv", "--language", "zh");
  expect(read("q.csv")).toContain("审校标记,严重,1,5,");
});

test("the figure is told by language, and why there is none", async () => {
  const { polynya } = await workplace();
  await polynya(...ADD);
  const told = await polynya("quality", "d", "--target", "ru");
  expect(told.out).toContain("Russian: no figure; 3 words are too little, it takes 500");
  expect(told.out).toMatch(/Reviewers’ marks\s+1\s+5\n/u);
  expect(JSON.parse((await polynya("quality", "d", "--json")).out)).toMatchObject({
    items: [{ language: "en", score: null }, { language: "ru" }],
  });
  expect((await polynya("quality", "none")).code).toBe(EXIT.notFound);
});
