import { listOf } from "../answers.ts";
import { assignmentSchema, assignmentTable } from "../assignments.ts";
import { api } from "../client.ts";
import type { Command } from "../command.ts";
import { EXIT } from "../exit-codes.ts";

/** Lists what is assigned to the owner of the key. */
export const work: Command = {
  usage: "",
  arguments: [0, 0],
  options: {},
  run: async (invocation) => {
    const client = await invocation.client();
    const list = await client.json(listOf(assignmentSchema), "GET", api`/work`);
    invocation.print(list, () => assignmentTable(list.items, invocation));
    if (list.items.length === 0) invocation.say("talk.no-work");
    return EXIT.done;
  },
};
