import { describe, expect, test } from "vitest";
import { createLink } from "../../src/services/access/create-sign-in-link.ts";
import { createCollection } from "../../src/services/documents/create-collection.ts";
import { createDocument } from "../../src/services/documents/create-document.ts";
import { bearer, OWNER, problemOf, sending, type Service, service } from "./app.ts";

const SAME_ORIGIN = { "sec-fetch-site": "same-origin" };
const FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:148.0) Gecko/20100101 Firefox/148.0";

const form = (fields: Record<string, string>, headers: Record<string, string> = {}): RequestInit => ({
  method: "POST",
  headers: { "content-type": "application/x-www-form-urlencoded", ...SAME_ORIGIN, ...headers },
  body: new URLSearchParams(fields),
});

const cookieOf = (response: Response) => (response.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
const bodyOf = async (response: Response) => (await response.json()) as Record<string, unknown>;

interface Person {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly role: string | null;
  readonly roles: Record<string, string>;
  readonly disabled: string | null;
}

/** A service with two collections, an administrator, and what tests ask of it. */
async function setUp() {
  const polynya = service();
  for (const id of ["ours", "theirs"]) await createCollection(polynya.context, OWNER, { id, title: id });
  const admin = bearer(await polynya.token("admin"));
  const asked = async (path: string) => bodyOf(await polynya.request(path, { headers: admin }));
  const people = async () => (await asked("/api/v1/people"))["items"] as Person[];
  const patch = (id: string, change: object, headers: Record<string, string> = {}) =>
    polynya.request(`/api/v1/people/${id}`, sending("PATCH", change, { ...admin, ...headers }));
  /** Signs somebody in who is invited with these roles. */
  const joined = async (invitation: object, name = "Анна Орлова", headers = {}) => {
    const made = await polynya.request(
      "/api/v1/invitations",
      sending("POST", { name: "Anna", ...invitation }, admin),
    );
    const { path } = (await made.json()) as { path: string };
    const answer = await polynya.request("/join", form({ secret: path.slice(6), name, ru: "on" }, headers));
    return { ...SAME_ORIGIN, cookie: cookieOf(answer) };
  };
  const idOf = async (session: Record<string, string>) =>
    (await bodyOf(await polynya.request("/api/v1/me", { headers: session })))["person"] as string;
  return { ...polynya, admin, asked, people, patch, joined, idOf };
}

const document = (polynya: Service, collection: string) =>
  createDocument(
    polynya.context,
    OWNER,
    { collection, id: `${collection}-d`, filename: "d.csv" },
    new TextEncoder().encode("key,en,ru\nice,Ice,Лёд\n"),
  );

describe("an invitation", () => {
  test("makes the account of whoever opens it, once, and signs them in", async () => {
    const { request, admin, people, asked } = await setUp();
    const made = await request(
      "/api/v1/invitations",
      sending("POST", { name: "Anna", role: "reader", roles: { ours: "reviewer" } }, admin),
    );
    const { path } = (await made.json()) as { path: string };
    expect(path).toMatch(/^\/join\/pll_/u);
    const page = await (await request(path, { headers: { "accept-language": "zh" } })).text();
    expect(page).toContain('value="Anna"');
    expect(page).toContain("admin 邀请您加入");
    expect(await people()).toEqual([]);
    const secret = path.slice(6);
    const fields = { secret, name: "Анна Орлова", ru: "on", zh: "on" };
    const answer = await request("/join", form(fields));
    expect([answer.status, answer.headers.get("location")]).toEqual([303, "/"]);
    const me = await bodyOf(await request("/api/v1/me", { headers: { cookie: cookieOf(answer) } }));
    expect(me).toMatchObject({ name: "Анна Орлова", languages: ["ru", "zh"], everywhere: ["read"] });
    expect(me["collections"]).toEqual({ ours: ["read", "propose", "translate", "review", "publish"] });
    expect(await people()).toMatchObject([
      {
        id: me["person"],
        name: "Анна Орлова",
        role: "reader",
        roles: { ours: "reviewer" },
        createdBy: "admin",
      },
    ]);
    expect((await request("/join", form(fields))).status).toBe(401);
    expect((await asked("/api/v1/invitations"))["items"]).toEqual([]);
  });

  test("that was taken back, or whose days are over, makes nothing and says so", async () => {
    const { request, admin, people, wait, asked } = await setUp();
    const invite = async (days?: number) => {
      const wanted = { name: "Anna", role: "reader", ...(days === undefined ? {} : { days }) };
      const made = await request("/api/v1/invitations", sending("POST", wanted, admin));
      return (await made.json()) as { id: string; path: string };
    };
    const [taken, short] = [await invite(), await invite(1)];
    const gone = await request(`/api/v1/invitations/${taken.id}`, { method: "DELETE", headers: admin });
    expect(gone.status).toBe(204);
    wait(24 * 3_600_000);
    for (const { path } of [taken, short]) {
      const page = await request(path, { headers: { "accept-language": "ru", accept: "text/html" } });
      expect([page.status, await page.text()]).toEqual([404, expect.stringContaining("больше не действует")]);
      const answer = await request(
        "/join",
        form({ secret: path.slice(6), name: "X" }, { accept: "text/html" }),
      );
      expect(answer.status).toBe(401);
    }
    expect([await people(), (await asked("/api/v1/invitations"))["items"]]).toEqual([[], []]);
  });

  test("gives no token and no way in to somebody else's account", async () => {
    const { request, context, people } = await setUp();
    const anna = await createLink(context, OWNER, { name: "Anna", role: "reader" });
    await request("/sign-in", form({ secret: anna.secret }));
    const [found] = await people();
    const { secret } = await createLink(context, OWNER, { person: found?.id ?? "" });
    // A link for a person is no invitation: its form does not rename them.
    expect((await request(`/join/${secret}`)).status).toBe(404);
    expect((await request("/join", form({ secret, name: "Eve" }))).status).toBe(401);
    const session = cookieOf(await request("/sign-in", form({ secret })));
    const me = await bodyOf(await request("/api/v1/me", { headers: { cookie: session } }));
    expect([me["person"], me["name"]]).toEqual([found?.id, "Anna"]);
    expect(await people()).toHaveLength(1);
  });

  test.each([
    ["no role", { name: "Anna" }, 422],
    ["a collection that is not there", { name: "Anna", roles: { nowhere: "reader" } }, 404],
    ["a name of the service", { name: "Polynya", role: "reader" }, 422],
    ["more than thirty days", { name: "Anna", role: "reader", days: 31 }, 422],
  ])("with %s is refused", async (_, wanted, status) => {
    const { request, admin } = await setUp();
    expect((await request("/api/v1/invitations", sending("POST", wanted, admin))).status).toBe(status);
  });

  test("is shown again when the name is one of the service's, and still holds", async () => {
    const { request, admin } = await setUp();
    const wanted = { name: "Anna", role: "reader" };
    const made = await request("/api/v1/invitations", sending("POST", wanted, admin));
    const secret = ((await made.json()) as { path: string }).path.slice(6);
    const answer = await request("/join", form({ secret, name: "environment" }, { accept: "text/html" }));
    expect([answer.status, await answer.text()]).toEqual([422, expect.stringContaining('role="alert"')]);
    expect((await request("/join", form({ secret, name: "Anna" }))).status).toBe(303);
  });
});

describe("a role", () => {
  test("that is changed counts from the next request on, for sessions and tokens", async () => {
    const { request, joined, idOf, patch, admin } = await setUp();
    const session = await joined({ role: "reader" });
    const id = await idOf(session);
    const wanted = { name: "laptop", person: id, role: "admin" };
    const made = await request("/api/v1/tokens", sending("POST", wanted, admin));
    const { token } = (await made.json()) as { token: string };
    const both = async () => {
      const answers = [session, bearer(token)].map((headers) => request("/api/v1/people", { headers }));
      return (await Promise.all(answers)).map(({ status }) => status);
    };
    expect(await both()).toEqual([403, 403]);
    await patch(id, { role: "admin" });
    expect(await both()).toEqual([200, 200]);
    await patch(id, { role: "translator" });
    expect(await both()).toEqual([403, 403]);
    await patch(id, { disabled: true });
    expect(await both()).toEqual([401, 401]);
    await patch(id, { disabled: false, role: "admin" });
    expect(await both()).toEqual([200, 200]);
  });

  test("of a token is the most that the token may do, whatever its person may", async () => {
    const { request, joined, idOf, admin } = await setUp();
    const person = await idOf(await joined({ role: "admin" }));
    const wanted = { name: "script", person, role: "reader", collection: "ours" };
    const made = await request("/api/v1/tokens", sending("POST", wanted, admin));
    const { token } = (await made.json()) as { token: string };
    const me = await bodyOf(await request("/api/v1/me", { headers: bearer(token) }));
    expect(me).toMatchObject({ person, everywhere: [], collections: { ours: ["read"] }, collection: "ours" });
  });

  test("in a collection adds to the role in all of them, and counts there alone", async () => {
    const polynya = await setUp();
    const { request, joined } = polynya;
    await document(polynya, "ours");
    await document(polynya, "theirs");
    const session = await joined({ role: "reader", roles: { ours: "reviewer" } });
    const write = async (collection: string) => {
      const units = await request(`/api/v1/documents/${collection}-d/units`, { headers: session });
      const [unit] = ((await units.json()) as { items: { id: string; version: number }[] }).items;
      const headers = { ...session, "if-match": `"v${unit?.version}"` };
      const change = { variants: { ru: { text: "Лёд!", state: "final" } } };
      return (await request(`/api/v1/units/${unit?.id}`, sending("PATCH", change, headers))).status;
    };
    expect([await write("ours"), await write("theirs")]).toEqual([200, 403]);
    expect((await request("/api/v1/concepts", sending("POST", { terms: [] }, session))).status).toBe(403);
  });

  test("in some collections alone hides the others everywhere", async () => {
    const polynya = await setUp();
    const { request, joined } = polynya;
    await createCollection(polynya.context, OWNER, { id: "third", title: "third" });
    for (const id of ["ours", "theirs", "third"]) await document(polynya, id);
    const session = await joined({ roles: { ours: "translator", third: "reader" } });
    const ask = async (path: string) => (await request(path, { headers: session })).text();
    const lists = ["collections", "imports", "changes", "findings", "concordance?q=лёд", "reports/activity"];
    for (const path of lists) expect(await ask(`/api/v1/${path}`)).not.toContain("theirs");
    const named = (await ask("/api/v1/collections")).match(/"id":"\w+"/gu);
    expect(named).toEqual(['"id":"ours"', '"id":"third"']);
    const lookup = (collections: string[]) =>
      request(
        "/api/v1/lookup",
        sending("POST", { source: "ru", segments: [{ text: "Лёд" }], collections }, session),
      ).then((answer) => answer.text());
    expect(await lookup(["theirs"])).toBe('{"results":[{"matches":[],"truncated":false}]}');
    expect(await lookup(["ours"])).toContain("Ice");
    const states = async (id: string) =>
      (await request(`/api/v1/units?collection=${id}`, sending("PATCH", { state: "translated" }, session)))
        .status;
    expect([await states("ours"), await states("third"), await states("theirs")]).toEqual([200, 403, 404]);
  });

  test("is not one's own to change, so that an administrator remains", async () => {
    const { request, joined, idOf } = await setUp();
    const session = await joined({ role: "admin" });
    const path = `/api/v1/people/${await idOf(session)}`;
    for (const change of [{ role: "reader" }, { roles: {} }, { disabled: true }]) {
      const answer = await request(path, sending("PATCH", change, session));
      expect([answer.status, (await problemOf(answer)).code]).toEqual([409, "own-rights"]);
    }
    expect((await request(path, sending("PATCH", { name: "Анна" }, session))).status).toBe(200);
  });

  test("that somebody else has changed meanwhile is not changed back", async () => {
    const { joined, idOf, patch, people } = await setUp();
    const id = await idOf(await joined({ role: "reader" }));
    const first = await patch(id, { role: "reviewer" }, { "if-match": '"v1"' });
    expect(first.status).toBe(200);
    const late = await patch(id, { role: "admin" }, { "if-match": '"v1"' });
    expect([late.status, (await problemOf(late)).code]).toEqual([412, "stale-version"]);
    expect(await people()).toMatchObject([{ role: "reviewer", version: 2 }]);
  });

  test("ends with its collection", async () => {
    const { request, joined, admin, people } = await setUp();
    const session = await joined({ roles: { ours: "reader" } });
    await request("/api/v1/collections/ours", { method: "DELETE", headers: admin });
    await request("/api/v1/collections", sending("POST", { id: "ours", title: "another" }, admin));
    expect((await request("/api/v1/collections", { headers: session })).status).toBe(403);
    expect(await people()).toMatchObject([{ roles: {} }]);
  });
});

describe("the journal", () => {
  test("shows the present name of a person, and tells two of one name apart", async () => {
    const polynya = await setUp();
    const { request, joined, idOf, patch, asked } = polynya;
    const [first, second] = [await joined({ role: "translator" }), await joined({ role: "translator" })];
    const upload = (session: Record<string, string>, id: string) =>
      request(`/api/v1/collections/ours/documents?id=${id}&filename=${id}.csv`, {
        method: "POST",
        headers: { ...session, "content-type": "text/csv" },
        body: "key,en,ru\nice,Ice,Лёд\n",
      });
    expect((await upload(first, "a")).status).toBe(201);
    expect((await upload(second, "b")).status).toBe(201);
    const ids = [await idOf(second), await idOf(first)];
    const imports = async () => (await asked("/api/v1/imports"))["items"] as Record<string, string>[];
    expect((await imports()).map(({ person }) => person)).toEqual(ids);
    await patch(ids[1] ?? "", { name: "Анна Белова" });
    expect((await imports()).map(({ author }) => author)).toEqual(["Анна Орлова", "Анна Белова"]);
    const changes = (await asked("/api/v1/changes"))["items"] as Record<string, string>[];
    expect(changes.map(({ author }) => author)).toEqual(["Анна Белова", "Анна Орлова"]);
    // The namesake's work is not one's own.
    const [theirs, own] = await imports();
    const undo = async (entry: Record<string, string> | undefined) =>
      (await request(`/api/v1/imports/${entry?.["id"]}/undo`, { method: "POST", headers: first })).status;
    expect([await undo(theirs), await undo(own)]).toEqual([403, 200]);
  });
});

describe("sessions", () => {
  test("are listed for their person alone, with device and “this one”, and end one by one", async () => {
    const { request, joined, idOf, context } = await setUp();
    const first = await joined({ role: "reader" }, "Anna", { "user-agent": FIREFOX });
    const other = await joined({ role: "reader" }, "Boris");
    const { secret } = await createLink(context, OWNER, { person: await idOf(first) });
    const second = { ...SAME_ORIGIN, cookie: cookieOf(await request("/sign-in", form({ secret }))) };
    const list = async (headers: Record<string, string>) =>
      (await bodyOf(await request("/api/v1/me/sessions", { headers })))["items"] as Record<string, unknown>[];
    const found = await list(first);
    expect(found.map(({ device, current }) => [device, current])).toContainEqual(["Firefox, Windows", true]);
    expect(found.map(({ current }) => current).toSorted()).toEqual([false, true]);
    const theirs = String(found.find(({ current }) => current === false)?.["id"]);
    const end = async (headers: Record<string, string>) =>
      (await request(`/api/v1/me/sessions/${theirs}`, { method: "DELETE", headers })).status;
    expect(await end(other)).toBe(404);
    expect(await end(first)).toBe(204);
    expect((await request("/api/v1/me", { headers: second })).status).toBe(401);
    expect(await list(first)).toHaveLength(1);
  });

  test("change their person's name and languages, which tokens cannot", async () => {
    const { request, joined, admin } = await setUp();
    const session = await joined({ role: "reader" });
    const change = { name: "Анна Белова", languages: ["zh", "ru", "zh"] };
    const answer = await request("/api/v1/me", sending("PATCH", change, session));
    expect(await answer.json()).toMatchObject({ name: "Анна Белова", languages: ["zh", "ru"] });
    expect((await request("/api/v1/me", sending("PATCH", change, admin))).status).toBe(403);
    const more = await request("/api/v1/me", sending("PATCH", { role: "admin" }, session));
    expect(more.status).toBe(422);
  });
});
