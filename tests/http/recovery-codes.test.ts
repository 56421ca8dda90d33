import { expect, test } from "vitest";
import { createLink } from "../../src/services/access/create-sign-in-link.ts";
import { bearer, ENVIRONMENT_TOKEN, OWNER, service } from "./app.ts";

const SAME_ORIGIN = { "sec-fetch-site": "same-origin" };
const PATH = "/api/v1/me/recovery-codes";

test("recovery codes are a person's own affair, work in the sign-in form, and guesses are limited", async () => {
  const { request, context, token } = service();
  const enter = (secret: string) =>
    request("/sign-in", {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded", ...SAME_ORIGIN },
      body: new URLSearchParams({ secret }),
    });
  const cookieOf = (answer: Response) => (answer.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
  const { secret } = await createLink(context, OWNER, { name: "Анна", role: "reader" });
  const headers = { ...SAME_ORIGIN, cookie: cookieOf(await enter(secret)) };
  // A token has no hand in how its owner signs in, and the environment's token is nobody.
  for (const held of [await token("admin"), ENVIRONMENT_TOKEN])
    expect((await request(PATH, { method: "POST", headers: bearer(held) })).status).toBe(403);
  const made = await request(PATH, { method: "POST", headers });
  expect(made.status).toBe(201);
  const { codes } = (await made.json()) as { codes: string[] };
  expect(codes).toHaveLength(10);
  const [code = ""] = codes;
  const entered = await enter(code.toLowerCase());
  expect([entered.status, entered.headers.get("location")]).toEqual([303, "/"]);
  const me = await request("/api/v1/me", { headers: { cookie: cookieOf(entered) } });
  expect(await me.json()).toMatchObject({ name: "Анна", kind: "session", role: "reader" });
  expect(await (await request(PATH, { headers })).json()).toMatchObject({ left: 9, all: 10 });
  expect((await request("/api/v1/me", { headers: bearer(codes[1] ?? "") })).status).toBe(401);
  const guesses = await Promise.all(
    Array.from({ length: 25 }, (_, at) => enter(`0000-0000-0000-${String(at).padStart(4, "0")}`)),
  );
  expect(guesses.map(({ status }) => status)).toContain(429);
  // A right code always passes.
  expect((await enter(codes[2] ?? "")).status).toBe(303);
});
