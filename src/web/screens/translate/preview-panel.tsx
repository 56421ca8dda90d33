import { useEffect, useRef } from "preact/hooks";
import { htmlLanguage, type Language } from "../../../domain/language.ts";
import { plainText } from "../../../domain/segment.ts";
import type { UnitView } from "../../api/resources.ts";
import { t } from "../../i18n.ts";
import { type PreviewBlock, previewBlocks } from "./preview-blocks.ts";
import { PreviewText } from "./preview-text.tsx";

interface PreviewPanelProps {
  readonly units: readonly UnitView[];
  readonly at: number;
  readonly source: Language;
  readonly target: Language;
}

/** The document as it will read, around the open unit. Sentences without a translation stand in the source. */
export function PreviewPanel({ units, at, source, target }: PreviewPanelProps) {
  const current = useRef<HTMLElement>(null);
  const open = units[at]?.id;
  // Units before the open one may arrive later and push it down.
  useEffect(() => {
    if (current.current !== null) showInMiddle(current.current);
  }, [open, at]);
  return (
    <div class="preview">
      <p class="muted">{t("preview.hint")}</p>
      {previewBlocks(units, at).map((block) => (
        <div key={block.key} class={`preview-${block.kind}`} data-level={block.level}>
          {block.kind === "cue" && <span class="preview-times">{block.attribute}</span>}
          {block.units.map((unit) => (
            <Sentence
              key={unit.id}
              unit={unit}
              source={source}
              target={target}
              {...(unit.id === open && { current })}
              isLast={unit === block.units.at(-1)}
            />
          ))}
        </div>
      ))}
    </div>
  );
}

/** Scrolls the panel around a sentence, and never the page: the editor stays where it is. */
function showInMiddle(sentence: HTMLElement): void {
  let panel = sentence.parentElement;
  while (panel !== null && !/auto|scroll/u.test(getComputedStyle(panel).overflowY))
    panel = panel.parentElement;
  if (panel === null) return;
  const [own, around] = [sentence.getBoundingClientRect(), panel.getBoundingClientRect()];
  panel.scrollTop += own.top - around.top - Math.max(0, panel.clientHeight - own.height) / 2;
}

interface SentenceProps {
  readonly unit: PreviewBlock["units"][number];
  readonly source: Language;
  readonly target: Language;
  readonly current?: { current: HTMLElement | null };
  readonly isLast: boolean;
}

function Sentence({ unit, source, target, current, isLast }: SentenceProps) {
  const translated = unit.variants[target]?.content;
  const isTranslated = translated !== undefined && plainText(translated).trim() !== "";
  const shown = isTranslated ? target : source;
  const content = isTranslated ? translated : (unit.variants[source]?.content ?? []);
  return (
    <>
      <span
        lang={htmlLanguage(shown)}
        class={isTranslated ? "" : "preview-untranslated"}
        {...(current && { ref: current, "aria-current": "true" as const })}
      >
        <PreviewText content={content} />
      </span>
      {shown !== "zh" && !isLast && " "}
    </>
  );
}
