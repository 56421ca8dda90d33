import { useLayoutEffect, useState } from "preact/hooks";
import { createStore } from "./store.ts";

/** Keys, written as `Ctrl+Shift+Enter`; Ctrl is also ⌘. */
export interface Shortcut {
  readonly keys: readonly string[];
  /** Key of its description in the interface's texts. */
  readonly label: string;
  readonly run: () => void;
  /** Whether it also holds while somebody types; those with Ctrl, Alt or a function key do anyway. */
  readonly whileTyping?: boolean;
  readonly disabled?: boolean;
}

type KeyInfo = Pick<
  KeyboardEvent,
  "key" | "code" | "ctrlKey" | "altKey" | "metaKey" | "shiftKey" | "isComposing" | "keyCode"
>;

const PUNCTUATION: Readonly<Record<string, readonly [plain: string, shifted: string]>> = {
  BracketLeft: ["[", "{"],
  BracketRight: ["]", "}"],
  Comma: [",", "<"],
  Period: [".", ">"],
  Slash: ["/", "?"],
};

/**
 * The name of what was pressed, or `undefined` while an input method composes. The layout decides
 * (`event.key`) unless it gives no Latin letter: then the place of the key does (`event.code`), so that
 * shortcuts work on a Cyrillic layout and still follow Dvorak.
 */
export function pressed(event: KeyInfo): string | undefined {
  if (event.isComposing || event.keyCode === 229) return undefined;
  const { key, symbol } = keyName(event);
  if (key === undefined) return undefined;
  const modifiers = [
    ...(event.ctrlKey || event.metaKey ? ["Ctrl"] : []),
    ...(event.altKey ? ["Alt"] : []),
    // Which signs need Shift depends on the layout.
    ...(event.shiftKey && !symbol ? ["Shift"] : []),
  ];
  return [...modifiers, key].join("+");
}

function keyName({ key, code, shiftKey }: KeyInfo): { key: string | undefined; symbol: boolean } {
  if (["Control", "Alt", "Shift", "Meta", "Dead", "Process", "Unidentified"].includes(key)) {
    return { key: undefined, symbol: false };
  }
  if (/^[a-z0-9]$/iu.test(key)) return { key: key.toUpperCase(), symbol: false };
  const physical = /^(?:Key([A-Z])|Digit(\d))$/u.exec(code);
  const letter = physical?.[1] ?? physical?.[2];
  if (key === " ") return { key: "Space", symbol: false };
  const isAscii = /^[!-~]$/u.test(key);
  if (!isAscii && key.length <= 2 && letter !== undefined) return { key: letter, symbol: false };
  if (isAscii && physical?.[2] !== undefined && !shiftKey) return { key: physical[2], symbol: false };
  const sign = isAscii ? key : key.length <= 2 ? PUNCTUATION[code]?.[shiftKey ? 1 : 0] : undefined;
  return { key: sign ?? key, symbol: sign !== undefined };
}

/** What one component holds; its place among the others stays while it is there. */
export interface Layer {
  shortcuts: readonly Shortcut[];
}

/** In the order in which their components appeared, the last on top: a dialog's go before its screen's. */
export const layers = createStore<readonly Layer[]>([]);

/** Holds shortcuts as long as the component is there. */
export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  const [layer] = useState<Layer>({ shortcuts });
  // Before the browser can take the next key: a key held down must not meet what was there before.
  useLayoutEffect(() => {
    layer.shortcuts = shortcuts;
  });
  useLayoutEffect(() => {
    layers.set([...layers.get(), layer]);
    return () => layers.set(layers.get().filter((other) => other !== layer));
  }, [layer]);
}

/** The first shortcut that a key stands for, from the top layer down. */
export function findShortcut(held: readonly Layer[], name: string, isTyping: boolean): Shortcut | undefined {
  for (const { shortcuts } of held.toReversed()) {
    const found = shortcuts.find(({ keys, disabled }) => !disabled && keys.includes(name));
    if (found && (!isTyping || found.whileTyping || isCommand(name))) return found;
  }
  return undefined;
}

const isCommand = (name: string): boolean => /^(?:Ctrl|Alt)\+|^F\d+$/u.test(name);

function isTypingIn(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (
    target.isContentEditable ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement
  )
    return true;
  return (
    target instanceof HTMLInputElement &&
    !["button", "checkbox", "radio", "range", "submit"].includes(target.type)
  );
}

export function listenForShortcuts(): void {
  document.addEventListener("keydown", (event) => {
    const name = event.defaultPrevented ? undefined : pressed(event);
    if (name === undefined) return;
    const inDialog = event.target instanceof Element && event.target.closest("dialog") !== null;
    const held = inDialog ? layers.get().slice(-1) : layers.get();
    const found = findShortcut(held, name, isTypingIn(event.target));
    if (!found) return;
    event.preventDefault();
    found.run();
  });
}
