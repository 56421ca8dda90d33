import { useEffect, useId, useRef, useState } from "preact/hooks";
import { LANGUAGES } from "../../../domain/language.ts";
import { type ConcordancePage, searchConcordance } from "../../api/resources.ts";
import { LoadedView } from "../../components/loaded-view.tsx";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import { formatAgo, languageName, t } from "../../i18n.ts";
import { useAction, useLoaded } from "../../loading.ts";
import { documentAddress } from "../../router.ts";
import { ShownText } from "../../text/shown-text.tsx";

/** Pause in typing after which is searched, in milliseconds. */
const PAUSE = 300;
const PAGE = 30;

interface ConcordanceSearchProps {
  readonly q: string;
  readonly language: string;
  readonly onQuery: (q: string, language: string) => void;
}

/** Any piece of text in all that was ever written, with the other two languages beside it. */
export function ConcordanceSearch({ q, language, onQuery }: ConcordanceSearchProps) {
  const [typed, setTyped] = useState(q);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const field = useRef<HTMLInputElement>(null);
  const id = useId();
  const wanted = q.trim();
  const key = wanted === "" ? undefined : `${language} ${wanted}`;
  const query = { q: wanted, limit: PAGE, ...(language === "" ? {} : { language }) };
  const [first, reload] = useLoaded(key, (signal) => searchConcordance(query, signal));
  const [further, setFurther] = useState<{
    key: string;
    items: ConcordancePage["items"];
    next: string | null;
  }>();
  const own = further?.key === key ? further : undefined;
  const next = own ? own.next : (first.value?.next ?? null);
  const more = useAction(async () => {
    if (next === null || key === undefined) return;
    const page = await searchConcordance({ ...query, after: next });
    setFurther({ key, items: [...(own?.items ?? []), ...page.items], next: page.next });
  });
  useEffect(() => {
    field.current?.focus();
    return () => clearTimeout(timer.current);
  }, []);
  return (
    <>
      <search class="filters">
        <p>
          <label for={`${id}-q`}>{t("concordance.search")}</label>
          <input
            ref={field}
            id={`${id}-q`}
            type="search"
            value={typed}
            maxLength={500}
            onInput={(event) => {
              const { value } = event.currentTarget;
              setTyped(value);
              clearTimeout(timer.current);
              timer.current = setTimeout(() => onQuery(value, language), PAUSE);
            }}
          />
        </p>
        <p>
          <label for={`${id}-language`}>{t("concordance.language")}</label>
          <select
            id={`${id}-language`}
            value={language}
            onChange={(event) => onQuery(typed, event.currentTarget.value)}
          >
            <option value="">{t("concordance.all")}</option>
            {LANGUAGES.map((one) => (
              <option value={one}>{languageName(one)}</option>
            ))}
          </select>
        </p>
      </search>
      {key === undefined ? (
        <p class="muted">{t("concordance.lead")}</p>
      ) : (
        <LoadedView of={first} reload={reload}>
          {({ items, total, complete }) => (
            <>
              <p class="muted" role="status">
                {total === 0
                  ? t("concordance.none")
                  : t(complete ? "concordance.count" : "concordance.atLeast", { count: total })}
              </p>
              <ul class="hits">
                {[...items, ...(own?.items ?? [])].map((item) => (
                  <li key={item.unit} class="side-by-side">
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
                    <p class="muted">
                      <a href={documentAddress(item.document, { unit: item.unit })}>
                        {item.document} · <code>{item.key}</code>
                      </a>{" "}
                      {formatAgo(
                        LANGUAGES.map((one) => item.variants[one]?.time ?? "")
                          .sort()
                          .at(-1) || new Date().toISOString(),
                      )}
                    </p>
                  </li>
                ))}
              </ul>
            </>
          )}
        </LoadedView>
      )}
      <ProblemNotice error={more.error} />
      {next !== null && (
        <p>
          <button type="button" disabled={more.busy} onClick={() => more.run()}>
            {t("glossary.more")}
          </button>
        </p>
      )}
    </>
  );
}
