import type { Concept, ConceptStatus, Form, Term } from "../../domain/concept.ts";
import { type Language, LANGUAGES } from "../../domain/language.ts";
import { fold } from "../../domain/normal-form.ts";
import { Problem } from "../../domain/problem.ts";
import {
  changesOfConcept,
  type Comment,
  commentsOf,
  type ConceptWrite,
  findConcept,
  insertComment,
  isStaleConcept,
  nextVersions,
  type StoredConcept,
  writeConcepts,
} from "../../storage/rows/concepts.ts";
import { insertRecheck } from "../../storage/rows/findings.ts";
import { correctForms, mergeForms, generateForms } from "../../terminology/forms.ts";
import { type Actor, asProblem, type Context } from "../context.ts";
import { conceptFindings } from "../quality/findings.ts";
import { recheckPending } from "../quality/findings-upkeep.ts";
import { currentGlossary } from "./current-glossary.ts";

/** A concept as it is shown. */
export interface ConceptView extends Concept {
  readonly version: number;
  readonly updated: string;
  readonly updatedBy: string;
}

/** A term as it is sent: forms may be a corrected list of words, what is generated fills the rest. */
export interface TermDraft extends Omit<Term, "forms"> {
  readonly forms?: readonly (string | Form)[];
}

export interface ConceptDraft extends Omit<Concept, "id" | "terms" | "status"> {
  readonly id?: string;
  readonly status?: ConceptStatus;
  readonly terms: readonly TermDraft[];
}

export const conceptView = ({ concept, version, time, author }: StoredConcept): ConceptView => ({
  ...concept,
  version,
  updated: time,
  updatedBy: author,
});

export interface ConceptQuery {
  readonly after?: string;
  readonly limit: number;
  /** Folded substring of any term, form or definition, in any language. */
  readonly q?: string;
  readonly domain?: string;
  readonly status?: ConceptStatus;
  readonly language?: Language;
  /** Only those of which a check has something to say. */
  readonly findings?: boolean;
}

/** Concepts in the order of their ids; `next` is what to give as `after` for more. */
export async function listConcepts(
  context: Context,
  actor: Actor,
  query: ConceptQuery,
): Promise<{ items: ConceptView[]; next: string | null; total: number }> {
  const { concepts } = await currentGlossary(context);
  const wrong = query.findings === true ? await conceptFindings(context, actor, {}) : undefined;
  const concerned = wrong && new Set(wrong.map(({ concept }) => concept));
  const found = [...concepts.values()].filter(
    (stored) => matches(query)(stored) && (concerned?.has(stored.concept.id) ?? true),
  );
  const rest = found.filter(({ concept }) => concept.id > (query.after ?? ""));
  const items = rest.slice(0, query.limit).map(conceptView);
  return { items, next: rest.length > query.limit ? (items.at(-1)?.id ?? null) : null, total: found.length };
}

function matches(query: ConceptQuery): (stored: StoredConcept) => boolean {
  const needles = new Map(LANGUAGES.map((language) => [language, fold(query.q ?? "", language)]));
  return ({ concept }) => {
    if (query.domain !== undefined && concept.domain !== query.domain) return false;
    if (query.status !== undefined && concept.status !== query.status) return false;
    if (query.q === undefined || query.q === "") return true;
    if (concept.id.includes(query.q.toLowerCase())) return true;
    const languages = query.language === undefined ? LANGUAGES : [query.language];
    return languages.some((language) => {
      const needle = needles.get(language) ?? "";
      const texts = [
        concept.definitions?.[language]?.text ?? "",
        ...concept.terms.flatMap((term) =>
          term.language === language ? [term.text, ...(term.forms ?? []).map((form) => form.text)] : [],
        ),
      ];
      return needle !== "" && texts.some((text) => fold(text, language).includes(needle));
    });
  };
}

/** A concept with all that is known of it. */
export interface ConceptDetails extends ConceptView {
  readonly comments: readonly Comment[];
  /** Who made or proposed it. */
  readonly createdBy: string;
}

/** @throws {Problem} `not-found` */
export async function getConcept(context: Context, id: string): Promise<ConceptDetails> {
  const found = await stored(context, id);
  const [comments, createdBy] = await Promise.all([
    commentsOf(context.storage, id),
    creatorOf(context, found),
  ]);
  return { ...conceptView(found), comments, createdBy };
}

/** The author of the change that made it, counting from its last removal. */
async function creatorOf(context: Context, { concept, author }: StoredConcept): Promise<string> {
  const changes = await changesOfConcept(context.storage, concept.id);
  return changes.findLast(({ before, removed }) => before === undefined && !removed)?.author ?? author;
}

/**
 * Whoever does not decide about the glossary may still change and withdraw what they proposed, until it is
 * approved; they cannot approve it.
 *
 * @throws {Problem} `not-found`, `not-your-proposal`, `forbidden` (another status than proposed is asked for)
 */
export async function assertOwnProposal(
  context: Context,
  actor: Actor,
  id: string,
  status?: ConceptStatus,
): Promise<void> {
  const found = await stored(context, id);
  const isOwn = found.concept.status !== "approved" && (await creatorOf(context, found)) === actor.name;
  if (!isOwn) throw new Problem("not-your-proposal", { what: id });
  if (status !== undefined && status !== "proposed") throw new Problem("forbidden");
}

/** Makes a concept; its terms' forms are generated. @throws {Problem} `already-exists`, `invalid-fields` */
export async function createConcept(
  context: Context,
  actor: Actor,
  draft: ConceptDraft,
): Promise<ConceptView> {
  const id = draft.id ?? (await freshId(context, draft));
  if (await findConcept(context.storage, id)) throw new Problem("already-exists", { what: id });
  const concept = completed({ ...draft, id, status: draft.status ?? "approved" });
  return write(context, actor, { id, concept });
}

/** Changes what is given; its version has to be the one that the author saw. @throws {Problem} `not-found`, `stale-version`, `invalid-fields` */
export async function editConcept(
  context: Context,
  actor: Actor,
  id: string,
  expectedVersion: number,
  patch: Partial<Omit<ConceptDraft, "id">>,
): Promise<ConceptView> {
  const before = await stored(context, id);
  assertVersion(before, expectedVersion);
  const concept = completed({
    ...before.concept,
    ...patch,
    id,
    status: patch.status ?? before.concept.status,
  });
  return write(context, actor, { id, concept, before });
}

/** @throws {Problem} `not-found`, `stale-version` */
export async function removeConcept(
  context: Context,
  actor: Actor,
  id: string,
  expectedVersion?: number,
): Promise<void> {
  const before = await stored(context, id);
  if (expectedVersion !== undefined) assertVersion(before, expectedVersion);
  await writeAll(context, actor, [{ id, before }]);
}

/** Takes the terms of one concept into another, which it replaces. @throws {Problem} `not-found`, `bad-request` */
export async function mergeConcepts(
  context: Context,
  actor: Actor,
  into: string,
  from: string,
): Promise<ConceptView> {
  if (into === from) throw new Problem("bad-request", {}, { field: "from" });
  const [kept, taken] = [await stored(context, into), await stored(context, from)];
  const known = new Set(kept.concept.terms.map(termKey));
  const concept: Concept = {
    ...taken.concept,
    ...kept.concept,
    definitions: { ...taken.concept.definitions, ...kept.concept.definitions },
    notes: [...new Set([...(kept.concept.notes ?? []), ...(taken.concept.notes ?? [])])],
    terms: [
      ...kept.concept.terms,
      ...taken.concept.terms.filter((term) => !known.has(termKey(term))).map(demoted),
    ],
  };
  await writeAll(context, actor, [
    { id: into, concept, before: kept },
    { id: from, before: taken },
  ]);
  return getConcept(context, into);
}

/** One preferred term per language is enough: those of a merged concept step back. */
const demoted = (term: Term): Term =>
  term.administrativeStatus === "preferred" ? { ...term, administrativeStatus: "admitted" } : term;

const termKey = (term: Term): string => `${term.language} ${fold(term.text, term.language)}`;

/** One step in the life of a concept. */
export interface ConceptStep {
  readonly version: number;
  readonly time: string;
  readonly author: string;
  /** As it was after it; `null` when it was taken away. */
  readonly concept: Concept | null;
}

/** Newest first, also of a concept that is gone. @throws {Problem} `not-found` */
export async function conceptHistory(context: Context, id: string): Promise<ConceptStep[]> {
  const changes = await changesOfConcept(context.storage, id);
  if (changes.length === 0) throw new Problem("not-found", { what: id });
  const now = (await findConcept(context.storage, id))?.concept ?? null;
  return changes
    .map(({ version, time, author, removed }, at) => {
      const after = changes[at + 1]?.before ?? now;
      return { version, time, author, concept: removed ? null : after };
    })
    .toReversed();
}

/** @throws {Problem} `not-found` */
export async function commentOnConcept(
  context: Context,
  actor: Actor,
  id: string,
  text: string,
): Promise<Comment> {
  await stored(context, id);
  const comment = { text, time: context.now().toISOString(), author: actor.name };
  await context.storage.batch([insertComment(id, comment)]).catch((error: unknown) => {
    throw asProblem(error);
  });
  return comment;
}

async function stored(context: Context, id: string): Promise<StoredConcept> {
  const found = await findConcept(context.storage, id);
  if (found === undefined) throw new Problem("not-found", { what: id });
  return found;
}

function assertVersion(before: StoredConcept, expected: number): void {
  if (before.version === expected) return;
  const { version } = before;
  throw new Problem(
    "stale-version",
    { wanted: expected, found: version },
    {},
    { theirs: conceptView(before) },
  );
}

type Write = Pick<ConceptWrite, "id" | "concept" | "before">;

async function write(context: Context, actor: Actor, change: Write): Promise<ConceptView> {
  await writeAll(context, actor, [change]);
  return conceptView(await stored(context, change.id));
}

/** Writes concepts in one batch and checks the units that they concern again. @throws {Problem} `stale-version` */
export async function writeAll(context: Context, actor: Actor, changes: readonly Write[]): Promise<void> {
  if (changes.length === 0) return;
  const next = await nextVersions(
    context.storage,
    changes.map(({ id }) => id),
  );
  const writes = changes.map((change) => ({ ...change, version: next.get(change.id) ?? 1 }));
  const stamp = { time: context.now().toISOString(), author: actor.name };
  const concerned = changes.flatMap(({ concept, before }) =>
    [concept, before?.concept].filter((found) => found !== undefined),
  );
  try {
    await context.storage.batch([...writeConcepts(writes, stamp), ...insertRecheck(concerned)]);
  } catch (error) {
    if (isStaleConcept(error)) {
      throw new Problem("stale-version", { wanted: writes[0]?.version ?? 0, found: "?" });
    }
    throw asProblem(error);
  }
  await recheckPending(context);
}

/** A draft with the forms of its terms, or a complaint about what it lacks. */
export function completed(
  draft: ConceptDraft & { readonly id: string; readonly status: ConceptStatus },
): Concept {
  const seen = new Set<string>();
  const terms = draft.terms.map((term, at): Term => {
    const text = term.text.normalize("NFC").trim();
    const field = `terms.${at}.text`;
    if (text === "" || text.length > 500)
      throw new Problem("invalid-fields", { reason: "length" }, { field });
    const key = `${term.language} ${text}`;
    if (seen.has(key)) throw new Problem("already-exists", { what: text }, { field });
    seen.add(key);
    const { forms, ...rest } = term;
    return { ...rest, text, forms: formsFor({ ...rest, text }, forms) };
  });
  const { domain, ...rest } = draft;
  // An empty one takes away what was there.
  return { ...rest, ...(domain === undefined || domain.trim() === "" ? {} : { domain }), terms };
}

function formsFor(term: Omit<Term, "forms">, given: TermDraft["forms"]): Form[] {
  if (given === undefined) return generateForms(term);
  const words = given.filter((form) => typeof form === "string");
  if (words.length > 0) return correctForms(term, words);
  return mergeForms(
    generateForms(term),
    given.filter((form) => typeof form !== "string"),
  );
}

/** Made of the English term, else of the first: `arctic-council`. */
async function freshId(context: Context, draft: ConceptDraft): Promise<string> {
  const named = draft.terms.find((term) => term.language === "en") ?? draft.terms[0];
  const slug = (named?.text ?? "")
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, "-")
    .replaceAll(/^-+|-+$/gu, "")
    .slice(0, 60);
  const base = /^[a-z]/u.test(slug) ? slug : "concept";
  for (let at = 1; at < 100; at += 1) {
    const id = at === 1 && base !== "concept" ? base : `${base}-${at}`;
    if ((await nextVersions(context.storage, [id])).size === 0) return id;
  }
  return `${base}-${crypto.randomUUID().slice(0, 8)}`;
}
