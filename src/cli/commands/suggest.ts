import { z } from "zod";
import { type Language, LANGUAGES } from "../../domain/language.ts";
import { api } from "../client.ts";
import type { Command, Invocation } from "../command.ts";
import { EXIT, Failure } from "../exit-codes.ts";
import { oneLine } from "../talk/terminal.ts";
import { detected, textsOf } from "./lookup.ts";

const suggestionSchema = z.looseObject({
  language: z.string(),
  text: z.string(),
  model: z.string(),
  findings: z.array(z.looseObject({ severity: z.string(), message: z.string() })),
  cost: z.looseObject({ requests: z.int(), inputTokens: z.int(), outputTokens: z.int() }),
});
type Suggestion = z.infer<typeof suggestionSchema>;

/** Asks the model of the service for translations. Nothing is stored. */
export const suggest: Command = {
  usage: "TEXT... | -",
  arguments: [0, 1000],
  options: {
    source: { argument: "LANGUAGE" },
    target: { argument: "LANGUAGE,…" },
    document: { argument: "ID" },
    unit: { argument: "ID", multiple: true },
  },
  run: async (invocation) => {
    const texts = await textsOf(invocation.args, invocation.environment.readInput);
    const units = invocation.values("unit");
    if (texts.length + units.length === 0) throw new Failure(EXIT.usage, "no-text");
    const source = invocation.languageOption("source") ?? sourceOf(texts);
    const targets = invocation.languageList("target") ?? LANGUAGES.filter((language) => language !== source);
    const document = invocation.value("document");
    const client = await invocation.client();
    const suggestions: Suggestion[] = [];
    try {
      for (const segment of [...texts.map((text) => ({ text })), ...units.map((unit) => ({ unit }))]) {
        for (const [at, target] of targets.entries()) {
          const body = { source, target, segment, ...(document === undefined ? {} : { document }) };
          // A request costs money: it is not sent again by itself.
          const call = { repeatable: false, body };
          const suggestion = await client.json(suggestionSchema, "POST", api`/suggestions`, call);
          suggestions.push(suggestion);
          const head = at === 0 ? headOf(invocation, segment) : "";
          if (!invocation.json) invocation.environment.out(head + shown(invocation, suggestion));
        }
      }
    } finally {
      // What was paid for is given, also when a later request fails.
      if (invocation.json) invocation.print({ source, suggestions }, () => "");
      sayCost(invocation, suggestions);
    }
    const isWrong = suggestions.some(({ findings }) => findings.some(({ severity }) => severity === "error"));
    return isWrong ? EXIT.findings : EXIT.done;
  },
};

/** @throws {Failure} `language-unclear` (2) */
function sourceOf(texts: readonly string[]): Language {
  if (texts.length === 0) throw new Failure(EXIT.usage, "option-missing", { option: "--source" });
  return detected(texts);
}

const headOf = ({ paint }: Invocation, segment: { text?: string; unit?: string }): string =>
  `${paint("bold", oneLine(segment.text ?? segment.unit ?? ""))}\n`;

function shown({ paint }: Invocation, { language, text, findings }: Suggestion): string {
  const lines = findings.map(
    ({ severity, message }) => `    ${paint("dim", oneLine(`${severity}: ${message}`))}`,
  );
  return [`  ${oneLine(language)}  ${oneLine(text)}`, ...lines, ""].join("\n");
}

function sayCost(invocation: Invocation, suggestions: readonly Suggestion[]): void {
  const [first] = suggestions;
  if (first === undefined) return;
  const sum = (name: keyof Suggestion["cost"]) =>
    suggestions.reduce((total, { cost }) => total + Number(cost[name]), 0);
  invocation.say("talk.suggested", {
    model: oneLine(first.model),
    requests: sum("requests"),
    input: sum("inputTokens"),
    output: sum("outputTokens"),
  });
}
