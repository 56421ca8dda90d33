import { VERSION } from "../version.ts";

/** A finding for the log of a build server. */
export interface SarifFinding {
  readonly check: string;
  readonly severity: string;
  readonly message: string;
  /** File, relative to the working folder, or document on the server. */
  readonly subject: string;
  /** Key of the unit, or its id. */
  readonly unit: string;
  /** Line from 1; absent for documents on the server. */
  readonly line?: number;
  readonly languages: readonly string[];
  readonly certainty?: string | undefined;
}

const LEVELS: Readonly<Record<string, "error" | "warning" | "note">> = {
  error: "error",
  warning: "warning",
  info: "note",
};

/**
 * Findings as a log in SARIF 2.1.0 (OASIS standard, §3.13 sarifLog). A unit is a logical location (§3.33), its line
 * in a file a physical one (§3.29).
 */
export function sarifLog(findings: readonly SarifFinding[]): object {
  const rules = [...new Set(findings.map(({ check }) => check))].toSorted();
  return {
    $schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "Polynya", version: VERSION, rules: rules.map((id) => ({ id })) } },
        columnKind: "utf16CodeUnits",
        results: findings.map((finding) => ({
          ruleId: finding.check,
          ruleIndex: rules.indexOf(finding.check),
          level: LEVELS[finding.severity] ?? "none",
          message: { text: finding.message },
          locations: [locationOf(finding)],
          properties: {
            languages: finding.languages,
            ...(finding.certainty === undefined ? {} : { certainty: finding.certainty }),
          },
        })),
      },
    ],
  };
}

function locationOf({ subject, unit, line }: SarifFinding): object {
  const logical = {
    logicalLocations: [{ name: unit, fullyQualifiedName: `${subject}:${unit}`, kind: "resource" }],
  };
  if (line === undefined) return logical;
  return {
    physicalLocation: {
      artifactLocation: { uri: uriOf(subject) },
      // Without a line (a table of one line, an archive) the location is the whole file.
      ...(line > 0 ? { region: { startLine: line } } : {}),
    },
    ...logical,
  };
}

/** A path as a relative reference (RFC 3986 §4.2). */
const uriOf = (path: string): string =>
  path
    .replaceAll("\\", "/")
    .split("/")
    .map((part) => encodeURIComponent(part.toWellFormed()))
    .join("/");
