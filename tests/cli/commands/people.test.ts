import { join } from "node:path";
import { expect, test } from "vitest";
import { openSqlite } from "../../../src/storage/sqlite.ts";
import { service } from "../../http/app.ts";
import { shell } from "../environment.ts";

/** The same commands through the service and in the store of this machine. */
async function machine() {
  let forward: typeof fetch = fetch;
  const { polynya, folder } = shell({ fetch: (input, init) => forward(input, init) });
  const { app } = service(openSqlite(join(folder, "data", "polynya.db")));
  forward = async (input, init) => app.request(new Request(input, init));
  await polynya("login", "--local");
  const joins = async (path: string, name: string) =>
    app.request("/join", {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({ secret: path.split("/").at(-1) ?? "", name }),
    });
  return { polynya, joins };
}

test.each([[[]], [["--local"]]])("people are invited, listed, changed and disabled (%s)", async (where) => {
  const { polynya, joins } = await machine();
  const people = (...given: string[]) => polynya("people", ...given, ...where);
  expect(await people("invite", "Vera")).toMatchObject({ code: 2 });
  const tried = await people("invite", "Vera", "--role", "reader", "--dry-run");
  expect(JSON.parse(tried.out)).toEqual({ name: "Vera", role: "reader" });
  const invited = await people("invite", "Vera", "--role", "reader", "--days", "3", "--json");
  expect((await joins(JSON.parse(invited.out).address, "Vera")).status).toBe(303);

  const list = async () => JSON.parse((await people("list", "--json")).out).items;
  const [vera, ...others] = await list();
  expect([vera.name, vera.role, others]).toEqual(["Vera", "reader", []]);
  expect((await people("list")).out).toContain("Vera");
  expect(await people("change", vera.id, "--role", "none", "--name", "Vera P.")).toMatchObject({ code: 0 });
  expect(await people("disable", vera.id)).toMatchObject({ code: 0 });
  expect(await list()).toMatchObject([{ name: "Vera P.", role: null, disabled: expect.any(String) }]);
  expect(await people("link", vera.id)).toMatchObject({ code: 6 });
  expect(await people("enable", vera.id)).toMatchObject({ code: 0 });
  expect((await people("link", vera.id)).out).toContain("/sign-in/");
  // Whose token lists: a program, not a person.
  expect(JSON.parse((await people("list", "--program", "--json")).out).items).toHaveLength(1);
});
