import { describe, expect, test } from "vitest";
import { readProviders } from "../../../src/services/identities/provider-settings.ts";

const RIGHT = {
  POLYNYA_OIDC: "house",
  POLYNYA_OIDC_HOUSE_ISSUER: "https://id.example.org/realms/house",
  POLYNYA_OIDC_HOUSE_CLIENT_ID: "polynya",
  POLYNYA_OIDC_HOUSE_CLIENT_SECRET: "secret",
};

const set = (values: Record<string, string>) => {
  const named = Object.entries(values).map(([name, value]) => [`POLYNYA_OIDC_HOUSE_${name}`, value]);
  return () => readProviders({ ...RIGHT, ...Object.fromEntries(named) });
};

test("no provider is set unless one is named", () => {
  expect(readProviders({})).toEqual([]);
  expect(readProviders({ ...RIGHT, POLYNYA_OIDC: "" })).toEqual([]);
});

test("a provider has what is set, and else lets only invited people in, for a week, with no role", () => {
  expect(readProviders(RIGHT)).toEqual([
    {
      name: "house",
      label: "id.example.org",
      issuer: "https://id.example.org/realms/house",
      clientId: "polynya",
      clientSecret: "secret",
      scopes: "openid profile email",
      groupsClaim: "groups",
      groups: new Map(),
      everybody: [],
      join: { groups: false, domains: [] },
      days: 7,
    },
  ]);
});

test("several providers keep their order, and a hyphen in a name is an underscore in its variables", () => {
  const other = {
    POLYNYA_OIDC_MY_ID_2_ISSUER: "http://127.0.0.1:9000",
    POLYNYA_OIDC_MY_ID_2_CLIENT_ID: "p",
    POLYNYA_OIDC_MY_ID_2_CLIENT_SECRET: "s",
    POLYNYA_OIDC_MY_ID_2_LABEL: "Институт",
  };
  const found = readProviders({ ...RIGHT, ...other, POLYNYA_OIDC: "my-id-2, house" });
  expect(found.map(({ label }) => label)).toEqual(["Институт", "id.example.org"]);
});

test("roles are read for groups, collections and everybody, and who joins for groups and domains", () => {
  const roles = '{"*":"reader","/editors":"reviewer","Лёд":{"*":"translator","sea-ice":"reviewer"}}';
  const [found] = set({ ROLES: roles, JOIN: "groups, @Example.org ice.edu", DAYS: "30" })();
  expect(found?.everybody).toEqual([[null, "reader"]]);
  expect([...(found?.groups ?? [])]).toEqual([
    ["/editors", [[null, "reviewer"]]],
    [
      "Лёд",
      [
        [null, "translator"],
        ["sea-ice", "reviewer"],
      ],
    ],
  ]);
  expect([found?.join, found?.days]).toEqual([{ groups: true, domains: ["example.org", "ice.edu"] }, 30]);
});

describe("a mistake stops the start and names the variable:", () => {
  test.each([
    ["no issuer", { ISSUER: "" }, "HOUSE_ISSUER is missing"],
    ["no secret", { CLIENT_SECRET: "" }, "HOUSE_CLIENT_SECRET is missing"],
    ["an issuer without TLS", { ISSUER: "http://id.example.org" }, "HOUSE_ISSUER has to be an address"],
    ["a name that begins like this machine", { ISSUER: "http://127.0.0.1.example.org" }, "HOUSE_ISSUER"],
    ["an issuer with a password", { ISSUER: "https://a:b@id.example.org" }, "HOUSE_ISSUER"],
    ["an issuer with a query", { ISSUER: "https://id.example.org?a=b" }, "HOUSE_ISSUER"],
    ["roles that are no JSON", { ROLES: "editors=reviewer" }, "HOUSE_ROLES: this is no JSON"],
    ["roles that are a list", { ROLES: "[]" }, "HOUSE_ROLES"],
    ["a role that there is not", { ROLES: '{"a":"owner"}' }, "“owner” is no role"],
    ["a role in a collection that there is not", { ROLES: '{"a":{"c":"owner"}}' }, "“owner” is no role"],
    ["a role that is no text", { ROLES: '{"a":7}' }, "“a” has to be a role or an object"],
    ["scopes without openid", { SCOPES: "profile" }, "HOUSE_SCOPES has to name openid"],
    ["days without end", { DAYS: "365" }, "HOUSE_DAYS has to be a number from 1 to 30"],
    ["who joins that is no domain", { JOIN: "everybody" }, "HOUSE_JOIN: “everybody”"],
    ["groups that join but are none", { JOIN: "groups" }, "HOUSE_ROLES names none of the groups"],
    [
      "a domain that joins with no role",
      { JOIN: "example.org" },
      "HOUSE_ROLES gives no role to those who may join",
    ],
  ])("%s", (_, values, words) => {
    expect(set(values)).toThrow(words);
  });

  test.each(["My-Id", "-a", "a b a", "a/b", "провайдер"])("the name %j", (names) => {
    expect(() => readProviders({ ...RIGHT, POLYNYA_OIDC: names })).toThrow(/^POLYNYA_OIDC/u);
  });
});
