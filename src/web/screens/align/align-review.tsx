import { useLayoutEffect, useRef } from "preact/hooks";
import type { Alignment } from "../../api/resources.ts";
import { Icon } from "../../components/icons.tsx";
import { VirtualList } from "../../components/virtual-list.tsx";
import { languageName, t } from "../../i18n.ts";
import { AlignTools } from "./align-tools.tsx";
import { BeadRow } from "./bead-row.tsx";
import { ConfidenceRibbon } from "./confidence-ribbon.tsx";
import type { AlignmentInput, KeptReview } from "./kept-alignment.ts";
import type { ReviewStep, Said } from "./review-state.ts";
import { SaveAlignment } from "./save-alignment.tsx";

interface AlignReviewProps {
  readonly kept: KeptReview;
  /** Files that the texts came from. */
  readonly files: AlignmentInput["files"];
  readonly onStep: (step: ReviewStep) => void;
  readonly onChange: (change: Pick<KeptReview, "title"> | Pick<KeptReview, "collection">) => void;
  readonly onBack: () => void;
  readonly onSaved: () => void;
}

/** Sentences side by side. Keys correct what is wrong, and every step can be undone. */
export function AlignReview({ kept, files, onStep: step, onChange, onBack, onSaved }: AlignReviewProps) {
  const { alignment, state } = kept;
  const { segments } = alignment;
  const { beads, at, columns, column } = state;
  const frame = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => frame.current?.querySelector<HTMLElement>(".virtual-list")?.focus(), []);
  const settled = beads.filter(({ fixed }) => fixed).length;
  return (
    <div class="align-review" ref={frame}>
      <AlignmentWarnings alignment={alignment} />
      <div class="list-head">
        <p role="status" class="muted">
          {t("align.settled", { count: settled, total: beads.length })}
        </p>
        <button type="button" class="quiet" onClick={onBack}>
          <Icon name="back" />
          {t("align.back")}
        </button>
      </div>
      <AlignTools state={state} onStep={step} />
      <div class="align-heads" aria-hidden="true">
        <span />
        {columns.map((language) => (
          <button
            type="button"
            tabIndex={-1}
            class={language === column ? "chosen" : ""}
            onClick={() => step({ do: "column", language })}
          >
            {languageName(language)}
          </button>
        ))}
      </div>
      <p class="unseen" role="status">
        {t("align.column", { language: languageName(column) })}
      </p>
      <div class="align-body">
        <ConfidenceRibbon beads={beads} current={at} onJump={(place) => step({ do: "select", at: place })} />
        <VirtualList
          class="beads"
          items={beads}
          count={beads.length}
          guess={64}
          label={t("align.beads")}
          current={at}
          row={(bead, place) => (
            <BeadRow key={place} bead={bead} place={place} segments={segments} state={state} onStep={step} />
          )}
        />
      </div>
      <SaveAlignment kept={kept} files={files} onChange={onChange} onSaved={onSaved} />
    </div>
  );
}

/** What a step has to say, in words. */
export const wordsOf = ({ key, language, count }: Said): string =>
  t(key, {
    ...(language !== undefined && { language: languageName(language) }),
    ...(count !== undefined && { count }),
  });

/** What speaks against the alignment as a whole: the service's warnings, else its verdict. */
function AlignmentWarnings({ alignment: { verdict, warnings } }: { alignment: Alignment }) {
  if (warnings.length > 0) {
    return (
      <ul class="notice warning">
        {warnings.map(({ title, detail }) => (
          <li>
            <strong>{title}</strong> {detail}
          </li>
        ))}
      </ul>
    );
  }
  return verdict === "parallel" ? null : <p class="notice warning">{t(`align.verdict.${verdict}`)}</p>;
}
