import { type ExportWarning, exportWarningsSchema } from "../answers.ts";
import { api, type Client } from "../client.ts";
import type { Invocation } from "../command.ts";
import { alike } from "../talk/alike.ts";
import { oneLine } from "../talk/terminal.ts";

type Query = Readonly<Record<string, string | number | boolean | undefined>>;

/** The warnings of an export, asked for only when its answer announces some. */
export async function warningsOf(
  client: Client,
  document: string,
  query: Query,
  headers: Headers,
): Promise<readonly ExportWarning[]> {
  if (Number(headers.get("polynya-warnings") ?? 0) === 0) return [];
  const path = api`/documents/${document}/export/warnings`;
  return (await client.json(exportWarningsSchema, "GET", path, { query })).items;
}

/** Tells a person which units a file could not take; many of one kind in one line. */
export function sayWarnings(invocation: Invocation, path: string, warnings: readonly ExportWarning[]): void {
  const groups = alike(
    warnings,
    invocation,
    ({ place, code }) => (place?.unit === undefined ? undefined : code),
    ({ place }) => place?.unit ?? "",
  );
  for (const { first, places } of groups) {
    const { place, title, detail } = first;
    const told = { path: oneLine(path), text: detail ?? title };
    if (places !== undefined) invocation.say("talk.export-warning-units", { ...told, units: places });
    else if (place?.unit === undefined) invocation.say("talk.export-warning-file", told);
    else invocation.say("talk.export-warning", { ...told, unit: oneLine(place.unit) });
  }
}
