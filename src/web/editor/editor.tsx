import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import type { Language } from "../../domain/language.ts";
import { type Content, isCode, plainText, sameContent } from "../../domain/segment.ts";
import { htmlLanguage } from "../i18n.ts";
import { pressed } from "../shortcuts.ts";
import type { CodeLabel } from "../text/codes.ts";
import type { Mark } from "../text/text-marks.ts";
import { buildNodes, isPlain, placeCaret, pointAt, readCaret, readContent } from "./content-dom.ts";
import {
  contentSize,
  createEditHistory,
  type EditHistory,
  positionOf,
  sliceContent,
  spliceContent,
} from "./content-edit.ts";
import { visiblePieces } from "../text/white-space.ts";

/** What others may do with the text. */
export interface EditorHandle {
  focus(): void;
  /** Puts something where the caret is, as one step that can be undone. */
  insert(content: Content): void;
  /** Puts a whole other text in its place, as one step that can be undone. */
  replace(content: Content): void;
  /** Selects a stretch of the text, in UTF-16 offsets that leave codes out. */
  select(start: number, end: number): void;
}

interface EditorProps {
  readonly language: Language;
  readonly content: Content;
  readonly labels: ReadonlyMap<string, CodeLabel>;
  readonly label: string;
  readonly describedBy?: string;
  readonly readOnly?: boolean;
  readonly handle: RefObject<EditorHandle | null>;
  /** Whether it takes the focus when it appears; then it says that it has. */
  readonly wantsFocus?: { current: boolean };
  /** Stretches to point out, in UTF-16 offsets that leave codes out. */
  readonly marks?: readonly Mark[];
  readonly onChange: (content: Content) => void;
}

const NO_MARKS: readonly Mark[] = [];

/** What was last copied here with its codes; the clipboard itself holds text alone. */
let copied: Content | undefined;

/**
 * A text with inline codes as chips that can be moved and deleted whole, never broken. The browser types
 * and composes; pasting, breaking lines and undoing are done here, so that nothing but text gets in.
 */
export function Editor({
  language,
  content,
  labels,
  label,
  describedBy,
  readOnly = false,
  handle,
  wantsFocus,
  marks = NO_MARKS,
  onChange,
}: EditorProps) {
  const root = useRef<HTMLDivElement>(null);
  const shown = useRef<Content>([]);
  const past = useRef<EditHistory>(createEditHistory({ content, caret: 0 }));
  const composing = useRef(false);
  const inputKind = useRef("");

  const show = (next: Content, caret?: number) => {
    const element = root.current;
    if (!element) return;
    element.replaceChildren(...buildNodes(next, labels));
    shown.current = next;
    markWhiteSpace(element);
    if (caret !== undefined && document.activeElement === element)
      placeCaret(element, { start: caret, end: caret });
  };

  const take = (next: Content, caret: number, joins: boolean) => {
    past.current.push({ content: next, caret }, joins);
    shown.current = next;
    onChange(next);
  };

  const put = (next: Content, caret: number) => {
    show(next, caret);
    take(next, caret, false);
  };

  const focus = () => {
    const element = root.current;
    if (!element) return;
    element.focus();
    const end = contentSize(shown.current);
    placeCaret(element, { start: end, end });
  };

  const insert = (inserted: Content) => {
    const element = root.current;
    if (!element || readOnly) return;
    const size = contentSize(shown.current);
    const { start, end } = readCaret(element) ?? { start: size, end: size };
    put(spliceContent(shown.current, start, end, inserted), start + contentSize(inserted));
  };

  const travel = (moment: { content: Content; caret: number } | undefined) => {
    if (!moment || readOnly) return;
    show(moment.content, moment.caret);
    onChange(moment.content);
  };

  useLayoutEffect(() => {
    if (sameContent(content, shown.current) && root.current?.firstChild) return;
    past.current = createEditHistory({ content, caret: contentSize(content) });
    show(content);
  }, [content, labels]);

  // At once: whoever types on must not type into nothing.
  useLayoutEffect(() => {
    if (!wantsFocus?.current) return;
    wantsFocus.current = false;
    focus();
  }, []);

  useEffect(() => {
    if (root.current) highlight(root.current, shown.current, marks);
  }, [marks, content]);

  useEffect(() => {
    handle.current = {
      focus,
      insert,
      replace: (next) => put(next, contentSize(next)),
      select: (start, end) => {
        const element = root.current;
        if (!element) return;
        element.focus();
        placeCaret(element, { start: positionOf(shown.current, start), end: positionOf(shown.current, end) });
      },
    };
  });

  const onBeforeInput = (event: InputEvent) => {
    inputKind.current = event.inputType;
    if (event.isComposing) return;
    switch (event.inputType) {
      case "insertText":
      case "insertCompositionText":
      case "insertReplacementText":
        return;
      case "insertParagraph":
      case "insertLineBreak":
        event.preventDefault();
        insert(["\n"]);
        return;
      case "historyUndo":
        event.preventDefault();
        travel(past.current.undo());
        return;
      case "historyRedo":
        event.preventDefault();
        travel(past.current.redo());
        return;
      default:
        // Deleting is the browser's; formatting and foreign nodes have no place here.
        if (!event.inputType.startsWith("delete")) event.preventDefault();
    }
  };

  const onInput = () => {
    const element = root.current;
    if (!element || composing.current) return;
    const next = readContent(element);
    const caret = readCaret(element)?.end ?? contentSize(next);
    if (!isPlain(element) || element.lastChild === null) show(next, caret);
    else markWhiteSpace(element);
    take(next, caret, inputKind.current === "insertText");
  };

  const copy = (event: ClipboardEvent, cut: boolean) => {
    const caret = root.current ? readCaret(root.current) : undefined;
    if (!caret || caret.start === caret.end) return;
    event.preventDefault();
    copied = sliceContent(shown.current, caret.start, caret.end);
    event.clipboardData?.setData("text/plain", plainText(copied));
    if (cut && !readOnly) insert([]);
  };

  const paste = (text: string) => {
    const clean = text.replace(/\r\n?/gu, "\n");
    insert(copied && copied.some(isCode) && plainText(copied) === clean ? copied : [clean]);
  };

  return (
    <div
      ref={root}
      class="editor text"
      role="textbox"
      aria-multiline="true"
      aria-label={label}
      {...(describedBy !== undefined && { "aria-describedby": describedBy })}
      aria-readonly={readOnly}
      contentEditable={!readOnly}
      tabIndex={0}
      lang={htmlLanguage(language)}
      spellcheck={true}
      onBeforeInput={onBeforeInput}
      onInput={onInput}
      onCompositionStart={() => {
        composing.current = true;
      }}
      onCompositionEnd={() => {
        composing.current = false;
        onInput();
      }}
      onCopy={(event) => copy(event, false)}
      onCut={(event) => copy(event, true)}
      onPaste={(event) => {
        event.preventDefault();
        paste(event.clipboardData?.getData("text/plain") ?? "");
      }}
      onDrop={(event) => {
        const text = event.dataTransfer?.getData("text/plain") ?? "";
        if (text === "") return;
        event.preventDefault();
        paste(text);
      }}
      onKeyDown={(event) => {
        const name = pressed(event);
        if (name === "Ctrl+Z") travel(past.current.undo());
        else if (name === "Ctrl+Y" || name === "Ctrl+Shift+Z") travel(past.current.redo());
        else return;
        event.preventDefault();
      }}
    />
  );
}

/** Tints white space that can't be told from a plain space, without touching the nodes. */
function markWhiteSpace(element: HTMLElement): void {
  if (!("highlights" in CSS)) return;
  const ranges: Range[] = [];
  let position = 0;
  for (const part of readContent(element)) {
    if (isCode(part)) {
      position += 1;
      continue;
    }
    for (const { text, white } of visiblePieces(part)) {
      if (white !== undefined && white !== "lineBreak") {
        const range = new Range();
        range.setStart(...pointAt(element, position));
        range.setEnd(...pointAt(element, position + text.length));
        ranges.push(range);
      }
      position += text.length;
    }
  }
  CSS.highlights.set("white", new Highlight(...ranges));
}

const SEVERITY_KINDS = ["error", "warning", "info"];

function highlight(element: HTMLElement, content: Content, marks: readonly Mark[]): void {
  if (!("highlights" in CSS)) return;
  for (const name of SEVERITY_KINDS) {
    const ranges = marks
      .filter(({ kind }) => kind === name)
      .map(({ start, end }) => {
        const range = new Range();
        range.setStart(...pointAt(element, positionOf(content, start)));
        range.setEnd(...pointAt(element, positionOf(content, end)));
        return range;
      });
    CSS.highlights.set(name, new Highlight(...ranges));
  }
}
