import { describe, expect, test } from "vitest";
import { createLink } from "../../src/services/access/create-sign-in-link.ts";
import { bearer, ENVIRONMENT_TOKEN, OWNER, problemOf, sending, type Service, service } from "./app.ts";

const SAME_ORIGIN = { "sec-fetch-site": "same-origin" };

const form = (secret: string, headers: Record<string, string> = {}): RequestInit => ({
  method: "POST",
  headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
  body: new URLSearchParams({ secret }),
});

/** The cookie that a browser would send back. */
const cookieOf = (response: Response) => (response.headers.get("set-cookie") ?? "").split(";")[0] ?? "";

async function signedIn({ request, context }: Service, role: "translator" | "admin" = "admin") {
  const { secret } = await createLink(context, OWNER, { name: "Anna", role });
  return { cookie: cookieOf(await request("/sign-in", form(secret, SAME_ORIGIN))) };
}

describe("signing in", () => {
  test("with a link takes one click on a page, and opening the page does not use up the link", async () => {
    const polynya = service();
    const { request, context } = polynya;
    const { secret } = await createLink(context, OWNER, { name: "Anna", role: "reviewer" });
    for (let opened = 0; opened < 3; opened += 1) {
      const page = await (await request(`/sign-in/${secret}`)).text();
      expect(page).toContain(`value="${secret}"`);
    }
    const answer = await request("/sign-in", form(secret, SAME_ORIGIN));
    expect([answer.status, answer.headers.get("location")]).toEqual([303, "/"]);
    const me = await request("/api/v1/me", { headers: { cookie: cookieOf(answer) } });
    const permissions = ["read", "propose", "translate", "review", "publish"];
    expect(await me.json()).toEqual({
      person: expect.stringMatching(/^p[\w-]{12}$/u),
      name: "Anna",
      languages: [],
      kind: "session",
      role: "reviewer",
      permissions,
      everywhere: permissions,
      collection: null,
      collections: {},
      suggestions: false,
    });
    expect((await request("/sign-in", form(secret, SAME_ORIGIN))).status).toBe(401);
  });

  test("gives a cookie that no script and no other site can use", async () => {
    const { request } = service();
    const plain = await request("/sign-in", form(ENVIRONMENT_TOKEN, SAME_ORIGIN));
    expect(plain.headers.get("set-cookie")).toMatch(/^polynya=pls_.*HttpOnly.*SameSite=Strict/u);
    expect(plain.headers.get("set-cookie")).not.toContain("Secure");
    const encrypted = await request(
      "/sign-in",
      form(ENVIRONMENT_TOKEN, { ...SAME_ORIGIN, "x-forwarded-proto": "https" }),
    );
    expect(encrypted.headers.get("set-cookie")).toMatch(
      /^__Host-polynya=pls_.*Path=\/.*HttpOnly.*Secure.*SameSite=Strict/u,
    );
  });

  test("with a mistake shows the form again, with an explanation in the reader's language", async () => {
    const { request } = service();
    const answer = await request(
      "/sign-in",
      form("wrong", { ...SAME_ORIGIN, accept: "text/html", "accept-language": "zh" }),
    );
    expect([answer.status, answer.headers.get("set-cookie")]).toEqual([401, null]);
    expect(await answer.text()).toMatch(/role="alert".*您尚未登录/su);
  });

  test("shows a value from the address as text", async () => {
    const page = await (
      await service().request(`/sign-in/${encodeURIComponent('"><script>alert(1)</script>')}`)
    ).text();
    expect(page).not.toContain("<script");
    expect(page).toContain("&quot;&gt;&lt;script&gt;");
  });

  test("from a page of another site is refused", async () => {
    const { request } = service();
    for (const headers of [
      { "sec-fetch-site": "cross-site" },
      { origin: "https://evil.example" },
      { origin: "null" },
    ]) {
      const answer = await request("/sign-in", form(ENVIRONMENT_TOKEN, headers));
      expect([answer.status, answer.headers.get("set-cookie")]).toEqual([403, null]);
    }
  });

  test("out ends the session and deletes the cookie", async () => {
    const polynya = service();
    const headers = { ...(await signedIn(polynya)), ...SAME_ORIGIN };
    const answer = await polynya.request("/sign-out", { method: "POST", headers });
    expect(answer.status).toBe(303);
    expect(answer.headers.get("set-cookie")).toMatch(/^polynya=;.*Max-Age=0/u);
    expect((await polynya.request("/api/v1/me", { headers })).status).toBe(401);
  });
});

describe("a session's cookie", () => {
  const write = (headers: Record<string, string>) => sending("POST", { title: "made" }, headers);

  test.each([
    ["its own page", SAME_ORIGIN, 201],
    ["its own page in an older browser", { origin: "http://polynya.test" }, 201],
    ["a foreign page", { "sec-fetch-site": "cross-site" }, 403],
    ["a page on another port or subdomain", { "sec-fetch-site": "same-site" }, 403],
    ["a foreign page in an older browser", { origin: "http://polynya.test.evil.example" }, 403],
    ["a sandboxed page", { origin: "null" }, 403],
    ["no browser at all", {}, 403],
  ])("sent with a write from %s: %o is answered with %i", async (_, headers, status) => {
    const polynya = service();
    const cookie = await signedIn(polynya);
    const answer = await polynya.request(
      "/api/v1/collections",
      write({ ...cookie, ...(headers as Record<string, string>) }),
    );
    expect(answer.status).toBe(status);
  });

  test.each(["text/plain", "application/x-www-form-urlencoded", "text/plain; x=application/json"])(
    "allows no write with content of type %s",
    async (type) => {
      const polynya = service();
      const headers = { ...(await signedIn(polynya)), ...SAME_ORIGIN, "content-type": type };
      const answer = await polynya.request("/api/v1/collections", {
        method: "POST",
        headers,
        body: '{"title":"t"}',
      });
      expect(answer.status).toBe(415);
    },
  );

  test("allows reads from any site, if the browser sends it", async () => {
    const polynya = service();
    const headers = { ...(await signedIn(polynya)), "sec-fetch-site": "none" };
    expect((await polynya.request("/api/v1/me", { headers })).status).toBe(200);
  });

  test("does not work as a bearer token, and a token does not work as a cookie", async () => {
    const polynya = service();
    const { cookie } = await signedIn(polynya);
    const session = cookie.split("=")[1] ?? "";
    expect((await polynya.request("/api/v1/me", { headers: bearer(session) })).status).toBe(401);
    const token = await polynya.token("admin");
    expect((await polynya.request("/api/v1/me", { headers: { cookie: `polynya=${token}` } })).status).toBe(
      401,
    );
  });
});

describe("credentials", () => {
  test.each([
    ["Bearer", (token: string) => `Bearer ${token}`, 200],
    ["bearer in small letters", (token: string) => `bearer ${token}`, 200],
    ["Basic with the token as password", (token: string) => `Basic ${btoa(`anna:${token}`)}`, 200],
    ["Basic with the token as user", (token: string) => `Basic ${btoa(`${token}:`)}`, 200],
    ["no scheme", (token: string) => token, 401],
    ["another scheme", (token: string) => `Token ${token}`, 401],
    ["Basic that is no base64", () => "Basic ~~~", 401],
    ["a link's secret", () => `Bearer pll_${"a".repeat(43)}`, 401],
    ["nothing", () => "Bearer ", 401],
  ])("%s", async (_, authorization, status) => {
    const polynya = service();
    const headers = { authorization: authorization(await polynya.token("reader")) };
    expect((await polynya.request("/api/v1/me", { headers })).status).toBe(status);
  });

  test("that are wrong stay refused beside a valid cookie", async () => {
    const polynya = service();
    const headers = { ...(await signedIn(polynya)), ...bearer("pln_wrong") };
    expect((await polynya.request("/api/v1/me", { headers })).status).toBe(401);
  });

  test("that a browser remembers allow writes only from our own pages", async () => {
    const { request } = service();
    const basic = { authorization: `Basic ${btoa(`x:${ENVIRONMENT_TOKEN}`)}` };
    const write = (headers: Record<string, string>) =>
      request("/api/v1/collections", sending("POST", { title: "made" }, { ...basic, ...headers }));
    expect((await write({ "sec-fetch-site": "cross-site" })).status).toBe(403);
    expect((await write({ origin: "https://evil.example" })).status).toBe(403);
    expect((await write({})).status).toBe(201);
  });
});

describe("failed sign-ins", () => {
  const fail = (polynya: Service, address: string, times: number) =>
    Promise.all(
      Array.from({ length: times }, () =>
        polynya.request("/api/v1/me", { headers: { ...bearer("wrong"), "x-test-address": address } }),
      ),
    );

  test("are limited by address, also in parallel, and only for some time", async () => {
    const polynya = service();
    const statuses = (await fail(polynya, "198.51.100.7", 20)).map(({ status }) => status);
    expect(statuses).toEqual(Array.from({ length: 20 }, () => 401));
    for (const secret of ["wrong", "as-wrong-as-that"]) {
      const headers = { ...bearer(secret), "x-test-address": "198.51.100.7" };
      const refused = await polynya.request("/api/v1/me", { headers });
      expect([refused.status, (await problemOf(refused)).code]).toEqual([429, "too-many-requests"]);
      expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    }
    const [elsewhere] = await fail(polynya, "198.51.100.8", 1);
    expect(elsewhere?.status).toBe(401);
    polynya.wait(61_000);
    const [later] = await fail(polynya, "198.51.100.7", 1);
    expect(later?.status).toBe(401);
  });

  test("never block a right secret, whatever it shares with wrong ones", async () => {
    const polynya = service();
    const token = await polynya.token("reader");
    const address = { "x-test-address": "198.51.100.7" };
    const me = (secret: string, more: Record<string, string> = {}) =>
      polynya.request("/api/v1/me", { headers: { ...bearer(secret), ...address, ...more } });
    // A stale script sends the token cut off; others guess at its end from many addresses.
    for (let at = 0; at < 50; at += 1) await me(token.slice(0, -1));
    for (let at = 0; at < 300; at += 1)
      await me(`${token.slice(0, 20)}${at}`, { "x-test-address": `203.0.113.${at}` });
    expect((await me(`${token.slice(0, 12)}-wrong`, { "x-test-address": "192.0.2.99" })).status).toBe(429);
    for (const secret of [ENVIRONMENT_TOKEN, token]) {
      expect((await me(secret)).status).toBe(200);
      const basic = { authorization: `Basic ${btoa(`x:${secret}`)}`, ...address };
      expect((await polynya.request("/api/v1/me", { headers: basic })).status).toBe(200);
      expect((await polynya.request(`/tmserver/${secret}/languages/`, { headers: address })).status).toBe(
        200,
      );
      expect((await polynya.request("/sign-in", form(secret, address))).status).toBe(303);
      expect((await me("another wrong one")).status).toBe(429);
    }
  });

  test("let a right secret pass among parallel wrong ones, each of which counts", async () => {
    const polynya = service();
    const guesses = Array.from({ length: 100 }, (_, at) =>
      at === 60 ? ENVIRONMENT_TOKEN : `${ENVIRONMENT_TOKEN.slice(0, -2)}${at + 10}`,
    );
    const answers = await Promise.all(
      guesses.map((secret) => polynya.request("/api/v1/me", { headers: bearer(secret) })),
    );
    const statuses = answers.map(({ status }) => status);
    expect(statuses[60]).toBe(200);
    expect(statuses.filter((status) => status === 401)).toHaveLength(20);
    expect(statuses.filter((status) => status === 429)).toHaveLength(79);
  });

  test("in one process leave right secrets alone in another over the same store", async () => {
    const first = service();
    const second = service(first.context.storage);
    const token = await first.token("reader");
    await fail(first, "198.51.100.7", 30);
    await fail(second, "198.51.100.7", 30);
    for (const { request } of [first, second]) {
      const headers = { ...bearer(token), "x-test-address": "198.51.100.7" };
      expect((await request("/api/v1/me", { headers })).status).toBe(200);
    }
  });

  test("show the form again, with the time to wait", async () => {
    const polynya = service();
    await fail(polynya, "192.0.2.1", 20);
    const answer = await polynya.request("/sign-in", form("wrong", { ...SAME_ORIGIN, accept: "text/html" }));
    expect(answer.status).toBe(429);
    expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(await answer.text()).toMatch(/role="alert".*type="password"/su);
  });

  test("count on the form too, with any X-Forwarded-For", async () => {
    const { request } = service();
    let last = 0;
    for (let attempt = 0; attempt < 21; attempt += 1) {
      last = (await request("/sign-in", form("wrong", { "x-forwarded-for": `203.0.113.${attempt}` }))).status;
    }
    expect(last).toBe(429);
  });

  test("are counted in the metrics, without any secret", async () => {
    const polynya = service();
    await fail(polynya, "198.51.100.9", 3);
    const metrics = await (await polynya.request("/metrics", { headers: bearer(ENVIRONMENT_TOKEN) })).text();
    expect(metrics).toContain("polynya_failed_sign_ins_total 3");
    expect(metrics).toContain('polynya_requests_total{method="GET",status="401"} 3');
    expect(metrics).not.toContain("wrong");
  });
});

describe("tokens over HTTP", () => {
  test("are made, shown once, listed and revoked", async () => {
    const { request } = service();
    const admin = bearer(ENVIRONMENT_TOKEN);
    const made = await request("/api/v1/tokens", sending("POST", { name: "Okapi", role: "reader" }, admin));
    expect(made.status).toBe(201);
    const { token, id } = (await made.json()) as { token: string; id: string };
    expect((await request("/api/v1/me", { headers: bearer(token) })).status).toBe(200);
    const listed = await (await request("/api/v1/tokens", { headers: admin })).text();
    expect(listed).toContain('"name":"Okapi"');
    expect(listed).not.toContain(token);
    expect((await request(`/api/v1/tokens/${id}`, { method: "DELETE", headers: admin })).status).toBe(204);
    expect((await request("/api/v1/me", { headers: bearer(token) })).status).toBe(401);
    expect((await request(`/api/v1/tokens/${id}`, { method: "DELETE", headers: admin })).status).toBe(404);
  });

  test("a sign-in link is made for a colleague", async () => {
    const { request } = service();
    const wanted = { name: "Мария", role: "terminologist" };
    const made = await request("/api/v1/sign-in-links", sending("POST", wanted, bearer(ENVIRONMENT_TOKEN)));
    const { path } = (await made.json()) as { path: string };
    expect(path).toMatch(/^\/sign-in\/pll_/u);
    const answer = await request("/sign-in", form(path.split("/").at(-1) ?? ""));
    const me = await request("/api/v1/me", { headers: { cookie: cookieOf(answer) } });
    expect(await me.json()).toMatchObject(wanted);
  });
});
