import { join } from "node:path";
import { ask, startServer } from "../server.ts";
import {
  type DrillOptions,
  inFolder,
  json,
  type Outcome,
  type Part,
  quantile,
  type Random,
  sleep,
} from "./part.ts";

const PEOPLE = 50;
/** Units of the memory that all work with. */
const UNITS = { short: 2000, long: 100_000 };
const PART_OF_UPLOAD = 5000;
/** Milliseconds that a person thinks between two actions. */
const THINKING = { short: 300, long: 1500 };

/** A day of fifty people of three professions, in small: each action is timed, and every edit must be there at the end. */
export const load: Part = {
  name: "load",
  share: 3,
  run: (options) => inFolder((folder) => work(folder, options)),
};

interface Desk {
  readonly url: string;
  readonly random: Random;
  readonly units: readonly string[];
  /** The text that each unit must have at the end. */
  readonly written: Map<string, string>;
  readonly person: number;
}

type Action = (desk: Desk) => Promise<number>;

const status = async (answer: Promise<Response>): Promise<number> => {
  const response = await answer;
  await response.arrayBuffer();
  return response.status;
};
const sentence = (at: number) => `Морской лёд у острова ${at} тает быстрее, чем ${at * 7} лет назад.`;

/** What the professions do, and how often. */
const PROFESSIONS: Readonly<
  Record<string, readonly (readonly [name: string, weight: number, action: Action])[]>
> = {
  translator: [
    [
      "look up a sentence",
      6,
      ({ url, random }) =>
        status(
          ask(
            url,
            "/api/v1/lookup",
            json({ source: "ru", targets: ["en"], segments: [{ text: sentence(random.below(3000)) }] }),
          ),
        ),
    ],
    ["open a page of units", 3, ({ url }) => status(ask(url, `/api/v1/documents/d0/units?limit=50`))],
    ["edit a unit", 4, edit],
    [
      "search in the memory",
      2,
      ({ url, random }) =>
        status(
          ask(url, `/api/v1/concordance?q=${encodeURIComponent(`остров ${random.below(3000)}`)}&language=ru`),
        ),
    ],
    [
      "check texts",
      1,
      ({ url }) =>
        status(ask(url, "/api/v1/check", json({ units: [{ en: "Sea ice 5", ru: "Морской лёд 6" }] }))),
    ],
  ],
  terminologist: [
    ["list concepts", 2, ({ url }) => status(ask(url, "/api/v1/concepts?limit=50"))],
    [
      "recognise terms",
      3,
      ({ url, random }) =>
        status(
          ask(url, "/api/v1/terms/recognise", json({ language: "ru", text: sentence(random.below(3000)) })),
        ),
    ],
    [
      "make a concept",
      1,
      ({ url, random, person }) =>
        status(
          ask(
            url,
            "/api/v1/concepts",
            json({ terms: [{ language: "en", text: `ice ${person} ${random.below(1e9)}` }] }),
          ),
        ),
    ],
    ["list findings", 2, ({ url }) => status(ask(url, "/api/v1/findings?document=d0&limit=50"))],
  ],
  webmaster: [
    ["fetch published strings", 8, ({ url }) => status(fetch(`${url}/locales/ru/site.json`))],
    ["see the imports", 1, ({ url }) => status(ask(url, "/api/v1/imports?limit=50"))],
    ["see the coverage", 1, ({ url }) => status(ask(url, "/api/v1/reports/coverage"))],
    [
      "export a document",
      1,
      ({ url }) => status(ask(url, "/api/v1/documents/site/export?format=i18next&target=ru")),
    ],
  ],
};

async function edit({ url, random, units, written, person }: Desk): Promise<number> {
  // Each person edits units of their own, so that the last text is known.
  const unit =
    units[(random.below(Math.floor(units.length / PEOPLE)) * PEOPLE + person) % units.length] ?? "";
  const found = await ask(url, `/api/v1/units/${unit}`);
  const tag = found.headers.get("etag") ?? "";
  await found.arrayBuffer();
  const text = `Правка ${person}-${random.below(1e9)}`;
  const answer = await status(
    ask(url, `/api/v1/units/${unit}`, {
      ...json({ variants: { ru: { text } } }, { "if-match": tag }),
      method: "PATCH",
    }),
  );
  if (answer === 200) written.set(unit, text);
  return answer;
}

async function work(
  folder: string,
  { seconds, isShort, random, environment }: DrillOptions,
): Promise<Outcome> {
  const server = await startServer(join(folder, "store.db"), environment);
  const { url } = server;
  const count = isShort ? UNITS.short : UNITS.long;
  await fill(url, count);
  const units = await unitsOf(url);
  const written = new Map<string, string>();
  const times = new Map<string, number[]>();
  const faults: string[] = [];
  const end = Date.now() + seconds * 1000;
  const thinking = isShort ? THINKING.short : THINKING.long;
  const person = async (number: number): Promise<void> => {
    const actions = Object.values(PROFESSIONS)[number % 3] ?? [];
    const total = actions.reduce((sum, [, weight]) => sum + weight, 0);
    const desk: Desk = { url, random, units, written, person: number };
    await sleep(random.below(thinking));
    do {
      let place = random.below(total);
      const [name, , action] = actions.find(([, weight]) => (place -= weight) < 0) ?? actions[0] ?? [];
      if (name === undefined || action === undefined) return;
      const start = performance.now();
      const answer = await action(desk).catch(() => 0);
      const list = times.get(name) ?? [];
      list.push(performance.now() - start);
      times.set(name, list);
      if (answer < 200 || answer >= 300) faults.push(`${name}: answered with ${answer}`);
      await sleep(thinking / 2 + random.below(thinking));
    } while (Date.now() < end);
  };
  await Promise.all(Array.from({ length: PEOPLE }, (_, number) => person(number)));
  for (const [unit, text] of written) {
    const found = await ask(url, `/api/v1/units/${unit}`);
    if (!(await found.text()).includes(text)) faults.push(`the edit of ${unit} was confirmed and is lost`);
  }
  await server.kill("SIGTERM");
  const figures = [...times].map(([name, list]) => [
    `${name}: p95 ms (of ${list.length})`,
    Math.round(quantile(list, 0.95)),
  ]);
  return {
    figures: { people: PEOPLE, units: count, ...(Object.fromEntries(figures) as Record<string, number>) },
    faults,
  };
}

async function fill(url: string, count: number): Promise<void> {
  await ask(url, "/api/v1/collections", json({ id: "c", title: "C" }));
  for (let at = 0; at < count; at += PART_OF_UPLOAD) {
    const rows = Array.from({ length: Math.min(PART_OF_UPLOAD, count - at) }, (_, row) => {
      const number = at + row;
      return `k${number},The sea ice near island ${number} melts faster than ${number * 7} years ago.,${sentence(number).replace(",", " ")}`;
    });
    const made = await ask(url, `/api/v1/collections/c/documents?id=d${at / PART_OF_UPLOAD}&filename=a.csv`, {
      method: "POST",
      headers: { "content-type": "application/octet-stream" },
      body: `key,en,ru\n${rows.join("\n")}\n`,
    });
    if (made.status !== 201) throw new Error(`the memory cannot be filled: ${await made.text()}`);
  }
  const site = json({ home: "Главная", ice: "Морской лёд" });
  await ask(url, "/api/v1/collections/c/documents?id=site&namespace=site&format=i18next&source=ru", site);
  await ask(url, "/api/v1/strings/site/publish", json({}));
}

async function unitsOf(url: string): Promise<string[]> {
  const answer = await ask(url, "/api/v1/documents/d0/units?limit=500");
  return ((await answer.json()) as { items: { id: string }[] }).items.map(({ id }) => id);
}
