import { useEffect, useId, useRef } from "preact/hooks";
import { LANGUAGES } from "../../../domain/language.ts";
import { searchConcordance } from "../../api/resources.ts";
import { DocumentTitle } from "../../components/document-title.tsx";
import { PagedView } from "../../components/paged-view.tsx";
import { SearchField } from "../../components/search-field.tsx";
import { formatAgo, languageName, t } from "../../i18n.ts";
import { usePages } from "../../paging.ts";
import { documentAddress } from "../../router.ts";
import { ShownText } from "../../text/shown-text.tsx";

const PAGE = 30;

interface ConcordanceSearchProps {
  readonly q: string;
  readonly language: string;
  readonly onQuery: (q: string, language: string) => void;
}

/** Any piece of text in all that was ever written, with the other two languages beside it. */
export function ConcordanceSearch({ q, language, onQuery }: ConcordanceSearchProps) {
  const field = useRef<HTMLInputElement>(null);
  const id = useId();
  const wanted = q.trim();
  const query = { q: wanted, limit: PAGE, ...(language === "" ? {} : { language }) };
  const pages = usePages(wanted === "" ? undefined : `${language} ${wanted}`, (after, signal) =>
    searchConcordance(after === undefined ? query : { ...query, after }, signal),
  );
  useEffect(() => field.current?.focus(), []);
  return (
    <>
      <search class="filters">
        <SearchField
          label={t("concordance.search")}
          value={q}
          field={field}
          onSearch={(typed) => onQuery(typed, language)}
        />
        <p>
          <label for={`${id}-language`}>{t("concordance.language")}</label>
          <select
            id={`${id}-language`}
            value={language}
            onChange={(event) => onQuery(field.current?.value ?? q, event.currentTarget.value)}
          >
            <option value="">{t("concordance.all")}</option>
            {LANGUAGES.map((one) => (
              <option value={one}>{languageName(one)}</option>
            ))}
          </select>
        </p>
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
