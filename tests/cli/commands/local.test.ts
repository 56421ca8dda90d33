import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { openSqlite } from "../../../src/storage/sqlite.ts";
import { service } from "../../http/app.ts";
import { shell, type Shell } from "../environment.ts";

/** A service over the store of a folder, as the same person sees it from the command line. */
function machine(): Shell {
  let forward: typeof fetch = fetch;
  const found = shell({ fetch: (input, init) => forward(input, init) });
  const { app } = service(openSqlite(join(found.folder, "data", "polynya.db")));
  forward = async (input, init) => app.request(new Request(input, init));
  return found;
}

describe("on the machine of the service", () => {
  test("login --local makes a token in the store and keeps it", async () => {
    const { polynya } = machine();
    expect((await polynya("collections")).code).toBe(5);
    expect(await polynya("login", "--local")).toMatchObject({ code: 0 });
    expect(await polynya("collections")).toMatchObject({ code: 0 });
    const { items } = JSON.parse((await polynya("token", "list", "--json")).out);
    expect(items).toMatchObject([{ role: "admin", name: expect.stringContaining("@") }]);
  });

  test("login --local to a service over another store leaves no token behind", async () => {
    const { polynya, folder } = machine();
    openSqlite(join(folder, "other.db")).close();
    const { code, err } = await polynya("login", "--local", "--database", "other.db");
    expect([code, err]).toEqual([5, expect.stringContaining("uses another store")]);
    expect(
      JSON.parse((await polynya("token", "list", "--database", "other.db", "--json")).out).items,
    ).toEqual([]);
  });

  test("tokens are made, listed and revoked without the service", async () => {
    const { polynya } = machine();
    const made = JSON.parse(
      (await polynya("token", "create", "CI", "--role", "reader", "--local", "--json")).out,
    );
    expect(made).toMatchObject({ name: "CI", role: "reader", token: expect.stringMatching(/^pln_/u) });
    expect((await polynya("token", "list", "--local")).out).toContain(made.id);
    expect(await polynya("token", "revoke", made.id, "--local")).toMatchObject({ code: 0 });
    expect((await polynya("token", "list", "--local")).out).not.toContain(made.id);
  });

  test("--local is refused for a server elsewhere, and where there is no store", async () => {
    const { polynya } = shell();
    expect(await polynya("login", "--local", "--server", "https://tm.example")).toMatchObject({ code: 2 });
    expect(await polynya("login", "--local")).toMatchObject({ code: 6 });
  });

  test("a backup goes to standard output whole, but not onto a terminal", async () => {
    const { polynya } = machine();
    const { code, out, err } = await polynya("backup", "-");
    expect(code).toBe(0);
    expect(out).toMatch(/^SQLite format 3\0/u);
    expect(out.length % 4096).toBe(0);
    expect(err).toContain("-");
    const { polynya: onTerminal } = shell({ outIsTerminal: true });
    expect(
      (await onTerminal("backup", "-", "--database", join(machine().folder, "data/polynya.db"))).code,
    ).toBe(2);
  });
});
