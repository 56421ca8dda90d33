import { useRef } from "preact/hooks";
import { type Content, isCode, plainText } from "../../../domain/segment.ts";
import { Menu } from "../../components/menu.tsx";
import { KeyHint } from "../../components/key-hint.tsx";
import { t } from "../../i18n.ts";
import { useShortcuts } from "../../shortcuts.ts";
import { chipText, codesOfNumber, labelCodes } from "../../text/codes.ts";

interface TagMenuProps {
  readonly source: Content;
  /** Inserts the codes of this number. */
  readonly onInsert: (number: number) => void;
}

/** All inline codes of the source with their numbers: a click or the digit inserts one, a span goes round the selected text. */
export function TagMenu({ source, onInsert }: TagMenuProps) {
  const root = useRef<HTMLDivElement>(null);
  const labels = labelCodes(source);
  const numbers = [...new Map([...labels.values()].map((label) => [label.number, label.meaning]))];
  const open = () => {
    const menu = root.current?.querySelector("details");
    if (!menu) return;
    menu.open = true;
    menu.querySelector("button")?.focus();
  };
  const choose = (number: number) => {
    const menu = root.current?.querySelector("details");
    if (menu) menu.open = false;
    onInsert(number);
  };
  useShortcuts([{ keys: ["Alt+Shift+T"], label: "keys.tagMenu", run: open, disabled: numbers.length === 0 }]);
  if (numbers.length === 0) return null;
  return (
    <div
      ref={root}
      class="tag-menu"
      // The selection in the editor stays, so that the codes go round it.
      onMouseDown={(event) => event.preventDefault()}
      onKeyDown={(event) => {
        const number = Number(event.key);
        if (!numbers.some(([known]) => known === number) || event.ctrlKey || event.altKey) return;
        event.preventDefault();
        choose(number);
      }}
    >
      <Menu
        summary={
          <>
            {t("codes.menu")} <KeyHint keys="Alt+Shift+T" />
          </>
        }
      >
        {numbers.map(([number, meaning]) => {
          const { before, after } = codesOfNumber(source, labels, number);
          const shown = [...before, ...after].map(({ kind }) => chipText(kind, number)).join("…");
          return (
            <button type="button" class="quiet" onClick={() => choose(number)}>
              <span class="chip">{shown}</span> {spannedText(source, number) || meaning}
            </button>
          );
        })}
      </Menu>
    </div>
  );
}

/** The text between the ends of a span, shortened; empty for a lone code. */
function spannedText(source: Content, number: number): string {
  const labels = labelCodes(source);
  const { before, after } = codesOfNumber(source, labels, number);
  const [first, last] = [
    source.findIndex((part) => part === before[0]),
    source.findIndex((part) => part === after[0]),
  ];
  if (first < 0 || last < first) return "";
  const text = plainText(source.slice(first, last).filter((part) => !isCode(part)));
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
