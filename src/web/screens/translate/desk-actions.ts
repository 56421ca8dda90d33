import type { RefObject } from "preact";
import { useRef, useState } from "preact/hooks";
import { inlineCodeProblem } from "../../../domain/inline-code-problem.ts";
import type { Language } from "../../../domain/language.ts";
import { type Content, isCode, plainText, sameContent } from "../../../domain/segment.ts";
import { compareStates, type State } from "../../../domain/unit.ts";
import type { UnitView } from "../../api/resources.ts";
import type { EditorHandle } from "../../editor/editor.tsx";
import { t } from "../../i18n.ts";
import { announce } from "../../live.ts";
import { address, amendQuery, go } from "../../router.ts";
import { draftOf, save } from "../../saving/saving.ts";
import { useMay } from "../../session.ts";
import { codesOfNumber, codesToInsert, labelCodes } from "../../text/codes.ts";
import type { Direction } from "../../direction.ts";
import { nextUnconfirmed } from "./desk-query.ts";
import type { DeskUnits } from "./desk-units.ts";

/** What a translator can do at the desk, by button or by key. */
export interface DeskActions {
  readonly handle: RefObject<EditorHandle | null>;
  /** Set while the editor that appears next takes the focus. */
  readonly wantsFocus: { current: boolean };
  /** On a narrow screen either the list or the editor is shown. */
  readonly isListShown: boolean;
  readonly showList: () => void;
  /** Id of the unit whose target was confirmed last. */
  readonly confirmed: string | undefined;
  /** Opens a unit by its index; without `focus` the list keeps the focus. */
  readonly open: (at: number, focus?: boolean) => void;
  readonly move: (by: 1 | -1) => void;
  /** Saves the target; without a state, a changed text becomes `translated`. `force` saves in spite of missing codes. */
  readonly confirm: (state?: State, force?: boolean) => void;
  readonly confirmNext: () => void;
  readonly confirmUnconfirmed: () => void;
  readonly copySource: () => void;
  /** Inserts the codes of a number, by default the first that the target lacks; a span goes round the selected text. */
  readonly insertCode: (number?: number) => void;
  /** Inserts text at the caret and goes on typing behind it. */
  readonly insertText: (text: string) => void;
  /** Puts a whole text, of a match or of the history, into the editor. */
  readonly use: (content: Content) => void;
  /** Begins a new concept with the selected text. */
  readonly newTerm: () => void;
}

/** @param isUnitWanted whether the address names a unit: then a narrow screen begins with the editor */
export function useDeskActions(
  document: string,
  units: DeskUnits,
  [source, target]: Direction,
  isUnitWanted: boolean,
): DeskActions {
  const { list, at, unit } = units;
  const handle = useRef<EditorHandle>(null);
  const wantsFocus = useRef(false);
  /** The text that was put into the editor last: saved unchanged, its origin is a match. */
  const used = useRef<Content>(undefined);
  const mayTranslate = useMay("translate");
  const [isListShown, setListShown] = useState(!isUnitWanted);
  const [confirmed, setConfirmed] = useState<string>();

  const open = (next: number, focus = true) => {
    const chosen = list[next];
    if (!chosen) return;
    setListShown(false);
    if (chosen.id !== unit?.id) {
      wantsFocus.current = focus;
      amendQuery({ unit: chosen.id, source, target });
    } else if (focus) handle.current?.focus();
  };
  const written = (of: UnitView): Content =>
    draftOf(of.id, target)?.content ?? of.variants[target]?.content ?? [];
  const confirm = async (state?: State, force = false): Promise<void> => {
    if (!unit || !mayTranslate) return;
    const stored = unit.variants[target];
    const draft = draftOf(unit.id, target);
    const content = written(unit);
    if (content.every((part) => !isCode(part) && part === "")) return;
    const wanted = {
      state: state ?? stateAfterConfirming(stored?.state ?? "initial", draft !== undefined),
      ...(unit.variants[source] === undefined ? {} : { source }),
      origin: used.current && sameContent(used.current, content) ? ("match" as const) : ("typed" as const),
    };
    const version = draft?.version ?? unit.version;
    const time = new Date().toISOString();
    await save({ unit: unit.id, document, language: target, content, version, time, wanted }, { force });
    if (!draftOf(unit.id, target)) setConfirmed(unit.id);
  };
  /** Whether the server will not take the draft, because its codes are not those of the source. */
  const isRefused = (of: UnitView): boolean => {
    const from = of.variants[source]?.content;
    const draft = draftOf(of.id, target)?.content;
    if (!from || !draft || plainText(draft) === "") return false;
    return inlineCodeProblem(from, draft, {}) !== undefined;
  };
  const confirmAnd = (next: number | undefined) => {
    const saved = confirm();
    // The server will refuse it: the next unit would hide why.
    if (unit && mayTranslate && isRefused(unit)) return;
    if (next !== undefined) return open(next);
    void saved.then(() => {
      if (unit && !draftOf(unit.id, target)) announce(t("translate.allConfirmed"));
    });
  };

  return {
    handle,
    wantsFocus,
    isListShown,
    showList: () => setListShown(true),
    confirmed,
    open,
    move: (by) => open(at + by),
    confirm: (state, force) => void confirm(state, force),
    confirmNext: () => confirmAnd(at + 1),
    confirmUnconfirmed: () => confirmAnd(nextUnconfirmed(list, at, target)),
    copySource() {
      const content = unit?.variants[source]?.content;
      if (content) handle.current?.replace(content.filter((part) => !isCode(part) || part.kind !== "break"));
    },
    insertCode(number) {
      if (!unit) return;
      const from = unit.variants[source]?.content ?? [];
      const isSelected = handle.current?.selection() !== undefined;
      const { before, after } =
        number === undefined
          ? codesToInsert(from, written(unit), isSelected)
          : codesOfNumber(from, labelCodes(from), number);
      if (before.length + after.length > 0) handle.current?.wrap(before, after);
    },
    insertText: (text) => handle.current?.insert([text]),
    use(content) {
      used.current = content;
      handle.current?.replace(content);
      handle.current?.focus();
    },
    newTerm: () => newTerm(source, target),
  };
}

/** State of a target when somebody confirms it: at least `translated`; a changed text loses its review. */
const stateAfterConfirming = (reached: State, isChanged: boolean): State =>
  isChanged || compareStates(reached, "translated") < 0 ? "translated" : reached;

/** Goes to a new concept that begins with the selected text, in the language in which it was selected. */
function newTerm(source: Language, target: Language): void {
  const text = (getSelection()?.toString() ?? "").trim().slice(0, 500);
  const isTarget = document.activeElement?.classList.contains("editor") ?? false;
  go(address("/glossary", { new: "1", [isTarget ? target : source]: text }));
}
