import { z } from "zod";
import { createInvitation, INVITATION_DAYS } from "../../services/access/create-invitation.ts";
import { createLink } from "../../services/access/create-sign-in-link.ts";
import { editPerson, listPeople, type PersonPatch } from "../../services/access/people.ts";
import { type Role, ROLES } from "../../services/access/roles.ts";
import { WHOLE_LIST } from "../../services/context.ts";
import { personSchema } from "../answers.ts";
import { api } from "../client.ts";
import type { Command, Invocation } from "../command.ts";
import { everyItem } from "../every-item.ts";
import { EXIT, type ExitCode, Failure, misused } from "../exit-codes.ts";
import { isLocal, withLocalStore } from "../files/local-store.ts";
import { table } from "../talk/terminal.ts";
import { wouldSend } from "../talk/would-send.ts";

/** Lists, invites and changes people: through the service, or in the store of this machine. */
export const people: Command = {
  usage: "list | invite NAME | change ID | disable ID | enable ID | link ID",
  arguments: [1, 2],
  options: {
    role: { argument: [...ROLES, "none"].join("|") },
    roles: { argument: "COLLECTION=ROLE", multiple: true },
    name: { argument: "NAME" },
    days: { argument: "NUMBER" },
    program: {},
    local: {},
    database: { argument: "FILE" },
    "dry-run": { short: "n" },
  },
  run: async (invocation) => {
    const [verb, object] = invocation.args;
    if (verb === "list" && object === undefined) return list(invocation);
    if (verb === "invite" && object !== undefined) return invite(invocation, object);
    if (verb === "change" && object !== undefined) return change(invocation, object, patchOf(invocation));
    if (verb === "disable" && object !== undefined) return change(invocation, object, { disabled: true });
    if (verb === "enable" && object !== undefined) return change(invocation, object, { disabled: false });
    if (verb === "link" && object !== undefined) return link(invocation, object);
    throw misused("people", people);
  },
};

async function list(invocation: Invocation): Promise<ExitCode> {
  const kind = invocation.flag("program") ? "program" : "person";
  const items = isLocal(invocation)
    ? await withLocalStore(
        invocation,
        async (context) => (await listPeople(context, { kind, limit: WHOLE_LIST })).items,
      )
    : await listed(invocation, kind);
  invocation.print({ items }, () => {
    const columns = ["id", "name", "role", "collection", "used"] as const;
    const rows = items.map(({ id, name, role, roles, used, disabled }) => [
      id,
      disabled === null ? name : `${name} (${invocation.t("talk.disabled")})`,
      role ?? "—",
      Object.entries(roles)
        .map(([collection, there]) => `${collection}=${there}`)
        .join(" ") || "—",
      used ?? "—",
    ]);
    return table([columns.map((column) => invocation.t(`columns.${column}`)), ...rows]);
  });
  return EXIT.done;
}

async function listed(invocation: Invocation, kind: string) {
  return everyItem(await invocation.client(), personSchema, api`/people`, { kind, limit: "1000" });
}

async function invite(invocation: Invocation, name: string): Promise<ExitCode> {
  const { role, roles } = rightsOf(invocation);
  const days = invocation.number("days", 1, INVITATION_DAYS.most);
  if (typeof role !== "string" && roles === undefined)
    throw new Failure(EXIT.usage, "option-missing", { option: "--role" });
  const body = {
    name,
    ...(typeof role === "string" ? { role } : {}),
    ...(roles === undefined ? {} : { roles }),
    ...(days === undefined ? {} : { days }),
  };
  if (invocation.flag("dry-run")) return wouldSend(invocation, body);
  if (isLocal(invocation)) {
    const made = await withLocalStore(invocation, (context, actor) => createInvitation(context, actor, body));
    return showLink(invocation, { path: `/join/${made.secret}`, expires: made.expires });
  }
  const client = await invocation.client();
  return showLink(invocation, await client.json(linkSchema, "POST", api`/invitations`, { body }));
}

const linkSchema = z.looseObject({ path: z.string(), expires: z.string() });

async function link(invocation: Invocation, person: string): Promise<ExitCode> {
  if (invocation.flag("dry-run")) return wouldSend(invocation, { person });
  if (isLocal(invocation)) {
    const made = await withLocalStore(invocation, (context, actor) => createLink(context, actor, { person }));
    return showLink(invocation, { path: `/sign-in/${made.secret}`, expires: made.expires });
  }
  const client = await invocation.client();
  const body = { person };
  return showLink(invocation, await client.json(linkSchema, "POST", api`/sign-in-links`, { body }));
}

async function showLink(
  invocation: Invocation,
  { path, expires }: { readonly path: string; readonly expires: string },
): Promise<ExitCode> {
  const address = new URL(path, (await invocation.server()).url).href;
  invocation.print({ address, expires }, () => `${address}\n`);
  invocation.say("talk.link-once", { expires });
  return EXIT.done;
}

async function change(invocation: Invocation, id: string, patch: PersonPatch): Promise<ExitCode> {
  if (invocation.flag("dry-run")) return wouldSend(invocation, patch);
  const changed = isLocal(invocation)
    ? await withLocalStore(invocation, (context, actor) => editPerson(context, actor, id, patch))
    : await (
        await invocation.client()
      ).json(z.looseObject({ name: z.string() }), "PATCH", api`/people/${id}`, {
        body: patch,
      });
  invocation.print(changed, () => "");
  invocation.say("talk.person-changed", { name: changed.name });
  return EXIT.done;
}

function patchOf(invocation: Invocation): PersonPatch {
  const name = invocation.value("name");
  const patch = { ...(name === undefined ? {} : { name }), ...rightsOf(invocation) };
  if (Object.keys(patch).length === 0)
    throw new Failure(EXIT.usage, "option-missing", { option: "--role, --roles, --name" });
  return patch;
}

/** The roles of the options; `--role none` takes the role in all collections away, `--roles none` those in single ones. */
function rightsOf(invocation: Invocation): Pick<PersonPatch, "role" | "roles"> {
  const role = invocation.choice("role", [...ROLES, "none"]);
  const pairs = invocation.values("roles");
  return {
    ...(role === undefined ? {} : { role: role === "none" ? null : role }),
    ...(pairs.length === 0 ? {} : { roles: Object.fromEntries(pairs.flatMap(pairOf)) }),
  };
}

function pairOf(text: string): [string, Role][] {
  if (text === "none") return [];
  const [, collection, named] = /^([^=]+)=(.+)$/u.exec(text) ?? [];
  const role = ROLES.find((one) => one === named);
  if (collection !== undefined && role !== undefined) return [[collection, role]];
  const allowed = `COLLECTION=${ROLES.join("|")}`;
  throw new Failure(EXIT.usage, "option-invalid", { option: "roles", value: text, allowed });
}
