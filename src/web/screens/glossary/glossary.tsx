import { useState } from "preact/hooks";
import { CONCEPT_STATUSES, subjectsAbove } from "../../../domain/concept.ts";
import { type Language, LANGUAGES } from "../../../domain/language.ts";
import { type ConceptView, getConceptFindings, getConcepts, getSubjects } from "../../api/resources.ts";
import { ChoiceField } from "../../components/choice-field.tsx";
import { Icon } from "../../components/icons.tsx";
import { PagedView } from "../../components/paged-view.tsx";
import { SearchField } from "../../components/search-field.tsx";
import { formatNumber, languageName, t } from "../../i18n.ts";
import { useLoaded } from "../../loading.ts";
import { usePages } from "../../paging.ts";
import { address, amendQuery, place } from "../../router.ts";
import { kept } from "../../saving/kept-here.ts";
import { useMay } from "../../session.ts";
import { glossaryDropped } from "../../dropped.ts";
import { useStore } from "../../store.ts";
import { guessLanguage } from "../../text/guess-direction.ts";
import { ShownText } from "../../text/shown-text.tsx";
import { citedText } from "../../text/cited.ts";
import { BulkDialog } from "./bulk-dialog.tsx";
import { readKeptConcept } from "./concept-draft.ts";
import { ConceptPage } from "./concept-page.tsx";
import { GlossaryFile } from "./glossary-file.tsx";

const PAGE = 100;

/** The glossary screen: a concept that the address names, else the list of concepts. */
export function Glossary() {
  const { query } = useStore(place);
  const concept = query.get("concept");
  // The page of a new concept becomes the page of the stored one, with the focus where it was.
  const [made, setMade] = useState({ count: 0, id: "" });
  if (concept === null && !query.has("new")) return <ConceptList query={query} />;
  const isNew = concept === null;
  const page = isNew ? `new ${made.count}` : concept === made.id ? `new ${made.count - 1}` : `of ${concept}`;
  return (
    <ConceptPage
      key={page}
      id={concept ?? undefined}
      terms={isNew ? begunTerms(query) : {}}
      onMade={(id) => setMade({ count: made.count + 1, id })}
    />
  );
}

/** Terms that the address gives to a new concept: `?new=1&ru=лёд&en=ice`. */
const begunTerms = (query: URLSearchParams): { [language in Language]?: string } =>
  Object.fromEntries(LANGUAGES.map((language) => [language, (query.get(language) ?? "").slice(0, 500)]));

/** The concepts that the filters find; a search finds any form of any term in any language. */
function ConceptList({ query }: { query: URLSearchParams }) {
  const given = useStore(glossaryDropped);
  const [isFileOpen, setFileOpen] = useState(given !== undefined);
  const [isBulkOpen, setBulkOpen] = useState(false);
  const mayEdit = useMay("terminology");
  const mayPropose = useMay("translate");
  const wanted = query.get("q") ?? "";
  const filter = Object.fromEntries(
    ["q", "status", "domain", "findings"].flatMap((name) => {
      const value = query.get(name);
      return value ? [[name, value]] : [];
    }),
  );
  const key = JSON.stringify(filter);
  const pages = usePages(key, (after, signal) =>
    getConcepts(filter, { limit: PAGE, ...(after === undefined ? {} : { after }) }, signal),
  );
  const [wrong] = useLoaded("findings", async () => {
    const byConcept = Map.groupBy(await getConceptFindings(), ({ concept }) => concept);
    return new Map(
      [...byConcept].map(([concept, own]) => [concept, own.reduce((sum, { count }) => sum + count, 0)]),
    );
  });
  return (
    <section class="screen">
      <header class="screen-head">
        <h1>{t("nav.glossary")}</h1>
        <p class="actions">
          <button type="button" onClick={() => setFileOpen(true)}>
            <Icon name="download" />
            {t(mayEdit ? "glossary.file" : "glossary.export")}
          </button>
          {mayPropose && (
            <a class="button primary" href={address("/glossary", { new: "1" })}>
              <Icon name="plus" />
              {t("concept.new")}
            </a>
          )}
        </p>
      </header>
      <UnfinishedConcepts />
      <ConceptFilters query={query} />
      <PagedView of={pages}>
        {({ total }, all) =>
          total === 0 ? (
            <div class="empty card">
              <p>{t(key === "{}" ? "glossary.empty" : "glossary.noneFound")}</p>
              {mayPropose && wanted !== "" && (
                <p>
                  <a
                    class="button"
                    href={address("/glossary", { new: "1", [guessLanguage(wanted)]: wanted })}
                  >
                    <Icon name="plus" />
                    {t("glossary.make", { term: wanted })}
                  </a>
                </p>
              )}
            </div>
          ) : (
            <>
              <p class="muted" role="status">
                {t("glossary.count", { count: total })}{" "}
                {mayEdit && key !== "{}" && (
                  <button type="button" class="quiet" onClick={() => setBulkOpen(true)}>
                    {t("glossary.bulk")}
                  </button>
                )}
              </p>
              <div class="table-frame" role="region" aria-label={t("nav.glossary")} tabIndex={0}>
                <table class="concepts">
                  <thead>
                    <tr>
                      {LANGUAGES.map((language) => (
                        <th scope="col">{languageName(language)}</th>
                      ))}
                      <th scope="col">{t("concept.domain")}</th>
                      <th scope="col">{t("concept.status")}</th>
                      <th scope="col" class="number">
                        {t("help.findings")}
                      </th>
                    </tr>
                  </thead>
                  <tbody>
                    {all
                      .flatMap(({ items }) => items)
                      .map((one) => (
                        <ConceptRow key={one.id} concept={one} findings={wrong.value?.get(one.id) ?? 0} />
                      ))}
                  </tbody>
                </table>
              </div>
            </>
          )
        }
      </PagedView>
      {isBulkOpen && <BulkDialog filter={filter} onClose={() => setBulkOpen(false)} onDone={pages.refresh} />}
      {isFileOpen && (
        <GlossaryFile
          given={given}
          onClose={() => {
            glossaryDropped.set(undefined);
            setFileOpen(false);
          }}
          onDone={pages.refresh}
        />
      )}
    </section>
  );
}

/** Concepts with changes that are not saved yet. */
function UnfinishedConcepts() {
  const found = kept.keys().flatMap((key) => {
    const id = /^concept\/(.+)$/u.exec(key)?.[1];
    const edited = readKeptConcept(kept.get(key))?.edited;
    if (id === undefined || !edited) return [];
    const term = edited.terms.find(({ text }) => text.trim() !== "");
    const href = id.startsWith("?")
      ? `/glossary?new=1&${id.slice(1)}`
      : address("/glossary", { concept: id });
    return [{ href, name: term ? citedText(term) : t("glossary.unfinishedNew") }];
  });
  if (found.length === 0) return null;
  return (
    <p class="notice">
      {t("glossary.unfinished")}{" "}
      {found.map(({ href, name }, at) => (
        <>
          {at > 0 && " · "}
          <a href={href}>{name}</a>
        </>
      ))}
    </p>
  );
}

/** The narrowest step of a subject, set in as deep as it stands in the tree. */
function subjectInTree(subject: string): string {
  const [broader = "", ...narrower] = subjectsAbove(subject).toReversed().slice(1);
  const step = broader === "" ? subject : subject.slice(broader.length).replace(/^ > /u, "");
  return "\u2003".repeat(broader === "" ? 0 : narrower.length + 1) + step;
}

/** Search field and filters of the glossary; the address holds what is chosen. */
function ConceptFilters({ query }: { query: URLSearchParams }) {
  const [subjects] = useLoaded("subjects", getSubjects);
  const known = subjects.value ?? [];
  return (
    <search class="filters">
      <SearchField
        label={t("glossary.search")}
        value={query.get("q") ?? ""}
        onSearch={(typed) => amendQuery({ q: typed.trim() || undefined })}
      />
      {known.length > 0 && (
        <ChoiceField
          label={t("concept.domain")}
          value={query.get("domain") ?? undefined}
          none={t("filter.any")}
          choices={known.map(({ subject, concepts }) => ({
            value: subject,
            text: `${subjectInTree(subject)} (${formatNumber(concepts)})`,
          }))}
          onChange={(domain) => amendQuery({ domain })}
        />
      )}
      <ChoiceField
        label={t("concept.status")}
        value={query.get("status") ?? undefined}
        none={t("filter.any")}
        choices={CONCEPT_STATUSES.map((value) => ({
          value: value as string,
          text: t(`concept.statuses.${value}`),
        }))}
        onChange={(status) => amendQuery({ status })}
      />
      <label class="check">
        <input
          type="checkbox"
          checked={query.has("findings")}
          onChange={(event) => amendQuery({ findings: event.currentTarget.checked ? "1" : undefined })}
        />
        {t("glossary.withFindings")}
      </label>
    </search>
  );
}

/** One concept in the list: its terms by language, domain, status and findings. */
function ConceptRow({ concept, findings }: { concept: ConceptView; findings: number }) {
  const terms = (language: Language) => concept.terms.filter((term) => term.language === language);
  const linked = LANGUAGES.find((language) => terms(language).length > 0);
  return (
    <tr>
      {LANGUAGES.map((language) => (
        <td>
          {terms(language).map((term, at) => {
            const shown = (
              <ShownText
                class={term.forbidden || term.administrativeStatus === "deprecated" ? "discouraged" : ""}
                language={language}
                content={citedText(term)}
              />
            );
            return (
              <div class={at === 0 ? "main-term" : "muted"}>
                {at === 0 && language === linked ? (
                  <a href={address("/glossary", { concept: concept.id })}>{shown}</a>
                ) : (
                  shown
                )}
                {term.forbidden && <span class="badge danger">{t("term.forbidden")}</span>}
              </div>
            );
          })}
        </td>
      ))}
      <td>{concept.domain}</td>
      <td>
        {/* Nearly all concepts are approved: the others have to stand out. */}
        <span class={concept.status === "approved" ? "muted" : `badge ${STATUS_TONES[concept.status]}`}>
          {t(`concept.statuses.${concept.status}`)}
        </span>
      </td>
      <td class="number">
        {findings > 0 && <a href={address("/checks", { concept: concept.id })}>{formatNumber(findings)}</a>}
      </td>
    </tr>
  );
}

const STATUS_TONES: Readonly<Record<ConceptView["status"], string>> = {
  approved: "good",
  proposed: "warning",
  rejected: "danger",
};
