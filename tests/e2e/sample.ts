import type { TestServer } from "./server.ts";

/** A small memory with data for every screen, including texts with findings. */

async function ok(response: Response): Promise<Response> {
  if (!response.ok) throw new Error(`${response.url} ${response.status} ${await response.text()}`);
  return response;
}

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

export const csv = (rows: readonly (readonly [en: string, ru: string, zh: string])[]): string =>
  ["en,ru,zh", ...rows.map((row) => row.map(quoted).join(","))].join("\n");

const ROWS: readonly (readonly [string, string, string])[] = [
  ["Arctic seminar", "Арктический семинар", "北极研讨会"],
  [
    "The seminar takes place in Arkhangelsk on 11 December 2023.",
    "Семинар пройдёт в Архангельске 11 декабря 2023 года.",
    "研讨会将于2023年12月11日在阿尔汉格尔斯克举行。",
  ],
  [
    "More than 100 experts will take part.",
    "В нём примут участие более 120 экспертов.",
    "逾100名专家将与会。",
  ],
  [
    "The Arctic Council was founded in 1996.",
    "Арктический совет основан в 1996 году.",
    "北极委员会成立于1996年。",
  ],
  ["Sea ice is retreating.", "Морской лёд отступает .", ""],
  ["The Arctic Council has eight members.", "В этой организации восемь членов.", "北极理事会有八个成员国。"],
  ["", "Участники обсудят судоходство  по Северному морскому пути.", ""],
];

export interface Sample {
  readonly document: string;
  readonly concept: string;
}

export async function populate(server: TestServer): Promise<Sample> {
  await ok(
    await server.request("POST", "/api/v1/collections", { id: "arctic", title: "Арктика · Arctic · 北极" }),
  );
  await ok(
    await server.request("POST", "/api/v1/concepts", {
      id: "arctic-council",
      domain: "organisations",
      definitions: { en: { text: "The forum of the eight Arctic States.", source: "Ottawa Declaration" } },
      terms: [
        { language: "en", text: "Arctic Council" },
        { language: "ru", text: "Арктический совет" },
        { language: "zh", text: "北极理事会" },
        { language: "zh", text: "北极委员会", administrativeStatus: "deprecated", forbidden: true },
      ],
    }),
  );
  await ok(
    await server.upload(
      "/api/v1/collections/arctic/documents?filename=seminar.csv&id=seminar&title=Seminar",
      csv(ROWS),
    ),
  );
  const strings = {
    home: {
      title: "Welcome to {{place}}",
      days_one: "{{count}} day left",
      days_other: "{{count}} days left",
    },
  };
  await ok(
    await server.upload(
      "/api/v1/collections/arctic/documents?filename=site.json&format=i18next&source=en&id=site&title=Website&namespace=site",
      JSON.stringify(strings),
    ),
  );
  await ok(
    await server.request("POST", "/api/v1/concepts/arctic-council/comments", {
      text: "Checked against the founding document.",
    }),
  );
  return { document: "seminar", concept: "arctic-council" };
}

/** The units of a document as the service stores them. */
export async function unitsOf(
  server: TestServer,
  document: string,
): Promise<
  { id: string; version: number; key: string; variants: Record<string, { text: string; state: string }> }[]
> {
  const response = await ok(await server.request("GET", `/api/v1/documents/${document}/units?limit=1000`));
  return ((await response.json()) as { items: never[] }).items;
}
