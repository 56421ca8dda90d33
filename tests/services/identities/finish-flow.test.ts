import { describe, expect, test } from "vitest";
import { authenticate } from "../../../src/services/access/authenticate.ts";
import { createInvitation } from "../../../src/services/access/create-invitation.ts";
import { createLink } from "../../../src/services/access/create-sign-in-link.ts";
import { createToken } from "../../../src/services/access/create-token.ts";
import { listSignIns } from "../../../src/services/access/list-sign-ins.ts";
import { listTokens } from "../../../src/services/access/list-tokens.ts";
import { editPerson, listPeople } from "../../../src/services/access/people.ts";
import { createOwnRecoveryCodes } from "../../../src/services/access/recovery-codes.ts";
import { signIn } from "../../../src/services/access/sign-in.ts";
import { listCollaborators } from "../../../src/services/assignments/list-collaborators.ts";
import { createCollection } from "../../../src/services/documents/create-collection.ts";
import { removeCollection } from "../../../src/services/documents/remove-collection.ts";
import { beginFlow } from "../../../src/services/identities/begin-flow.ts";
import { finishFlow } from "../../../src/services/identities/finish-flow.ts";
import { type FlowPurpose, unsealFlow } from "../../../src/services/identities/flow.ts";
import { listOwnIdentities, unlinkOwnIdentity } from "../../../src/services/identities/own-identities.ts";
import { readProviders } from "../../../src/services/identities/provider-settings.ts";
import { createProviders } from "../../../src/services/identities/providers.ts";
import { ENVIRONMENT_TOKEN, OWNER, service } from "../../http/app.ts";
import { CLIENT, scriptedProvider } from "../../identity-provider.ts";

const DAY = 86_400_000;
const ANNA = { sub: "anna-1", name: "Анна Орлова", email: "anna@example.org" };

/** A service with two collections and a provider; it runs over every engine. */
async function setUp(join = "groups") {
  const polynya = service();
  const { context } = polynya;
  for (const id of ["ours", "theirs"]) await createCollection(context, OWNER, { id, title: id });
  const provider = await scriptedProvider(context.now);
  const settings = readProviders({
    POLYNYA_OIDC: "house",
    POLYNYA_OIDC_HOUSE_ISSUER: provider.issuer,
    POLYNYA_OIDC_HOUSE_CLIENT_ID: CLIENT.id,
    POLYNYA_OIDC_HOUSE_CLIENT_SECRET: CLIENT.secret,
    POLYNYA_OIDC_HOUSE_JOIN: join,
    POLYNYA_OIDC_HOUSE_ROLES: '{"editors":"reviewer","arctic":{"ours":"translator","gone":"translator"}}',
  });
  const providers = createProviders(settings, context.now, provider.fetch);
  const [house] = settings;
  if (house === undefined) throw new Error("no provider");
  const redirect = "https://polynya.test/sign-in/oidc/house/callback";
  const finish = async (claims: object, purpose: FlowPurpose = { kind: "sign-in" }) => {
    const { location, sealed } = await beginFlow(context, providers, {
      provider: "house",
      redirect,
      purpose,
    });
    const flow = await unsealFlow(sealed, house);
    return finishFlow(context, providers, flow, provider.signIn(location, { ...claims }), {
      device: "Firefox, Linux",
    });
  };
  /** Signs in. @returns who that is */
  const enter = async (claims: object, purpose?: FlowPurpose) => {
    const done = await finish(claims, purpose);
    if (!("session" in done)) throw new Error("no session");
    return principal(done.session.secret);
  };
  const principal = async (secret: string) => {
    const found = await authenticate(context, secret, ENVIRONMENT_TOKEN);
    if (found === undefined) throw new Error("not signed in");
    return found;
  };
  return { ...polynya, finish, enter, principal };
}

test("an account of a group becomes a person, whose roles follow the groups with each sign-in", async () => {
  const { enter, context } = await setUp();
  const first = await enter({ ...ANNA, groups: ["editors"] });
  expect(first).toMatchObject({ kind: "session", name: "Анна Орлова" });
  expect(first.access).toEqual({
    everywhere: ["read", "propose", "translate", "review", "publish"],
    there: {},
  });
  const second = await enter({ ...ANNA, groups: ["arctic"] });
  expect([second.person, second.access]).toEqual([
    first.person,
    { everywhere: [], there: { ours: ["read", "propose", "translate"] } },
  ]);
  const { items } = await listPeople(context, { kind: "person", limit: 10 });
  expect(items).toMatchObject([
    {
      id: first.person,
      credentials: 2,
      // The collection `gone` is not there.
      given: [{ provider: "house", roles: [["ours", "translator"]] }],
    },
  ]);
});

test("two sign-ins of a new account at the same time make one person", async () => {
  const { enter, context } = await setUp();
  const claims = { ...ANNA, groups: ["editors"] };
  const [one, two] = await Promise.all([enter(claims), enter(claims)]);
  expect(one.person).toBe(two.person);
  expect((await listPeople(context, { kind: "person", limit: 10 })).items).toHaveLength(1);
});

test("an administrator's roles add to those of the groups, which end when their days are over", async () => {
  const { enter, context, wait } = await setUp();
  const { person = "" } = await enter({ ...ANNA, groups: ["editors"] });
  await editPerson(context, OWNER, person, { roles: { theirs: "terminologist" } });
  const { token } = await createToken(context, OWNER, { name: "laptop", person, role: "admin" });
  const access = async () => (await authenticate(context, token, undefined))?.access;
  expect((await access())?.everywhere).toContain("review");
  expect((await access())?.there["theirs"]).toEqual(
    expect.arrayContaining(["review", "terminology"]) as string[],
  );
  wait(7 * DAY);
  expect(await access()).toEqual({
    everywhere: [],
    there: { theirs: ["read", "propose", "translate", "terminology"] },
  });
  const shown = await listTokens(context, OWNER);
  expect(shown.find(({ name }) => name === "laptop")).toMatchObject({ collection: "theirs" });
});

test("a role in a collection that is deleted is none, and the person is not let in with none", async () => {
  const { enter, finish, context } = await setUp();
  const claims = { ...ANNA, groups: ["arctic"] };
  await enter(claims);
  await removeCollection(context, OWNER, "ours");
  await expect(finish(claims)).rejects.toMatchObject({ code: "sign-in-no-role" });
  const [anna] = (await listPeople(context, { kind: "person", limit: 10 })).items;
  expect(anna?.given).toMatchObject([{ roles: [] }]);
});

test("an invitation is taken with an account, once", async () => {
  const { enter, finish, context } = await setUp("invited");
  const wanted = { name: "Anna", roles: { ours: "reviewer" } } as const;
  const { secret } = await createInvitation(context, OWNER, wanted);
  const purpose = { kind: "join", invitation: secret } as const;
  const anna = await enter(ANNA, purpose);
  expect([anna.name, Object.keys(anna.access.there)]).toEqual(["Анна Орлова", ["ours"]]);
  await expect(finish({ sub: "eve" }, purpose)).rejects.toMatchObject({ code: "sign-in-unknown" });
  await expect(finish({ sub: "eve" })).rejects.toMatchObject({
    code: "sign-in-unknown",
    params: { reason: "invited" },
  });
  expect((await enter(ANNA)).person).toBe(anna.person);
  expect((await listPeople(context, { kind: "person", limit: 10 })).items).toHaveLength(1);
});

test("an account is added and taken away; its sessions end but for the one that asks", async () => {
  const { enter, finish, context, principal } = await setUp();
  const { secret } = await createLink(context, OWNER, { name: "Anna", role: "reader" });
  const own = await principal((await signIn(context, secret, undefined)).secret);
  const { person = "", id: session } = own;
  const purpose = { kind: "link", person, session } as const;
  expect(await finish({ ...ANNA, groups: ["editors"] }, purpose)).toEqual({ linked: true });
  const other = await enter({ ...ANNA, groups: ["editors"] });
  expect(other.person).toBe(person);
  const [identity] = await listOwnIdentities(context, own);
  expect(identity).toMatchObject({ provider: "house", account: "anna@example.org" });
  const id = identity?.id ?? "";
  const stranger = { ...own, person: "somebody" };
  await expect(unlinkOwnIdentity(context, stranger, id, true)).rejects.toMatchObject({ code: "not-found" });
  await expect(unlinkOwnIdentity(context, other, id, false)).rejects.toMatchObject({ code: "last-way-in" });
  await unlinkOwnIdentity(context, other, id, true);
  const open = await listTokens(context, OWNER);
  expect(open.map((one) => one.id).toSorted()).toEqual([other.id, session].toSorted());
  expect(await listOwnIdentities(context, own)).toEqual([]);
  // It is nobody's now.
  expect((await enter({ ...ANNA, groups: ["editors"] })).person).not.toBe(person);
});

test("whoever works in a collection by a group is among its people, as long as it holds", async () => {
  const { enter, context, wait } = await setUp();
  const { person } = await enter({ ...ANNA, groups: ["arctic"] });
  const there = async (collection: string) => listCollaborators(context, OWNER, collection);
  expect(await there("ours")).toMatchObject([{ id: person, steps: ["translate"] }]);
  expect(await there("theirs")).toEqual([]);
  wait(7 * DAY);
  expect(await there("ours")).toEqual([]);
});

test("an administrator of one collection sees and ends nothing of people whose groups reach further", async () => {
  const { enter, context } = await setUp();
  const bound = { name: "bound", collections: ["ours"] };
  const { person = "" } = await enter({ ...ANNA, groups: ["editors"] });
  await editPerson(context, OWNER, person, { roles: { ours: "reader" } });
  expect(await listTokens(context, bound)).toEqual([]);
  expect(await listTokens(context, OWNER)).toHaveLength(1);
});

describe("the journal of sign-ins", () => {
  test("has an entry of each, with the person and how, newest first, in pages", async () => {
    const { enter, context, principal, token, wait } = await setUp();
    const link = await createLink(context, OWNER, { name: "Bo", role: "reader" });
    const bo = await principal((await signIn(context, link.secret, undefined, { place: "CN" })).secret);
    wait(1000);
    const [code = ""] = await createOwnRecoveryCodes(context, bo);
    await signIn(context, code, undefined);
    wait(1000);
    await signIn(context, await token("reader", undefined, "laptop"), undefined);
    wait(1000);
    await signIn(context, ENVIRONMENT_TOKEN, ENVIRONMENT_TOKEN);
    wait(1000);
    const anna = await enter({ ...ANNA, groups: ["editors"] });
    // What opens nothing is no sign-in.
    await expect(signIn(context, code, undefined)).rejects.toMatchObject({ code: "not-signed-in" });
    const first = await listSignIns(context, { limit: 2 });
    expect(first.items).toMatchObject([
      {
        person: anna.person,
        name: "Анна Орлова",
        way: "provider",
        provider: "house",
        device: "Firefox, Linux",
      },
      { person: null, name: "environment", way: "token", provider: null },
    ]);
    const rest = await listSignIns(context, { limit: 5, after: first.next ?? "" });
    expect([rest.next, rest.items]).toMatchObject([
      null,
      [
        { name: "laptop", way: "token" },
        { person: bo.person, name: "Bo", way: "code" },
        { person: bo.person, way: "link", place: "CN" },
      ],
    ]);
    await expect(listSignIns(context, { limit: 5, after: "x" })).rejects.toMatchObject({
      code: "invalid-fields",
    });
  });

  test("shows a person's present name, and forgets after 400 days", async () => {
    const { enter, context, wait } = await setUp();
    const { person = "" } = await enter({ ...ANNA, groups: ["editors"] });
    await editPerson(context, OWNER, person, { name: "Анна Белова" });
    expect((await listSignIns(context, { limit: 5 })).items).toMatchObject([{ name: "Анна Белова" }]);
    wait(401 * DAY);
    await enter({ ...ANNA, groups: ["editors"] });
    expect((await listSignIns(context, { limit: 5 })).items).toHaveLength(1);
  });
});
