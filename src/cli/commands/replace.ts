import { z } from "zod";
import { CHECK_IDS } from "../../domain/finding.ts";
import { STATES, TEXT_CONDITIONS } from "../../domain/unit.ts";
import { FIND_MODES } from "../../services/units/find-text.ts";
import { reportSchema } from "../answers.ts";
import { api } from "../client.ts";
import type { Command, Invocation, Options } from "../command.ts";
import { EXIT, Failure, misused } from "../exit-codes.ts";
import { tellImport } from "../made-import.ts";
import { namedText } from "../named-text.ts";
import { exitOfReport, reportLines } from "../talk/report.ts";
import { oneLine, type Paint } from "../talk/terminal.ts";
import { detected } from "./lookup.ts";

/** Options that select units and their texts. */
export const SELECTION_OPTIONS: Options = {
  collection: { argument: "ID", multiple: true },
  documents: { argument: "ID,…" },
  languages: { argument: "LANGUAGE,…" },
  state: { argument: "STATE" },
  author: { argument: "NAME" },
  from: { argument: "TIME" },
  to: { argument: "TIME" },
  "with-finding": { argument: "CHECK" },
  where: { argument: "LANGUAGE=TEXT" },
};

/** The selection that the options describe, as the operations take it. */
export function selectionOf(invocation: Invocation) {
  const where = invocation.value("where");
  const some = (values: readonly string[]) => (values.length === 0 ? undefined : values);
  return {
    collections: some(invocation.values("collection")),
    documents: invocation.value("documents")?.split(","),
    languages: invocation.languageList("languages"),
    state: invocation.choice("state", TEXT_CONDITIONS),
    author: invocation.value("author"),
    from: invocation.value("from"),
    to: invocation.value("to"),
    check: invocation.choice("with-finding", CHECK_IDS),
    where: where === undefined ? undefined : textIn("where", where),
  };
}

function textIn(option: string, typed: string) {
  const { language, text } = namedText(typed) ?? {};
  if (language === undefined || text === undefined || text === "")
    throw new Failure(EXIT.usage, "option-invalid", { option, value: typed, allowed: "ru=TEXT" });
  return { language, text };
}

/** What is searched: a text with its replacement, or terms in all their forms. */
function searchOf(invocation: Invocation) {
  const [text, by] = invocation.args;
  const mode = invocation.choice("mode", [...FIND_MODES, "forms"]);
  const concept = invocation.value("concept");
  const old = invocation.values("old").map((typed) => textIn("old", typed));
  const fresh = invocation.values("new").map((typed) => textIn("new", typed));
  const isTerm = concept !== undefined || old.length > 0 || fresh.length > 0;
  if (isTerm ? text !== undefined : text === undefined || by === undefined) throw misused("replace", replace);
  if (isTerm) {
    const from = Map.groupBy(old, ({ language }) => language);
    return {
      concept,
      from:
        old.length === 0
          ? undefined
          : Object.fromEntries(
              [...from].map(([language, terms]) => [language, terms.map((term) => term.text)]),
            ),
      to:
        fresh.length === 0 ? undefined : Object.fromEntries(fresh.map((term) => [term.language, term.text])),
    };
  }
  if (mode === "forms") {
    const language = detected([text ?? ""]);
    return { from: { [language]: text }, to: { [language]: by } };
  }
  return { find: { text, mode, caseSensitive: invocation.flag("case-sensitive") }, replace: by };
}

const replacementSchema = z.intersection(
  reportSchema,
  z.looseObject({
    total: z.int(),
    doubtful: z.int(),
    protected: z.int(),
    places: z.array(
      z.looseObject({
        id: z.string(),
        document: z.string(),
        key: z.string(),
        language: z.string(),
        left: z.string(),
        found: z.string(),
        replacement: z.string(),
        right: z.string(),
        doubt: z.string().optional(),
      }),
    ),
  }),
);
type CliPlace = z.infer<typeof replacementSchema>["places"][number];

/** Finds and replaces over many units, as one import. */
export const replace: Command = {
  usage: "OLD NEW | --concept ID",
  arguments: [0, 2],
  options: {
    mode: { argument: [...FIND_MODES, "forms"].join("|") },
    concept: { argument: "ID" },
    old: { argument: "LANGUAGE=TERM", multiple: true },
    new: { argument: "LANGUAGE=TERM", multiple: true },
    "case-sensitive": {},
    ...SELECTION_OPTIONS,
    "set-state": { argument: "STATE" },
    only: { argument: "PLACE", multiple: true },
    exclude: { argument: "PLACE", multiple: true },
    sure: {},
    limit: { argument: "N" },
    "dry-run": { short: "n" },
  },
  run: async (invocation) => {
    const isDryRun = invocation.flag("dry-run");
    const only = invocation.values("only");
    const client = await invocation.client();
    const report = await client.json(replacementSchema, "POST", api`/replacements`, {
      body: {
        ...searchOf(invocation),
        scope: selectionOf(invocation),
        state: invocation.choice("set-state", STATES),
        only: only.length === 0 ? undefined : only,
        exclude: invocation.values("exclude"),
        sureOnly: invocation.flag("sure"),
        limit: invocation.number("limit", 0, 5000),
        dryRun: isDryRun,
      },
    });
    invocation.print(report, () => {
      const title = invocation.t(isDryRun ? "talk.would-replace" : "talk.replaced", { count: report.total });
      const places = report.places.map((place) => placeLines(place, invocation)).join("");
      return places + reportLines(report, title, invocation);
    });
    if (report.protected > 0) invocation.say("talk.protected-places", { count: report.protected });
    if (report.total > report.places.length)
      invocation.say("talk.more-places", { count: report.total - report.places.length });
    if (report.total === 0) invocation.say("talk.nothing-found");
    else if (isDryRun) invocation.say("talk.dry-run");
    else if (report.import !== null) await tellImport(invocation, report.import);
    const exit = exitOfReport(report);
    return exit === EXIT.done && report.total === 0 ? EXIT.notFound : exit;
  },
};

/** The id of a place, and the text before and after in one line: [-old-]{+new+}. */
function placeLines(place: CliPlace, { paint, t }: Invocation): string {
  const head = [place.id, place.document, place.key].map(oneLine).join("  ");
  const doubt = place.doubt === undefined ? "" : `  ${paint("yellow", t(`doubts.${place.doubt}`))}`;
  return `${paint("dim", head)}${doubt}\n  ${place.language}  ${changeOf(place, paint)}\n`;
}

const changeOf = ({ left, found, replacement, right }: CliPlace, paint: Paint): string =>
  [
    oneLine(left),
    found === "" ? "" : paint("red", `[-${oneLine(found)}-]`),
    replacement === "" ? "" : paint("green", `{+${oneLine(replacement)}+}`),
    oneLine(right),
  ].join("");
