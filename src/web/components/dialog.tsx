import type { ComponentChildren } from "preact";
import { useId, useLayoutEffect, useRef } from "preact/hooks";
import { t } from "../i18n.ts";
import { useShortcuts } from "../shortcuts.ts";
import { Icon } from "./icons.tsx";

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly wide?: boolean;
  readonly children: ComponentChildren;
}

/** Where the focus goes when a dialog has closed; a dialog that opens in its place takes this over. */
let returning: Element | null | undefined;

/**
 * A native modal dialog: the browser keeps the focus inside. It begins at the first field, or at the button
 * that Enter should press; afterwards the focus goes back to where it was.
 */
export function Dialog({ title, onClose, wide = false, children }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null);
  /** Whether the pointer went down outside: a selection that is dragged out of the dialog does not close it. */
  const isPressedOutside = useRef(false);
  const id = useId();
  // While the dialog is open, the keys of the screen do nothing.
  useShortcuts([]);
  // Before the browser takes the next key: what is typed at once belongs to the dialog, not to the screen below it.
  useLayoutEffect(() => {
    const before = returning ?? document.activeElement;
    returning = undefined;
    element.current?.showModal();
    if (element.current) firstFocus(element.current).focus();
    return () => {
      returning = before;
      // The dialog is still there: as long as it is, nothing behind it takes the focus.
      queueMicrotask(() => {
        if (returning !== before) return;
        returning = undefined;
        if (before instanceof HTMLElement && before.isConnected) before.focus();
      });
    };
  }, []);
  return (
    <dialog
      ref={element}
      class={wide ? "wide" : ""}
      aria-labelledby={id}
      tabIndex={-1}
      onClose={onClose}
      onKeyDown={(event) => {
        // A search field would take Escape for itself and only empty itself.
        if (event.key !== "Escape" || event.isComposing) return;
        event.preventDefault();
        onClose();
      }}
      onPointerDown={(event) => {
        isPressedOutside.current = event.target === element.current;
      }}
      onClick={(event) => {
        if (event.target === element.current && isPressedOutside.current) onClose();
      }}
    >
      <div class="dialog-body">
        <header>
          <h2 id={id}>{title}</h2>
          <button type="button" class="quiet icon-only" onClick={onClose} aria-label={t("close")}>
            <Icon name="close" />
          </button>
        </header>
        {children}
      </div>
    </dialog>
  );
}

/** Where the focus of a dialog begins, best first. Where the main button destroys something, it begins at cancel. */
const BEGINNINGS = [
  "input:enabled, select:enabled, textarea:enabled",
  ".actions .danger ~ button",
  ".actions .primary",
] as const;

function firstFocus(dialog: HTMLDialogElement): HTMLElement {
  const found = BEGINNINGS.map((selector) => dialog.querySelector<HTMLElement>(selector));
  return found.find((one) => one !== null) ?? dialog;
}
