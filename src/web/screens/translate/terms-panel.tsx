import { isAllowed, type Term } from "../../../domain/concept.ts";
import { htmlLanguage, type Language } from "../../../domain/language.ts";
import { t } from "../../i18n.ts";
import type { Loaded } from "../../loading.ts";
import { Icon } from "../../components/icons.tsx";
import { KeyHint } from "../../components/key-hint.tsx";
import { LoadedView } from "../../components/loaded-view.tsx";
import { address } from "../../router.ts";
import { useMay } from "../../session.ts";
import { citedText } from "../../text/cited.ts";
import { ShownText } from "../../text/shown-text.tsx";
import type { FoundTerm } from "./assistance.ts";

interface TermsPanelProps {
  readonly target: Language;
  readonly source: Language;
  readonly terms: Loaded<readonly FoundTerm[]>;
  readonly onInsert: (text: string) => void;
  readonly onNewTerm: () => void;
}

const rank = (term: Term): number =>
  isAllowed(term) ? (term.administrativeStatus === "preferred" ? 0 : 1) : 2;

/** The terms of the glossary that the source contains, each with its renderings in the target. */
export function TermsPanel({ target, source, terms, onInsert, onNewTerm }: TermsPanelProps) {
  const mayTranslate = useMay("translate");
  return (
    <>
      <LoadedView of={terms} reload={() => undefined}>
        {(found) => {
          const unique = [...new Map(found.map((term) => [term.concept, term])).values()];
          if (unique.length === 0) return <p class="muted">{t("terms.none")}</p>;
          return (
            <ul class="term-cards">
              {unique.map(({ term, concept, details }) => (
                <li key={concept}>
                  <h3>
                    <a href={address("/glossary", { concept })} lang={htmlLanguage(source)}>
                      {citedText({ text: term })}
                    </a>
                  </h3>
                  <ul class="renderings">
                    {details.terms
                      .filter(({ language }) => language === target)
                      .toSorted((a, b) => rank(a) - rank(b))
                      .map((one) => (
                        <li>
                          {isAllowed(one) && mayTranslate ? (
                            <button
                              type="button"
                              class="quiet"
                              onClick={() => onInsert(citedText(one))}
                              aria-label={t("terms.insert", { term: citedText(one) })}
                            >
                              <ShownText language={target} content={citedText(one)} />
                            </button>
                          ) : (
                            <ShownText
                              class={isAllowed(one) ? "" : "discouraged"}
                              language={target}
                              content={citedText(one)}
                            />
                          )}{" "}
                          <span
                            class={`badge ${one.forbidden ? "danger" : isAllowed(one) ? "good" : "warning"}`}
                          >
                            {t(one.forbidden ? "term.forbidden" : `term.status.${one.administrativeStatus}`)}
                          </span>
                        </li>
                      ))}
                  </ul>
                  {details.definitions?.[target] && (
                    <p class="muted">
                      <ShownText language={target} content={details.definitions[target].text} />
                    </p>
                  )}
                </li>
              ))}
            </ul>
          );
        }}
      </LoadedView>
      {mayTranslate && (
        <p>
          {/* A press must not clear the selection, because the new term begins with it. */}
          <button
            type="button"
            class="quiet"
            onMouseDown={(event) => event.preventDefault()}
            onClick={onNewTerm}
            title={t("keys.newTerm")}
            aria-keyshortcuts="Control+Alt+T"
          >
            <Icon name="plus" />
            {t("terms.new")} <KeyHint keys="Ctrl+Alt+T" />
          </button>
        </p>
      )}
    </>
  );
}
