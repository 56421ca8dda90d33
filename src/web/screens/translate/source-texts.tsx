import type { Language } from "../../../domain/language.ts";
import type { UnitView } from "../../api/resources.ts";
import { languageName, others, t } from "../../i18n.ts";
import type { CodeLabel } from "../../text/codes.ts";
import { contextInWords, noteLabel } from "./note-words.ts";
import { ShownText } from "../../text/shown-text.tsx";
import type { Mark } from "../../text/text-marks.ts";

interface SourceTextsProps {
  readonly unit: UnitView;
  readonly source: Language;
  readonly target: Language;
  readonly labels: ReadonlyMap<string, CodeLabel>;
  /** Terms and findings in the source. */
  readonly marks: readonly Mark[];
}

/** What one translates from: the source, the third language, context and notes. */
export function SourceTexts({ unit, source, target, labels, marks }: SourceTextsProps) {
  const from = unit.variants[source];
  const { notes } = unit;
  const context = unit.context === undefined ? undefined : contextInWords(unit.context);
  return (
    <>
      <div class="source-text">
        <h2>{languageName(source)}</h2>
        {from ? (
          <ShownText language={source} content={from.content} labels={labels} marks={marks} />
        ) : (
          <p class="muted">{t("unit.empty")}</p>
        )}
      </div>
      {others(source, target).map((third) => {
        const help = unit.variants[third];
        return help ? (
          <details class="third-text" open>
            <summary>{t("unit.third", { language: languageName(third) })}</summary>
            <ShownText language={third} content={help.content} />
          </details>
        ) : null;
      })}
      {(notes.length > 0 || context !== undefined) && (
        <ul class="notes">
          {context !== undefined && <li>{t("unit.context", { context })}</li>}
          {notes.map((note) => {
            const label = noteLabel(note);
            return (
              <li>
                {label !== undefined && <span class="muted">{label} </span>}
                {note.text}
              </li>
            );
          })}
        </ul>
      )}
    </>
  );
}
