import { expect, test } from "vitest";
import { createLink } from "../../src/services/access/create-sign-in-link.ts";
import { editPerson } from "../../src/services/access/people.ts";
import { type Authenticator, authenticator } from "../services/passkeys/authenticator.ts";
import { bearer, OWNER, sending, service } from "./app.ts";

const SITE = { origin: "http://polynya.test", host: "polynya.test" };
const SAME_ORIGIN = { "sec-fetch-site": "same-origin" };
const PATH = "/api/v1/me/passkeys";

/** A service, and people in their browsers. */
function setUp() {
  const polynya = service();
  const { request, context, wait } = polynya;
  const cookieOf = (answer: Response) => (answer.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
  /** Somebody new, signed in by a link. @returns headers of the browser, and who it is */
  const comes = async (name: string) => {
    const { secret } = await createLink(context, OWNER, { name, role: "reader" });
    const entered = await request("/sign-in", {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded", ...SAME_ORIGIN },
      body: new URLSearchParams({ secret }),
    });
    const headers = { ...SAME_ORIGIN, cookie: cookieOf(entered) };
    const me = (await (await request("/api/v1/me", { headers })).json()) as { person: string };
    return { headers, person: me.person };
  };
  const creation = async (headers: Record<string, string>) => {
    const asked = await request(`${PATH}/options`, { method: "POST", headers });
    expect(asked.status).toBe(200);
    return (await asked.json()) as { challenge: string; user: { id: string }; excludeCredentials: unknown[] };
  };
  const add = (headers: Record<string, string>, name: string, response: unknown) =>
    request(PATH, sending("POST", { name, response }, headers));
  /** Adds a key that its owner holds. */
  const holds = async (headers: Record<string, string>, name = "laptop") => {
    const key = authenticator(SITE);
    const added = await add(headers, name, key.make(await creation(headers)));
    expect(added.status).toBe(201);
    // What is signed for a challenge of the same moment counts no more.
    wait(1);
    return { key, id: ((await added.json()) as { id: string }).id };
  };
  const challenge = async () => {
    const asked = await request("/sign-in/passkey/options", { method: "POST", headers: SAME_ORIGIN });
    const options = (await asked.json()) as { challenge: string; allowCredentials?: unknown; rpId: string };
    wait(1);
    return options;
  };
  const enter = (signed: unknown) => request("/sign-in/passkey", sending("POST", signed, SAME_ORIGIN));
  const signIn = async (key: Authenticator) => enter(key.sign(await challenge()));
  const list = async (headers: Record<string, string>) =>
    ((await (await request(PATH, { headers })).json()) as { items: Record<string, unknown>[] }).items;
  return { ...polynya, comes, creation, add, holds, challenge, enter, signIn, list, cookieOf };
}

test("a person adds passkeys on several devices, signs in by any without a name, renames and removes them", async () => {
  const { comes, holds, request, challenge, enter, list, creation, cookieOf, token } = setUp();
  const anna = await comes("Анна");
  const laptop = await holds(anna.headers);
  const phone = await holds(anna.headers, "телефон");
  expect((await creation(anna.headers)).excludeCredentials).toHaveLength(2);
  const options = await challenge();
  expect([options.rpId, options.allowCredentials]).toEqual(["polynya.test", undefined]);
  const entered = await enter(phone.key.sign(options));
  expect(entered.status).toBe(204);
  const headers = { ...SAME_ORIGIN, cookie: cookieOf(entered) };
  expect(await (await request("/api/v1/me", { headers })).json()).toMatchObject({ name: "Анна" });
  const journal = await request("/api/v1/sign-ins", { headers: bearer(await token("admin")) });
  expect(await journal.json()).toMatchObject({ items: [{ way: "passkey", name: "Анна" }, { way: "link" }] });
  const renamed = await request(`${PATH}/${laptop.id}`, sending("PATCH", { name: "дома" }, headers));
  expect(await renamed.json()).toMatchObject({ name: "дома", used: null, onlyWay: false });
  // Another's passkeys are not there.
  const boris = await comes("Борис");
  const foreign = { method: "DELETE", headers: boris.headers };
  expect((await request(`${PATH}/${phone.id}`, foreign)).status).toBe(404);
  // Removing one ends the sessions that it opened.
  await request(`${PATH}/${phone.id}`, { method: "DELETE", headers: anna.headers });
  expect((await request("/api/v1/me", { headers })).status).toBe(401);
  expect(await list(anna.headers)).toMatchObject([{ name: "дома", onlyWay: true, host: "polynya.test" }]);
});

test("the last way in is removed only by who says so, and recovery codes are another way", async () => {
  const { comes, holds, request, list } = setUp();
  const { headers } = await comes("Анна");
  const { id } = await holds(headers);
  const remove = (query = "") => request(`${PATH}/${id}${query}`, { method: "DELETE", headers });
  const refused = await remove();
  expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([409, "last-way-in"]);
  await request("/api/v1/me/recovery-codes", { method: "POST", headers });
  expect(await list(headers)).toMatchObject([{ onlyWay: false }]);
  expect((await remove()).status).toBe(204);
  const another = await holds(headers);
  expect((await request(`${PATH}/${another.id}?last=true`, { method: "DELETE", headers })).status).toBe(204);
});

test("what a passkey has signed opens one session: not a second, not later, not elsewhere", async () => {
  const { comes, holds, challenge, enter, wait, signIn } = setUp();
  const anna = await comes("Анна");
  const boris = await comes("Борис");
  const { key } = await holds(anna.headers);
  const other = await holds(boris.headers);
  const signed = key.sign(await challenge());
  expect((await enter(signed)).status).toBe(204);
  const refusals: Record<string, unknown> = {
    replayed: signed,
    "another origin": key.sign(await challenge(), { origin: "http://polynya.evil" }),
    "another host": key.sign(await challenge(), { host: "polynya.evil" }),
    "another's handle": key.sign(await challenge(), { userHandle: "cG90YXRv" }),
    "nobody was asked who they are": key.sign(await challenge(), { unverified: true }),
    "made for another purpose": key.sign(await challenge(), { type: "webauthn.create" }),
    "another's key under this name": { ...other.key.sign(await challenge()), id: key.id, rawId: key.id },
    "a challenge of somebody else": key.sign({ challenge: "AAAB".repeat(19) }),
  };
  for (const [what, response] of Object.entries(refusals))
    expect([what, (await enter(response)).status]).toEqual([what, 401]);
  const late = key.sign(await challenge());
  wait(5 * 60_000);
  expect((await enter(late)).status).toBe(401);
  expect((await signIn(key)).status).toBe(204);
  key.counter -= 2;
  expect((await signIn(key)).status).toBe(401);
  key.counter += 2;
  // Two requests at the same time: one session.
  const twice = key.sign(await challenge());
  const answers = await Promise.all([enter(twice), enter(twice)]);
  expect(answers.map(({ status }) => status).toSorted()).toEqual([204, 401]);
});

test("a passkey is added only in the session that asked for it, once, and a disabled person's opens nothing", async () => {
  const { comes, creation, add, holds, wait, signIn, context, challenge, request, token } = setUp();
  const anna = await comes("Анна");
  const boris = await comes("Борис");
  const key = authenticator(SITE);
  const asked = await creation(anna.headers);
  const made = key.make(asked);
  const codeOf = async (answer: Response) => ((await answer.json()) as { code: string }).code;
  expect(await codeOf(await add(boris.headers, "theirs", made))).toBe("passkey-refused");
  const foreign = authenticator({ origin: "http://polynya.evil", host: "polynya.evil" });
  expect(await codeOf(await add(anna.headers, "foreign", foreign.make(asked)))).toBe("passkey-refused");
  const signIns = { ...asked, ...(await challenge()) };
  expect(await codeOf(await add(anna.headers, "mixed", key.make(signIns)))).toBe("passkey-refused");
  expect((await add(anna.headers, "mine", made)).status).toBe(201);
  expect(await codeOf(await add(anna.headers, "again", made))).toBe("passkey-taken");
  const late = authenticator(SITE).make(await creation(anna.headers));
  wait(5 * 60_000);
  expect(await codeOf(await add(anna.headers, "late", late))).toBe("passkey-refused");
  expect((await signIn(key)).status).toBe(204);
  // A token has no hand in how its owner signs in, and a page of another site none in who signs in here.
  expect(
    (await request(`${PATH}/options`, { method: "POST", headers: bearer(await token("admin")) })).status,
  ).toBe(403);
  const signed = key.sign(await challenge());
  const elsewhere = await request(
    "/sign-in/passkey",
    sending("POST", signed, { "sec-fetch-site": "cross-site" }),
  );
  expect(elsewhere.status).toBe(403);
  const { key: borisKey } = await holds(boris.headers);
  await editPerson(context, OWNER, boris.person, { disabled: true });
  expect(await codeOf(await signIn(borisKey))).toBe("account-ended");
});
