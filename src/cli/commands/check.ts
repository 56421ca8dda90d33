import { CHECK_IDS } from "../../domain/finding.ts";
import { type Language, LANGUAGES } from "../../domain/language.ts";
import { plainText } from "../../domain/segment.ts";
import { readExchange } from "../../formats/registry.ts";
import { type CliFinding, findingsSchema } from "../answers.ts";
import { api, type Client } from "../client.ts";
import type { Command, Invocation } from "../command.ts";
import { EXIT, Failure } from "../exit-codes.ts";
import { filesOf } from "../files/mapped-files.ts";
import {
  type FileOfCommand,
  type NamedFile,
  namedFiles,
  sayLeftOut,
  sayRefused,
} from "../files/named-files.ts";
import { type SarifFinding, sarifLog } from "../talk/sarif.ts";
import { printableJson, oneLine, type Style } from "../talk/terminal.ts";

/** Units in one request. */
const BATCH = 5000;
const STYLES: Readonly<Record<string, Style>> = { error: "red", warning: "yellow", info: "dim" };

type Found = CliFinding & Pick<SarifFinding, "subject" | "unit" | "line"> & { readonly place: string };

/** Checks documents on the server, or local files before they are pushed. Errors give exit code 3. */
export const check: Command = {
  usage: "[DOCUMENT|FILE|FOLDER...]",
  arguments: [0, 1000],
  options: {
    check: { argument: CHECK_IDS.slice(0, 3).join("|").concat("|…"), multiple: true },
    collection: { argument: "ID" },
    "fail-on": { argument: "error|warning|never" },
    source: { argument: "LANGUAGE" },
    target: { argument: "LANGUAGE" },
    sarif: {},
  },
  run: async (invocation) => {
    const failOn = invocation.choice("fail-on", ["error", "warning", "never"]) ?? "error";
    const checks = invocation.values("check");
    const unknown = checks.find((id) => !CHECK_IDS.some((known) => known === id));
    if (unknown !== undefined) {
      throw new Failure(EXIT.usage, "option-invalid", {
        option: "check",
        value: unknown,
        allowed: CHECK_IDS.join(", "),
      });
    }
    const wanted = checks.length === 0 ? {} : { checks };
    const subjects = await subjectsOf(invocation);
    const client = await invocation.client();
    const findings: Found[] = [];
    let isRefused = false;
    const bar = invocation.progress(subjects.length);
    try {
      for (const subject of subjects) {
        bar.step(typeof subject === "string" ? subject : subject.name);
        try {
          findings.push(
            ...(typeof subject === "string"
              ? await checkDocument(client, subject, wanted)
              : await checkFile(invocation, client, subject, wanted)),
          );
        } catch (error) {
          if (typeof subject === "string" || !subject.fromFolder) throw error;
          sayRefused(invocation, subject.name, error);
          isRefused = true;
        }
      }
    } finally {
      bar.end();
    }
    if (invocation.flag("sarif")) invocation.environment.out(`${printableJson(sarifLog(findings))}\n`);
    else invocation.print({ findings }, () => findings.map((finding) => line(invocation, finding)).join(""));
    const count = (severity: string): number =>
      findings.filter((finding) => finding.severity === severity).length;
    const errors = count("error");
    const warnings = count("warning");
    invocation.say("talk.findings", { errors, warnings, infos: count("info") });
    const bad = failOn === "never" ? 0 : failOn === "warning" ? errors + warnings : errors;
    return bad > 0 ? EXIT.findings : isRefused ? EXIT.badData : EXIT.done;
  },
};

/** The named files and folders, and the ids of documents: all other names, or without names those of polynya.json. */
async function subjectsOf(invocation: Invocation): Promise<(string | FileOfCommand)[]> {
  if (invocation.args.length === 0)
    return [...new Set((await filesOf(invocation)).map((file) => file.document))];
  const subjects: (string | FileOfCommand)[] = [];
  for (const typed of invocation.args) {
    const named = await namedFiles(invocation.environment.folder, typed);
    if (named?.files.length === 0) throw new Failure(EXIT.notFound, "no-match", { pattern: typed });
    sayLeftOut(invocation, named?.leftOut ?? []);
    const fromFolder = named?.isFolder === true;
    subjects.push(...(named?.files.map((file) => ({ ...file, fromFolder })) ?? [typed]));
  }
  return subjects;
}

async function checkDocument(client: Client, document: string, wanted: object): Promise<Found[]> {
  const { findings } = await client.json(findingsSchema, "POST", api`/check`, {
    repeatable: true,
    body: { document, ...wanted },
  });
  return findings.map((finding) => placed(finding, document, String(finding.unit)));
}

async function checkFile(
  invocation: Invocation,
  client: Client,
  { name: path, bytes }: NamedFile,
  wanted: object,
): Promise<Found[]> {
  const source = invocation.languageOption("source");
  const target = invocation.languageOption("target");
  const file = readExchange(bytes, {
    filename: path,
    ...(source === undefined ? {} : { source }),
    ...(target === undefined ? {} : { target }),
  });
  const collection = invocation.value("collection");
  const found: Found[] = [];
  for (let at = 0; at < file.units.length; at += BATCH) {
    const batch = file.units.slice(at, at + BATCH);
    const units = batch.map(({ variants }) => {
      const texts: { [language in Language]?: string } = {};
      for (const language of LANGUAGES) {
        const draft = variants[language];
        if (draft !== undefined) texts[language] = plainText(draft.content);
      }
      return texts;
    });
    const { findings } = await client.json(findingsSchema, "POST", api`/check`, {
      repeatable: true,
      body: { units, ...(collection === undefined ? {} : { collection }), ...wanted },
    });
    for (const finding of findings) {
      const unit = batch[Number(finding.unit)];
      found.push(placed(finding, path, unit?.key ?? String(finding.unit), unit?.line ?? 0));
    }
  }
  return found;
}

function placed(finding: CliFinding, subject: string, unit: string, line?: number): Found {
  const place = `${subject}:${unit}`;
  return Object.assign(finding, { subject, unit, place, ...(line === undefined ? {} : { line }) });
}

/** `file:unit: severity: message [check languages]` */
function line({ t, paint }: Invocation, { severity, place, check: name, languages, message }: Found): string {
  const mark = paint(STYLES[severity] ?? "dim", t(`severities.${severity}`));
  return `${oneLine(place)}: ${mark}: ${oneLine(message)} ${paint("dim", `[${oneLine(name)} ${languages.join("+")}]`)}\n`;
}
