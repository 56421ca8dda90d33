import { expect, test } from "vitest";
import { beginFlow } from "../../../src/services/identities/begin-flow.ts";
import { finishFlow } from "../../../src/services/identities/finish-flow.ts";
import { unsealFlow } from "../../../src/services/identities/flow.ts";
import { listSignIns } from "../../../src/services/access/list-sign-ins.ts";
import { listPeople } from "../../../src/services/access/people.ts";
import { readProviders } from "../../../src/services/identities/provider-settings.ts";
import { createProviders } from "../../../src/services/identities/providers.ts";
import { service } from "../../http/app.ts";

const SETTINGS = {
  POLYNYA_OIDC: "github",
  POLYNYA_OIDC_GITHUB_ISSUER: "https://github.com",
  POLYNYA_OIDC_GITHUB_CLIENT_ID: "polynya",
  POLYNYA_OIDC_GITHUB_CLIENT_SECRET: "a-secret-of-the-client",
  POLYNYA_OIDC_GITHUB_JOIN: "groups example.org",
  POLYNYA_OIDC_GITHUB_ROLES: '{"arctic-institute":"reviewer","*":"reader"}',
};
const ADA = {
  "/user": { id: 17, login: "ada", name: "Ada" },
  "/user/emails": [
    { email: "other@example.org", primary: false, verified: true },
    { email: "ada@example.com", primary: true, verified: true },
  ],
  "/user/orgs": [{ login: "arctic-institute" }],
};

/** GitHub as its documentation describes it, for one account. */
function gitHub(answers: Readonly<Record<string, unknown>>) {
  const { context } = service();
  const [github] = readProviders(SETTINGS);
  if (github === undefined) throw new Error("no provider");
  const asked: { readonly address: string; readonly headers: Headers; readonly body: string }[] = [];
  const fetch = async (input: RequestInfo | URL, init?: RequestInit) => {
    const request = new Request(input, init);
    const { host, pathname } = new URL(request.url);
    asked.push({ address: host + pathname, headers: request.headers, body: await request.text() });
    if (host === "github.com") {
      // GitHub answers a wrong code with 200.
      const isRight = new URLSearchParams(asked.at(-1)?.body).get("code") === "right";
      return Response.json(
        isRight
          ? { access_token: "gho_1", token_type: "bearer", scope: "read:org,read:user" }
          : { error: "bad_verification_code" },
      );
    }
    const answer = answers[pathname];
    return answer === undefined ? new Response(null, { status: 403 }) : Response.json(answer);
  };
  const providers = createProviders([github], context.now, fetch);
  const enter = async (code = "right", state?: string) => {
    const redirect = "https://polynya.test/sign-in/oidc/github/callback";
    const { location, sealed } = await beginFlow(context, providers, {
      ...{ provider: "github", redirect, purpose: { kind: "sign-in" } },
    });
    const { searchParams } = new URL(location);
    const parameters = new URLSearchParams({ code, state: state ?? searchParams.get("state") ?? "" });
    const done = await finishFlow(context, providers, await unsealFlow(sealed, github), parameters);
    return { location, done };
  };
  return { context, asked, enter };
}

test("GitHub signs in by its number, with the verified address and the roles of organisations", async () => {
  const { context, asked, enter } = gitHub(ADA);
  const { location, done } = await enter();
  expect(done).toHaveProperty("session");
  const { origin, pathname, searchParams } = new URL(location);
  expect(origin + pathname).toBe("https://github.com/login/oauth/authorize");
  expect(searchParams.get("scope")).toBe("read:user user:email read:org");
  expect(searchParams.get("code_challenge_method")).toBe("S256");
  expect(asked.map(({ address }) => address)).toEqual([
    "github.com/login/oauth/access_token",
    "api.github.com/user",
    "api.github.com/user/emails",
    "api.github.com/user/orgs",
  ]);
  expect(asked[0]?.headers.get("accept")).toBe("application/json");
  expect(asked[1]?.headers.get("authorization")).toMatch(/^Bearer gho_1$/iu);
  expect(asked[1]?.headers.get("user-agent")).toBe("polynya");
  await enter();
  const { items } = await listPeople(context, { kind: "person", limit: 10 });
  expect(items).toMatchObject([{ name: "Ada", given: [{ provider: "github" }] }]);
  expect((await listSignIns(context, { limit: 9 })).items).toHaveLength(2);
});

test.each([
  ["a code that is wrong", ADA, "wrong", undefined, "provider-refused"],
  ["another state", ADA, "right", "another", "sign-in-mixed"],
  [
    "an account without a number",
    { ...ADA, "/user": { login: "ada" } },
    "right",
    undefined,
    "provider-refused",
  ],
  ["no list of addresses", { ...ADA, "/user/emails": {} }, "right", undefined, "provider-refused"],
  [
    "a refused list of organisations",
    { ...ADA, "/user/orgs": undefined },
    "right",
    undefined,
    "provider-refused",
  ],
  [
    "an address that is not verified, and no organisation",
    {
      ...ADA,
      "/user/emails": [{ email: "a@example.org", primary: true, verified: false }],
      "/user/orgs": [],
    },
    "right",
    undefined,
    "sign-in-unknown",
  ],
])("GitHub with %s signs nobody in", async (_, answers, code, state, problem) => {
  const { context, enter } = gitHub(answers);
  await expect(enter(code, state)).rejects.toMatchObject({ code: problem });
  expect((await listPeople(context, { kind: "person", limit: 10 })).items).toEqual([]);
});
