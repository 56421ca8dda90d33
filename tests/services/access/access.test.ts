import { roleOf } from "../../../src/services/access/roles.ts";
import { expect, test } from "vitest";
import { authenticate } from "../../../src/services/access/authenticate.ts";
import { createLink } from "../../../src/services/access/create-sign-in-link.ts";
import { firstLink } from "../../../src/services/access/first-sign-in-link.ts";
import { permissionsAnywhere } from "../../../src/services/access/principal.ts";
import { SESSION_LIFETIME, signIn } from "../../../src/services/access/sign-in.ts";
import { signOut } from "../../../src/services/access/sign-out.ts";
import { createToken } from "../../../src/services/access/create-token.ts";
import { listTokens } from "../../../src/services/access/list-tokens.ts";
import { revokeToken } from "../../../src/services/access/revoke-token.ts";
import { createCollection } from "../../../src/services/documents/create-collection.ts";
import { removeCollection } from "../../../src/services/documents/remove-collection.ts";
import { ENVIRONMENT_TOKEN, OWNER, service } from "../../http/app.ts";

const HOUR = 3_600_000;

const setUp = () => {
  const polynya = service();
  const who = async (secret: string, environment?: string) => {
    const found = await authenticate(polynya.context, secret, environment);
    return found && { ...found, role: roleOf(permissionsAnywhere(found.access)) };
  };
  return { ...polynya, who };
};

test("a token signs in until it is revoked", async () => {
  const { context, who } = setUp();
  const { token, id } = await createToken(context, OWNER, { name: "Anna", role: "translator" });
  expect(await who(token)).toMatchObject({ kind: "token", name: "Anna", role: "translator" });
  await revokeToken(context, OWNER, id);
  expect(await who(token)).toBeUndefined();
  expect(await listTokens(context, OWNER)).toEqual([]);
  await expect(revokeToken(context, OWNER, id)).rejects.toMatchObject({ code: "not-found" });
});

test("a token's secret is stored nowhere", async () => {
  const { context } = setUp();
  const { token } = await createToken(context, OWNER, { name: "Anna", role: "reader" });
  const stored = JSON.stringify(await context.storage.all("SELECT * FROM credential"));
  expect(stored).not.toContain(token.slice(4));
  expect(JSON.stringify(await listTokens(context, OWNER))).not.toContain(token.slice(4));
});

test("a token ends at its expiry", async () => {
  const { context, who, wait } = setUp();
  const expires = new Date(context.now().getTime() + HOUR).toISOString();
  const { token } = await createToken(context, OWNER, { name: "Anna", role: "reader", expires });
  wait(HOUR - 1);
  expect(await who(token)).toBeDefined();
  wait(1);
  expect(await who(token)).toBeUndefined();
  const past = { name: "Anna", role: "reader", expires } as const;
  await expect(createToken(context, OWNER, past)).rejects.toMatchObject({ code: "invalid-fields" });
});

test("a token bound to a collection ends when the collection is deleted", async () => {
  const { context, who } = setUp();
  await createCollection(context, OWNER, { id: "c", title: "C" });
  const { token } = await createToken(context, OWNER, { name: "Anna", role: "reader", collection: "c" });
  expect(await who(token)).toMatchObject({ access: { everywhere: [], there: { c: ["read"] } } });
  await removeCollection(context, OWNER, "c");
  await createCollection(context, OWNER, { id: "c", title: "Another's" });
  expect(await who(token)).toBeUndefined();
});

test("the environment's token has the role of an administrator while it is set", async () => {
  const { who } = setUp();
  expect(await who(ENVIRONMENT_TOKEN, ENVIRONMENT_TOKEN)).toMatchObject({
    kind: "environment",
    role: "admin",
  });
  expect(await who(ENVIRONMENT_TOKEN)).toBeUndefined();
  expect(await who("something else entirely", ENVIRONMENT_TOKEN)).toBeUndefined();
});

test("a sign-in link opens one session, even when it is used several times at once", async () => {
  const { context, who } = setUp();
  const { secret } = await createLink(context, OWNER, { name: "Anna", role: "reviewer" });
  const tries = await Promise.allSettled(Array.from({ length: 5 }, () => signIn(context, secret, undefined)));
  const opened = tries.flatMap((attempt) => (attempt.status === "fulfilled" ? [attempt.value] : []));
  expect(opened).toHaveLength(1);
  expect(await who(opened[0]?.secret ?? "")).toMatchObject({
    kind: "session",
    name: "Anna",
    role: "reviewer",
  });
  expect(await who(secret)).toBeUndefined();
});

test("a sign-in link ends within the hour, a session within the month", async () => {
  const { context, who, wait } = setUp();
  const late = await createLink(context, OWNER, { name: "Anna", role: "reader" });
  wait(HOUR);
  await expect(signIn(context, late.secret, undefined)).rejects.toMatchObject({ code: "not-signed-in" });
  const { secret } = await createLink(context, OWNER, { name: "Anna", role: "reader" });
  const session = await signIn(context, secret, undefined);
  wait(SESSION_LIFETIME - 1);
  expect(await who(session.secret)).toBeDefined();
  wait(1);
  expect(await who(session.secret)).toBeUndefined();
});

test("a session ends on sign-out, and when the token that opened it ends", async () => {
  const { context, who } = setUp();
  const { token, id } = await createToken(context, OWNER, { name: "Anna", role: "reader" });
  const [first, second] = await Promise.all([
    signIn(context, token, undefined),
    signIn(context, token, undefined),
  ]);
  await signOut(context, first.secret);
  expect(await who(first.secret)).toBeUndefined();
  expect(await who(second.secret)).toMatchObject({ role: "reader" });
  await revokeToken(context, OWNER, id);
  expect(await who(second.secret)).toBeUndefined();
});

test("a session opened with the environment's token ends when that token changes", async () => {
  const { context, who } = setUp();
  const session = await signIn(context, ENVIRONMENT_TOKEN, ENVIRONMENT_TOKEN);
  expect(await who(session.secret, ENVIRONMENT_TOKEN)).toMatchObject({ role: "admin" });
  expect(await who(session.secret, `${ENVIRONMENT_TOKEN}-changed`)).toBeUndefined();
  expect(await who(session.secret)).toBeUndefined();
});

test("a session cannot open another session", async () => {
  const { context } = setUp();
  const session = await signIn(context, ENVIRONMENT_TOKEN, ENVIRONMENT_TOKEN);
  await expect(signIn(context, session.secret, undefined)).rejects.toMatchObject({ code: "not-signed-in" });
});

test("the first link is available until there is a token or a session", async () => {
  const { context } = setUp();
  const first = await firstLink(context);
  expect(await firstLink(context)).not.toBe(first);
  await signIn(context, first ?? "", undefined);
  expect(await firstLink(context)).toBeUndefined();
});

test("last use of a token is stored at most once an hour", async () => {
  const { context, who, wait } = setUp();
  const { token } = await createToken(context, OWNER, { name: "Anna", role: "reader" });
  const used = async () => (await listTokens(context, OWNER))[0]?.used;
  expect(await used()).toBeNull();
  await who(token);
  const first = await used();
  expect(first).not.toBeNull();
  wait(HOUR / 2);
  await who(token);
  expect(await used()).toBe(first);
  wait(HOUR);
  await who(token);
  expect(await used()).not.toBe(first);
});

test("only hashes of valid secrets are remembered, and a revoked secret is refused", async () => {
  const { context, who } = setUp();
  const { token, id } = await createToken(context, OWNER, { name: "Anna", role: "translator" });
  expect(await who(token)).toBeDefined();
  expect(await who(`${token.slice(0, -2)}00`)).toBeUndefined();
  expect([...context.memory.secretHashes.keys()]).toEqual([token]);
  await revokeToken(context, OWNER, id);
  expect(await who(token)).toBeUndefined();
});
