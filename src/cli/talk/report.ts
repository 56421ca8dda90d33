import type { Report } from "../answers.ts";
import type { Invocation } from "../command.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import { alike } from "./alike.ts";
import { printable, oneLine } from "./terminal.ts";

/** Most units of one kind that are listed; of the others only the number is printed. */
const MOST_LINES = 50;

/**
 * An import report as lines: the counts, then each unit that was made among others, each that was not applied, and each
 * warning. With `--quiet` only a report with refusals or warnings is printed.
 */
export function reportLines(report: Report, title: string, invocation: Invocation): string {
  const { t, paint, quiet } = invocation;
  const counts = Object.entries(report.counts)
    .filter(([result, count]) => count > 0 || result === "changed")
    .map(([result, count]) => `${t(`results.${result}`)} ${count}`);
  const troubles = troubleLines(report, invocation);
  if (quiet && troubles.length === 0) return "";
  // Of a new document all units are made: nobody wants to read their keys.
  const made = report.units.filter(({ result }) => result === "created");
  const isNew = made.length === report.units.length;
  const lines = [
    `${paint("bold", oneLine(title))}: ${counts.join(", ")}`,
    ...limited(isNew ? [] : made, invocation, ({ key }) =>
      [paint("green", t("results.created")), oneLine(key)].join(" "),
    ),
    ...troubles,
  ];
  return lines.map((line) => `${line}\n`).join("");
}

/** The title and the detail of a problem as two sentences, with the full stop of the language. */
export const inSentences = (t: Invocation["t"], title: string, detail: string | undefined): string =>
  detail === undefined || detail === "" ? title : t("report.sentences", { title, detail });

/** A line for each entry up to `MOST_LINES`, and the number of the others. */
function limited<Entry>(
  entries: readonly Entry[],
  { t }: Invocation,
  lineOf: (entry: Entry) => string,
): string[] {
  const lines = entries.slice(0, MOST_LINES).map((entry) => `  ${lineOf(entry)}`);
  const more = entries.length - lines.length;
  return more > 0 ? [...lines, `  ${t("report.more", { count: more })}`] : lines;
}

/** Most characters of a text in a report. */
const MOST_TEXT = 200;

/** The text of one side of a conflict on one line, without its inline codes. */
const shownText = (side: Report["units"][number]["mine"]): string => {
  const text = oneLine((side?.content ?? []).filter((part) => typeof part === "string").join(""));
  return text.length > MOST_TEXT ? `${text.slice(0, MOST_TEXT)}…` : text;
};

/** The units that were not applied, and the warnings. */
function troubleLines(report: Report, invocation: Invocation): string[] {
  const { t, paint } = invocation;
  const refused = report.units.filter(({ result }) => result === "conflict" || result === "rejected");
  // A warning of the whole file names the first places of what is not translated.
  const isSummed = report.warnings.some(({ code }) => code === "texts-untranslated");
  const warned = report.units.flatMap((unit) =>
    (unit.warnings ?? [])
      .filter(({ code }) => !isSummed || code !== "text-untranslated")
      .map((warning) => ({ warning, where: placeOf(unit, t) })),
  );
  const groups = alike(
    warned,
    invocation,
    ({ warning: { code, title, detail } }) => JSON.stringify([code, title, detail]),
    ({ where }) => where,
  );
  const warningOf = ({ title, detail }: Report["warnings"][number]): string =>
    `${paint("yellow", t("report.warning"))} ${oneLine(inSentences(t, title, detail))}`;
  return [
    ...limited(refused, invocation, ({ key, result, language, line, problem, mine, theirs }) => {
      const where = placeOf({ key, language, line }, t);
      const why = problem === undefined ? "" : ` — ${oneLine(inSentences(t, problem.title, problem.detail))}`;
      const sides =
        mine === undefined
          ? ""
          : `\n    ${t("report.sides", { file: shownText(mine), stored: shownText(theirs) })}`;
      return `${paint(result === "conflict" ? "yellow" : "red", t(`results.${result}`))} ${where}${why}${sides}`;
    }),
    ...advices(refused, invocation),
    ...limited(
      groups,
      invocation,
      ({ first: { warning, where }, places = where }) => `${warningOf(warning)} (${places})`,
    ),
    ...limited(report.warnings, invocation, warningOf),
    ...Object.entries(report.skippedLanguages).map(
      ([tag, count]) => `  ${printable(t("report.skipped", { tag: oneLine(tag), count }))}`,
    ),
    ...(report.skipped ?? []).flatMap(({ reason, count, examples }) =>
      count === 0
        ? []
        : [
            `  ${t(`report.left-out-${reason}`, { count })}`,
            ...examples.map(({ key, text }) => `    ${paint("dim", `${oneLine(key)}: ${oneLine(text)}`)}`),
          ],
    ),
  ];
}

/** What to do about refused units, once for each kind. */
const advices = (refused: Report["units"], { t }: Invocation): string[] =>
  [...new Set(refused.flatMap(({ problem }) => problem?.advice ?? []))].map(
    (advice) => `  ${t("report.advice", { advice: oneLine(advice) })}`,
  );

/** A unit of a report as a person finds it again: key, language and line. */
function placeOf(
  { key, language, line }: Pick<Report["units"][number], "key" | "language" | "line">,
  t: Invocation["t"],
): string {
  const place = [
    language === undefined ? undefined : t(`languages.${language}`),
    line === undefined || line === 0 ? undefined : t("report.line", { line }),
  ];
  return [oneLine(key), ...place.filter((part) => part !== undefined)].join(", ");
}

/** Exit code of an import report. Conflicts come before rejections, because they concern other people's work. */
export function exitOfReport({ counts }: Report): ExitCode {
  if ((counts["conflict"] ?? 0) > 0) return EXIT.conflicts;
  return (counts["rejected"] ?? 0) > 0 ? EXIT.badData : EXIT.done;
}
