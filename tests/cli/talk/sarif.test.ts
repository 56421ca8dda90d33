import { describe, expect, test } from "vitest";
import { z } from "zod";
import { sarifLog } from "../../../src/cli/talk/sarif.ts";
import type { SarifFinding } from "../../../src/cli/talk/sarif.ts";

const text = z.string().min(1);

/** The part of OASIS SARIF 2.1.0 that a log of ours may use, strict: what is not named here is no property of the standard's. */
const Region = z.strictObject({ startLine: z.int().min(1) }); // §3.30.5
const Location = z.strictObject({
  physicalLocation: z
    .strictObject({
      // §3.4.3: a URI reference of RFC 3986
      artifactLocation: z.strictObject({ uri: text.regex(/^[A-Za-z0-9%._~!$&'()*+,;=:@/-]+$/u) }),
      region: Region.optional(),
    })
    .optional(),
  logicalLocations: z
    .array(z.strictObject({ name: text, fullyQualifiedName: text, kind: z.literal("resource") }))
    .min(1),
});
const Result = z.strictObject({
  ruleId: text,
  ruleIndex: z.int().min(-1),
  level: z.enum(["none", "note", "warning", "error"]), // §3.27.10
  message: z.strictObject({ text }), // §3.11: at least one of text, id
  locations: z.array(Location).min(1),
  properties: z.record(z.string(), z.unknown()), // §3.8 property bag
});
const Log = z.strictObject({
  $schema: z.url(),
  version: z.literal("2.1.0"),
  runs: z
    .array(
      z.strictObject({
        tool: z.strictObject({
          driver: z.strictObject({
            name: text,
            version: text,
            rules: z
              .array(z.strictObject({ id: text }))
              .refine((rules) => new Set(rules.map(({ id }) => id)).size === rules.length),
          }),
        }),
        columnKind: z.enum(["utf16CodeUnits", "unicodeCodePoints"]), // §3.14.17
        results: z.array(Result),
      }),
    )
    .length(1),
});

const finding = (more: Partial<SarifFinding> = {}): SarifFinding => ({
  check: "numbers",
  severity: "error",
  message: "12 ≠ 13",
  subject: "talks/2023.csv",
  unit: "u1",
  line: 2,
  languages: ["en", "ru"],
  certainty: "certain",
  ...more,
});

const { line: _, ...withoutLine } = finding({ certainty: undefined });

describe("a log in SARIF 2.1.0 has the properties of the standard and no others", () => {
  test.each<[string, readonly SarifFinding[]]>([
    ["nothing found", []],
    [
      "every severity",
      [
        finding(),
        finding({ severity: "warning" }),
        finding({ severity: "info" }),
        finding({ severity: "odd" }),
      ],
    ],
    ["several checks", [finding(), finding({ check: "brackets" }), finding({ check: "numbers" })]],
    ["a file as a whole", [finding({ line: 0 })]],
    ["a document on a server, no certainty", [withoutLine]],
    [
      "names that no URI holds as they are",
      [finding({ subject: "Доклады 2023\\冰 #1?.csv" }), finding({ subject: "\ud800.csv" })],
    ],
  ])("%s", (_, findings) => {
    const log = Log.parse(JSON.parse(JSON.stringify(sarifLog(findings))));
    const [run] = log.runs;
    expect(run?.results).toHaveLength(findings.length);
    // §3.27.6: the rule at the index is the one that is named
    for (const { ruleId, ruleIndex } of run?.results ?? [])
      expect(run?.tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
  });
});
