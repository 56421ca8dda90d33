/** The keys of a shortcut, as the operating system writes them. Screen readers skip them. */
export function KeyHint({ keys }: { keys: string }) {
  return (
    <kbd aria-hidden="true">
      {keys
        .replace("Ctrl", isMac ? "⌘" : "Ctrl")
        .replace("Alt", isMac ? "⌥" : "Alt")
        .replace("ArrowDown", "↓")
        .replace("ArrowUp", "↑")
        .replace("Shift", "⇧")
        .replaceAll("+", isMac ? "" : " ")}
    </kbd>
  );
}

const isMac = /Mac|iPhone|iPad/u.test(navigator.platform);
