import { beforeAll, describe, expect, test } from "vitest";
import { ROLES, type Role } from "../../src/services/access/roles.ts";
import type { Ask } from "./journey.ts";

const CSV = "key,en,ru\nhome,Secret home,Тайный дом\nice,Sea ice,Морской лёд\n";
const OTHER_CSV = "key,en,ru\nport,Port,Порт\n";
const COLLECTION = "/api/v1/collections/fleet";
const DOCUMENT = "/api/v1/documents/ships";

interface ListedImport {
  readonly id: string;
  readonly kind: string;
  readonly author: string;
  /** `null` for a write of the glossary, which belongs to all. */
  readonly collection: string | null;
}
interface Listed {
  readonly items: readonly ListedImport[];
}
const ofCollections = (items: readonly ListedImport[]) =>
  items.filter(({ collection }) => collection !== null);

/**
 * Every resource is deleted and created again with its old id. A person with access to the new one must see nothing of
 * the old one, in any role.
 *
 * @param ask sends a request as an administrator, or with the token that the request carries
 */
export function madeAnew(name: string, ask: Ask): void {
  const send = (method: string, path: string, body: unknown, headers: Record<string, string> = {}) =>
    ask(path, {
      method,
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify(body),
    });
  const upload = (path: string, body: string) =>
    ask(path, { method: "POST", headers: { "content-type": "application/octet-stream" }, body });
  const get = async <T>(path: string, token?: string) => (await (await look(path, token)).json()) as T;
  const look = (path: string, token?: string, headers: Record<string, string> = {}) =>
    ask(path, {
      headers: { ...headers, ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) },
    });
  const tokenFor = async (role: Role) => {
    const made = await send("POST", "/api/v1/tokens", { name: "anna", role, collection: "fleet" });
    expect(made.status).toBe(201);
    return ((await made.json()) as { token: string }).token;
  };
  const codeOf = async (response: Response) => [
    response.status,
    ((await response.json()) as { code?: string }).code,
  ];
  const make = async (query: string, csv: string) => {
    expect((await send("POST", "/api/v1/collections", { id: "fleet", title: "Fleet" })).status).toBe(201);
    const made = await upload(`${COLLECTION}/documents?id=ships&filename=ships.csv${query}`, csv);
    expect(made.status).toBe(201);
    return ((await made.json()) as { report: { units: { unit: string }[] } }).report.units;
  };

  describe(`a resource created again with an old id: ${name}`, () => {
    const old = { imports: [""], units: [""], tokens: [""], collectionTag: "", documentTag: "" };
    const tokens = new Map<Role, string>();

    beforeAll(async () => {
      const units = await make("&namespace=fleet.site", CSV);
      old.units = units.map(({ unit }) => unit);
      old.tokens = await Promise.all(ROLES.map(tokenFor));
      expect((await send("POST", "/api/v1/strings/fleet.site/publish", {})).status).toBe(200);
      old.collectionTag = (await look(COLLECTION)).headers.get("etag") ?? "";
      old.documentTag = (await look(DOCUMENT)).headers.get("etag") ?? "";
      expect((await ask(DOCUMENT, { method: "DELETE" })).status).toBe(200);
      const { items } = await get<Listed>("/api/v1/imports?limit=500");
      old.imports = ofCollections(items).map(({ id }) => id);
      expect((await ask(COLLECTION, { method: "DELETE" })).status).toBe(204);
      await make("", OTHER_CSV);
      for (const role of ROLES) tokens.set(role, await tokenFor(role));
    });

    test("refuses a token for the old one", async () => {
      for (const token of old.tokens) expect((await look("/api/v1/me", token)).status).toBe(401);
    });

    test.each(ROLES)("shows a %s of the new collection nothing of the old one", async (role) => {
      const token = tokens.get(role) ?? "";
      const imports = await get<Listed>("/api/v1/imports?limit=500", token);
      expect(ofCollections(imports.items).map(({ kind }) => kind)).toEqual(["create"]);
      for (const id of old.imports) {
        expect((await look(`/api/v1/imports/${id}`, token)).status).toBe(404);
        const undone = await ask(`/api/v1/imports/${id}/undo`, {
          method: "POST",
          headers: { authorization: `Bearer ${token}` },
        });
        expect([403, 404]).toContain(undone.status);
      }
      for (const unit of old.units) {
        expect((await look(`/api/v1/units/${unit}`, token)).status).toBe(404);
        expect((await look(`/api/v1/units/${unit}/history`, token)).status).toBe(404);
      }
      expect((await look("/api/v1/strings/fleet.site/versions", token)).status).toBe(404);
      const coverage = await (await look("/api/v1/reports/coverage", token)).text();
      expect(coverage).toContain('"expected":1');
      expect(coverage).not.toContain('"expected":2');
      const activity = await get<{ items: { kind: string; created: number }[] }>(
        "/api/v1/reports/activity",
        token,
      );
      expect(activity.items.map(({ kind, created }) => [kind, created])).toEqual([["create", 1]]);
      const concordance = await (await look("/api/v1/concordance?q=Secret&language=en", token)).text();
      expect(concordance).not.toContain("Secret home");
    });

    test("has another ETag, so that old cached answers and old preconditions are not valid", async () => {
      for (const [path, tag] of [
        [COLLECTION, old.collectionTag],
        [DOCUMENT, old.documentTag],
      ] as const) {
        expect(tag).toMatch(/^"v\d+-[0-9a-f]+"$/u);
        expect((await look(path, undefined, { "if-none-match": tag })).status).toBe(200);
        const late = await send("PATCH", path, { title: "Taken" }, { "if-match": tag });
        expect(await codeOf(late)).toEqual([412, "stale-version"]);
        const now = (await look(path)).headers.get("etag") ?? "";
        expect((await look(path, undefined, { "if-none-match": now })).status).toBe(304);
        expect((await send("PATCH", path, { title: "Fleet" }, { "if-match": now })).status).toBe(200);
      }
    });

    test("does not get the published namespace of the old one, and the published strings stay", async () => {
      const taking = await send("PATCH", DOCUMENT, { namespace: "fleet.site" });
      expect(await codeOf(taking)).toEqual([409, "already-exists"]);
      const making = await upload(
        `${COLLECTION}/documents?id=other&filename=o.csv&namespace=fleet.site`,
        OTHER_CSV,
      );
      expect(await codeOf(making)).toEqual([409, "already-exists"]);
      const served = await (await look("/locales/en/fleet.site.json")).json();
      expect(served).toEqual({ home: "Secret home", ice: "Sea ice" });
    });

    test("does not get documents of the old one by an undo", async () => {
      const [deletion = ""] = old.imports;
      const undone = await ask(`/api/v1/imports/${deletion}/undo`, { method: "POST" });
      expect(await codeOf(undone)).toEqual([409, "collection-gone"]);
    });

    test("continues the version numbers of the old concept", async () => {
      const concept = { id: "fleet-ice", terms: [{ language: "en", text: "fleet ice" }] };
      const made = await send("POST", "/api/v1/concepts", concept);
      const tag = made.headers.get("etag") ?? "";
      expect((await ask("/api/v1/concepts/fleet-ice", { method: "DELETE" })).status).toBe(204);
      const anew = await send("POST", "/api/v1/concepts", concept);
      expect([anew.status, anew.headers.get("etag") === tag]).toEqual([201, false]);
    });

    test.each(["environment", "Polynya", " ENVIRONMENT "])(
      "can't be created by a person named %s, because the name is reserved",
      async (taken) => {
        for (const path of ["/api/v1/tokens", "/api/v1/sign-in-links"]) {
          expect((await send("POST", path, { name: taken, role: "reader" })).status).toBe(422);
        }
      },
    );
  });
}
