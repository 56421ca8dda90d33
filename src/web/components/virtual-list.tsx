import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { Offsets } from "./offsets.ts";

interface VirtualListProps<Item> {
  readonly items: readonly Item[];
  /** Number of all items; the last of them may not be loaded yet. */
  readonly count: number;
  readonly guess: number;
  readonly label: string;
  readonly row: (item: Item, at: number) => ComponentChildren;
  /** The row that is kept in view when it changes. */
  readonly current: number;
  readonly class?: string;
  readonly onKeyDown?: (event: KeyboardEvent) => void;
}

/** Rows rendered above and below the visible ones. */
const MARGIN = 8;

/** A long list: only the visible rows are in the page. */
export function VirtualList<Item>({
  items,
  count,
  guess,
  label,
  row,
  current,
  class: extra = "",
  onKeyDown,
}: VirtualListProps<Item>) {
  const frame = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const [offsets] = useState(() => new Offsets(guess));
  const [view, setView] = useState({ top: 0, height: 600 });
  const [, render] = useState({});
  offsets.resize(count);

  const first = Math.max(0, offsets.at(view.top) - MARGIN);
  const last = Math.min(items.length, offsets.at(view.top + view.height) + MARGIN + 1);

  useLayoutEffect(() => {
    const element = frame.current;
    if (!element) return undefined;
    const look = () => setView({ top: element.scrollTop, height: element.clientHeight });
    const watcher = new ResizeObserver(look);
    watcher.observe(element);
    element.addEventListener("scroll", look, { passive: true });
    look();
    return () => {
      watcher.disconnect();
      element.removeEventListener("scroll", look);
    };
  }, []);

  // Rows above the view may be higher than estimated: scrolling along keeps the view in place.
  useLayoutEffect(() => {
    const [element, rows] = [frame.current, list.current];
    if (!element || !rows) return;
    let [growth, above] = [0, 0];
    for (const [at, child] of [...rows.children].entries()) {
      const grown = offsets.measure(first + at, child.getBoundingClientRect().height);
      if (offsets.start(first + at) + grown <= element.scrollTop) above += grown;
      growth += Math.abs(grown);
    }
    if (above !== 0) element.scrollTop += above;
    if (growth > 0) render({});
  });

  useLayoutEffect(() => {
    const element = frame.current;
    if (!element || current < 0) return;
    const [top, bottom] = [offsets.start(current), offsets.start(current + 1)];
    const margin = Math.min(80, element.clientHeight / 4);
    if (top < element.scrollTop + margin) element.scrollTop = top - margin;
    else if (bottom > element.scrollTop + element.clientHeight - margin) {
      element.scrollTop = bottom - element.clientHeight + margin;
    }
  }, [current]);

  return (
    // A person without a mouse must be able to scroll the list.
    <div
      ref={frame}
      class={`virtual-list ${extra}`}
      tabIndex={0}
      role="region"
      aria-label={label}
      {...(onKeyDown && { onKeyDown })}
    >
      <div style={{ blockSize: `${offsets.total}px` }}>
        <ul ref={list} style={{ transform: `translateY(${offsets.start(first)}px)` }}>
          {items.slice(first, last).map((item, at) => row(item, first + at))}
        </ul>
      </div>
    </div>
  );
}
