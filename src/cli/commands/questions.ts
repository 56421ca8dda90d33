import { z } from "zod";
import { QUESTION_PARTS } from "../../domain/question.ts";
import { listOf } from "../answers.ts";
import { api } from "../client.ts";
import type { Command, Invocation } from "../command.ts";
import { EXIT, type ExitCode, misused } from "../exit-codes.ts";
import { oneLine } from "../talk/terminal.ts";
import { wouldSend } from "../talk/would-send.ts";

const commentSchema = z.looseObject({
  id: z.string(),
  text: z.string(),
  author: z.string(),
  time: z.string(),
  removed: z.boolean(),
});

const aboutSchema = z.looseObject({
  unit: z.looseObject({ id: z.string(), key: z.string(), document: z.string() }).optional(),
  concept: z.looseObject({ id: z.string(), name: z.string() }).optional(),
  open: z.boolean(),
});
const summarySchema = aboutSchema.extend({
  id: z.string(),
  count: z.int(),
  first: commentSchema.nullable(),
  last: commentSchema.nullable(),
});
const questionSchema = aboutSchema.extend({
  id: z.string().nullable(),
  comments: z.array(commentSchema),
});

/** Lists questions about units and concepts, asks, answers and resolves them. */
export const questions: Command = {
  usage:
    "[DOCUMENT] | show QUESTION | ask UNIT TEXT | ask concept:ID TEXT | answer QUESTION TEXT | resolve QUESTION | reopen QUESTION",
  arguments: [0, 3],
  options: {
    part: { argument: QUESTION_PARTS.join("|") },
    all: {},
    collection: { argument: "ID" },
    resolve: {},
    limit: { argument: "N" },
    after: { argument: "CURSOR" },
    "dry-run": { short: "n" },
  },
  run: async (invocation) => {
    const [verb, object, text, ...rest] = invocation.args;
    const isAlone = object !== undefined && text === undefined;
    if (verb === "show" && isAlone) return show(invocation, object);
    if ((verb === "resolve" || verb === "reopen") && isAlone) return change(invocation, verb, object);
    if ((verb === "ask" || verb === "answer") && object !== undefined && text !== undefined)
      return say(invocation, verb, object, text);
    if (object !== undefined || rest.length > 0) throw misused("questions", questions);
    return list(invocation, verb);
  },
};

async function list(invocation: Invocation, document: string | undefined): Promise<ExitCode> {
  const client = await invocation.client();
  const page = await client.json(listOf(summarySchema), "GET", api`/questions`, {
    query: {
      document,
      collection: invocation.value("collection"),
      part: invocation.choice("part", QUESTION_PARTS),
      open: invocation.flag("all") ? undefined : true,
      limit: invocation.number("limit", 1, 500),
      after: invocation.value("after"),
    },
  });
  invocation.print(page, () => page.items.map((question) => lineOf(question, invocation)).join(""));
  if (page.items.length === 0) invocation.say("talk.no-questions");
  if (page.next !== null) invocation.say("talk.more-after", { next: page.next });
  return EXIT.done;
}

type About = z.infer<typeof aboutSchema>;

const aboutOf = ({ unit, concept }: About): string =>
  unit === undefined ? `concept:${concept?.id ?? ""}` : `${unit.document} ${unit.key} ${unit.id}`;

/** Id and state of a question, and what it is about. */
const headOf = (question: About & { readonly id: string | null }, { paint, t }: Invocation): string => {
  const state = t(question.open ? "talk.question-open" : "talk.question-resolved");
  return `${paint("bold", question.id ?? "")} ${state} ${paint("dim", oneLine(aboutOf(question)))}`;
};

/** A question in two lines or three: what it is about, what was asked, and the last word. */
function lineOf(question: z.infer<typeof summarySchema>, invocation: Invocation): string {
  const { count, first, last } = question;
  const said = [first, ...(count > 1 ? [last] : [])].flatMap((comment) =>
    comment === null ? [] : `    ${oneLine(comment.author)}: ${oneLine(comment.text)}`,
  );
  return `${[headOf(question, invocation), ...said].join("\n")}\n`;
}

async function show(invocation: Invocation, id: string): Promise<ExitCode> {
  const client = await invocation.client();
  const question = await client.json(questionSchema, "GET", api`/questions/${id}`);
  invocation.print(question, () => thread(question, invocation));
  return EXIT.done;
}

function thread(question: z.infer<typeof questionSchema>, invocation: Invocation): string {
  const { paint } = invocation;
  const said = question.comments
    .filter(({ removed }) => !removed)
    .map(
      ({ author, time, text }) =>
        `${oneLine(author)} ${paint("dim", time)}\n    ${text.split("\n").map(oneLine).join("\n    ")}`,
    );
  return `${[headOf(question, invocation), ...said].join("\n")}\n`;
}

const ofConcept = /^concept:(.+)$/u;

async function say(
  invocation: Invocation,
  verb: "ask" | "answer",
  object: string,
  text: string,
): Promise<ExitCode> {
  const body = { text, resolved: invocation.flag("resolve") };
  if (invocation.flag("dry-run")) return wouldSend(invocation, body);
  const client = await invocation.client();
  const concept = ofConcept.exec(object)?.[1];
  const path =
    verb === "answer"
      ? api`/questions/${object}/comments`
      : concept === undefined
        ? api`/units/${object}/comments`
        : api`/concepts/${concept}/comments`;
  const comment = await client.json(commentSchema, "POST", path, { body });
  invocation.print(comment, () => "");
  invocation.say("talk.comment-added", { id: comment.id });
  return EXIT.done;
}

async function change(invocation: Invocation, verb: "resolve" | "reopen", id: string): Promise<ExitCode> {
  if (invocation.flag("dry-run")) return wouldSend(invocation, { [verb]: id });
  const client = await invocation.client();
  const question = await client.json(questionSchema, "POST", api`/questions/${id}/${verb}`, {
    repeatable: true,
  });
  invocation.print(question, () => "");
  invocation.say(verb === "resolve" ? "talk.question-is-resolved" : "talk.question-is-open", { id });
  return EXIT.done;
}
