import { expect, test } from "vitest";
import { EXIT } from "../../../src/cli/exit-codes.ts";
import { createToken } from "../../../src/services/access/create-token.ts";
import { insertPerson } from "../../../src/storage/rows/people.ts";
import { ENVIRONMENT_TOKEN, OWNER, service } from "../../http/app.ts";
import { shell } from "../environment.ts";

async function workplace() {
  const running = service();
  for (const [id, name] of [
    ["p1", "Вера Петрова"],
    ["p2", "王芳"],
    ["p3", "王芳"],
  ] as const)
    await running.context.storage.batch(
      insertPerson({
        ...{ id, name, kind: "person", languages: [], role: "translator", roles: {}, version: 1 },
        ...{ disabled: null, created: "2026-11-01T00:00:00.000Z", createdBy: "owner" },
      }),
    );
  const at = (token: string) =>
    shell({
      env: { POLYNYA_TOKEN: token, POLYNYA_SERVER: "http://127.0.0.1:8787" },
      fetch: async (input, init) => running.app.fetch(new Request(input, init)),
    });
  const place = at(ENVIRONMENT_TOKEN);
  place.write("t.csv", "key,en,ru\na,Sea ice,Морской лёд\nb,Shore,\nc,Fog,\n");
  await place.polynya("collections", "create", "C", "--id", "c");
  await place.polynya("import", "t.csv", "--collection", "c", "--id", "d");
  const { token } = await createToken(running.context, OWNER, {
    name: "shell",
    person: "p1",
    role: "translator",
  });
  return { manager: place.polynya, vera: at(token).polynya };
}

const GIVE = ["--source", "en", "--target", "ru"];

test("work is given by name, is listed, changed and ended", async () => {
  const { manager, vera } = await workplace();
  expect((await vera("work")).err).toContain("Nothing is assigned to you");
  expect((await manager("assign", "d")).err).toContain("Nobody has been given");
  const tried = await manager("assign", "d", "вера петрова", ...GIVE, "--dry-run");
  expect(JSON.parse(tried.out)).toMatchObject({ person: "p1", step: "translate" });
  const made = await manager("assign", "d", "вера петрова", ...GIVE, "--part", "2-3", "--due", "2026-11-20");
  expect([made.code, made.out]).toEqual([
    EXIT.done,
    expect.stringMatching(/a1 +d +2–3 +en → ru +translate/u),
  ]);
  const mine = await vera("work", "--language", "ru");
  expect(mine.out).toMatch(/Вера Петрова +2026-11-20 \(срок прошёл\) +0\/2 +— +2 +u/u);
  expect((await vera("assign", "d")).out).toContain("a1");
  expect((await manager("assign", "change", "d", "a1", "--due", "none", "--assignee", "p2")).out).toContain(
    "王芳",
  );
  expect((await vera("work")).out).toBe("");
  expect((await manager("assign", "end", "d", "a1")).err).toContain("a1 has ended");
  expect(JSON.parse((await manager("assign", "d", "--json")).out).items).toEqual([]);
});

test("wrong use is told before anything is given", async () => {
  const { manager, vera } = await workplace();
  for (const wrong of [
    ["assign", "d", "p1", "--source", "en"],
    ["assign", "d", "p1", ...GIVE, "--part", "all"],
    ["assign", "d", "王芳", ...GIVE],
    ["assign", "give", "d", "p1"],
  ])
    expect((await manager(...wrong)).code).toBe(EXIT.usage);
  expect((await manager("assign", "d", "nobody", ...GIVE)).code).toBe(EXIT.notFound);
  expect((await manager("assign", "d", "p1", ...GIVE, "--step", "review")).code).toBe(EXIT.conflicts);
  expect((await vera("assign", "d", "p1", ...GIVE)).code).toBe(EXIT.unauthorised);
  expect((await manager("assign", "none")).code).toBe(EXIT.notFound);
});
