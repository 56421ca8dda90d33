import { sha256 } from "../../domain/bytes.ts";
import { LANGUAGES } from "../../domain/language.ts";
import { type DocumentView, documentSchema } from "../answers.ts";
import { api } from "../client.ts";
import type { Command, Invocation } from "../command.ts";
import type { MappedFile } from "../files/config.ts";
import { filesOf } from "../files/mapped-files.ts";
import { EXIT } from "../exit-codes.ts";
import { readInside } from "../files/paths.ts";
import { readState } from "../files/state.ts";
import { table } from "../talk/terminal.ts";

/** States that count as done: all but `initial`. */
const DONE = ["translated", "reviewed", "final"] as const;

/** Shows how complete each document is in each language, and which files have local changes. */
export const status: Command = {
  usage: "[DOCUMENT...]",
  arguments: [0, 1000],
  options: { "fail-under": { argument: "PERCENT" }, target: { argument: "LANGUAGE" } },
  run: async (invocation) => {
    const threshold = invocation.number("fail-under", 0, 100);
    const only = invocation.languageOption("target");
    const mapped = invocation.args.length === 0 ? await filesOf(invocation) : [];
    const ids =
      invocation.args.length > 0 ? invocation.args : [...new Set(mapped.map((file) => file.document))];
    const client = await invocation.client();
    const documents: DocumentView[] = [];
    for (const id of ids) documents.push(await client.json(documentSchema, "GET", api`/documents/${id}`));
    const coverage = documents.flatMap((document) =>
      LANGUAGES.filter((language) => only === undefined || language === only).map((language) =>
        coverageOf(document, language),
      ),
    );
    const files = await localFiles(invocation, mapped);
    invocation.print({ documents, coverage, files }, () => {
      const head = ["document", "language", "done", "initial", "translated", "reviewed", "final", "stale"];
      const rows = coverage.map((row) => [
        row.document,
        row.language,
        `${row.percent} %`,
        ...["initial", ...DONE].map((state) => String(row.states[state] ?? 0)),
        String(row.stale),
      ]);
      const texts = table([head.map((column) => invocation.t(`columns.${column}`)), ...rows]);
      return (
        texts +
        (files.length === 0
          ? ""
          : `\n${table(files.map(({ path, state }) => [invocation.t(`results.${state}`), path]))}`)
      );
    });
    const short = coverage.filter(({ percent }) => threshold !== undefined && percent < threshold);
    if (short.length === 0) return EXIT.done;
    invocation.say("talk.under", { count: short.length, percent: threshold ?? 0 });
    return EXIT.findings;
  },
};

function coverageOf(document: DocumentView, language: (typeof LANGUAGES)[number]) {
  const states = document.states[language] ?? {};
  const done = DONE.reduce((sum, state) => sum + (states[state] ?? 0), 0);
  // Rounded down: 99.9 % is not done.
  const percent = document.units === 0 ? 100 : Math.floor((100 * done) / document.units);
  return {
    document: document.id,
    language,
    percent,
    done,
    units: document.units,
    states,
    stale: document.stale[language] ?? 0,
  };
}

async function localFiles(invocation: Invocation, mapped: readonly MappedFile[]) {
  const { files } = await readState(invocation.environment.folder);
  const found: { path: string; state: "missing" | "unknown" | "same" | "edited" }[] = [];
  for (const { path } of mapped) {
    const bytes = await readInside(invocation.environment.folder, path);
    const known = files.get(path);
    const state =
      bytes === undefined
        ? "missing"
        : known === undefined
          ? "unknown"
          : known.hash === (await sha256(bytes))
            ? "same"
            : "edited";
    found.push({ path, state });
  }
  return found;
}
