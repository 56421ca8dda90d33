import { describe, expect, test } from "vitest";
import {
  accountOf,
  groupsIn,
  joinFault,
  leavesGroupsOut,
  nameOf,
  rolesFrom,
} from "../../../src/services/identities/provider-roles.ts";
import { type Provider, readProviders } from "../../../src/services/identities/provider-settings.ts";

function provider(values: Record<string, string>): Provider {
  const named = Object.entries(values).map(([name, value]) => [`POLYNYA_OIDC_A_${name}`, value]);
  const [found] = readProviders({
    POLYNYA_OIDC: "a",
    POLYNYA_OIDC_A_ISSUER: "https://id.example.org",
    POLYNYA_OIDC_A_CLIENT_ID: "c",
    POLYNYA_OIDC_A_CLIENT_SECRET: "s",
    ...Object.fromEntries(named),
  });
  if (found === undefined) throw new Error("no provider");
  return found;
}

test("groups are found under a name with or without dots, as a list or as one text", () => {
  expect(groupsIn({ groups: ["a", 7, "b"] }, "groups")).toEqual(["a", "b"]);
  expect(groupsIn({ groups: "a" }, "groups")).toEqual(["a"]);
  expect(groupsIn({ realm_access: { roles: ["a"] } }, "realm_access.roles")).toEqual(["a"]);
  expect(groupsIn({ "https://example.org/groups": ["a"] }, "https://example.org/groups")).toEqual(["a"]);
  for (const claims of [{}, { groups: {} }, { groups: null }]) {
    expect(groupsIn(claims, "groups")).toBeUndefined();
  }
  expect(groupsIn({}, "constructor.name")).toBeUndefined();
});

test("groups that are left out because there are too many are noticed", () => {
  expect(leavesGroupsOut({ _claim_names: { groups: "src1" } }, "groups")).toBe(true);
  expect(leavesGroupsOut({ _claim_names: { other: "src1" } }, "groups")).toBe(false);
  expect(leavesGroupsOut({}, "groups")).toBe(false);
});

test("roles of all groups and of everybody are given, each once; unknown groups give none", () => {
  const ours = provider({ ROLES: '{"*":"reader","a":{"c":"reviewer"},"b":{"c":"reviewer","*":"reader"}}' });
  expect(rolesFrom(ours, { groups: ["b", "a", "unknown"] })).toEqual([
    [null, "reader"],
    ["c", "reviewer"],
  ]);
  expect(rolesFrom(ours, {})).toEqual([[null, "reader"]]);
});

describe("who joins", () => {
  const ROLES = '{"*":"reader","editors":"reviewer"}';
  const MAIL = { email: "anna@example.org", email_verified: true };
  test.each([
    ["nobody, unless told", "", { groups: ["editors"], ...MAIL }, "invited"],
    ["members of a group with roles", "groups", { groups: ["editors"] }, undefined],
    ["no members of other groups", "groups", { groups: ["*", "others"], ...MAIL }, "groups"],
    ["addresses of a domain", "example.org", MAIL, undefined],
    ["in any case of letters", "example.org", { ...MAIL, email: "ANNA@EXAMPLE.ORG" }, undefined],
    ["no addresses of a domain below it", "example.org", { ...MAIL, email: "a@x.example.org" }, "domain"],
    ["no addresses that end alike", "example.org", { ...MAIL, email: "a@badexample.org" }, "domain"],
    ["no two addresses in one", "example.org", { ...MAIL, email: "a@evil.test@example.org" }, "domain"],
    ["no address that nobody confirmed", "example.org", { email: MAIL.email }, "unverified"],
    ["nor one that is only said to be", "example.org", { ...MAIL, email_verified: "true" }, "unverified"],
    ["nobody without an address", "example.org", {}, "domain"],
    ["one of both", "groups example.org", MAIL, undefined],
  ])("%s", (_, join, claims, fault) => {
    expect(joinFault(provider({ ROLES, JOIN: join }), claims)).toBe(fault);
  });
});

test("a name and an account are the best that the provider tells, in one safe line", () => {
  expect(nameOf({ name: " Анна Орлова ", preferred_username: "anna" })).toBe("Анна Орлова");
  expect(nameOf({ given_name: "娜", family_name: "李" })).toBe("娜 李");
  expect(nameOf({ name: "", preferred_username: "anna" })).toBe("anna");
  expect(nameOf({ name: 7 })).toBeUndefined();
  expect(nameOf({ name: "a\u202Eb\nc" })).toBe("abc");
  expect(accountOf({ email: "a@b.org", name: "A" }, "7")).toBe("a@b.org");
  expect(accountOf({}, "7")).toBe("7");
  expect(nameOf({ name: "x".repeat(5000) })).toHaveLength(200);
});
