import type { Language } from "../../domain/language.ts";
import type { State } from "../../domain/unit.ts";
import { STATES } from "../../domain/unit.ts";
import { formatList, formatPercent, languageName, SHORT_NAMES, t } from "../i18n.ts";

interface ProgressProps {
  readonly language: Language;
  /** How many units can have a text in this language. */
  readonly expected: number;
  readonly states: { readonly [state in State]?: number } | undefined;
  readonly stale: number;
}

/** Progress of one language of a document: a bar by state, and the same in words. */
export function LanguageProgress({ language, expected, states = {}, stale }: ProgressProps) {
  // There may be more texts than expected: the bar ends at 100 % all the same.
  const whole = Math.max(
    expected,
    STATES.reduce((sum, state) => sum + (states[state] ?? 0), 0),
  );
  const share = (state: State) => (whole === 0 ? 0 : (states[state] ?? 0) / whole);
  const done = share("translated") + share("reviewed") + share("final");
  const words = [
    ...STATES.toReversed().flatMap((state) => {
      const count = states[state] ?? 0;
      return count === 0 ? [] : [t("progress.inState", { state: t(`state.${state}`), count })];
    }),
    ...(stale > 0 ? [t("progress.stale", { count: stale })] : []),
  ];
  const label = words.length === 0 ? t("progress.none") : formatList(words);
  return (
    <div class="language-progress">
      <abbr title={languageName(language)}>{SHORT_NAMES[language]}</abbr>
      <div class="bar" role="img" aria-label={`${languageName(language)}: ${label}`} title={label}>
        {STATES.toReversed().map((state) => {
          const part = share(state);
          return part === 0 ? null : (
            <span class={`part ${state}`} style={{ inlineSize: `${part * 100}%` }} />
          );
        })}
      </div>
      <span class="number">{formatPercent(Math.floor(done * 100) / 100)}</span>
      {stale > 0 && (
        <span class="badge warning" title={t("progress.staleHint")}>
          {t("progress.stale", { count: stale })}
        </span>
      )}
    </div>
  );
}
