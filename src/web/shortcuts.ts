import { useLayoutEffect, useState } from "preact/hooks";
import { createStore } from "./store.ts";

/** A shortcut. Its keys are written as `Ctrl+Shift+Enter`; Ctrl is also ⌘. */
export interface Shortcut {
  readonly keys: readonly string[];
  /** Key of its description in the interface's texts. */
  readonly label: string;
  readonly run: () => void;
  /** Whether it works while somebody types. Shortcuts with Ctrl, Alt or a function key always do. */
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
 * The name of the pressed keys, or `undefined` while an input method composes. The layout decides
 * (`event.key`). When it gives no Latin letter, the place of the key decides (`event.code`): so shortcuts
 * work on a Cyrillic layout and still follow Dvorak.
 */
export function pressed(event: KeyInfo): string | undefined {
  if (event.isComposing || event.keyCode === 229) return undefined;
  const { key, symbol } = keyName(event);
  if (key === undefined) return undefined;
  const modifiers = [
    ...(event.ctrlKey || event.metaKey ? ["Ctrl"] : []),
    ...(event.altKey ? ["Alt"] : []),
    // The layout decides which characters need Shift, so Shift is not part of their name.
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

/** The shortcuts of one component. A layer keeps its place while its component is shown. */
export interface Layer {
  shortcuts: readonly Shortcut[];
}

/** Layers in the order in which their components appeared. The last one is on top: a dialog comes before its screen. */
export const layers = createStore<readonly Layer[]>([]);

/** Makes shortcuts work while the component is shown. */
export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  const [layer] = useState<Layer>({ shortcuts });
  // In a layout effect, before the browser takes the next key: a key that is held down must not run an old shortcut.
  useLayoutEffect(() => {
    layer.shortcuts = shortcuts;
  });
  useLayoutEffect(() => {
    layers.set([...layers.get(), layer]);
    return () => layers.set(layers.get().filter((other) => other !== layer));
  }, [layer]);
}

/** The shortcut of a key: the first that is not disabled, from the top layer down. */
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

/** Runs the shortcut of each pressed key. In a dialog only the shortcuts of the top layer work. */
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
