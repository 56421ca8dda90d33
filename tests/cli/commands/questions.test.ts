import { expect, test } from "vitest";
import { EXIT } from "../../../src/cli/exit-codes.ts";
import { createToken } from "../../../src/services/access/create-token.ts";
import { insertPerson } from "../../../src/storage/rows/people.ts";
import { ENVIRONMENT_TOKEN, OWNER, service } from "../../http/app.ts";
import { shell } from "../environment.ts";

async function workplace() {
  const running = service();
  await running.context.storage.batch(
    insertPerson({
      ...{
        id: "p1",
        name: "Вера",
        kind: "person",
        languages: [],
        role: "translator",
        roles: {},
        given: [],
        version: 1,
      },
      ...{ disabled: null, created: "2026-11-01T00:00:00.000Z", createdBy: "owner" },
    }),
  );
  const at = (token: string) =>
    shell({
      env: { POLYNYA_TOKEN: token, POLYNYA_SERVER: "http://127.0.0.1:8787" },
      fetch: async (input, init) => running.app.fetch(new Request(input, init)),
    });
  const owner = at(ENVIRONMENT_TOKEN);
  owner.write("t.csv", "key,en,ru\na,Sea ice,Морской лёд\nb,Shore,\n");
  await owner.polynya("collections", "create", "C", "--id", "c");
  await owner.polynya("import", "t.csv", "--collection", "c", "--id", "d");
  await owner.polynya("concepts", "add", "--en", "sea ice", "--id", "ice");
  const made = await createToken(running.context, OWNER, { name: "s", person: "p1", role: "translator" });
  return { owner: owner.polynya, vera: at(made.token).polynya };
}

test("a question is asked, listed, answered, resolved and opened again", async () => {
  const { owner, vera } = await workplace();
  expect((await vera("questions")).err).toContain("No questions");
  const tried = await vera("questions", "ask", "u1", "Лёд или льды?", "--dry-run");
  expect(JSON.parse(tried.out)).toEqual({ text: "Лёд или льды?", resolved: false });
  expect((await vera("questions", "ask", "u1", "Лёд или льды?")).err).toContain("Comment k1 added");
  expect((await owner("questions", "d")).out).toMatch(/q1 open d a u1\n {4}Вера: Лёд или льды\?\n/u);
  expect((await vera("questions", "--part", "waiting")).out).toBe("");
  expect((await owner("questions", "answer", "q1", "Лёд.")).code).toBe(EXIT.done);
  expect((await vera("questions", "--part", "waiting", "--language", "ru")).out).toContain("открыт");
  expect((await vera("questions", "show", "q1")).out).toMatch(/Вера .+\n {4}Лёд или льды\?\n.+\n {4}Лёд\./u);
  expect((await owner("questions", "resolve", "q1")).err).toContain("q1 is resolved");
  expect((await vera("questions")).out).toBe("");
  expect((await vera("questions", "--all")).out).toContain("resolved");
  expect((await vera("questions", "reopen", "q1")).err).toContain("q1 is open again");
  expect(JSON.parse((await vera("questions", "d", "--json")).out)).toMatchObject({ items: [{ id: "q1" }] });
});

test("wrong use and unknown things are told", async () => {
  const { vera } = await workplace();
  expect((await vera("questions", "answer", "q1")).code).toBe(EXIT.usage);
  expect((await vera("questions", "one", "two", "three")).code).toBe(EXIT.usage);
  expect((await vera("questions", "--part", "none")).code).toBe(EXIT.usage);
  expect((await vera("questions", "show", "q9")).code).toBe(EXIT.notFound);
  expect((await vera("questions", "ask", "u99", "?")).code).toBe(EXIT.notFound);
  expect((await vera("questions", "ask", "concept:none", "?")).code).toBe(EXIT.notFound);
});
