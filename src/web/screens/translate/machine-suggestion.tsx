import { useEffect, useRef, useState } from "preact/hooks";
import type { Language } from "../../../domain/language.ts";
import type { Content } from "../../../domain/segment.ts";
import { type MachineSuggestion, suggestTranslation, type UnitView } from "../../api/resources.ts";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import { SeverityBadge } from "../../components/severity-badge.tsx";
import { formatNumber, t } from "../../i18n.ts";
import { useAction } from "../../loading.ts";
import { useMay, useMe } from "../../session.ts";
import { ShownText } from "../../text/shown-text.tsx";

interface SuggestionProps {
  readonly unit: UnitView;
  readonly source: Language;
  readonly target: Language;
  readonly onUse: (content: Content) => void;
}

/** A translation by a model, for people who ask for it, where an administrator has set up a model. */
export function SuggestionByMachine(props: SuggestionProps) {
  const { unit, source, target } = props;
  const { suggestions } = useMe();
  const mayTranslate = useMay("translate");
  const from = unit.variants[source];
  if (!suggestions || !mayTranslate || !from || from.text === "") return null;
  // Another text begins with no suggestion.
  return <Asking key={[unit.id, from.version, source, target].join(" ")} {...props} />;
}

function Asking({ unit, source, target, onUse }: SuggestionProps) {
  const [found, setFound] = useState<MachineSuggestion>();
  const asked = useRef<AbortController>(undefined);
  useEffect(() => () => asked.current?.abort(), []);
  const question = useAction(async () => {
    const stop = new AbortController();
    asked.current = stop;
    const wanted = { source, target, segment: { unit: unit.id }, document: unit.document };
    try {
      const suggestion = await suggestTranslation(wanted, stop.signal);
      if (!stop.signal.aborted) setFound(suggestion);
    } catch (error) {
      if (!stop.signal.aborted) throw error;
    }
  });
  return (
    <section class="machine" aria-label={t("machine.title")}>
      {found && <Found suggestion={found} onUse={onUse} />}
      <ProblemNotice error={question.error} />
      <p class="actions" aria-live="polite">
        {question.busy ? (
          <>
            <span class="muted">{t("machine.asking")}</span>{" "}
            <button type="button" class="quiet" onClick={() => asked.current?.abort()}>
              {t("machine.stop")}
            </button>
          </>
        ) : (
          <button type="button" class="quiet" onClick={() => question.run()}>
            {t(found ? "machine.again" : "machine.ask")}
          </button>
        )}
      </p>
    </section>
  );
}

function Found({
  suggestion,
  onUse,
}: {
  readonly suggestion: MachineSuggestion;
  readonly onUse: (content: Content) => void;
}) {
  const { language, content, model, findings, repaired, cost } = suggestion;
  return (
    <article>
      <p class="match-head">
        <span class="badge">{t("machine.origin")}</span> <span class="muted">{model}</span>
        <button type="button" class="insert" onClick={() => onUse(content)}>
          {t("matches.insert")}
        </button>
      </p>
      <p class="match-target">
        <ShownText language={language} content={content} />
      </p>
      {findings.length > 0 && (
        <ul class="finding-list">
          {findings.map(({ severity, message }) => (
            <li>
              <SeverityBadge severity={severity} /> <span>{message}</span>
            </li>
          ))}
        </ul>
      )}
      <p class="muted">
        {t("machine.unchecked")} {repaired && `${t("machine.repaired")} `}
        {t("machine.cost", {
          input: formatNumber(cost.inputTokens),
          output: formatNumber(cost.outputTokens),
        })}
      </p>
    </article>
  );
}
