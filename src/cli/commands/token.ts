import { z } from "zod";
import { createToken, type NewToken } from "../../services/access/create-token.ts";
import { listTokens } from "../../services/access/list-tokens.ts";
import { revokeToken } from "../../services/access/revoke-token.ts";
import { ROLES } from "../../services/access/roles.ts";
import { listOf, tokenSchema } from "../answers.ts";
import { api } from "../client.ts";
import type { Command, Invocation } from "../command.ts";
import { EXIT, type ExitCode, Failure, misused } from "../exit-codes.ts";
import { isLocal, withLocalStore } from "../files/local-store.ts";
import { table } from "../talk/terminal.ts";
import { wouldSend } from "../talk/would-send.ts";

/** Lists, creates and revokes tokens of people and programs: through the service, or in the store of this machine. */
export const token: Command = {
  usage: "list | create NAME --role ROLE | revoke ID",
  arguments: [1, 2],
  options: {
    role: { argument: ROLES.join("|") },
    person: { argument: "ID" },
    collection: { argument: "ID" },
    expires: { argument: "DATE" },
    local: {},
    database: { argument: "FILE" },
    "dry-run": { short: "n" },
  },
  run: async (invocation) => {
    const [verb, object] = invocation.args;
    if (verb === "list" && object === undefined) return list(invocation);
    if (verb === "create" && object !== undefined) return create(invocation, object);
    if (verb === "revoke" && object !== undefined) return revoke(invocation, object);
    throw misused("token", token);
  },
};

async function list(invocation: Invocation): Promise<ExitCode> {
  const items = isLocal(invocation) ? await withLocalStore(invocation, listTokens) : await listed(invocation);
  invocation.print({ items }, () => {
    const columns = ["id", "name", "role", "collection", "expires", "used"] as const;
    const rows = items.map((item) => columns.map((column) => item[column] ?? "—"));
    return table([columns.map((column) => invocation.t(`columns.${column}`)), ...rows]);
  });
  return EXIT.done;
}

async function listed(invocation: Invocation) {
  const client = await invocation.client();
  return (await client.json(listOf(tokenSchema), "GET", api`/tokens`)).items;
}

async function create(invocation: Invocation, name: string): Promise<ExitCode> {
  const role = invocation.choice("role", ROLES);
  if (role === undefined) throw new Failure(EXIT.usage, "option-missing", { option: "--role" });
  const collection = invocation.value("collection");
  const person = invocation.value("person");
  const expires = expiryOf(invocation);
  const body = {
    name,
    role,
    ...(person === undefined ? {} : { person }),
    ...(collection === undefined ? {} : { collection }),
    ...(expires === undefined ? {} : { expires }),
  };
  if (invocation.flag("dry-run")) return wouldSend(invocation, body);
  const made = isLocal(invocation)
    ? await withLocalStore(invocation, (context, actor) => createToken(context, actor, body))
    : await created(invocation, body);
  invocation.print(made, () => `${made.token}\n`);
  invocation.say("talk.token-once", { id: made.id });
  return EXIT.done;
}

async function created(invocation: Invocation, body: NewToken) {
  const client = await invocation.client();
  return client.json(tokenSchema.extend({ token: z.string() }), "POST", api`/tokens`, { body });
}

async function revoke(invocation: Invocation, id: string): Promise<ExitCode> {
  if (!invocation.flag("dry-run")) {
    if (isLocal(invocation))
      await withLocalStore(invocation, (context, actor) => revokeToken(context, actor, id));
    else await (await invocation.client()).send("DELETE", api`/tokens/${id}`);
  }
  invocation.print({ revoked: id }, () => "");
  invocation.say(invocation.flag("dry-run") ? "talk.dry-run" : "talk.revoked", { id });
  return EXIT.done;
}

function expiryOf(invocation: Invocation): string | undefined {
  const text = invocation.value("expires");
  if (text === undefined) return undefined;
  const time = new Date(text);
  if (Number.isNaN(time.getTime())) {
    throw new Failure(EXIT.usage, "option-invalid", {
      option: "expires",
      value: text,
      allowed: "2027-01-31, 2027-01-31T12:00Z",
    });
  }
  return time.toISOString();
}
