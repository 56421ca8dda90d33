import type { RefObject } from "preact";
import { useId } from "preact/hooks";
import type { Language } from "../../../domain/language.ts";
import { type Content, isCode, plainText } from "../../../domain/segment.ts";
import type { VariantView } from "../../api/resources.ts";
import { Editor, type EditorHandle } from "../../editor/editor.tsx";
import { formatAgo, formatNumber, languageName, t } from "../../i18n.ts";
import type { SaveState } from "../../saving/saving.ts";
import { useMay } from "../../session.ts";
import type { CodeLabel } from "../../text/codes.ts";
import type { Mark } from "../../text/text-marks.ts";
import { visiblePieces, type WhiteKind } from "../../text/white-space.ts";

interface TargetTextProps {
  readonly source: Language;
  readonly target: Language;
  /** The target as it is stored. */
  readonly stored: VariantView | undefined;
  readonly content: Content;
  readonly isChanged: boolean;
  readonly save: SaveState | undefined;
  readonly at: number;
  readonly of: number;
  readonly labels: ReadonlyMap<string, CodeLabel>;
  readonly marks: readonly Mark[];
  readonly handle: RefObject<EditorHandle | null>;
  readonly wantsFocus: { current: boolean };
  readonly onChange: (content: Content) => void;
}

/** The editor of the target, with the state of the text above it and its size below it. */
export function TargetText(props: TargetTextProps) {
  const { source, target, stored, content, isChanged, save } = props;
  const id = useId();
  return (
    <div class="target-text">
      <div class="target-head">
        <h2 id={`${id}-target`}>{languageName(target)}</h2>
        <span class={`badge state ${stored?.state ?? "missing"}`}>
          {t(stored ? `state.${stored.state}` : "filter.missing")}
        </span>
        {stored?.stale === true && (
          <span class="badge warning">
            {t("unit.stale", { language: languageName(stored.from?.language ?? source) })}
          </span>
        )}
        <span class="muted author">
          {stored && t("unit.by", { author: stored.author, when: formatAgo(stored.time) })}
        </span>
      </div>
      <Editor
        language={target}
        content={content}
        labels={props.labels}
        label={t("unit.editing", {
          language: languageName(target),
          number: props.at + 1,
          total: props.of,
        })}
        describedBy={`${id}-below`}
        readOnly={!useMay("translate")}
        handle={props.handle}
        wantsFocus={props.wantsFocus}
        marks={props.marks}
        onChange={props.onChange}
      />
      <div id={`${id}-below`} class="below-editor">
        <span class="muted">{t("unit.characters", { count: Array.from(plainText(content)).length })}</span>
        <WhiteSpaceLegend content={content} />
        {isChanged && !save && <span class="save-mark draft">{t("save.mark.draft")}</span>}
        {save && <span class={`save-mark ${save.is}`}>{t(`save.mark.${save.is}`)}</span>}
      </div>
    </div>
  );
}

/** The invisible characters of a text in words. */
function WhiteSpaceLegend({ content }: { content: Content }) {
  const counts = new Map<WhiteKind, number>();
  for (const { white } of content.flatMap((part) => (isCode(part) ? [] : visiblePieces(part)))) {
    if (white !== undefined) counts.set(white, (counts.get(white) ?? 0) + 1);
  }
  if (counts.size === 0) return null;
  return (
    <span class="muted legend">
      {[...counts].map(([kind, count]) => (
        <span>
          <span class={`white ${kind}`} aria-hidden="true" /> {t(`white.${kind}`)}
          {count > 1 && <> × {formatNumber(count)}</>}
        </span>
      ))}
    </span>
  );
}
