import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import { useElsewhere } from "./elsewhere.ts";

interface MenuProps {
  /** What the closed menu shows: an icon, a word, or both. */
  readonly summary: ComponentChildren;
  /** Name for screen readers, if the summary is an icon or stands among menus of the same name. */
  readonly label?: string;
  /** Further class of the element. */
  readonly class?: string;
  readonly children: ComponentChildren;
}

/** A button that opens a small panel. A click or the focus elsewhere, Escape, and an action in it close it. */
export function Menu({ summary, label, class: name, children }: MenuProps) {
  const menu = useRef<HTMLDetailsElement>(null);
  useElsewhere(menu, () => {
    if (menu.current?.open) menu.current.open = false;
  });
  return (
    <details
      ref={menu}
      class={name === undefined ? "menu" : `menu ${name}`}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || !menu.current?.open) return;
        menu.current.open = false;
        menu.current.querySelector("summary")?.focus();
      }}
    >
      <summary aria-label={label}>{summary}</summary>
      <div
        class="menu-body"
        onClickCapture={(event) => {
          if (!(event.target instanceof Element) || !event.target.closest("a, button")) return;
          // Before the action: a dialog that it opens gives the focus back to where it finds it.
          if (menu.current) menu.current.open = false;
          menu.current?.querySelector("summary")?.focus();
        }}
      >
        {children}
      </div>
    </details>
  );
}
