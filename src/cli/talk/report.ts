import type { Report } from "../answers.ts";
import type { Invocation } from "../command.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import { printable, oneLine } from "./terminal.ts";

/** Most units of one kind that are listed; of the others only the number is printed. */
const MOST_LINES = 50;

/**
 * An import report as lines: the counts, then each unit that was not applied, then each warning. With `--quiet` a report
 * of counts alone is left out.
 */
export function reportLines(report: Report, title: string, { t, paint, quiet }: Invocation): string {
  const counts = Object.entries(report.counts)
    .filter(([result, count]) => count > 0 || result === "changed")
    .map(([result, count]) => `${t(`results.${result}`)} ${count}`);
  const lines = [`${paint("bold", oneLine(title))}: ${counts.join(", ")}`];
  const refused = report.units.filter(({ result }) => result === "conflict" || result === "rejected");
  for (const { key, result, language, line, problem } of refused.slice(0, MOST_LINES)) {
    const place = [language, line === undefined || line === 0 ? undefined : t("report.line", { line })];
    const where = [oneLine(key), ...place.filter((part) => part !== undefined)].join(", ");
    const why =
      problem === undefined
        ? ""
        : ` — ${oneLine([problem.title, problem.detail].filter(Boolean).join(". "))}`;
    lines.push(`  ${paint(result === "conflict" ? "yellow" : "red", t(`results.${result}`))} ${where}${why}`);
  }
  if (refused.length > MOST_LINES)
    lines.push(`  ${t("report.more", { count: refused.length - MOST_LINES })}`);
  const warned = report.units.flatMap(({ warnings = [] }) => warnings);
  for (const { title: what, detail } of warned.slice(0, MOST_LINES))
    lines.push(
      `  ${paint("yellow", t("report.warning"))} ${oneLine([what, detail].filter(Boolean).join(". "))}`,
    );
  if (warned.length > MOST_LINES) lines.push(`  ${t("report.more", { count: warned.length - MOST_LINES })}`);
  for (const { title: what, detail } of report.warnings.slice(0, MOST_LINES)) {
    lines.push(
      `  ${paint("yellow", t("report.warning"))} ${oneLine([what, detail].filter(Boolean).join(". "))}`,
    );
  }
  for (const [tag, count] of Object.entries(report.skippedLanguages)) {
    lines.push(`  ${printable(t("report.skipped", { tag: oneLine(tag), count }))}`);
  }
  return quiet && lines.length === 1 ? "" : lines.map((line) => `${line}\n`).join("");
}

/** Exit code of an import report. Conflicts come before rejections, because they concern other people's work. */
export function exitOfReport({ counts }: Report): ExitCode {
  if ((counts["conflict"] ?? 0) > 0) return EXIT.conflicts;
  return (counts["rejected"] ?? 0) > 0 ? EXIT.badData : EXIT.done;
}
