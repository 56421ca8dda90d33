import { impactOf } from "../../src/checks/glossary-impact.ts";
import { completeConcept, type ConceptDraft } from "../../src/services/glossary/concept-draft.ts";
import { createConcept } from "../../src/services/glossary/create-concept.ts";
import { editConcept } from "../../src/services/glossary/edit-concept.ts";
import { getConcept } from "../../src/services/glossary/get-concept.ts";
import { createContext, type Context } from "../../src/services/context.ts";
import { listFindings } from "../../src/services/quality/list-findings.ts";
import { unitsWithTerms } from "../../src/services/quality/units-with-terms.ts";
import { currentGlossary } from "../../src/services/glossary/current-glossary.ts";
import { conceptImpact } from "../../src/services/glossary/concept-impact.ts";
import { LANGUAGES } from "../../src/domain/language.ts";
import type { Variant } from "../../src/domain/unit.ts";
import { ftsMatchIndex } from "../../src/storage/index/match-index-fts.ts";
import type { MatchIndex } from "../../src/storage/index/match-index.ts";
import { residentMatchIndex } from "../../src/storage/index/match-index-resident.ts";
import { openSqlite } from "../../src/storage/sqlite.ts";
import type { Storage } from "../../src/storage/port.ts";
import { insertUnits, type StoredUnit, unitId, unitsByNumber } from "../../src/storage/rows/units.ts";
import { DEFAULT_CORPUS, grow, requireCorpus, shuffle } from "./_lookup-corpus.ts";

const ACTOR = { name: "bench" };
const OCCURRENCES = 1000;

/** `npm run bench -- impact [units] [resident|fts]`: a concept's change among many units, against a look at all of them. */
export async function run([size = "100000", kind]: readonly string[]): Promise<void> {
  const corpus = requireCorpus(DEFAULT_CORPUS);
  if (corpus === undefined) return;
  const units = grow(shuffle(corpus, 1), Number(size), 1);
  for (const name of ["resident", "fts"] as const) {
    if (kind !== undefined && kind !== name) continue;
    const storage = openSqlite(":memory:");
    const index = name === "fts" ? ftsMatchIndex(storage) : residentMatchIndex(storage);
    const context: Context = createContext({ storage, index, now: () => new Date("2026-11-23T00:00:00Z") });
    await fill(
      storage,
      index,
      units.map(({ texts }) => texts),
    );
    await measure(context, name, units.length);
    await listing(context, units.length);
    storage.close();
  }
}

const SENTENCES = {
  en: ["The icebreaker left.", "Two icebreakers came.", "By icebreaker only."],
  ru: ["Ледокол ушёл.", "Двух ледоколов хватило.", "Только за ледоколом."],
  zh: ["破冰船已离开。", "来了两艘破冰船。", "只能跟随破冰船。"],
} as const;

async function fill(
  storage: Storage,
  index: MatchIndex,
  texts: readonly { en: string; ru: string; zh: string }[],
) {
  await storage.batch([
    {
      sql: "INSERT INTO collection (id, title, settings, version, created, created_by) VALUES ('c', 'c', '{}', 1, '', '')",
    },
    {
      sql: `INSERT INTO document (n, id, collection, title, format, tags, languages, revision, created, created_by)
            VALUES (1, 'd', 'c', 'd', 'csv', '{}', '["en","ru","zh"]', 1, '', '')`,
    },
  ]);
  const every = Math.floor(texts.length / OCCURRENCES);
  const made = texts.map((text, at): StoredUnit => {
    const has = at % every === 0 && at / every < OCCURRENCES;
    const variant = (language: "en" | "ru" | "zh"): Variant => {
      const [only = ""] = [SENTENCES[language][at % 3]];
      return {
        language,
        content: [has ? `${text[language]} ${only}` : text[language]],
        state: "reviewed",
        version: 1,
        author: "bench",
        time: "2026-11-23T00:00:00Z",
        origin: "import",
      } as unknown as Variant;
    };
    const variants = Object.fromEntries(LANGUAGES.map((language) => [language, variant(language)]));
    return {
      n: at + 1,
      id: unitId(at + 1),
      document: "d",
      order: at,
      key: `k${at}`,
      version: 1,
      notes: [],
      variants,
    };
  });
  for (let at = 0; at < made.length; at += 2000) {
    const slice = made.slice(at, at + 2000);
    const changes = slice.map((after) => ({ after }));
    await storage.batch([...insertUnits(1, slice), ...index.write(changes)]);
    await index.committed?.(changes);
  }
}

const CONCEPT: ConceptDraft = {
  id: "icebreaker",
  terms: [
    { language: "en", text: "icebreaker", administrativeStatus: "preferred" },
    { language: "ru", text: "ледокол", administrativeStatus: "preferred" },
    { language: "zh", text: "破冰船", administrativeStatus: "preferred" },
  ],
};
const CHANGE = {
  terms: CONCEPT.terms.map((term) =>
    term.language === "ru" ? { ...term, text: "ледокольное судно" } : term,
  ),
};

async function measure(context: Context, name: string, size: number): Promise<void> {
  await context.index.containing([{ language: "en", anyOf: ["warm up"] }], 10);
  await createConcept(context, ACTOR, CONCEPT);
  const { approved } = await currentGlossary(context);
  const after = await completeConcept(context, {
    ...CONCEPT,
    ...CHANGE,
    id: "icebreaker",
    status: "approved",
  });
  const search = await best(() => unitsWithTerms(context, [after], size));
  const found = await best(() => conceptImpact(context, ACTOR, "icebreaker", CHANGE));
  const { units, breaks } = found.result;
  const scan = await best(async () => {
    let appearing = 0;
    for (let at = 0; at < size; at += 5000) {
      const numbers = Array.from({ length: Math.min(5000, size - at) }, (_, n) => at + n + 1);
      const all = await unitsByNumber(context.storage, numbers);
      appearing += impactOf(approved, "icebreaker", after, all).appearing.length;
    }
    return appearing;
  }, 1);
  let version = (await getConcept(context, ACTOR, "icebreaker")).version;
  const edits = [CHANGE, { terms: CONCEPT.terms }];
  const edit = await best(async () => {
    await editConcept(context, ACTOR, "icebreaker", version, edits[version % 2] ?? {});
    version += 1;
  });
  console.log(
    `${name}, ${size} units: search ${ms(search)}, impact ${ms(found)} (${units} units, ${breaks.length} break), ` +
      `edit with recheck ${ms(edit)}, scan ${ms(scan)}: impact is ${(scan.time / found.time).toFixed(0)}× quicker`,
  );
}

/** A page of findings, with the counts of all, where every unit has some. */
async function listing(context: Context, size: number): Promise<void> {
  await context.storage.batch([
    {
      sql: `WITH RECURSIVE at (n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM at WHERE n < ?1)
            INSERT OR IGNORE INTO finding (unit, place, document, check_id, severity, languages, fingerprint, data)
            SELECT n, 9, 1, 'numbers', iif(n % 2, 'error', 'warning'), '["en","ru"]', 'f', json_object(
              'unit', 'u', 'check', 'numbers', 'severity', 'error', 'certainty', 'certain', 'languages', json('["en","ru"]'),
              'ranges', json('{}'), 'message', 'numbers.missing', 'params', json('{}'), 'fingerprint', 'f') FROM at`,
      params: [size],
    },
  ]);
  const page = await best(() => listFindings(context, ACTOR, { limit: 200 }));
  const late = await best(() =>
    listFindings(context, ACTOR, { limit: 200, check: "numbers", after: unitId(size - 300) }),
  );
  const whole = await best(() => listFindings(context, ACTOR, { limit: Number.MAX_SAFE_INTEGER }), 1);
  console.log(
    `${page.result.counts.total} findings: first page with counts ${ms(page)}, last page of one check ${ms(late)}, all of them ${ms(whole)}`,
  );
}

interface Timed<Result> {
  readonly time: number;
  readonly result: Result;
}

/** Processor time: other work on the machine makes no difference. */
async function best<Result>(work: () => Promise<Result>, runs = 5): Promise<Timed<Result>> {
  let time = Infinity;
  let result = await work();
  for (let at = 0; at < runs; at += 1) {
    const start = process.cpuUsage();
    result = await work();
    const { user, system } = process.cpuUsage(start);
    time = Math.min(time, (user + system) / 1000);
  }
  return { time, result };
}

const ms = ({ time }: Timed<unknown>): string => `${time.toFixed(0)} ms`;
