import { expect, test } from "vitest";
import { authenticate } from "../../../src/services/access/authenticate.ts";
import { createLink } from "../../../src/services/access/create-sign-in-link.ts";
import { editPerson } from "../../../src/services/access/people.ts";
import {
  countOwnRecoveryCodes,
  createOwnRecoveryCodes,
} from "../../../src/services/access/recovery-codes.ts";
import { signIn } from "../../../src/services/access/sign-in.ts";
import type { Service } from "../../http/app.ts";
import { OWNER, service } from "../../http/app.ts";

/** A person who is signed in. */
async function person({ context }: Service, name = "Anna") {
  const { secret } = await createLink(context, OWNER, { name, role: "translator" });
  const principal = await authenticate(context, (await signIn(context, secret, undefined)).secret, undefined);
  if (principal === undefined) throw new Error("not signed in");
  return principal;
}

test("ten codes are made, each opens one session, and the rest are counted", async () => {
  const polynya = service();
  const { context } = polynya;
  const anna = await person(polynya);
  expect(await countOwnRecoveryCodes(context, anna)).toEqual({ left: 0, all: 0, created: null });
  const codes = await createOwnRecoveryCodes(context, anna);
  expect(new Set(codes).size).toBe(10);
  for (const code of codes) expect(code).toMatch(/^(?:[0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/u);
  const [first = "", second = ""] = codes;
  const { secret } = await signIn(context, first, undefined, { device: "Firefox, Linux" });
  expect(await authenticate(context, secret, undefined)).toMatchObject({
    kind: "session",
    person: anna.person,
    access: anna.access,
  });
  await expect(signIn(context, first, undefined)).rejects.toMatchObject({ code: "not-signed-in" });
  const tries = await Promise.allSettled(Array.from({ length: 5 }, () => signIn(context, second, undefined)));
  expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(await countOwnRecoveryCodes(context, anna)).toMatchObject({ left: 8, all: 10 });
});

test("a code is taken however it is typed, and nothing else is", async () => {
  const polynya = service();
  const { context } = polynya;
  const anna = await person(polynya);
  const [a = "", b = "", c = "", d = ""] = await createOwnRecoveryCodes(context, anna);
  const wide = [...c].map((digit) => String.fromCodePoint((digit.codePointAt(0) ?? 0) + 0xfee0)).join("");
  const typed = [
    ` ${a.toLowerCase()} `,
    b.replaceAll("-", " ").replaceAll("0", "o").replaceAll("1", "l"),
    wide,
    d.replaceAll("-", "–"),
  ];
  for (const code of typed) expect((await signIn(context, code, undefined)).secret).toMatch(/^pls_/u);
  for (const wrong of ["0000-0000-0000-0000", a.slice(0, -1), "", "K".repeat(5000), "ЁЁЁЁ-ЁЁЁЁ-ЁЁЁЁ-ЁЁЁЁ"])
    await expect(signIn(context, wrong, undefined)).rejects.toMatchObject({ code: "not-signed-in" });
});

test("new codes end the former ones, and nobody else's", async () => {
  const polynya = service();
  const { context } = polynya;
  const [anna, boris] = [await person(polynya), await person(polynya, "Boris")];
  const [old = ""] = await createOwnRecoveryCodes(context, anna);
  const [his = ""] = await createOwnRecoveryCodes(context, boris);
  const [present = ""] = await createOwnRecoveryCodes(context, anna);
  await expect(signIn(context, old, undefined)).rejects.toMatchObject({ code: "not-signed-in" });
  for (const [code, whose] of [
    [present, anna],
    [his, boris],
  ] as const) {
    const { secret } = await signIn(context, code, undefined);
    expect((await authenticate(context, secret, undefined))?.person).toBe(whose.person);
  }
});

test("a disabled person's code opens nothing, and is still there when the person comes back", async () => {
  const polynya = service();
  const { context } = polynya;
  const anna = await person(polynya);
  const [code = ""] = await createOwnRecoveryCodes(context, anna);
  await editPerson(context, OWNER, anna.person ?? "", { disabled: true });
  await expect(signIn(context, code, undefined)).rejects.toMatchObject({ code: "not-signed-in" });
  await editPerson(context, OWNER, anna.person ?? "", { disabled: false });
  expect((await signIn(context, code, undefined)).secret).toMatch(/^pls_/u);
});

test("codes are stored nowhere, and are no tokens", async () => {
  const polynya = service();
  const { context } = polynya;
  const codes = await createOwnRecoveryCodes(context, await person(polynya));
  const stored = JSON.stringify(await context.storage.all("SELECT * FROM recovery_code"));
  for (const code of codes) {
    expect(stored).not.toContain(code);
    expect(stored).not.toContain(code.replaceAll("-", ""));
    expect(await authenticate(context, code, undefined)).toBeUndefined();
  }
});
