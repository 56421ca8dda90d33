import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { htmlLanguage, type Language } from "../../domain/language.ts";
import { type Content, isCode, sameContent } from "../../domain/segment.ts";

import { pressed } from "../shortcuts.ts";
import { fromClipboard, putOnClipboard } from "../text/clipboard.ts";
import type { CodeLabel } from "../text/codes.ts";
import type { Mark } from "../text/text-marks.ts";
import { buildNodes, isPlain, placeCaret, pointAt, readCaret, readContent } from "./content-dom.ts";
import {
  contentSize,
  createEditHistory,
  type EditHistory,
  offsetOf,
  positionOf,
  sliceContent,
  spliceContent,
} from "./content-edit.ts";
import { visiblePieces } from "../text/white-space.ts";

/** What the desk may do with the text in the editor. */
export interface EditorHandle {
  focus(): void;
  /** Inserts content at the caret, as one step that can be undone, and goes on behind it. */
  insert(content: Content): void;
  /** Puts codes round the selected text, or at the caret where nothing is selected; as one step that can be undone. */
  wrap(before: Content, after: Content): void;
  /** Replaces the whole text, as one step that can be undone. */
  replace(content: Content): void;
  /** The selected range, in UTF-16 offsets into the text without codes; `undefined` when no text is selected. */
  selection(): { readonly start: number; readonly end: number } | undefined;
  /** Selects a range, in UTF-16 offsets into the text without codes. */
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
  /** Whether the editor takes the focus when it appears. Taking it resets the flag. */
  readonly wantsFocus?: { current: boolean };
  /** Ranges to mark, in UTF-16 offsets into the text without codes. */
  readonly marks?: readonly Mark[];
  readonly onChange: (content: Content) => void;
}

const NO_MARKS: readonly Mark[] = [];

/** The text in the editable element, and the ways to change it. */
interface EditedText {
  /** The text as it stands in the element. */
  readonly shown: { current: Content };
  readonly focus: () => void;
  readonly insert: (content: Content) => void;
  readonly wrap: (before: Content, after: Content) => void;
  readonly replace: (content: Content) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  /** Reads what the browser made of the element. `joins` makes one step of letters that follow each other. */
  readonly read: (joins: boolean) => void;
}

/** Keeps element, history and caret together; `onChange` hears every change. */
function useEditedText(
  root: RefObject<HTMLDivElement | null>,
  { content, labels, readOnly = false, onChange }: EditorProps,
): EditedText {
  const shown = useRef<Content>([]);
  const past = useRef<EditHistory>(createEditHistory({ content, caret: 0 }));

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
  /** Where to insert; a button that does it leaves the caret in the text. Undefined where nothing can be inserted. */
  const place = () => {
    const element = root.current;
    if (!element || readOnly) return undefined;
    const size = contentSize(shown.current);
    const caret = readCaret(element) ?? { start: size, end: size };
    element.focus({ preventScroll: true });
    return caret;
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

  return {
    shown,
    focus() {
      const element = root.current;
      if (!element) return;
      element.focus();
      const end = contentSize(shown.current);
      placeCaret(element, { start: end, end });
    },
    insert(inserted) {
      const at = place();
      if (at) put(spliceContent(shown.current, at.start, at.end, inserted), at.start + contentSize(inserted));
    },
    wrap(before, after) {
      const at = place();
      if (!at) return;
      const within = sliceContent(shown.current, at.start, at.end);
      const inserted = [...before, ...within, ...after];
      // With nothing selected one goes on writing between the codes.
      const behind = contentSize(at.start === at.end ? before : inserted);
      put(spliceContent(shown.current, at.start, at.end, inserted), at.start + behind);
    },
    replace: (next) => put(next, contentSize(next)),
    undo: () => travel(past.current.undo()),
    redo: () => travel(past.current.redo()),
    read(joins) {
      const element = root.current;
      if (!element) return;
      const next = readContent(element);
      const caret = readCaret(element)?.end ?? contentSize(next);
      if (!isPlain(element) || element.lastChild === null) show(next, caret);
      else markWhiteSpace(element);
      take(next, caret, joins);
    },
  };
}

/** Stops browser input that would put anything but text and codes into the element. */
function onBeforeInput(event: InputEvent, { insert, undo, redo }: EditedText): void {
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
      undo();
      return;
    case "historyRedo":
      event.preventDefault();
      redo();
      return;
    default:
      // The browser may delete; formatting and foreign nodes have no place here.
      if (!event.inputType.startsWith("delete")) event.preventDefault();
  }
}

/** Puts the selected text on the clipboard and remembers its codes. Returns whether anything was selected. */
function copy(event: ClipboardEvent, root: HTMLElement | null, shown: Content): boolean {
  const caret = root ? readCaret(root) : undefined;
  if (!caret || caret.start === caret.end) return false;
  putOnClipboard(event, sliceContent(shown, caret.start, caret.end));
  return true;
}

/**
 * A text with inline codes as chips that can be moved and deleted whole, never broken. The browser types
 * and composes. The editor itself pastes, breaks lines and undoes, so that nothing but text gets in.
 */
export function Editor(props: EditorProps) {
  const { content, handle, wantsFocus, describedBy, readOnly = false, marks = NO_MARKS } = props;
  const root = useRef<HTMLDivElement>(null);
  const composing = useRef(false);
  const inputKind = useRef("");
  const text = useEditedText(root, props);

  // Before the browser takes the next key: it must not be typed into nothing.
  useLayoutEffect(() => {
    if (!wantsFocus?.current) return;
    wantsFocus.current = false;
    text.focus();
  }, []);
  useEffect(() => {
    if (root.current) highlight(root.current, text.shown.current, marks);
  }, [marks, content]);
  // The keys of the desk use the handle as soon as the editor is shown.
  useLayoutEffect(() => {
    handle.current = {
      focus: text.focus,
      insert: text.insert,
      wrap: text.wrap,
      replace: text.replace,
      selection() {
        const caret = root.current ? readCaret(root.current) : undefined;
        if (!caret) return undefined;
        const [start, end] = [caret.start, caret.end].map((at) => offsetOf(text.shown.current, at));
        return start === undefined || end === undefined || start >= end ? undefined : { start, end };
      },
      select(start, end) {
        const element = root.current;
        const shown = text.shown.current;
        if (!element) return;
        element.focus();
        placeCaret(element, { start: positionOf(shown, start), end: positionOf(shown, end) });
      },
    };
  });
  const onInput = () => {
    if (!composing.current) text.read(inputKind.current === "insertText");
  };
  return (
    <div
      ref={root}
      class="editor text"
      role="textbox"
      aria-multiline="true"
      aria-label={props.label}
      {...(describedBy !== undefined && { "aria-describedby": describedBy })}
      aria-readonly={readOnly}
      contentEditable={!readOnly}
      tabIndex={0}
      lang={htmlLanguage(props.language)}
      spellcheck={true}
      onBeforeInput={(event) => {
        inputKind.current = event.inputType;
        onBeforeInput(event, text);
      }}
      onInput={onInput}
      onCompositionStart={() => {
        composing.current = true;
      }}
      onCompositionEnd={() => {
        composing.current = false;
        onInput();
      }}
      onCopy={(event) => copy(event, root.current, text.shown.current)}
      onCut={(event) => {
        if (copy(event, root.current, text.shown.current) && !readOnly) text.insert([]);
      }}
      onPaste={(event) => {
        event.preventDefault();
        text.insert(fromClipboard(event.clipboardData?.getData("text/plain") ?? "", props.labels));
      }}
      onDrop={(event) => {
        const dropped = event.dataTransfer?.getData("text/plain") ?? "";
        if (dropped === "") return;
        event.preventDefault();
        text.insert(fromClipboard(dropped, props.labels));
      }}
      onKeyDown={(event) => {
        const name = pressed(event);
        if (name === "Ctrl+Z") text.undo();
        else if (name === "Ctrl+Y" || name === "Ctrl+Shift+Z") text.redo();
        else return;
        event.preventDefault();
      }}
    />
  );
}

/** Colours white space that looks like a plain space. Highlights leave the nodes as they are. */
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

const HIGHLIGHTED = ["error", "warning", "info", "marked"];

function highlight(element: HTMLElement, content: Content, marks: readonly Mark[]): void {
  if (!("highlights" in CSS)) return;
  for (const name of HIGHLIGHTED) {
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
