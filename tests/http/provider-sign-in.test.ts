import { describe, expect, test } from "vitest";
import { createLink } from "../../src/services/access/create-sign-in-link.ts";
import { fromBase64url } from "../../src/services/access/secret.ts";
import { createCollection } from "../../src/services/documents/create-collection.ts";
import { readProviders } from "../../src/services/identities/provider-settings.ts";
import { createProviders } from "../../src/services/identities/providers.ts";
import { openSqlite } from "../../src/storage/sqlite.ts";
import { CLIENT, scriptedProvider } from "../identity-provider.ts";
import { bearer, OWNER, sending, service } from "./app.ts";

const SAME_ORIGIN = { "sec-fetch-site": "same-origin" };
const PAGE = { accept: "text/html,application/xhtml+xml" };
const ANNA = { sub: "anna-1", name: "Анна Орлова", email: "anna@example.org", email_verified: true };
const START = "/sign-in/oidc/house";
const CALLBACK = `${START}/callback`;

const cookiesOf = (response: Response): Record<string, string> =>
  Object.fromEntries(
    response.headers
      .getSetCookie()
      .map((cookie) => (cookie.split(";")[0] ?? "").split("=") as [string, string]),
  );
const bodyOf = async (response: Response) => (await response.json()) as Record<string, unknown>;
const codeOf = async (response: Response) => (await bodyOf(response))["code"];

/** A service with a provider, and a browser without anything. */
async function setUp(settings: Record<string, string> = {}) {
  let clock = () => new Date();
  const provider = await scriptedProvider(() => clock());
  const named = Object.entries({
    ISSUER: provider.issuer,
    CLIENT_ID: CLIENT.id,
    CLIENT_SECRET: CLIENT.secret,
    LABEL: "House",
    JOIN: "groups",
    ROLES: '{"editors":"reviewer","terms":"terminologist","arctic":{"ours":"translator"}}',
    ...settings,
  }).map(([name, value]) => [`POLYNYA_OIDC_HOUSE_${name}`, value]);
  const environment = { POLYNYA_OIDC: "house", ...Object.fromEntries(named) };
  const storage = openSqlite(":memory:");
  const now = () => polynya.context.now();
  const providers = createProviders(readProviders(environment), () => now(), provider.fetch);
  const polynya = service(storage, { providers });
  clock = now;
  await createCollection(polynya.context, OWNER, { id: "ours", title: "Ours" });
  const admin = bearer(await polynya.token("admin"));
  const { request } = polynya;

  /** Begins a sign-in. @returns the provider's page and the cookies that the browser keeps */
  async function begin(query = "") {
    const answer = await request(START + query, { headers: PAGE });
    return { answer, location: answer.headers.get("location") ?? "", cookies: cookiesOf(answer) };
  }
  const cookieHeader = (cookies: Record<string, string>) =>
    Object.entries(cookies)
      .map((pair) => pair.join("="))
      .join("; ");
  /** The browser comes back from the provider. */
  const comeBack = (parameters: URLSearchParams, cookies: Record<string, string>, headers = {}) =>
    request(`${CALLBACK}?${parameters.toString()}`, {
      headers: { cookie: cookieHeader(cookies), "sec-fetch-site": "cross-site", ...headers },
    });
  /** Signs in from the beginning to the end. */
  async function signIn(claims: object, { query = "", headers = {} } = {}) {
    const { location, cookies } = await begin(query);
    return comeBack(provider.signIn(location, { ...claims }), cookies, headers);
  }
  const sessionOf = (answer: Response) => ({
    ...SAME_ORIGIN,
    cookie: `polynya=${cookiesOf(answer)["polynya"] ?? ""}`,
  });
  const asked = async (path: string, headers: Record<string, string> = admin) =>
    bodyOf(await request(path, { headers }));
  const people = async () => (await asked("/api/v1/people"))["items"] as Record<string, unknown>[];
  const me = (answer: Response) => asked("/api/v1/me", sessionOf(answer));
  /** Somebody whom an administrator let in. */
  async function known(role = "reader") {
    const { secret } = await createLink(polynya.context, OWNER, { name: "Anna", role: role as "reader" });
    const answer = await request("/sign-in", {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded", ...SAME_ORIGIN },
      body: new URLSearchParams({ secret }),
    });
    return sessionOf(answer);
  }
  /** Adds an account to whoever has this session. */
  async function link(session: Record<string, string>, claims: object) {
    const begun = await request("/api/v1/me/identities", sending("POST", { provider: "house" }, session));
    const { location } = (await begun.json()) as { location: string };
    return comeBack(provider.signIn(location, { ...claims }), cookiesOf(begun), PAGE);
  }
  return { ...polynya, provider, admin, begin, comeBack, signIn, sessionOf, asked, people, me, known, link };
}

describe("a sign-in at a provider", () => {
  test("asks with PKCE, state and nonce, each new, for an answer to this service", async () => {
    const { begin } = await setUp();
    const [first, second] = [await begin(), await begin()];
    const query = (location: string) => Object.fromEntries(new URL(location).searchParams);
    expect(first.answer.status).toBe(303);
    expect(query(first.location)).toEqual({
      client_id: CLIENT.id,
      redirect_uri: `http://polynya.test${CALLBACK}`,
      response_type: "code",
      scope: "openid profile email",
      code_challenge: expect.stringMatching(/^[\w-]{43}$/u) as string,
      code_challenge_method: "S256",
      state: expect.stringMatching(/^[\w-]{43}$/u) as string,
      nonce: expect.stringMatching(/^[\w-]{43}$/u) as string,
    });
    for (const name of ["state", "nonce", "code_challenge"] as const)
      expect(query(first.location)[name]).not.toBe(query(second.location)[name]);
    const [cookie = ""] = first.answer.headers.getSetCookie();
    expect(cookie).toMatch(/^polynya-flow=[^;]+; Max-Age=600; Path=\/; HttpOnly; SameSite=Lax$/u);
    // Whoever reads the cookie learns none of the secrets.
    const { state = "", nonce = "" } = query(first.location);
    const [, sealed = ""] = (cookiesOf(first.answer)["polynya-flow"] ?? "").split(".");
    const kept = new TextDecoder("latin1").decode(fromBase64url(sealed));
    expect(kept.length).toBeGreaterThan(200);
    for (const secret of [state, nonce, CLIENT.secret]) expect(kept).not.toContain(secret);
  });

  test("makes the person of a member of a group, with the roles of all their groups", async () => {
    const { signIn, me, people, asked } = await setUp();
    const answer = await signIn({ ...ANNA, groups: ["terms", "arctic", "editors", "others"] });
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain('http-equiv="refresh" content="0; url=/"');
    const mine = await me(answer);
    expect(mine).toMatchObject({ name: "Анна Орлова", kind: "session" });
    expect(mine["everywhere"]).toEqual(["read", "propose", "translate", "review", "terminology", "publish"]);
    expect(await people()).toMatchObject([
      {
        name: "Анна Орлова",
        role: null,
        roles: {},
        createdBy: "House",
        given: [
          {
            provider: "house",
            roles: [
              { collection: null, role: "terminologist" },
              { collection: "ours", role: "translator" },
              { collection: null, role: "reviewer" },
            ],
          },
        ],
      },
    ]);
    expect((await asked("/api/v1/sign-ins"))["items"]).toMatchObject([
      { person: mine["person"], name: "Анна Орлова", way: "provider", provider: "house" },
    ]);
  });

  test("brings the roles of the groups as they are now, and takes what a group no longer gives", async () => {
    const { signIn, me, people } = await setUp();
    const first = await signIn({ ...ANNA, groups: ["editors"] });
    expect((await me(first))["everywhere"]).toContain("review");
    const second = await signIn({ ...ANNA, groups: ["arctic"] });
    // It counts for the sessions that are open, too.
    for (const answer of [first, second])
      expect(await me(answer)).toMatchObject({ everywhere: [], collection: "ours" });
    expect(await people()).toHaveLength(1);
    const third = await signIn({ ...ANNA, groups: [] });
    expect([third.status, await codeOf(third)]).toEqual([403, "sign-in-no-role"]);
    expect(third.headers.getSetCookie().join()).not.toContain("polynya=");
    expect(await me(second)).toMatchObject({ code: "forbidden" });
  });

  test("keeps the roles that an administrator gave, whatever the groups are", async () => {
    const { signIn, me, request, admin, people } = await setUp();
    await signIn({ ...ANNA, groups: ["editors"] });
    const [anna] = await people();
    await request(`/api/v1/people/${String(anna?.["id"])}`, sending("PATCH", { role: "reader" }, admin));
    const answer = await signIn({ ...ANNA, groups: [] });
    expect((await me(answer))["everywhere"]).toEqual(["read"]);
  });

  test("holds for the days that are set; then its session and its roles end", async () => {
    const { signIn, me, wait, request, admin, people } = await setUp({ DAYS: "2" });
    const answer = await signIn({ ...ANNA, groups: ["editors"] });
    const [anna] = await people();
    const wanted = { name: "laptop", person: anna?.["id"], role: "admin" };
    const made = await request("/api/v1/tokens", sending("POST", wanted, admin));
    const { token } = (await made.json()) as { token: string };
    const mayRead = async () => (await request("/api/v1/collections", { headers: bearer(token) })).status;
    wait(47 * 3_600_000);
    expect([(await me(answer))["name"], await mayRead()]).toEqual(["Анна Орлова", 200]);
    wait(3_600_000);
    expect([await me(answer), await mayRead()]).toEqual([
      expect.objectContaining({ code: "not-signed-in" }),
      403,
    ]);
    await signIn({ ...ANNA, groups: ["editors"] });
    expect(await mayRead()).toBe(200);
  });

  test("never takes an account for a person who has the same address or name", async () => {
    const { known, signIn, people } = await setUp({ JOIN: "invited" });
    await known("admin");
    const answer = await signIn({
      sub: "eve",
      name: "Anna",
      email: "anna@example.org",
      email_verified: true,
    });
    expect([answer.status, await codeOf(answer)]).toEqual([403, "sign-in-unknown"]);
    expect(await people()).toHaveLength(1);
  });

  test("is refused for a person whom an administrator has disabled", async () => {
    const { signIn, people, request, admin, asked } = await setUp();
    await signIn({ ...ANNA, groups: ["editors"] });
    const [anna] = await people();
    await request(`/api/v1/people/${String(anna?.["id"])}`, sending("PATCH", { disabled: true }, admin));
    const answer = await signIn({ ...ANNA, groups: ["editors"] });
    expect([answer.status, await codeOf(answer)]).toEqual([403, "account-ended"]);
    expect((await asked("/api/v1/sign-ins"))["items"]).toHaveLength(1);
  });

  test("takes names and groups from the other endpoint where the token has none", async () => {
    const { signIn, me, provider } = await setUp();
    provider.lie = { apart: ["groups", "name"] };
    expect(await me(await signIn({ ...ANNA, groups: ["editors"] }))).toMatchObject({ name: "Анна Орлова" });
    expect(provider.asked).toContain("GET /house/me");
  });

  test("that leaves the groups out changes no roles and says so", async () => {
    const { signIn, me, provider } = await setUp();
    const before = await signIn({ ...ANNA, groups: ["editors"] });
    provider.lie = { metadata: { userinfo_endpoint: undefined } };
    const answer = await signIn({ ...ANNA, _claim_names: { groups: "src1" } });
    expect(await bodyOf(answer)).toMatchObject({
      code: "provider-refused",
      detail: expect.stringContaining("too many") as string,
    });
    expect((await me(before))["everywhere"]).toContain("review");
  });

  test("asks the provider for its description once, and again an hour later", async () => {
    const { signIn, provider, wait } = await setUp();
    const described = () => provider.asked.filter((path) => path.endsWith("openid-configuration")).length;
    await signIn({ ...ANNA, groups: ["editors"] });
    await signIn({ ...ANNA, groups: ["editors"] });
    expect(described()).toBe(1);
    wait(3_600_001);
    await signIn({ ...ANNA, groups: ["editors"] });
    expect(described()).toBe(2);
  });

  test("at a service over TLS comes back over TLS, with cookies of this host alone", async () => {
    const { request } = await setUp();
    const answer = await request(START, { headers: { "x-forwarded-proto": "https" } });
    const location = new URL(answer.headers.get("location") ?? "");
    expect(location.searchParams.get("redirect_uri")).toBe(`https://polynya.test${CALLBACK}`);
    expect(answer.headers.getSetCookie().join()).toMatch(/^__Host-polynya-flow=.*; Secure/u);
  });
});

describe("an invitation", () => {
  const invite = async ({ request, admin }: Awaited<ReturnType<typeof setUp>>) => {
    const wanted = { name: "Anna", role: "translator" };
    const made = await request("/api/v1/invitations", sending("POST", wanted, admin));
    return ((await made.json()) as { path: string }).path.slice(6);
  };

  test("is taken with an account, which signs in from then on", async () => {
    const polynya = await setUp({ JOIN: "invited" });
    const secret = await invite(polynya);
    const page = await (await polynya.request(`/join/${secret}`, { headers: PAGE })).text();
    expect(page).toContain(`${START}?language=en&amp;invitation=${secret}`);
    const answer = await polynya.signIn(ANNA, { query: `?invitation=${secret}` });
    expect(await polynya.me(answer)).toMatchObject({ name: "Анна Орлова", role: "translator" });
    expect(await polynya.me(await polynya.signIn(ANNA))).toMatchObject({ role: "translator" });
    expect((await polynya.people())[0]).toMatchObject({ role: "translator", given: [{ roles: [] }] });
    const items = (await polynya.asked("/api/v1/sign-ins"))["items"] as { way: string }[];
    expect(items.map(({ way }) => way)).toEqual(["provider", "provider"]);
  });

  test("makes one account, whatever comes back twice", async () => {
    const polynya = await setUp({ JOIN: "invited" });
    const secret = await invite(polynya);
    await polynya.signIn(ANNA, { query: `?invitation=${secret}` });
    const other = await polynya.signIn({ sub: "eve" }, { query: `?invitation=${secret}` });
    expect([other.status, await codeOf(other)]).toEqual([403, "sign-in-unknown"]);
    const again = await polynya.signIn(ANNA, { query: `?invitation=${await invite(polynya)}` });
    expect([again.status, await codeOf(again)]).toEqual([409, "identity-taken"]);
    expect(await polynya.people()).toHaveLength(1);
  });

  test("is not taken by what is none", async () => {
    const polynya = await setUp({ JOIN: "invited" });
    for (const secret of ["x", `pll_${"x".repeat(43)}`]) {
      const answer = await polynya.signIn(ANNA, { query: `?invitation=${secret}` });
      expect([answer.status, await codeOf(answer)]).toEqual([403, "sign-in-unknown"]);
    }
    expect(await polynya.people()).toEqual([]);
  });
});

describe("an account", () => {
  test("is added on one's own page, gives its roles, signs in, and is taken away again", async () => {
    const { known, link, signIn, me, asked, request } = await setUp();
    const session = await known("reader");
    const { person } = await asked("/api/v1/me", session);
    const answer = await link(session, { ...ANNA, groups: ["editors"] });
    expect(await answer.text()).toContain('content="0; url=/account"');
    // The browser keeps the session that it has.
    expect(answer.headers.getSetCookie().join()).not.toContain("polynya=");
    const [identity] = (await asked("/api/v1/me/identities", session))["items"] as Record<string, string>[];
    expect(identity).toMatchObject({
      provider: "house",
      account: "anna@example.org",
      roles: [{ collection: null, role: "reviewer" }],
    });
    expect((await asked("/api/v1/me", session))["everywhere"]).toContain("review");
    const other = await signIn({ ...ANNA, groups: ["editors"] });
    expect((await me(other))["person"]).toBe(person);
    const path = `/api/v1/me/identities/${identity?.["id"]}`;
    // It is the only way in.
    expect((await request(path, { method: "DELETE", headers: session })).status).toBe(409);
    expect((await request(`${path}?last=true`, { method: "DELETE", headers: session })).status).toBe(204);
    expect(await me(other)).toMatchObject({ code: "not-signed-in" });
    expect((await asked("/api/v1/me", session))["everywhere"]).toEqual(["read"]);
    expect((await request(path, { method: "DELETE", headers: session })).status).toBe(404);
  });

  test("of somebody else is neither added nor taken away", async () => {
    const { known, link, signIn, request, context } = await setUp();
    await signIn({ ...ANNA, groups: ["editors"] });
    const eve = await known("reader");
    const answer = await link(eve, { ...ANNA, groups: ["editors"] });
    expect([answer.status, await answer.text()]).toEqual([409, expect.stringContaining('href="/account"')]);
    const [owned] = await context.storage.all<{ id: string }>("SELECT id FROM identity");
    for (const id of ["none", owned?.id]) {
      const gone = await request(`/api/v1/me/identities/${id}`, { method: "DELETE", headers: eve });
      expect(gone.status).toBe(404);
    }
    expect(await context.storage.all("SELECT id FROM identity")).toHaveLength(1);
  });

  test("is not added for a person whose session has ended meanwhile", async () => {
    const { known, provider, comeBack, request, people } = await setUp();
    const session = await known("reader");
    const begun = await request("/api/v1/me/identities", sending("POST", { provider: "house" }, session));
    const { location } = (await begun.json()) as { location: string };
    await request("/sign-out", { method: "POST", headers: session });
    const answer = await comeBack(provider.signIn(location, ANNA), cookiesOf(begun));
    expect([answer.status, await codeOf(answer)]).toEqual([400, "sign-in-expired"]);
    expect(await people()).toMatchObject([{ given: [] }]);
  });

  test("is added by a person in a browser alone: no token, no other site", async () => {
    const { request, admin, known } = await setUp();
    const wanted = { provider: "house" };
    expect((await request("/api/v1/me/identities", sending("POST", wanted, admin))).status).toBe(403);
    const foreign = { ...(await known()), "sec-fetch-site": "cross-site" };
    expect((await request("/api/v1/me/identities", sending("POST", wanted, foreign))).status).toBe(403);
  });
});

describe("an attack on a sign-in is refused:", () => {
  const tried = async (
    polynya: Awaited<ReturnType<typeof setUp>>,
    change: (parameters: URLSearchParams) => void,
    cookies?: Record<string, string>,
  ) => {
    const begun = await polynya.begin();
    const parameters = polynya.provider.signIn(begun.location, { ...ANNA, groups: ["editors"] });
    change(parameters);
    return polynya.comeBack(parameters, cookies ?? begun.cookies);
  };
  const opensNothing = async ({ people }: { people: () => Promise<object[]> }, answer: Response) => {
    expect(answer.headers.getSetCookie().join()).not.toContain("polynya=");
    expect(await people()).toEqual([]);
  };

  test.each([
    ["another state", (given: URLSearchParams) => given.set("state", "x".repeat(43)), "sign-in-mixed"],
    ["no state", (given: URLSearchParams) => given.delete("state"), "sign-in-mixed"],
    ["another issuer", (given: URLSearchParams) => given.set("iss", "https://evil.test"), "provider-refused"],
    ["no issuer, though it is promised", (given: URLSearchParams) => given.delete("iss"), "provider-refused"],
    ["a made-up code", (given: URLSearchParams) => given.set("code", "code-99"), "sign-in-expired"],
    ["no code", (given: URLSearchParams) => given.delete("code"), "provider-refused"],
    ["two codes", (given: URLSearchParams) => given.append("code", "code-99"), "provider-refused"],
  ])("%s", async (_, change, code) => {
    const polynya = await setUp();
    const answer = await tried(polynya, change);
    expect(await codeOf(answer)).toBe(code);
    await opensNothing(polynya, answer);
  });

  test("a browser that has not begun it, or began another", async () => {
    const polynya = await setUp();
    const other = await polynya.begin();
    for (const [cookies, code] of [
      [{}, "sign-in-expired"],
      [{ "polynya-flow": "AAAAAAAAAAAAAAAA.AAAA" }, "sign-in-expired"],
      [{ "polynya-flow": "x" }, "sign-in-expired"],
      [other.cookies, "sign-in-mixed"],
    ] as const) {
      const answer = await tried(polynya, () => undefined, { ...cookies });
      expect(await codeOf(answer)).toBe(code);
      await opensNothing(polynya, answer);
    }
  });

  test("a changed cookie", async () => {
    const polynya = await setUp();
    const { location, cookies } = await polynya.begin();
    const parameters = polynya.provider.signIn(location, ANNA);
    const sealed = cookies["polynya-flow"] ?? "";
    for (const at of [0, 20, sealed.length - 2]) {
      const changed = sealed.slice(0, at) + (sealed[at] === "A" ? "B" : "A") + sealed.slice(at + 1);
      expect(await codeOf(await polynya.comeBack(parameters, { "polynya-flow": changed }))).toBe(
        "sign-in-expired",
      );
    }
  });

  test("a sign-in that took longer than ten minutes", async () => {
    const polynya = await setUp();
    const { location, cookies } = await polynya.begin();
    polynya.wait(10 * 60_000);
    const answer = await polynya.comeBack(polynya.provider.signIn(location, ANNA), cookies);
    expect([answer.status, await codeOf(answer)]).toEqual([400, "sign-in-expired"]);
  });

  test("a code that comes twice", async () => {
    const polynya = await setUp();
    const { location, cookies } = await polynya.begin();
    const parameters = polynya.provider.signIn(location, { ...ANNA, groups: ["editors"] });
    expect((await polynya.comeBack(parameters, cookies)).status).toBe(200);
    const again = await polynya.comeBack(parameters, cookies);
    expect([again.status, await codeOf(again)]).toEqual([400, "sign-in-expired"]);
  });

  const hours = (count: number) => Math.floor(Date.parse("2026-11-23T09:00:00Z") / 1000) + count * 3600;
  test.each([
    ["the nonce of another sign-in", { claims: { nonce: "another" } }, "provider-refused"],
    ["no nonce", { claims: { nonce: undefined } }, "provider-refused"],
    ["another issuer", { claims: { iss: "https://evil.test" } }, "provider-refused"],
    ["another service as the audience", { claims: { aud: "another" } }, "provider-refused"],
    ["two audiences and another party", { claims: { aud: [CLIENT.id, "b"], azp: "b" } }, "provider-refused"],
    ["no subject", { claims: { sub: undefined } }, "provider-refused"],
    ["an ended token", { claims: { exp: hours(-1) } }, "provider-clock"],
    ["a token that does not hold yet", { claims: { nbf: hours(1) } }, "provider-clock"],
    ["no signature", { header: { alg: "none" } }, "provider-refused"],
    ["a signature by a shared secret", { header: { alg: "HS256" } }, "provider-refused"],
    ["a foreign signature", { foreignKey: true }, "provider-refused"],
    ["a key that nobody published", { header: { kid: "other" } }, "provider-refused"],
    ["an extension that nobody knows", { header: { crit: ["exp"] } }, "provider-refused"],
  ] as const)("a token with %s", async (_, lie, code) => {
    const polynya = await setUp();
    polynya.provider.lie = lie;
    const answer = await tried(polynya, () => undefined);
    expect(await codeOf(answer)).toBe(code);
    await opensNothing(polynya, answer);
  });

  test("an unsigned token also where the provider's own description allows it", async () => {
    const polynya = await setUp();
    polynya.provider.lie = {
      header: { alg: "none" },
      metadata: { id_token_signing_alg_values_supported: ["none", "ES256"] },
    };
    await opensNothing(polynya, await tried(polynya, () => undefined));
  });

  test("an answer about the user that is about another one", async () => {
    const polynya = await setUp();
    polynya.provider.lie = {
      apart: ["groups"],
      answers: { "/house/me": () => Response.json({ sub: "admin", groups: ["editors"] }) },
    };
    await opensNothing(polynya, await tried(polynya, () => undefined));
  });

  test("an address to go on to, which nobody can give", async () => {
    const { begin, provider, comeBack } = await setUp();
    const evil = encodeURIComponent("https://evil.test/");
    const { location, cookies } = await begin(`?next=${evil}&redirect_uri=${evil}&return_to=${evil}`);
    expect(new URL(location).searchParams.get("redirect_uri")).toBe(`http://polynya.test${CALLBACK}`);
    const parameters = provider.signIn(location, { ...ANNA, groups: ["editors"] });
    parameters.set("next", "https://evil.test/");
    const answer = await comeBack(parameters, cookies);
    expect(answer.headers.get("location")).toBeNull();
    expect(await answer.text()).not.toContain("evil.test");
  });

  test("a provider that is not set", async () => {
    const { request } = await setUp();
    for (const path of ["/sign-in/oidc/other", "/sign-in/oidc/other/callback?code=1&state=2"])
      expect((await request(path)).status).toBe(404);
    expect((await service().request(START)).status).toBe(404);
  });
});

describe("a provider that does not answer well is told of:", () => {
  const DESCRIPTION = "/house/.well-known/openid-configuration";
  test.each([
    [
      "no connection",
      { answers: { [DESCRIPTION]: () => Promise.reject(new TypeError("refused")) } },
      "provider-unreachable",
    ],
    [
      "a page instead of a description",
      {
        answers: {
          [DESCRIPTION]: () => new Response("<p>Wait", { headers: { "content-type": "text/html" } }),
        },
      },
      "provider-unreachable",
    ],
    [
      "an error",
      { answers: { [DESCRIPTION]: () => new Response(null, { status: 503 }) } },
      "provider-unreachable",
    ],
    [
      "somewhere else to go",
      { answers: { [DESCRIPTION]: () => Response.redirect("http://169.254.169.254/") } },
      "provider-unreachable",
    ],
    [
      "a description without end",
      { answers: { [DESCRIPTION]: () => new Response("x".repeat(300 * 1024)) } },
      "provider-refused",
    ],
    ["the description of another", { metadata: { issuer: "https://evil.test" } }, "provider-refused"],
    [
      "a page without TLS",
      { metadata: { authorization_endpoint: "javascript:alert(1)" } },
      "provider-refused",
    ],
  ] as const)("%s", async (_, lie, code) => {
    const { request, provider, reported } = await setUp();
    provider.lie = lie;
    const answer = await request(START);
    expect([answer.status, await codeOf(answer)]).toEqual([502, code]);
    expect(reported).toHaveLength(1);
  });

  test("keys or tokens at an address without TLS, which is not called", async () => {
    const { signIn, provider } = await setUp();
    provider.lie = { metadata: { token_endpoint: "http://169.254.169.254/latest" } };
    expect(await codeOf(await signIn(ANNA))).toBe("provider-refused");
    expect(provider.asked).not.toContain("POST /latest");
  });

  test("what it refuses, in its own word, and what people refuse there", async () => {
    const { begin, comeBack } = await setUp();
    for (const [error, code] of [
      ["access_denied", "sign-in-denied"],
      ["temporarily_unavailable", "provider-refused"],
      ["<script>", "provider-refused"],
    ]) {
      const { location, cookies } = await begin();
      const state = new URL(location).searchParams.get("state") ?? "";
      const iss = "https://id.example.org/house";
      const answer = await comeBack(new URLSearchParams({ error: error ?? "", state, iss }), cookies);
      const body = await bodyOf(answer);
      expect(body["code"]).toBe(code);
      expect(String(body["detail"]).includes(error ?? "")).toBe(error === "temporarily_unavailable");
    }
  });

  test("a failure is asked for again only after some seconds", async () => {
    const { request, provider, wait } = await setUp();
    provider.lie = { answers: { [DESCRIPTION]: () => new Response(null, { status: 503 }) } };
    for (let attempt = 0; attempt < 5; attempt += 1) await request(START);
    expect(provider.asked).toHaveLength(1);
    provider.lie = {};
    wait(5001);
    expect((await request(START)).status).toBe(303);
  });
});

describe("the pages", () => {
  test.each([
    ["en", "Sign in with House", "Unknown account"],
    ["ru", "Войти через House", "Неизвестная учётная запись"],
    ["zh", "使用 House 登录", "未知账户"],
  ])("offer the provider and word a refusal in %s", async (language, offer, refusal) => {
    const { request, signIn } = await setUp();
    const page = await (await request(`/sign-in?language=${language}`, { headers: PAGE })).text();
    expect(page).toContain(offer);
    expect(page).toContain(`href="${START}?language=${language}"`);
    const answer = await signIn(ANNA, { query: `?language=${language}`, headers: PAGE });
    const text = await answer.text();
    expect([answer.status, text.includes('role="alert"'), text.includes(refusal)]).toEqual([403, true, true]);
    // One can try again from there.
    expect(text).toContain(`href="${START}?language=${language}"`);
  });

  test("say nothing of providers where there are none", async () => {
    const page = await (await service().request("/sign-in", { headers: PAGE })).text();
    expect(page).not.toContain("/sign-in/oidc/");
  });

  test("show what a provider says as text and never as markup", async () => {
    const { signIn } = await setUp();
    const answer = await signIn({ sub: "eve", email: "<script>alert(1)</script>@x.org" }, { headers: PAGE });
    expect(await answer.text()).not.toContain("<script>");
  });

  test("name the providers to the page of the program", async () => {
    const { request } = await setUp();
    expect(await bodyOf(await request("/api/v1/sign-in-providers"))).toEqual({
      items: [{ name: "house", label: "House" }],
      next: null,
    });
  });
});
