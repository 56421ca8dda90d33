import type { Language } from "../../../domain/language.ts";
import { type Content, plainText } from "../../../domain/segment.ts";
import type { Match, UnitView } from "../../api/resources.ts";
import { DocumentTitle } from "../../components/document-title.tsx";
import { LoadedView } from "../../components/loaded-view.tsx";
import { KeyHint } from "../../components/key-hint.tsx";
import { formatAgo, formatNumber, formatTime, languageName, t } from "../../i18n.ts";
import type { Loaded } from "../../loading.ts";
import { documentAddress } from "../../router.ts";
import { useMay } from "../../session.ts";
import { ShownDifference } from "../../text/shown-difference.tsx";
import { ShownText } from "../../text/shown-text.tsx";

interface MatchesPanelProps {
  readonly unit: UnitView;
  readonly source: Language;
  readonly target: Language;
  readonly matches: Loaded<readonly Match[]>;
  readonly reload: () => void;
  readonly onUse: (content: Content) => void;
}

/** The target of a match, with its inline codes. */
export const contentOfMatch = (match: Match, target: Language): Content => {
  const found = match.targets[target];
  return found?.content ?? [found?.text ?? ""];
};

/** Matches of the memory: score and penalties, difference, target, document and author. */
export function MatchesPanel({ unit, source, target, matches, reload, onUse }: MatchesPanelProps) {
  const mayTranslate = useMay("translate");
  const query = plainText(unit.variants[source]?.content ?? []);
  if (query === "") return <p class="muted">{t("matches.noSource")}</p>;
  return (
    <LoadedView of={matches} reload={reload}>
      {(list) =>
        list.length === 0 ? (
          <p class="muted">{t("matches.none")}</p>
        ) : (
          <ol class="matches">
            {list.map((match, at) => {
              const found = match.targets[target];
              if (!found) return null;
              return (
                <li key={`${match.unit}-${at}`}>
                  <p class="match-head">
                    <span
                      class={`badge score ${match.score >= 100 ? "good" : match.score >= 85 ? "translated" : "warning"}`}
                    >
                      {formatNumber(match.score)} %
                    </span>{" "}
                    <span class="muted">{t(`matches.kind.${match.kind}`)}</span>
                    {match.ambiguous && <span class="badge warning">{t("matches.ambiguous")}</span>}
                    {mayTranslate && (
                      <button
                        type="button"
                        class="insert"
                        onClick={() => onUse(contentOfMatch(match, target))}
                        aria-keyshortcuts={`Control+${at + 1} Alt+${at + 1}`}
                        aria-label={t("matches.insertNumber", { number: at + 1 })}
                      >
                        {t("matches.insert")} <KeyHint keys={`Alt+${at + 1}`} />
                      </button>
                    )}
                  </p>
                  {match.source.text === query ? (
                    <p class="unseen">{t("matches.identical")}</p>
                  ) : (
                    <ShownDifference language={source} from={match.source.text} to={query} />
                  )}
                  <p class="match-target">
                    <ShownText language={target} content={contentOfMatch(match, target)} />
                  </p>
                  <p class="muted reasons">
                    {found.penalties.map(({ name, points }) => (
                      <span>
                        {t(`matches.penalty.${name}`)} (−{formatNumber(points)}){" "}
                      </span>
                    ))}
                    {found.adapted && (
                      <span>{t("matches.adapted", { original: found.original ?? "" })} </span>
                    )}
                    {!found.adapted && (match.explanation?.numbers ?? []).length > 0 && (
                      <span>{t("matches.otherNumbers")} </span>
                    )}
                    {match.via && (
                      <span>{t("matches.via", { language: languageName(match.via.language) })} </span>
                    )}
                  </p>
                  <p class="muted">
                    <a href={documentAddress(match.document, { unit: match.unit, source, target })}>
                      <DocumentTitle id={match.document} />
                    </a>{" "}
                    · {found.author} ·{" "}
                    <time dateTime={found.time} title={formatTime(found.time)}>
                      {formatAgo(found.time)}
                    </time>{" "}
                    · {t(`state.${found.state}`)}
                    {match.occurrences > 1 && (
                      <> · {t("matches.occurrences", { count: match.occurrences })}</>
                    )}
                  </p>
                </li>
              );
            })}
          </ol>
        )
      }
    </LoadedView>
  );
}
