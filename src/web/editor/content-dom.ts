import { type Code, type Content, isCode, tidy } from "../../domain/segment.ts";
import { t } from "../i18n.ts";
import { chipText, type CodeLabel, codeKey } from "../text/codes.ts";

/**
 * Content as editable nodes and back. Text becomes text nodes, and a code becomes one element that cannot
 * be edited. A caret is a number of characters from the start; a code counts as one.
 */

const codesOfNodes = new WeakMap<Node, Code>();

/** The editable nodes of a content. */
export function buildNodes(content: Content, labels: ReadonlyMap<string, CodeLabel>): Node[] {
  const nodes: Node[] = content.map((part) =>
    isCode(part) ? buildChip(part, labels) : document.createTextNode(part),
  );
  const last = content.at(-1);
  // Browsers put a caret behind a chip, or into an empty last line, only if a node follows.
  if (last === undefined || isCode(last) || last.endsWith("\n")) nodes.push(document.createElement("br"));
  return nodes;
}

function buildChip(code: Code, labels: ReadonlyMap<string, CodeLabel>): HTMLElement {
  const chip = document.createElement("span");
  codesOfNodes.set(chip, code);
  chip.contentEditable = "false";
  if (code.kind === "break") {
    chip.className = "segment-break";
    return chip;
  }
  const { number, meaning } = labels.get(codeKey(code)) ?? { number: 0, meaning: code.element };
  chip.className = `chip ${code.kind}`;
  chip.title = meaning;
  chip.setAttribute("role", "img");
  chip.setAttribute("aria-label", t(`code.${code.kind}`, { number, meaning }));
  chip.textContent = chipText(code.kind, number);
  return chip;
}

/** Reads the content of an editable element, whatever nodes the browser made. */
export function readContent(root: Node): Content {
  const parts: (string | Code)[] = [];
  const walk = (node: Node) => {
    const code = codesOfNodes.get(node);
    if (code !== undefined) parts.push(code);
    else if (node instanceof Text) parts.push(node.data);
    else if (node instanceof HTMLBRElement) {
      // The last line break only keeps the line open.
      if (nodeAfter(node, root) !== undefined) parts.push("\n");
    } else {
      if (node instanceof HTMLDivElement && node !== root && parts.length > 0) parts.push("\n");
      for (const child of node.childNodes) walk(child);
    }
  };
  walk(root);
  return tidy(parts);
}

function nodeAfter(node: Node, root: Node): Node | undefined {
  for (let at: Node | null = node; at !== null && at !== root; at = at.parentNode) {
    if (at.nextSibling) return at.nextSibling;
  }
  return undefined;
}

/** Whether the nodes are those of `buildNodes`: text, chips, and at most a last line break. */
export const isPlain = (root: Node): boolean =>
  [...root.childNodes].every(
    (node) =>
      node instanceof Text ||
      codesOfNodes.has(node) ||
      (node instanceof HTMLBRElement && node === root.lastChild),
  );

const lengthOf = (node: Node): number =>
  codesOfNodes.has(node)
    ? 1
    : node instanceof Text
      ? node.length
      : [...node.childNodes].reduce((sum, child) => sum + lengthOf(child), 0);

/** Position of a DOM boundary point inside the element. */
function positionOf(root: Node, container: Node, offset: number): number {
  if (!root.contains(container)) return lengthOf(root);
  let position = 0;
  if (container instanceof Text) position = offset;
  else for (const child of [...container.childNodes].slice(0, offset)) position += lengthOf(child);
  for (let at: Node | null = container; at !== null && at !== root; at = at.parentNode) {
    if (codesOfNodes.has(at)) position = 1;
    for (let before = at.previousSibling; before; before = before.previousSibling)
      position += lengthOf(before);
  }
  return position;
}

/** A selection by positions; both are equal for a plain caret. */
export interface Caret {
  readonly start: number;
  readonly end: number;
}

/** The selection inside the element; `undefined` when the selection is elsewhere. */
export function readCaret(root: Node): Caret | undefined {
  const selection = getSelection();
  if (!selection || selection.rangeCount === 0) return undefined;
  const range = selection.getRangeAt(0);
  if (!root.contains(range.startContainer)) return undefined;
  const start = positionOf(root, range.startContainer, range.startOffset);
  return { start, end: range.collapsed ? start : positionOf(root, range.endContainer, range.endOffset) };
}

/** The DOM boundary point of a position. */
export function pointAt(root: Node, position: number): [Node, number] {
  let left = position;
  for (const [at, node] of [...root.childNodes].entries()) {
    const length = lengthOf(node);
    if (node instanceof Text && left <= length) return [node, left];
    if (left < length || (left === 0 && !(node instanceof Text))) return [root, at];
    left -= length;
  }
  return [root, root.childNodes.length];
}

/** Selects the text between two positions. */
export function placeCaret(root: Node, { start, end }: Caret): void {
  getSelection()?.setBaseAndExtent(...pointAt(root, start), ...pointAt(root, end));
}
