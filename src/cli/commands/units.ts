import { STATES } from "../../domain/unit.ts";
import { OVERWRITES } from "../../services/units/spread-translation.ts";
import { type Report, reportSchema } from "../answers.ts";
import { api } from "../client.ts";
import type { Command, Invocation } from "../command.ts";
import { EXIT, type ExitCode, Failure } from "../exit-codes.ts";
import { exitOfReport, reportLines } from "../talk/report.ts";
import { shellWord } from "../talk/terminal.ts";
import { SELECTION_OPTIONS, selectionOf } from "./replace.ts";

const { where: _, ...SELECTION } = SELECTION_OPTIONS;

/** Changes many units at once: their states, or whether they are there; copies a translation to equal sources. */
export const units: Command = {
  usage: "set STATE | delete | spread UNIT",
  arguments: [1, 2],
  options: {
    ...SELECTION,
    source: { argument: "LANGUAGE" },
    target: { argument: "LANGUAGE" },
    overwrite: { argument: OVERWRITES.join("|") },
    "dry-run": { short: "n" },
  },
  run: async (invocation) => {
    const [verb, object] = invocation.args;
    if (verb === "set" && object !== undefined) return setStates(invocation, object);
    if (verb === "delete" && object === undefined) return remove(invocation);
    if (verb === "spread" && object !== undefined) return spread(invocation, object);
    throw new Failure(EXIT.usage, "arguments", { usage: `polynya units ${units.usage}` });
  },
};

/** The selection as parameters of the query. */
function queryOf(invocation: Invocation) {
  const { collections, documents, languages, where: _none, ...rest } = selectionOf(invocation);
  if (collections === undefined && documents === undefined)
    throw new Failure(EXIT.usage, "option-missing", { option: "--documents" });
  return {
    ...rest,
    collection: collections,
    document: documents,
    language: languages,
    dryRun: invocation.flag("dry-run") || undefined,
  };
}

async function setStates(invocation: Invocation, typed: string): Promise<ExitCode> {
  const state = STATES.find((one) => one === typed);
  if (state === undefined)
    throw new Failure(EXIT.usage, "option-invalid", {
      option: "state",
      value: typed,
      allowed: STATES.join(", "),
    });
  const client = await invocation.client();
  const query = queryOf(invocation);
  return told(invocation, await client.json(reportSchema, "PATCH", api`/units`, { query, body: { state } }));
}

async function remove(invocation: Invocation): Promise<ExitCode> {
  const client = await invocation.client();
  return told(
    invocation,
    await client.json(reportSchema, "DELETE", api`/units`, { query: queryOf(invocation) }),
  );
}

async function spread(invocation: Invocation, unit: string): Promise<ExitCode> {
  const [source, target] = [invocation.languageOption("source"), invocation.languageOption("target")];
  if (source === undefined) throw new Failure(EXIT.usage, "option-missing", { option: "--source" });
  if (target === undefined) throw new Failure(EXIT.usage, "option-missing", { option: "--target" });
  const { collections, documents } = selectionOf(invocation);
  const client = await invocation.client();
  const body = {
    source,
    target,
    overwrite: invocation.choice("overwrite", OVERWRITES),
    collections,
    documents,
    dryRun: invocation.flag("dry-run"),
  };
  return told(invocation, await client.json(reportSchema, "POST", api`/units/${unit}/spread`, { body }));
}

function told(invocation: Invocation, report: Report): ExitCode {
  const title = invocation.t("talk.units");
  invocation.print(report, () => reportLines(report, title, invocation));
  if (invocation.flag("dry-run")) invocation.say("talk.dry-run");
  else if (report.import === null) invocation.say("talk.nothing-found");
  else invocation.say("talk.can-undo", { id: shellWord(report.import) });
  return exitOfReport(report);
}
