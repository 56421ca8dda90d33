import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freePort } from "../free-port.ts";
import { launchBrowser } from "./browser.ts";
import { type HouseProvider, startProvider } from "./house-provider.ts";
import { startServer, type TestServer } from "./server.ts";
import { visit, type Visitor } from "./visit.ts";

/** Sign-ins at a real provider, from the page of the service to the provider's page and back. */

/** These tests need a service, a provider and a browser at a time; a hang is to be found, not a slow machine. */
const PATIENCE = 240_000;

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
});

interface Parties {
  readonly provider: HouseProvider;
  readonly server: TestServer;
}

async function start(edge: boolean): Promise<Parties> {
  const port = await freePort();
  const provider = await startProvider(port);
  const server = await startServer({ edge, environment: { ...provider.environment, PORT: String(port) } });
  await server.request("POST", "/api/v1/collections", { id: "arctic", title: "Arctic" });
  return { provider, server };
}

async function stop(parties: Parties | undefined): Promise<void> {
  await parties?.server.stop();
  await parties?.provider.stop();
}

/** A window that reaches this machine alone: the provider's page asks for fonts from elsewhere. */
async function open({ server }: Parties, visitor: Visitor = {}) {
  const visited = await visit(browser, server, visitor);
  await visited.context.route(
    ({ hostname }) => !["127.0.0.1", "localhost"].includes(hostname),
    (route) => route.abort(),
  );
  visited.context.setDefaultTimeout(PATIENCE);
  return visited;
}

/** Signs in on the provider's page and agrees there. */
async function signInThere({ provider }: Parties, page: Page, login: string): Promise<void> {
  await page.waitForURL(`${provider.issuer}/**`);
  await page.getByPlaceholder("Enter any login").fill(login);
  await page.getByPlaceholder("and password").fill("any");
  await page.getByRole("button", { name: "Sign-in" }).click();
  await page.getByRole("button", { name: "Continue" }).click();
}

/** The row of somebody's account, on the page of whoever has it. */
const row = (page: Page, login: string, role: string) =>
  page
    .getByRole("row", { name: new RegExp(`${login}@example\\.org Arctic Institute ${role}`, "u") })
    .waitFor();

/** A translator signs in by the button, and sees on the page of their account where the rights come from. */
async function signInAsAnna(parties: Parties): Promise<void> {
  const anna = { name: "Анна Орлова", email: "anna@example.org", groups: ["translators"] };
  parties.provider.accounts.set("anna", anna);
  const { context, page, complaints } = await open(parties, { language: "ru" });
  await page.goto("/");
  await page.getByRole("link", { name: "Войти через Arctic Institute" }).click();
  await signInThere(parties, page, "anna");
  await page.locator(".person summary", { hasText: "Анна Орлова" }).waitFor();
  await page.goto("/account");
  await row(page, "anna", "переводчик в «Arctic»");
  // For screen readers, no two regions have one name.
  expect(await page.locator("[aria-labelledby=my-identities]").count()).toBe(1);
  expect(complaints).toEqual([]);
  await context.close();
}

/** Somebody adds a passkey on a device of theirs, and signs in with it afterwards without typing anything. */
async function signInByPasskey(parties: Parties): Promise<void> {
  const link = await parties.server.request("POST", "/api/v1/sign-in-links", { name: "Ада", role: "reader" });
  const { context, page, complaints } = await open(parties, { language: "ru" });
  // Browsers make no passkeys for numbers.
  const address = parties.server.address.replace("127.0.0.1", "localhost");
  const device = await context.newCDPSession(page);
  await device.send("WebAuthn.enable");
  const { authenticatorId } = await device.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      ...{ protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true },
      ...{ isUserVerified: true, automaticPresenceSimulation: true },
    },
  });
  await page.goto(address + ((await link.json()) as { path: string }).path);
  await page.getByRole("button", { name: "Войти" }).click();
  await page.locator(".person summary", { hasText: "Ада" }).waitFor();
  await page.goto(`${address}/account`);
  await page.getByRole("button", { name: "Добавить ключ доступа" }).click();
  await page.getByLabel("Название устройства или ключа").fill("Ноутбук");
  await page.keyboard.press("Enter");
  const row = page.getByRole("row", { name: /Ноутбук/u });
  await row.waitFor();
  // The same device makes no second one.
  await page.getByRole("button", { name: "Добавить ключ доступа" }).click();
  await page.getByLabel("Название устройства или ключа").fill("Ещё раз");
  await page.keyboard.press("Enter");
  await page.getByRole("alert").filter({ hasText: "на этом устройстве ключ уже есть" }).waitFor();
  await page.keyboard.press("Escape");
  await context.clearCookies();
  await page.goto(address);
  await page.getByRole("button", { name: "Войти с ключом доступа" }).click();
  await page.locator(".person summary", { hasText: "Ада" }).waitFor();
  await page.goto(`${address}/account`);
  await row.getByRole("button", { name: /Убрать/u }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("Это ваш единственный способ войти.", { exact: false }).waitFor();
  await dialog.getByRole("button", { name: "Убрать" }).click();
  await page.getByText("У вас нет ключей доступа.").waitFor();
  // The device still has it.
  const { credentials } = await device.send("WebAuthn.getCredentials", { authenticatorId });
  expect(credentials).toHaveLength(1);
  await context.clearCookies();
  await page.goto(address);
  await page.getByRole("button", { name: "Войти с ключом доступа" }).click();
  await page.getByRole("alert").filter({ hasText: "Этот ключ доступа не принят" }).waitFor();
  expect(complaints).toEqual([]);
  await context.close();
}

describe("on Node", () => {
  let parties: Parties;

  beforeAll(async () => {
    parties = await start(false);
  });

  afterAll(() => stop(parties));

  test("a member of a group signs in by one button", { timeout: PATIENCE }, () => signInAsAnna(parties));

  test("a passkey signs in whoever has it", { timeout: PATIENCE }, () => signInByPasskey(parties));

  test(
    "after a change of groups the rights are others, and the administrator sees whose they are",
    { timeout: PATIENCE },
    async () => {
      const { provider, server } = parties;
      provider.accounts.set("vera", { name: "Vera", email: "vera@example.org", groups: ["translators"] });
      const { context, page, complaints } = await open(parties);
      await page.goto("/");
      await page.getByRole("link", { name: "Sign in with Arctic Institute" }).click();
      await signInThere(parties, page, "vera");
      await page.locator(".person summary", { hasText: "Vera" }).waitFor();
      provider.accounts.set("vera", { name: "Vera", email: "vera@example.org", groups: ["editors"] });
      // The provider knows who they are, and asks nothing more.
      await page.goto("/sign-in/oidc/house");
      await page.locator(".person summary", { hasText: "Vera" }).waitFor();
      await page.goto("/account");
      await row(page, "vera", "reviewer in all collections");
      await context.close();

      const admin = await open(parties, { token: server.token });
      await admin.page.goto("/admin");
      await admin.page.getByRole("row", { name: /Vera.*from Arctic Institute/u }).waitFor();
      const entries = admin.page.getByRole("row", { name: /Vera account at Arctic Institute/u });
      await expect.poll(() => entries.count()).toBe(2);
      expect([...complaints, ...admin.complaints]).toEqual([]);
      await admin.context.close();
    },
  );

  test(
    "whoever may not join, or does not agree, is told why and can try again",
    { timeout: PATIENCE },
    async () => {
      const { provider } = parties;
      provider.accounts.set("eve", { name: "Eve", email: "eve@example.org", groups: ["others"] });
      const { context, page, complaints } = await open(parties, { language: "zh" });
      await page.goto("/");
      await page.getByRole("link", { name: "使用 Arctic Institute 登录" }).click();
      await signInThere(parties, page, "eve");
      await page.getByRole("alert").filter({ hasText: "未知账户" }).waitFor();
      await context.clearCookies();
      await page.getByRole("link", { name: "使用 Arctic Institute 登录" }).click();
      await page.waitForURL(`${provider.issuer}/**`);
      await page.getByRole("link", { name: "Cancel" }).click();
      await page.getByRole("alert").filter({ hasText: "提供方未能让您登录" }).waitFor();
      expect(complaints).toEqual([]);
      await context.close();
    },
  );

  test(
    "somebody invited joins with an account; another adds one and takes it away again",
    { timeout: PATIENCE },
    async () => {
      const { provider, server } = parties;
      provider.accounts.set("li", { name: "李娜", email: "li@example.org" });
      const made = await server.request("POST", "/api/v1/invitations", { name: "Li Na", role: "reader" });
      const { path } = (await made.json()) as { path: string };
      const guest = await open(parties, { language: "zh" });
      await guest.page.goto(path);
      await guest.page.getByRole("link", { name: "使用 Arctic Institute 加入" }).click();
      await signInThere(parties, guest.page, "li");
      await guest.page.locator(".person summary", { hasText: "李娜" }).waitFor();
      await guest.context.close();

      provider.accounts.set("bo", { name: "Bo", email: "bo@example.org", groups: ["editors"] });
      const link = await server.request("POST", "/api/v1/sign-in-links", { name: "Bo", role: "reader" });
      const { context, page, complaints } = await open(parties);
      await page.goto(((await link.json()) as { path: string }).path);
      await page.getByRole("button", { name: "Sign in" }).click();
      await page.locator(".person summary", { hasText: "Bo" }).waitFor();
      await page.goto("/account");
      await page.getByRole("button", { name: "Add: Arctic Institute" }).click();
      await signInThere(parties, page, "bo");
      await page.waitForURL(`${server.address}/account`);
      const row = page.getByRole("row", { name: /bo@example\.org/u });
      await row.getByRole("button", { name: "Remove" }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
      await page.getByText("You have not added any.").waitFor();

      // An account of somebody else is not added.
      await context.clearCookies({ domain: "localhost" });
      await page.getByRole("button", { name: "Add: Arctic Institute" }).click();
      await signInThere(parties, page, "li");
      await page.getByRole("alert").filter({ hasText: "already in use here" }).waitFor();
      await page.getByRole("link", { name: "Back to your account" }).click();
      await page.getByText("You have not added any.").waitFor();
      expect(complaints).toEqual([]);
      await context.close();
    },
  );
});

describe("in workerd", () => {
  let parties: Parties;

  beforeAll(async () => {
    parties = await start(true);
  });

  afterAll(() => stop(parties));

  test("a member of a group signs in by one button", { timeout: PATIENCE }, () => signInAsAnna(parties));

  test("a passkey signs in whoever has it", { timeout: PATIENCE }, () => signInByPasskey(parties));
});
