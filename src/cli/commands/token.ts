import { z } from "zod";
import { ROLES } from "../../services/access/roles.ts";
import { listOf, tokenSchema } from "../answers.ts";
import { api } from "../client.ts";
import type { Command, Job } from "../command.ts";
import { EXIT, type ExitCode, Failure } from "../exit-codes.ts";
import { table } from "../talk/terminal.ts";

/** Tokens of people and programs: list, create, revoke. */
export const token: Command = {
  usage: "list | create NAME --role ROLE | revoke ID",
  arguments: [1, 2],
  options: {
    role: { argument: ROLES.join("|") },
    collection: { argument: "ID" },
    expires: { argument: "DATE" },
    "dry-run": { short: "n" },
  },
  run: async (job) => {
    const [verb, object] = job.args;
    if (verb === "list" && object === undefined) return list(job);
    if (verb === "create" && object !== undefined) return create(job, object);
    if (verb === "revoke" && object !== undefined) return revoke(job, object);
    throw new Failure(EXIT.usage, "arguments", { usage: `polynya token ${token.usage}` });
  },
};

async function list(job: Job): Promise<ExitCode> {
  const client = await job.client();
  const { items } = await client.json(listOf(tokenSchema), "GET", api`/tokens`);
  job.print({ items }, () => {
    const columns = ["id", "name", "role", "collection", "expires", "used"] as const;
    const rows = items.map((item) => columns.map((column) => item[column] ?? "—"));
    return table([columns.map((column) => job.t(`columns.${column}`)), ...rows]);
  });
  return EXIT.done;
}

async function create(job: Job, name: string): Promise<ExitCode> {
  const role = job.choice("role", ROLES);
  if (role === undefined) throw new Failure(EXIT.usage, "option-missing", { option: "--role" });
  const collection = job.value("collection");
  const expires = expiryOf(job);
  const body = {
    name,
    role,
    ...(collection === undefined ? {} : { collection }),
    ...(expires === undefined ? {} : { expires }),
  };
  if (job.flag("dry-run")) {
    job.print(body, () => `${JSON.stringify(body)}\n`);
    job.say("talk.dry-run");
    return EXIT.done;
  }
  const client = await job.client();
  const made = await client.json(tokenSchema.extend({ token: z.string() }), "POST", api`/tokens`, { body });
  job.print(made, () => `${made.token}\n`);
  job.say("talk.token-once", { id: made.id });
  return EXIT.done;
}

async function revoke(job: Job, id: string): Promise<ExitCode> {
  if (!job.flag("dry-run")) {
    const client = await job.client();
    await client.send("DELETE", api`/tokens/${id}`);
  }
  job.print({ revoked: id }, () => "");
  job.say(job.flag("dry-run") ? "talk.dry-run" : "talk.revoked", { id });
  return EXIT.done;
}

function expiryOf(job: Job): string | undefined {
  const text = job.value("expires");
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
