import { join } from "node:path";
import { grants, isRole, type Permission, ROLES, type Role } from "../../../src/services/access/roles.ts";
import { ask, startServer, TOKEN } from "../server.ts";
import { type DrillOptions, inFolder, json, type Outcome, type Part } from "./part.ts";

interface Operation {
  readonly method: string;
  readonly path: string;
  readonly permission: Permission | "public";
}

/** Sends every operation in every role, without a token, and with one that is bound to another collection. */
export const access: Part = {
  name: "access",
  share: 1,
  run: (options) => inFolder((folder) => walk(folder, options)),
};

async function walk(folder: string, { environment, bug }: DrillOptions): Promise<Outcome> {
  const { url, kill } = await startServer(join(folder, "store.db"), environment);
  for (const id of ["own", "other"]) await ask(url, "/api/v1/collections", json({ id, title: id }));
  const document = json({ home: "Тайна" });
  await ask(url, "/api/v1/collections/other/documents?id=secret&format=i18next&source=ru", document);
  const { items } = (await (await ask(url, "/api/v1/documents/secret/units")).json()) as {
    items: { id: string }[];
  };
  const names = { document: "secret", collection: "other", unit: items[0]?.id ?? "" };
  const tokenFor = async (role: Role, collection?: string): Promise<string> => {
    const answer = await ask(url, "/api/v1/tokens", json({ name: `a ${role}`, role, collection }));
    return ((await answer.json()) as { token: string }).token;
  };
  const faults: string[] = [];
  let calls = 0;
  const call = async ({ method, path }: Operation, token?: string): Promise<Response> => {
    calls += 1;
    const filled = path.replaceAll(/\{(\w+)\}/gu, (_, name: string) =>
      name in names ? names[name as keyof typeof names] : "nobody",
    );
    const hasBody = !["GET", "HEAD"].includes(method);
    return fetch(new URL(filled, url), {
      method,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(hasBody ? { "content-type": "application/json" } : {}),
      },
      ...(hasBody ? { body: "{}" } : {}),
    });
  };
  const operations = await operationsOf(url);
  const bound = new Map<Role, string>();
  const free = new Map<Role, string>();
  for (const role of ROLES) {
    bound.set(role, await tokenFor(role, "own"));
    free.set(role, bug === "open-door" && role === "reader" ? TOKEN : await tokenFor(role));
  }
  for (const operation of operations) {
    const { method, path, permission } = operation;
    if (permission === "public") continue;
    const named = `${method} ${path}`;
    const without = await call(operation);
    // A token may also be in the path: that of nobody leads nowhere.
    const refused = path.includes("{key}") ? 404 : 401;
    if (without.status !== refused) faults.push(`${named} without a token: ${without.status}`);
    await without.arrayBuffer();
    for (const role of ROLES) {
      if (!grants(role, permission)) {
        const answer = await call(operation, free.get(role));
        await answer.arrayBuffer();
        if (answer.status !== 403) faults.push(`${named} as a ${role}: ${answer.status}`);
      }
      // What a person may do elsewhere must not be done, and nothing told, in this collection.
      const answer = await call(operation, bound.get(role));
      const text = await answer.text();
      if (text.includes("Тайна")) faults.push(`${named} tells a ${role} of another collection a text`);
      const isNamed = /\{(?:document|collection|unit)\}/u.test(path);
      if (isNamed && answer.status < 400)
        faults.push(`${named} as a ${role} of another collection: ${answer.status}`);
    }
  }
  const still = await ask(url, "/api/v1/documents/secret/units");
  if (!(await still.text()).includes("Тайна")) faults.push("somebody without the right has deleted a text");
  await kill("SIGTERM");
  return { figures: { operations: operations.length, roles: ROLES.filter(isRole).length, calls }, faults };
}

async function operationsOf(url: string): Promise<Operation[]> {
  const { paths } = (await (await fetch(new URL("/openapi.json", url))).json()) as {
    paths: Record<string, Record<string, { "x-permission"?: string }>>;
  };
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, operation]) => {
      const permission = operation["x-permission"];
      return permission === undefined
        ? []
        : [{ method: method.toUpperCase(), path, permission: permission as Operation["permission"] }];
    }),
  );
}
