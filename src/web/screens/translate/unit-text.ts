import type { RefObject } from "preact";
import { useLayoutEffect, useState } from "preact/hooks";
import type { Language } from "../../../domain/language.ts";
import { type Content, sameContent } from "../../../domain/segment.ts";
import type { TypedFinding, UnitView } from "../../api/resources.ts";
import { positionOf, spliceContent } from "../../editor/content-edit.ts";
import type { EditorHandle } from "../../editor/editor.tsx";
import { t } from "../../i18n.ts";
import { announce } from "../../live.ts";
import { draftKey } from "../../saving/drafts.ts";
import { kept } from "../../saving/kept-here.ts";
import { draftOf, keepText } from "../../saving/saving.ts";
import { useShortcuts } from "../../shortcuts.ts";

const NOTHING: Content = [];

/** The target of a unit while somebody writes it. */
export interface UnitText {
  readonly stored: Content;
  readonly content: Content;
  readonly isChanged: boolean;
  /** Takes what was typed and keeps it as a draft. */
  readonly change: (content: Content) => void;
  /** Shows another text without making a draft of it. */
  readonly show: (content: Content) => void;
}

/** Begins with the draft of this browser, else with the stored text, and follows the stored text when it changes. */
export function useUnitText(unit: UnitView, target: Language): UnitText {
  const stored = unit.variants[target]?.content ?? NOTHING;
  const [content, setContent] = useState<Content>(() => draftOf(unit.id, target)?.content ?? stored);
  const [readVersion, setReadVersion] = useState(unit.version);
  useLayoutEffect(() => {
    if (unit.version === readVersion) return;
    setReadVersion(unit.version);
    if (!draftOf(unit.id, target)) setContent(stored);
  }, [unit.version]);
  useLayoutEffect(
    () =>
      kept.watch((key, isForeign) => {
        if (isForeign && key === draftKey(unit.id, target))
          setContent(draftOf(unit.id, target)?.content ?? stored);
      }),
    [unit.id, target, stored],
  );
  const change = (next: Content) => {
    setContent(next);
    keepText(unit, target, next);
  };
  return { stored, content, isChanged: !sameContent(content, stored), change, show: setContent };
}

/** The way from one finding to the next, and from a finding to its correction. */
export interface FindingSteps {
  /** Index of the finding that was shown last; -1 at first. */
  readonly current: number;
  readonly show: (at: number) => void;
  readonly next: () => void;
  readonly apply: (finding: TypedFinding) => void;
}

/** Selects findings in the editor, also by F8, and puts suggestions in their place. */
export function useFindingSteps(
  findings: readonly TypedFinding[],
  target: Language,
  content: Content,
  handle: RefObject<EditorHandle | null>,
): FindingSteps {
  const [current, setCurrent] = useState(-1);
  const show = (at: number) => {
    const [range] = findings[at]?.ranges[target] ?? [];
    setCurrent(at);
    if (range) handle.current?.select(range.start, range.end);
    else handle.current?.focus();
  };
  const next = () => {
    if (findings.length > 0) show((current + 1) % findings.length);
    else announce(t("findings.count", { count: 0 }));
  };
  useShortcuts([{ keys: ["F8"], label: "keys.finding", run: next }]);
  const apply = ({ suggestion }: TypedFinding) => {
    if (!suggestion?.range) return;
    const { start, end } = suggestion.range;
    handle.current?.replace(
      spliceContent(content, positionOf(content, start), positionOf(content, end), [suggestion.text]),
    );
  };
  return { current, show, next, apply };
}
