import { beforeEach, describe, expect, test } from "vitest";
import { createCollection } from "../../src/services/documents/create-collection.ts";
import { createDocument } from "../../src/services/documents/create-document.ts";
import { bearer, ENVIRONMENT_TOKEN, OWNER, problemOf, sending, type Service, service } from "./app.ts";

interface Change {
  readonly id: string;
  readonly kind: string;
  readonly origin: string;
  readonly author: string;
  readonly collection: string | null;
}
interface Page {
  readonly items: readonly Change[];
  readonly next: string | null;
  readonly last: string;
}

const owner = bearer(ENVIRONMENT_TOKEN);
let polynya: Service;
let unit = "";

const changes = async (query: string, headers = owner): Promise<Page> => {
  const response = await polynya.request(`/api/v1/changes${query}`, { headers });
  expect(response.status).toBe(200);
  return (await response.json()) as Page;
};
const make = (collection: string, id: string, namespace: string) =>
  createDocument(
    polynya.context,
    OWNER,
    { collection, id, title: id, filename: "t.csv", namespace },
    new TextEncoder().encode("key,en,ru\nport,The port,\n"),
  );

beforeEach(async () => {
  polynya = service();
  for (const id of ["ours", "theirs"]) await createCollection(polynya.context, OWNER, { id, title: id });
  const { report } = await make("ours", "our-talk", "ours.site");
  unit = report.units[0]?.unit ?? "";
  const agent = bearer(await polynya.token("agent", undefined, "claude"));
  const translations = [{ unit, language: "ru", text: "Порт", source: "en" }];
  await polynya.request("/api/v1/proposals", sending("POST", { translations }, agent));
  const terms = [{ language: "en", text: "port" }];
  await polynya.request("/api/v1/concepts", sending("POST", { terms }, owner));
  await polynya.request("/api/v1/strings/ours.site/publish", sending("POST", {}, owner));
  await make("theirs", "their-talk", "theirs.site");
});

test("everything that happened comes in the order of the commits, with who did it and by what", async () => {
  const { items, next, last } = await changes("");
  expect(next).toBeNull();
  expect(last).toBe(items.at(-1)?.id);
  expect(items).toEqual([
    expect.objectContaining({
      kind: "import.create",
      document: "our-talk",
      origin: "person",
      author: "owner",
      counts: expect.objectContaining({ created: 1 }),
    }),
    expect.objectContaining({ kind: "import.edit", origin: "agent", author: "claude", proposal: "p1" }),
    expect.objectContaining({ kind: "concept.saved", concept: "port", version: 1, collection: null }),
    expect.objectContaining({ kind: "strings.published", namespace: "ours.site", collection: "ours" }),
    expect.objectContaining({ kind: "import.create", document: "their-talk" }),
  ]);
});

describe("the undo of an agent's proposal", () => {
  /** An agent's proposal of a text and a concept, and a function that tells what happened since. */
  async function proposed() {
    const agent = bearer(await polynya.token("agent", undefined, "gemma"));
    const wanted = {
      translations: [{ unit, language: "ru", text: "Гавань", source: "en" }],
      concepts: [{ terms: [{ language: "en", text: "floe" }] }],
    };
    const made = await polynya.request("/api/v1/proposals", sending("POST", wanted, agent));
    const { proposal, imports } = (await made.json()) as { proposal: string; imports: string[] };
    const { last } = await changes("?after=end");
    const since = async () => (await changes(`?after=${last}`)).items;
    const path = { proposal: `proposals/${proposal}`, import: `imports/${imports[0]}` };
    return { agent, proposal, path, since };
  }
  const undo = async (path: string, headers: Record<string, string>) =>
    polynya.request(`/api/v1/${path}/undo`, sending("POST", {}, headers));

  test.each(["proposal", "import"] as const)("by the agent itself is the agent's (by %s)", async (way) => {
    const { agent, proposal, path, since } = await proposed();
    expect((await undo(path[way], agent)).status).toBe(200);
    const found = await since();
    expect(found.map(({ kind }) => kind).toSorted()).toEqual(["concept.removed", "import.undo"]);
    for (const change of found) expect(change).toMatchObject({ origin: "agent", author: "gemma", proposal });
    const twice = await undo(path.proposal, agent);
    const { detail } = (await twice.json()) as { detail: string };
    expect([twice.status, detail]).toEqual([409, expect.stringMatching(/“p2”, by i/u)]);
    const whole = await polynya.request(`/api/v1/${path.proposal}`, { headers: agent });
    expect(await whole.json()).toMatchObject({ imports: [expect.any(String), expect.any(String)] });
  });

  test("by somebody else is a person's, and names the proposal", async () => {
    const { proposal, path, since } = await proposed();
    expect((await undo(path.proposal, owner)).status).toBe(200);
    const found = await since();
    expect(found).toHaveLength(2);
    for (const change of found)
      expect(change).toMatchObject({ origin: "person", author: "environment", proposal });
  });

  test("can be undone, and is then a person's", async () => {
    const { agent, path } = await proposed();
    const { imports } = (await (await undo(path.proposal, agent)).json()) as { imports: string[] };
    expect((await undo(`imports/${imports[0]}`, owner)).status).toBe(200);
    const { items } = await changes("");
    expect(items.at(-1)).toMatchObject({ kind: "import.undo", origin: "person" });
  });
});

test("a program that keeps `last` misses nothing and gets nothing twice", async () => {
  const seen: string[] = [];
  let page = await changes("?limit=2");
  for (;;) {
    seen.push(...page.items.map(({ id }) => id));
    if (page.next === null) break;
    page = await changes(`?limit=2&after=${page.next}`);
  }
  expect(seen).toEqual((await changes("")).items.map(({ id }) => id));
  expect(await changes(`?after=${page.last}`)).toEqual({ items: [], next: null, last: page.last });
  const { last } = await changes("?after=end");
  expect(last).toBe(page.last);
  await polynya.request("/api/v1/concepts/port", { method: "DELETE", headers: owner });
  expect((await changes(`?after=${last}`)).items).toMatchObject([
    { kind: "concept.removed", concept: "port" },
  ]);
});

test("kinds are filtered; an unknown kind and a wrong cursor are refused", async () => {
  const { items } = await changes("?kinds=import.create,strings.published");
  expect(items.map(({ kind }) => kind)).toEqual(["import.create", "strings.published", "import.create"]);
  for (const query of ["?kinds=import.create,other", "?after=x", "?after=i1", "?limit=0"]) {
    const response = await polynya.request(`/api/v1/changes${query}`, { headers: owner });
    expect(response.status).toBe(422);
    expect((await problemOf(response)).code).toBe("invalid-fields");
  }
});

test("who is bound to a collection sees its changes and those of the glossary alone", async () => {
  const bound = bearer(await polynya.token("reader", "theirs"));
  const { items } = await changes("", bound);
  expect(items.map(({ kind, collection }) => [kind, collection])).toEqual([
    ["concept.saved", null],
    ["import.create", "theirs"],
  ]);
});

test("a new collection with the id of a deleted one gets neither its changes nor its proposals", async () => {
  const bound = bearer(await polynya.token("agent", "ours", "bound"));
  const translations = [{ unit, language: "ru", text: "Гавань", source: "en" }];
  await polynya.request("/api/v1/proposals", sending("POST", { translations }, bound));
  await polynya.request("/api/v1/documents/our-talk", { method: "DELETE", headers: owner });
  const gone = await polynya.request("/api/v1/collections/ours", { method: "DELETE", headers: owner });
  expect(gone.status).toBe(204);
  await createCollection(polynya.context, OWNER, { id: "ours", title: "New" });
  const reader = bearer(await polynya.token("reader", "ours"));
  expect((await changes("", reader)).items.map(({ kind }) => kind)).toEqual(["concept.saved"]);
  const proposals = await polynya.request("/api/v1/proposals", { headers: reader });
  expect(await proposals.json()).toMatchObject({ items: [] });
});
