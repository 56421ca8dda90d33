import { readFileSync } from "node:fs";
import { type CheckedUnit, viewOf } from "../../src/checks/check.ts";
import { runChecks } from "../../src/checks/run-checks.ts";
import { type CheckId, type Finding, type Severity, SEVERITIES } from "../../src/domain/finding.ts";
import { LANGUAGES, type Language } from "../../src/domain/language.ts";
import { SEEDS } from "./_checks-seeds.ts";

/** A good translation: one text for each language. */
export type Texts = { readonly [language in Language]?: string };

const ESCAPED: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "", "\\": "\\" };
/** A cell cannot have a line break, so it stands there as in a PO file. */
const unescaped = (cell: string): string =>
  cell.replace(/\\([ntr\\])/gu, (_, sign: string) => ESCAPED[sign] ?? "");

/**
 * Reads a TSV file of good translations. Line breaks, tabs and backslashes are written as in PO files: `\n`, `\t`, `\\`. Its first line names the columns. At least two of `en`, `ru` and `zh` are
 * needed.
 */
function readTexts(file: string): Texts[] {
  const [header = "", ...lines] = readFileSync(file, "utf8").replace(/\r/gu, "").split("\n");
  const columns = header.split("\t");
  const places = LANGUAGES.map((language) => [language, columns.indexOf(language)] as const).filter(
    ([, place]) => place >= 0,
  );
  if (places.length < 2) throw new Error(`${file}: the first line must name two of the columns en, ru, zh`);
  return lines
    .filter((line) => line.trim() !== "")
    .map((line) => {
      const cells = line.split("\t");
      return Object.fromEntries(
        places
          .map(([language, place]) => [language, unescaped(cells[place] ?? "")])
          .filter(([, text]) => text !== ""),
      ) as Texts;
    });
}

const unitOf = (texts: Texts, id: number): CheckedUnit => ({
  id: String(id),
  variants: Object.fromEntries(
    Object.entries(texts).map(([language, text]) => [language, { content: [text] }]),
  ),
});

const alarms = (findings: readonly Finding[]): readonly Finding[] =>
  findings.filter(({ severity }) => severity !== "info");

/**
 * Findings per 1,000 units of good translations by check and severity, with samples to read. `samples` is the number
 * of samples for each check; with `only`, samples come only from this check.
 */
export function natural(file: string, samples: number, only?: CheckId): void {
  const texts = readTexts(file);
  const units = texts.map(unitOf);
  const findings = runChecks(units);
  console.log(`${file}: ${units.length} units; findings per 1,000 units\n`);
  const row = (name: string, of: readonly Finding[]) => {
    const counts = SEVERITIES.map((severity: Severity) =>
      ((1000 * of.filter((one) => one.severity === severity).length) / units.length).toFixed(2).padStart(8),
    );
    console.log(`${name.padEnd(22)} ${counts.join(" ")}`);
  };
  console.log(`${"check".padEnd(22)} ${SEVERITIES.map((severity) => severity.padStart(8)).join(" ")}`);
  const checks = [...new Set(findings.map(({ check }) => check))];
  for (const check of checks)
    row(
      check,
      findings.filter((one) => one.check === check),
    );
  row("all", findings);
  for (const check of checks) {
    if (only !== undefined && only !== check) continue;
    const own = findings.filter((one) => one.check === check);
    const shown = only === undefined ? alarms(own) : own;
    for (const { unit, message, severity, certainty, params } of shown.slice(0, samples)) {
      console.log(`\n${message} (${severity}, ${certainty}) ${JSON.stringify(params)}`);
      for (const [language, text] of Object.entries(texts[Number(unit)] ?? {}))
        console.log(`  ${language}  ${text}`);
    }
  }
}

/**
 * Puts one mistake of each kind into good translations without findings. Prints the share of mistakes that cause a
 * warning or error: in all three languages, and in pairs with English.
 */
export function seeded(file: string): void {
  const clean = readTexts(file).filter((texts) => alarms(runChecks([unitOf(texts, 0)])).length === 0);
  console.log(`${file}: ${clean.length} units without a warning or error\n`);
  console.log(`${"mistake".padEnd(44)} three languages        with English alone`);
  for (const { name, languages, put } of SEEDS) {
    const found = { three: [0, 0], pair: [0, 0] };
    for (const [at, texts] of clean.entries()) {
      for (const language of languages) {
        const text = texts[language];
        const changed = text === undefined ? undefined : put(text, texts, at);
        if (changed === undefined || changed === text) continue;
        const all = { ...texts, [language]: changed };
        const other = language === "en" ? (at % 2 === 0 ? "ru" : "zh") : "en";
        const two = { [other]: all[other], [language]: changed } as Texts;
        for (const [key, one] of [
          ["three", all],
          ["pair", two],
        ] as const) {
          if (viewOf(unitOf(one, 0)).written.length < 2) continue;
          found[key][1] = (found[key][1] ?? 0) + 1;
          if (alarms(runChecks([unitOf(one, 0)])).length > 0) found[key][0] = (found[key][0] ?? 0) + 1;
        }
      }
    }
    const share = ([right = 0, all = 0]: readonly number[]) =>
      all === 0
        ? "–".padStart(20)
        : `${right}/${all}`.padStart(12) + `${((100 * right) / all).toFixed(0)} %`.padStart(8);
    console.log(`${name.padEnd(40)} ${share(found.three)} ${share(found.pair)}`);
  }
}
