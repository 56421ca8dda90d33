import { STATES } from "../../domain/unit.ts";
import { OVERWRITES } from "../../services/units/spread-translation.ts";
import { type Report, reportSchema } from "../answers.ts";
import { api } from "../client.ts";
import type { Command, Invocation } from "../command.ts";
import { directionOf } from "../direction.ts";
import { EXIT, type ExitCode, Failure, misused } from "../exit-codes.ts";
import { tellImport } from "../made-import.ts";
import { exitOfReport, reportLines } from "../talk/report.ts";
import { SELECTION_OPTIONS, selectionOf } from "./replace.ts";

const { where: _, ...SELECTION } = SELECTION_OPTIONS;

/** Changes many units at once: their states, or whether they are there; copies a translation to equal sources. */
export const units: Command = {
  usage: "set STATE [UNIT...] | return [UNIT...] | delete [UNIT...] | spread UNIT",
  arguments: [1, 202],
  options: {
    ...SELECTION,
    source: { argument: "LANGUAGE" },
    target: { argument: "LANGUAGE" },
    reason: { argument: "TEXT" },
    overwrite: { argument: OVERWRITES.join("|") },
    "dry-run": { short: "n" },
  },
  run: async (invocation) => {
    const [verb, ...objects] = invocation.args;
    const [object, ...others] = objects;
    if (verb === "set" && object !== undefined) return setStates(invocation, object, others);
    if (verb === "return") return giveBack(invocation, objects);
    if (verb === "delete") return remove(invocation, objects);
    if (verb === "spread" && object !== undefined && others.length === 0) return spread(invocation, object);
    throw misused("units", units);
  },
};

/** The selection as parameters of the query; `units`: only these. */
function queryOf(invocation: Invocation, units: readonly string[]) {
  const { collections, documents, languages, where: _none, ...rest } = selectionOf(invocation);
  if (collections === undefined && documents === undefined && units.length === 0)
    throw new Failure(EXIT.usage, "option-missing", { option: "--documents" });
  return {
    ...rest,
    collection: collections,
    document: documents,
    unit: units.length === 0 ? undefined : units,
    language: languages,
    dryRun: invocation.flag("dry-run") || undefined,
  };
}

async function setStates(invocation: Invocation, typed: string, units: readonly string[]): Promise<ExitCode> {
  const state = STATES.find((one) => one === typed);
  if (state === undefined)
    throw new Failure(EXIT.usage, "option-invalid", {
      option: "state",
      value: typed,
      allowed: STATES.join(", "),
    });
  const client = await invocation.client();
  const query = queryOf(invocation, units);
  return told(invocation, await client.json(reportSchema, "PATCH", api`/units`, { query, body: { state } }));
}

async function giveBack(invocation: Invocation, units: readonly string[]): Promise<ExitCode> {
  const reason = invocation.value("reason");
  if (reason === undefined) throw new Failure(EXIT.usage, "option-missing", { option: "--reason" });
  const { where: _none, ...selection } = selectionOf(invocation);
  if (selection.languages === undefined)
    throw new Failure(EXIT.usage, "option-missing", { option: "--languages" });
  const scope = { ...selection, units: units.length === 0 ? undefined : units };
  const client = await invocation.client();
  const body = { scope, reason, dryRun: invocation.flag("dry-run") };
  return told(invocation, await client.json(reportSchema, "POST", api`/units/return`, { body }));
}

async function remove(invocation: Invocation, units: readonly string[]): Promise<ExitCode> {
  const client = await invocation.client();
  return told(
    invocation,
    await client.json(reportSchema, "DELETE", api`/units`, { query: queryOf(invocation, units) }),
  );
}

async function spread(invocation: Invocation, unit: string): Promise<ExitCode> {
  const { source, target } = directionOf(invocation);
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

async function told(invocation: Invocation, report: Report): Promise<ExitCode> {
  const title = invocation.t("talk.units");
  invocation.print(report, () => reportLines(report, title, invocation));
  if (invocation.flag("dry-run")) invocation.say("talk.dry-run");
  else if (report.import !== null) await tellImport(invocation, report.import);
  else if (report.units.length === 0) invocation.say("talk.nothing-to-change");
  return exitOfReport(report);
}
