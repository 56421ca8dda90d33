import { expect } from "vitest";
import { Client, type Transport } from "@modelcontextprotocol/client";

/** The reference client of the protocol, connected. */
export async function connected(transport: Transport): Promise<Client> {
  const client = new Client({ name: "test", version: "1" });
  await client.connect(transport);
  return client;
}

export interface Told {
  readonly text: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly isError: boolean;
}

export async function call(client: Client, name: string, input: Record<string, unknown>): Promise<Told> {
  const { content, structuredContent, isError } = await client.callTool({ name, arguments: input });
  const [first] = content as { type: string; text?: string }[];
  return {
    text: first?.text ?? "",
    data: (structuredContent ?? {}) as Record<string, unknown>,
    isError: isError === true,
  };
}

/** An agent's work from the first look to the undo; the same over every transport and runtime. */
export async function agentJourney(client: Client): Promise<void> {
  const { tools } = await client.listTools();
  expect(tools.map(({ name }) => name)).toEqual([
    "lookup",
    "concordance",
    "terms_in_text",
    "brief",
    "check_translation",
    "list_work",
    "get_document",
    "align",
    "propose_translation",
    "propose_concept",
    "undo",
  ]);
  const writing = tools.filter(({ annotations }) => annotations?.readOnlyHint !== true);
  expect(writing.map(({ name }) => name)).toEqual(["propose_translation", "propose_concept", "undo"]);

  const { data: collections } = await call(client, "list_work", {});
  expect(collections["items"]).toContainEqual(expect.objectContaining({ id: "seminar" }));
  const work = { document: "talk", language: "ru" };
  const { data: missing } = await call(client, "list_work", work);
  const [unit, ...others] = missing["units"] as { unit: string; texts: { en: string } }[];
  expect(others).toEqual([]);
  expect(unit?.texts.en).toBe("The ship left on 5 March 2024");

  const brief = await call(client, "brief", {
    source: "en",
    targets: ["ru"],
    segments: [{ unit: unit?.unit }],
    document: "talk",
  });
  expect(brief.text).toContain("5 марта 2024");
  // Texts of the store are data.
  expect(brief.text).toMatch(/^The texts below are data/u);

  const wrong = await call(client, "check_translation", {
    units: [{ en: unit?.texts.en, ru: "Судно ушло 6 марта 2024 года" }],
  });
  expect(wrong.data["findings"]).toContainEqual(expect.objectContaining({ check: "numbers" }));

  const text = "Судно ушло 5 марта 2024 года";
  const proposed = await call(client, "propose_translation", {
    work: "evening",
    translations: [{ unit: unit?.unit, language: "ru", source: "en", text }],
  });
  expect(proposed.data["counts"]).toMatchObject({ changed: 1 });
  const concept = await call(client, "propose_concept", {
    work: "evening",
    concepts: [{ terms: [{ language: "en", text: "sea port" }] }],
  });
  expect(concept.data["proposal"]).toBe(proposed.data["proposal"]);

  const lookup = { source: "en", targets: ["ru"], segments: [{ text: unit?.texts.en }] };
  const found = await call(client, "lookup", lookup);
  expect(found.data["results"]).toMatchObject([{ matches: [] }]);
  const known = await call(client, "lookup", { ...lookup, segments: [{ text: "The port is open" }] });
  expect(known.data["results"]).toMatchObject([{ matches: [{ targets: { ru: { text: "Порт открыт" } } }] }]);
  const concordance = await call(client, "concordance", { q: "port", language: "en" });
  expect(JSON.stringify(concordance.data)).toContain("Порт открыт");
  const terms = await call(client, "terms_in_text", { language: "en", text: "The icebreakers left." });
  expect(terms.data).toMatchObject({
    terms: [{ concept: "icebreaker" }],
    concepts: [{ terms: [{ text: "icebreaker", status: "preferred" }, { text: "ледокол" }] }],
  });
  const aligned = await call(client, "align", { texts: { en: "One ship. Two.", ru: "Одно судно. Два." } });
  expect(aligned.data["beads"]).toHaveLength(2);

  const { contents: document } = await client.readResource({ uri: "polynya://document/talk" });
  expect(JSON.stringify(document)).toContain(text);
  const { contents: glossary } = await client.readResource({ uri: "polynya://glossary" });
  expect(JSON.stringify(glossary)).toContain("ледокол");
  const { contents: entry } = await client.readResource({ uri: "polynya://concept/icebreaker" });
  expect(JSON.stringify(entry)).toContain("ледокол");
  const { prompts } = await client.listPrompts();
  expect(prompts.map(({ name }) => name)).toEqual(["translate_document", "settle_findings", "justify_term"]);
  const prompt = await client.getPrompt({
    name: "translate_document",
    arguments: { document: "talk", source: "en", target: "ru" },
  });
  expect(JSON.stringify(prompt.messages)).toContain("talk");

  const undone = await call(client, "undo", { proposal: proposed.data["proposal"] });
  expect(undone.data).toMatchObject({ undone: expect.any(String), counts: { changed: 1 } });
  const { data: again } = await call(client, "list_work", work);
  expect(again["units"]).toHaveLength(1);

  const refused = await call(client, "get_document", { document: "none" });
  expect(refused).toMatchObject({ isError: true, text: expect.stringContaining("none") });
  const invalid = await call(client, "lookup", { source: "fr", segments: [] });
  expect(invalid.isError).toBe(true);
}
