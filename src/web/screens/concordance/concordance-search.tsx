import { useLayoutEffect, useRef } from "preact/hooks";
import { LANGUAGES } from "../../../domain/language.ts";
import { searchConcordance } from "../../api/resources.ts";
import { DocumentTitle } from "../../components/document-title.tsx";
import { PagedView } from "../../components/paged-view.tsx";
import { SearchField } from "../../components/search-field.tsx";
import { formatAgo, languageName, t } from "../../i18n.ts";
import { usePages } from "../../paging.ts";
import { documentAddress } from "../../router.ts";
import { ShownText } from "../../text/shown-text.tsx";
import { Choice, ConcordanceFilters } from "./concordance-filters.tsx";
import type { ConcordanceQuery } from "./concordance-query.ts";

const PAGE = 30;

interface ConcordanceSearchProps {
  readonly query: ConcordanceQuery;
  readonly onQuery: (changes: Partial<ConcordanceQuery>) => void;
}

/** Search field, filters and hits of the concordance, with all three languages of each unit. */
export function ConcordanceSearch({ query, onQuery }: ConcordanceSearchProps) {
  const field = useRef<HTMLInputElement>(null);
  const { q, ...others } = query;
  const wanted = q.trim();
  const asked = {
    q: wanted,
    limit: String(PAGE),
    ...Object.fromEntries(Object.entries(others).filter(([, value]) => value !== "")),
  };
  const pages = usePages(wanted === "" ? undefined : JSON.stringify(asked), (after, signal) =>
    searchConcordance(after === undefined ? asked : { ...asked, after }, signal),
  );
  useLayoutEffect(() => field.current?.focus(), []);
  return (
    <>
      <search>
        <div class="filters">
          <SearchField
            label={t("concordance.search")}
            value={q}
            field={field}
            onSearch={(typed) => onQuery({ q: typed })}
          />
          <Choice
            label={t("concordance.language")}
            value={query.language}
            none={t("concordance.all")}
            choices={LANGUAGES.map((one) => [one, languageName(one)])}
            onChange={(language) => onQuery({ language })}
          />
          <Choice
            label={t("concordance.mode")}
            value={query.mode}
            none={t("concordance.modes.all")}
            choices={(["words", "text"] as const).map((one) => [one, t(`concordance.modes.${one}`)])}
            onChange={(mode) => onQuery({ mode })}
          />
        </div>
        <ConcordanceFilters query={query} onQuery={onQuery} />
      </search>
      {wanted === "" ? (
        <p class="muted">{t("concordance.lead")}</p>
      ) : (
        <PagedView of={pages}>
          {({ total, complete }, all) => (
            <>
              <p class="muted" role="status">
                {total === 0
                  ? t("concordance.none")
                  : t(complete ? "concordance.count" : "concordance.atLeast", { count: total })}
              </p>
              <ul class="hits">
                {all
                  .flatMap(({ items }) => items)
                  .map((item) => (
                    <li key={item.unit}>
                      <div class="side-by-side">
                        {LANGUAGES.map((one) => {
                          const variant = item.variants[one];
                          return variant ? (
                            <div>
                              <ShownText
                                language={one}
                                content={variant.text}
                                marks={variant.hits.map(({ start, end }) => ({ start, end, kind: "hit" }))}
                              />
                              {variant.hits.length > 0 && (
                                <p class="muted written">
                                  {t(`state.${variant.state}`)} · {variant.author}
                                </p>
                              )}
                            </div>
                          ) : null;
                        })}
                      </div>
                      <p class="muted where">
                        <a href={documentAddress(item.document, { unit: item.unit })}>
                          <DocumentTitle id={item.document} />
                        </a>
                        <code>{item.key}</code>
                        <span>
                          {formatAgo(
                            LANGUAGES.map((one) => item.variants[one]?.time ?? "")
                              .sort()
                              .at(-1) || new Date().toISOString(),
                          )}
                        </span>
                      </p>
                    </li>
                  ))}
              </ul>
            </>
          )}
        </PagedView>
      )}
    </>
  );
}
