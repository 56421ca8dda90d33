import { z } from "zod";
import { STEPS } from "../../domain/assignment.ts";
import { documentSchema, listOf } from "../answers.ts";
import { assignmentSchema, assignmentTable } from "../assignments.ts";
import { api, type Client } from "../client.ts";
import type { Command, Invocation } from "../command.ts";
import { directionOf } from "../direction.ts";
import { everyItem } from "../every-item.ts";
import { EXIT, type ExitCode, Failure, misused } from "../exit-codes.ts";
import { rangeOf } from "../range.ts";
import { wouldSend } from "../talk/would-send.ts";

/** Gives documents to people, lists who has what, changes and ends it. */
export const assign: Command = {
  usage: "DOCUMENT [PERSON] | change DOCUMENT ID | end DOCUMENT ID",
  arguments: [1, 3],
  options: {
    step: { argument: STEPS.join("|") },
    source: { argument: "LANGUAGE" },
    target: { argument: "LANGUAGE" },
    part: { argument: "FIRST-LAST" },
    due: { argument: "DAY" },
    assignee: { argument: "PERSON" },
    note: { argument: "TEXT" },
    "dry-run": { short: "n" },
  },
  run: async (invocation) => {
    const [first = "", second, third] = invocation.args;
    if (third !== undefined && second !== undefined) {
      if (first === "change") return change(invocation, second, third);
      if (first === "end") return end(invocation, second, third);
      throw misused("assign", assign);
    }
    return second === undefined ? list(invocation, first) : give(invocation, first, second);
  },
};

async function list(invocation: Invocation, document: string): Promise<ExitCode> {
  const client = await invocation.client();
  const items = await everyItem(client, assignmentSchema, api`/documents/${document}/assignments`);
  invocation.print({ items }, () => assignmentTable(items, invocation));
  if (items.length === 0) invocation.say("talk.no-assignments");
  return EXIT.done;
}

async function give(invocation: Invocation, document: string, named: string): Promise<ExitCode> {
  const direction = directionOf(invocation);
  const step = invocation.choice("step", STEPS) ?? "translate";
  const part = rangeOf(invocation, "part", "1-150");
  const client = await invocation.client();
  const person = await personOf(client, document, named);
  const body = {
    ...{ person, step, ...direction, part },
    due: invocation.value("due"),
    note: invocation.value("note"),
  };
  if (invocation.flag("dry-run")) return wouldSend(invocation, body);
  const made = await client.json(assignmentSchema, "POST", api`/documents/${document}/assignments`, { body });
  invocation.print(made, () => assignmentTable([made], invocation));
  return EXIT.done;
}

async function change(invocation: Invocation, document: string, id: string): Promise<ExitCode> {
  const client = await invocation.client();
  const named = invocation.value("assignee");
  const due = invocation.value("due");
  const body = {
    person: named === undefined ? undefined : await personOf(client, document, named),
    due: due === "none" ? null : due,
    note: invocation.value("note"),
  };
  if (invocation.flag("dry-run")) return wouldSend(invocation, body);
  const changed = await client.json(
    assignmentSchema,
    "PATCH",
    api`/documents/${document}/assignments/${id}`,
    { body },
  );
  invocation.print(changed, () => assignmentTable([changed], invocation));
  return EXIT.done;
}

async function end(invocation: Invocation, document: string, id: string): Promise<ExitCode> {
  if (invocation.flag("dry-run")) return wouldSend(invocation, { end: id });
  const client = await invocation.client();
  await client.send("DELETE", api`/documents/${document}/assignments/${id}`);
  invocation.say("talk.assignment-ended", { id });
  return EXIT.done;
}

const collaboratorSchema = z.looseObject({ id: z.string(), name: z.string() });

/**
 * The id of a person who is named by id, or by the name that nobody else in the collection has.
 *
 * @throws {Failure} `name-shared` (2) with the ids of all who have the name
 */
async function personOf(client: Client, document: string, named: string): Promise<string> {
  const { collection } = await client.json(documentSchema, "GET", api`/documents/${document}`);
  const { items } = await client.json(
    listOf(collaboratorSchema),
    "GET",
    api`/collections/${collection}/collaborators`,
  );
  const folded = (name: string) => name.normalize("NFKC").toLocaleLowerCase();
  const found = items.filter(({ name }) => folded(name) === folded(named));
  const [only, another] = found;
  if (another !== undefined)
    throw new Failure(EXIT.usage, "name-shared", {
      name: named,
      ids: found.map(({ id }) => id).join(", "),
    });
  return only?.id ?? named;
}
