import { useState } from "preact/hooks";
import type { Language } from "../../../domain/language.ts";
import { type ErrorMark, getMarks, type UnitView } from "../../api/resources.ts";
import { loadCheckTexts, t } from "../../i18n.ts";
import { announce } from "../../live.ts";
import { type Loaded, useLoaded } from "../../loading.ts";
import { draftOf } from "../../saving/saving.ts";
import type { DeskActions } from "./desk-actions.ts";

/** A place in the stored target, in UTF-16 offsets into the text without codes. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
  /** Version of the text. */
  readonly version: number;
  readonly text: string;
  readonly isWhole: boolean;
}

/** The errors that reviewers have marked in the open target, and the mark that is being made. */
export interface Marking {
  readonly marks: Loaded<readonly ErrorMark[]>;
  readonly reload: () => void;
  /** The place that is being marked. */
  readonly stretch: Stretch | undefined;
  /** Begins a mark at the selection in the editor, else of the whole text. */
  readonly begin: () => void;
  readonly end: () => void;
}

export function useMarking(
  unit: UnitView | undefined,
  target: Language,
  { handle }: Pick<DeskActions, "handle">,
): Marking {
  const [stretch, setStretch] = useState<Stretch>();
  const key = unit && `${unit.id} ${unit.version} ${target}`;
  const [marks, reload] = useLoaded(key, async () => {
    await loadCheckTexts();
    return unit === undefined ? [] : getMarks(unit.id, target);
  });
  const begin = () => {
    const stored = unit?.variants[target];
    if (unit === undefined || stored === undefined || stored.text === "") return announce(t("marks.nothing"));
    if (draftOf(unit.id, target)) return announce(t("marks.saveFirst"));
    const selected = handle.current?.selection();
    const { start, end } = selected ?? { start: 0, end: stored.text.length };
    setStretch({
      start,
      end,
      version: stored.version,
      text: stored.text.slice(start, end),
      isWhole: selected === undefined,
    });
  };
  return { marks, reload, stretch, begin, end: () => setStretch(undefined) };
}
