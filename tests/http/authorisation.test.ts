import { beforeAll, describe, expect, test } from "vitest";
import { describeApi, type DeclaredOperation, operationsOf } from "../../src/http/openapi.ts";
import { routes } from "../../src/http/operation.ts";
import { grants, PERMISSIONS, ROLES } from "../../src/services/access/roles.ts";
import { createCollection } from "../../src/services/documents/create-collection.ts";
import { createDocument } from "../../src/services/documents/create-document.ts";
import { addComment } from "../../src/services/questions/add-comment.ts";
import { listQuestions } from "../../src/services/questions/list-questions.ts";
import { publishStrings } from "../../src/services/strings/publish-strings.ts";
import { bearer, OWNER, problemOf, sending, type Service, service } from "./app.ts";

const SECRET_TEXT = "Ледокол вышел из порта";
const CSV = new TextEncoder().encode(
  `key,en,ru,zh\nice.breaker,The icebreaker left port,${SECRET_TEXT},破冰船离港\n`,
);

/** Has the form of a token, but is not a token in the store. */
const NO_TOKEN = `pln_${"x".repeat(43)}`;

interface Ids {
  readonly [parameter: string]: string;
}

let polynya: Service;
/** Ids of real resources in the collection `theirs`. */
let theirs: Ids;
let operations: DeclaredOperation[];

beforeAll(async () => {
  polynya = service();
  const { context } = polynya;
  for (const id of ["ours", "theirs"]) await createCollection(context, OWNER, { id, title: id });
  const made = await createDocument(
    context,
    OWNER,
    {
      collection: "theirs",
      id: "their-document",
      title: "their title",
      namespace: "their-strings",
      filename: "t.csv",
    },
    CSV,
  );
  await publishStrings(context, OWNER, "their-strings");
  const unit = made.report.units[0]?.unit ?? "";
  const comment = await addComment(context, OWNER, { unit }, { text: `their title, ${SECRET_TEXT}` });
  const { items: questions } = await listQuestions(context, OWNER, { limit: 1 });
  theirs = {
    question: questions[0]?.id ?? "",
    comment: comment.id,
    collection: "theirs",
    document: "their-document",
    unit,
    import: made.report.import ?? "",
    namespace: "their-strings",
    language: "ru",
    token: "none",
  };
  operations = operationsOf(describeApi(polynya.app));
});

/** Fills in the ids of an address. A missing id becomes the id of a resource that does not exist. */
const fill = (path: string, ids: Ids) =>
  path.replaceAll(/\{(\w+)\}/gu, (_, name: string) => ids[name] ?? "none");

const sent = (
  { method }: DeclaredOperation,
  headers: Record<string, string>,
  body: string = "{}",
): RequestInit => ({
  method,
  headers: {
    "content-type": "application/json",
    "sec-fetch-site": "same-origin",
    "if-match": '"v1"',
    ...headers,
  },
  ...(method === "GET" ? {} : { body }),
});

describe("every operation × every role", () => {
  test("declares a permission that exists, and a summary", () => {
    expect(operations.length).toBeGreaterThan(25);
    for (const { permission, operation } of operations) {
      expect(["public", ...PERMISSIONS]).toContain(permission);
      expect(operation.summary).toBeTruthy();
    }
  });

  test("answers 401 without credentials, 403 without the permission, and neither with the permission", async () => {
    const found: string[] = [];
    const wanted: string[] = [];
    const tokens = new Map<string, string>();
    for (const role of ROLES) tokens.set(role, await polynya.token(role));
    for (const declared of operations) {
      const { method, path } = declared;
      for (const role of ["nobody", ...ROLES] as const) {
        const token = tokens.get(role);
        const response = await polynya.request(
          fill(path, { key: token ?? NO_TOKEN }),
          sent(declared, token ? bearer(token) : {}),
        );
        const refused = response.status === 401 || response.status === 403 ? response.status : "answered";
        found.push(`${method} ${path} ${role} ${refused}`);
        wanted.push(`${method} ${path} ${role} ${expected(declared, role)}`);
      }
    }
    expect(found).toEqual(wanted);
  });

  function expected({ permission, operation }: DeclaredOperation, role: (typeof ROLES)[number] | "nobody") {
    if (permission === "public") return "answered";
    if (role === "nobody") return 401;
    // Only a person in a browser's session, never a token.
    if (operation["x-personal"] === true) return 403;
    return grants(role, permission) ? "answered" : 403;
  }
});

describe("a token bound to another collection", () => {
  const BODIES: Readonly<Record<string, string>> = {
    "POST /api/v1/collections/{collection}/segmentation/cut": JSON.stringify({ language: "en", text: "x" }),
    "POST /api/v1/collections/{collection}/documents": CSV_TEXT(),
    "POST /api/v1/documents/{document}/push": CSV_TEXT(),
    "POST /api/v1/collections/{collection}/alignments": JSON.stringify({
      segments: { ru: ["x"] },
      beads: [],
    }),
    "POST /api/v1/documents/{document}/pretranslate": JSON.stringify({ source: "ru", target: "zh" }),
    "POST /api/v1/documents/{document}/alignment": JSON.stringify({ kind: "accept", confidence: 0 }),
    "PATCH /api/v1/collections/{collection}": JSON.stringify({ title: "mine now" }),
    "PATCH /api/v1/documents/{document}": JSON.stringify({ title: "mine now" }),
    "PATCH /api/v1/units/{unit}": JSON.stringify({ variants: { ru: { text: "mine now" } } }),
    "POST /api/v1/units/{unit}/marks": JSON.stringify({
      language: "ru",
      category: "style",
      severity: "minor",
    }),
    "POST /api/v1/documents/{document}/assignments": JSON.stringify({
      person: "p1",
      step: "translate",
      source: "ru",
      target: "zh",
    }),
    "POST /api/v1/documents/{document}/assignments/{assignment}/confirm": JSON.stringify({ state: "final" }),
    "POST /api/v1/documents/{document}/assignments/{assignment}/return": JSON.stringify({ reason: "again" }),
    "POST /api/v1/units/{unit}/comments": JSON.stringify({ text: "mine now" }),
    "POST /api/v1/questions/{question}/comments": JSON.stringify({ text: "mine now" }),
    "PATCH /api/v1/comments/{comment}": JSON.stringify({ text: "mine now" }),
    "POST /api/v1/units/{unit}/spread": JSON.stringify({ source: "ru", target: "zh" }),
    "POST /locales/add/{language}/{namespace}": JSON.stringify({ key: "text" }),
  };

  function CSV_TEXT() {
    return new TextDecoder().decode(CSV);
  }

  /** Operations that everybody may call, such as published strings. */
  const isOpen = ({ permission }: DeclaredOperation) => permission === "public";

  test("gets the same answer for a resource that it may not see and for one that does not exist", async () => {
    const token = await polynya.token("admin", "ours");
    const before = await polynya.request("/api/v1/documents/their-document/units", {
      headers: bearer(await polynya.token("admin")),
    });
    const stored = await before.text();
    for (const declared of operations) {
      const { method, path } = declared;
      if (isOpen(declared) || !/\{(?:collection|document|unit|import|namespace)\}/u.test(path)) continue;
      const body = BODIES[`${method} ${path}`] ?? "{}";
      const query = path.endsWith("/export")
        ? "?format=csv"
        : method === "POST" && (path.endsWith("push") || path.endsWith("documents"))
          ? "?filename=t.csv"
          : "";
      const [real, none] = await Promise.all(
        [theirs, { language: "ru" }].map((ids) =>
          polynya.request(fill(path, ids) + query, sent(declared, bearer(token), body)),
        ),
      );
      expect([method, path, real?.status]).toEqual([method, path, 404]);
      expect([method, path, none?.status]).toEqual([method, path, 404]);
      const [seen, unseen] = await Promise.all([real, none].map((answer) => problemOf(answer as Response)));
      expect(seen?.title).toBe(unseen?.title);
      expect(JSON.stringify(seen)).not.toContain("their title");
    }
    const after = await polynya.request("/api/v1/documents/their-document/units", {
      headers: bearer(await polynya.token("admin")),
    });
    expect(await after.text()).toBe(stored);
  });

  test("lists nothing of the other collection", async () => {
    const token = await polynya.token("admin", "ours");
    for (const declared of operations) {
      const { method, path, permission } = declared;
      if (method !== "GET" || permission === "public" || path.includes("{")) continue;
      const text = await (await polynya.request(path, sent(declared, bearer(token)))).text();
      expect([path, text.includes("theirs") || text.includes(SECRET_TEXT)]).toEqual([path, false]);
    }
  });

  test("finds no match in the other collection, even if the request names it", async () => {
    const token = await polynya.token("admin", "ours");
    const ask = async (authorization: string) => {
      const wanted = { source: "ru", segments: [{ text: SECRET_TEXT }], collections: ["theirs"] };
      return (await polynya.request("/api/v1/lookup", sending("POST", wanted, bearer(authorization)))).text();
    };
    expect(await ask(await polynya.token("reader"))).toContain("破冰船离港");
    expect(await ask(token)).toBe('{"results":[{"matches":[],"truncated":false}]}');
  });

  test("changes nothing that all collections share", async () => {
    const token = await polynya.token("admin", "ours");
    const shared = operations.filter(({ operation }) => operation["x-shared"] === true);
    expect(shared.map(({ method, path }) => `${method} ${path}`)).toContain("POST /api/v1/concepts");
    for (const declared of shared) {
      const response = await polynya.request(fill(declared.path, {}), sent(declared, bearer(token)));
      expect([declared.method, declared.path, response.status]).toEqual([
        declared.method,
        declared.path,
        403,
      ]);
    }
  });

  test("makes no token with more access than its own", async () => {
    const token = await polynya.token("admin", "ours");
    for (const collection of ["theirs", "none"]) {
      const response = await polynya.request("/api/v1/tokens", {
        method: "POST",
        headers: { ...bearer(token), "content-type": "application/json" },
        body: JSON.stringify({ name: "more", role: "admin", collection }),
      });
      expect(response.status).toBe(404);
    }
    const bound = await polynya.request("/api/v1/tokens", {
      method: "POST",
      headers: { ...bearer(token), "content-type": "application/json" },
      body: JSON.stringify({ name: "as much", role: "reader" }),
    });
    expect(await bound.json()).toMatchObject({ collection: "ours" });
  });
});

describe("a person without the right to review", () => {
  const path = () => `/api/v1/units/${theirs["unit"]}`;
  const etag = async () => {
    const seen = await polynya.request(path(), { headers: bearer(await polynya.token("admin")) });
    return { "if-match": seen.headers.get("etag") ?? "" };
  };
  const patch = async (role: "translator" | "reviewer", ru: object) =>
    polynya.request(
      path(),
      sending("PATCH", { variants: { ru } }, { ...bearer(await polynya.token(role)), ...(await etag()) }),
    );

  test("sets no state above translated, and a text that this person changes is no longer approved", async () => {
    for (const state of ["reviewed", "final"]) {
      expect((await patch("translator", { text: "новый", state })).status).toBe(403);
    }
    expect(await (await patch("reviewer", { text: "Утверждено", state: "final" })).json()).toMatchObject({
      variants: { ru: { state: "final" } },
    });
    expect(await (await patch("translator", { text: "Изменено" })).json()).toMatchObject({
      variants: { ru: { text: "Изменено", state: "translated" } },
    });
  });

  test("pushes no state above translated", async () => {
    const file = `key,en,ru,ru state\nice.breaker,The icebreaker left port,${SECRET_TEXT} вовремя,final\n`;
    const pushed = await polynya.request(
      "/api/v1/documents/their-document/push?filename=t.csv&onConflict=mine",
      {
        method: "POST",
        headers: bearer(await polynya.token("translator")),
        body: file,
      },
    );
    expect(pushed.status).toBe(200);
    const unit = await polynya.request(path(), { headers: bearer(await polynya.token("reader")) });
    expect(await unit.json()).toMatchObject({
      variants: { ru: { text: `${SECRET_TEXT} вовремя`, state: "translated" } },
    });
  });

  test("undoes only imports of their own", async () => {
    const { import: id } = theirs;
    const undo = async (role: "translator" | "reviewer") =>
      (
        await polynya.request(`/api/v1/imports/${id}/undo`, {
          method: "POST",
          headers: bearer(await polynya.token(role)),
        })
      ).status;
    expect(await undo("translator")).toBe(403);
    expect(await undo("reviewer")).toBe(200);
  });
});

test("an application with a route that declares no permission is refused", () => {
  const app = routes();
  app.get("/api/v1/open-door", (c) => c.text("come in"));
  expect(() => describeApi(app)).toThrow("/api/v1/open-door");
});
