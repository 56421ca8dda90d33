import type { Language } from "../../../domain/language.ts";
import { type Content, plainText } from "../../../domain/segment.ts";
import { getHistory, type UnitView } from "../../api/resources.ts";
import { LoadedView } from "../../components/loaded-view.tsx";
import { formatAgo, formatTime, t } from "../../i18n.ts";
import { useLoaded } from "../../loading.ts";
import { useMay } from "../../session.ts";
import { ShownDifference } from "../../text/shown-difference.tsx";

interface HistoryPanelProps {
  readonly unit: UnitView;
  readonly target: Language;
  readonly onUse: (content: Content) => void;
}

/** The history of the target text, newest first. Any earlier text can be put back into the editor. */
export function HistoryPanel({ unit, target, onUse }: HistoryPanelProps) {
  const [loaded, reload] = useLoaded(`${unit.id} ${unit.version}`, () => getHistory(unit.id));
  const mayTranslate = useMay("translate");
  return (
    <LoadedView of={loaded} reload={reload}>
      {(entries) => {
        const own = entries.flatMap(({ variants, kind, author, time, version }) => {
          const variant = variants[target];
          return variant === undefined ? [] : [{ variant, kind, author, time, version }];
        });
        if (own.length === 0) return <p class="muted">{t("history.none")}</p>;
        return (
          <ol class="history">
            {own.map(({ variant, kind, author, time, version }, at) => {
              const before = own[at + 1]?.variant;
              return (
                <li key={version}>
                  <p class="muted">
                    {t(`imports.kind.${kind}`)} · {author} ·{" "}
                    <time dateTime={time} title={formatTime(time)}>
                      {formatAgo(time)}
                    </time>
                    {variant && <> · {t(`state.${variant.state}`)}</>}
                  </p>
                  {variant?.returned && (
                    <p class="reason">
                      <strong>{t("returned.why")}</strong> {variant.returned.reason}
                    </p>
                  )}
                  {variant === null ? (
                    <p class="muted">{t("history.removed")}</p>
                  ) : (
                    <ShownDifference
                      language={target}
                      from={before ? plainText(before.content) : ""}
                      to={plainText(variant.content)}
                    />
                  )}
                  {variant && at > 0 && mayTranslate && (
                    <p>
                      <button type="button" onClick={() => onUse(variant.content)}>
                        {t("history.restore")}
                      </button>
                    </p>
                  )}
                </li>
              );
            })}
          </ol>
        );
      }}
    </LoadedView>
  );
}
