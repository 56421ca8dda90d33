import { type Code, type Content, isCode, plainText, tidy } from "../../domain/segment.ts";
import { codeKey } from "./codes.ts";

/** Copying texts with their inline codes. The clipboard holds only text, so the codes are remembered here. */

/** The content that was copied last. */
let copied: Content | undefined;

/** Puts the text of a content on the clipboard and remembers its codes. */
export function putOnClipboard(event: ClipboardEvent, content: Content): void {
  event.preventDefault();
  copied = content;
  event.clipboardData?.setData("text/plain", plainText(content));
}

/**
 * A pasted text; with its codes, when it was copied here.
 *
 * @param known keys of the codes that the unit may have; codes of other units are left out
 */
export function fromClipboard(text: string, known: { has(key: string): boolean }): Content {
  const clean = text.replace(/\r\n?/gu, "\n");
  if (!copied || plainText(copied) !== clean) return [clean];
  return tidy(copied.filter((part) => !isCode(part) || known.has(codeKey(part))));
}

/** Name of the attribute with the key of a shown code. */
export const CODE_KEY = "data-code";

/**
 * Copies what is selected in a shown text with its codes. A selection with words of other elements is left to the
 * browser; three clicks select only white space behind the text.
 *
 * @param content what the element shows
 */
export function copyShown(event: ClipboardEvent, element: Element, content: Content): void {
  const selection = getSelection();
  if (!selection || selection.rangeCount === 0 || selection.isCollapsed) return;
  const range = selection.getRangeAt(0).cloneRange();
  const wanted = range.toString().trim();
  if (!element.contains(range.startContainer)) range.setStart(element, 0);
  if (!element.contains(range.endContainer)) range.setEnd(element, element.childNodes.length);
  if (range.toString().trim() !== wanted) return;
  const codes = new Map(content.filter(isCode).map((code) => [codeKey(code), code]));
  const parts: (string | Code)[] = [];
  const walk = (node: Node) => {
    const code = node instanceof Element ? codes.get(node.getAttribute(CODE_KEY) ?? "") : undefined;
    if (code !== undefined) parts.push(code);
    else if (node instanceof Text) parts.push(node.data);
    else for (const child of node.childNodes) walk(child);
  };
  walk(range.cloneContents());
  if (parts.some((part) => typeof part !== "string")) putOnClipboard(event, tidy(parts));
}
