import type { Content } from "../../../domain/segment.ts";
import { KeyHint } from "../../components/key-hint.tsx";
import { t } from "../../i18n.ts";
import { useMay } from "../../session.ts";
import type { DeskActions } from "./desk-actions.ts";
import { TagMenu } from "./tag-menu.tsx";

interface EditorToolsProps {
  readonly actions: DeskActions;
  readonly source: Content;
  /** The target as it is stored. */
  readonly stored: Content;
  readonly isChanged: boolean;
  /** Goes to the next finding; absent when there are none. */
  readonly onNextFinding: (() => void) | undefined;
}

/** Buttons that change the text or save it, each with its key. */
export function EditorTools({ actions, source, stored, isChanged, onNextFinding }: EditorToolsProps) {
  const { handle } = actions;
  return (
    <div class="editor-tools" role="group" aria-label={t("unit.tools")}>
      <button type="button" class="quiet" onClick={() => actions.confirm()} aria-keyshortcuts="Control+S">
        {t("unit.save")} <KeyHint keys="Ctrl+S" />
      </button>
      <button type="button" class="quiet" onClick={actions.copySource} aria-keyshortcuts="Control+I">
        {t("keys.copySource")} <KeyHint keys="Ctrl+I" />
      </button>
      <button
        type="button"
        class="quiet"
        title={t("keys.noBreak")}
        onClick={() => actions.insertText("\u00A0")}
        aria-keyshortcuts="Control+Shift+Space"
      >
        {t("keys.noBreakShort")} <KeyHint keys="Ctrl+Shift+Space" />
      </button>
      <TagMenu source={source} onInsert={(number) => actions.insertCode(number)} />
      {onNextFinding && (
        <button type="button" class="quiet" onClick={onNextFinding} aria-keyshortcuts="F8">
          {t("unit.nextFinding")} <KeyHint keys="F8" />
        </button>
      )}
      {isChanged && (
        <button type="button" class="quiet" onClick={() => handle.current?.replace(stored)}>
          {t("unit.revert")}
        </button>
      )}
    </div>
  );
}

interface ConfirmButtonsProps {
  readonly actions: DeskActions;
  /** Gives the translation back; absent where there is none that is confirmed. */
  readonly onReturn: (() => void) | undefined;
}

/** Buttons that confirm the text and go on, and those of a reviewer. */
export function ConfirmButtons({ actions, onReturn }: ConfirmButtonsProps) {
  const mayReview = useMay("review");
  return (
    <p class="actions editor-actions">
      <button type="button" class="primary" onClick={actions.confirmNext} aria-keyshortcuts="Control+Enter">
        {t("unit.confirm")} <KeyHint keys="Ctrl+Enter" />
      </button>
      <button
        type="button"
        onClick={actions.confirmUnconfirmed}
        title={t("keys.confirmUnconfirmed")}
        aria-keyshortcuts="Control+Shift+Enter"
      >
        {t("unit.confirmUnconfirmed")} <KeyHint keys="Ctrl+Shift+Enter" />
      </button>
      {mayReview && (
        <button
          type="button"
          onClick={() => actions.confirm("reviewed")}
          aria-keyshortcuts="Control+Alt+Enter"
        >
          {t("unit.review")} <KeyHint keys="Ctrl+Alt+Enter" />
        </button>
      )}
      {mayReview && (
        <button
          type="button"
          onClick={() => actions.confirm("final")}
          title={t("keys.final")}
          aria-keyshortcuts="Control+Alt+Shift+Enter"
        >
          {t("unit.final")} <KeyHint keys="Ctrl+Alt+Shift+Enter" />
        </button>
      )}
      {onReturn && (
        <button type="button" onClick={onReturn} aria-keyshortcuts="Control+Alt+R">
          {t("returned.return")} <KeyHint keys="Ctrl+Alt+R" />
        </button>
      )}
    </p>
  );
}
