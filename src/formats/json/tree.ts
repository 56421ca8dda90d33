import { visit } from "jsonc-parser";
import { Problem } from "../../domain/problem.ts";
import { DEFAULT_LIMITS, type Limits } from "../contract.ts";

/** JSON with the place of each node in the text. `JSON.parse` would lose order, duplicate names and spelling. */
export type JsonNode = JsonObject | JsonArray | JsonText | JsonScalar;

/**
 * Largest number of nodes (objects, arrays, texts, scalars) in one file. Real files within the limit on bytes have fewer;
 * a hostile file could fill the memory with nodes.
 */
const MAX_NODES = 1_500_000;

interface Located {
  /** Offsets in UTF-16 units: `text.slice(start, end)` is the node as it was written. */
  readonly start: number;
  readonly end: number;
  /** Line of the start, from 1. */
  readonly line: number;
}
export interface JsonObject extends Located {
  readonly kind: "object";
  readonly members: readonly JsonMember[];
}
export interface JsonMember {
  readonly name: string;
  /** Offset of the name's opening quote. */
  readonly start: number;
  readonly line: number;
  readonly value: JsonNode;
}
export interface JsonArray extends Located {
  readonly kind: "array";
  readonly items: readonly JsonNode[];
}
export interface JsonText extends Located {
  readonly kind: "text";
  readonly value: string;
}
/** A number, `true`, `false` or `null`, exactly as it is written in the file. */
export interface JsonScalar extends Located {
  readonly kind: "scalar";
  readonly raw: string;
}

type Open =
  | {
      kind: "object";
      start: number;
      line: number;
      members: JsonMember[];
      names: Map<string, number>;
      name?: Name;
    }
  | { kind: "array"; start: number; line: number; items: JsonNode[] };
interface Name {
  readonly name: string;
  readonly start: number;
  readonly line: number;
}

/**
 * Parses strict JSON (RFC 8259: no comments, no trailing commas).
 *
 * @throws {Problem} `file-empty`; `json-invalid` with line and column (params `reason`: `syntax`, `too-deep`);
 *   `too-large` for too many nodes; `unit-duplicate` for a name that occurs twice in one object
 */
export function parseJson(text: string, limits: Pick<Limits, "depth"> = DEFAULT_LIMITS): JsonNode {
  if (text.trim() === "") throw new Problem("file-empty");
  const open: Open[] = [];
  let root: JsonNode | undefined;
  let nodes = 0;

  const add = (node: JsonNode): void => {
    nodes += 1;
    if (nodes > MAX_NODES) throw new Problem("too-large", { limit: MAX_NODES }, { line: node.line });
    const parent = open.at(-1);
    if (parent === undefined) root = node;
    else if (parent.kind === "array") parent.items.push(node);
    else if (parent.name !== undefined) parent.members.push({ ...parent.name, value: node });
  };
  const enter = (node: Open, column: number): void => {
    if (open.length >= limits.depth) {
      throw new Problem(
        "json-invalid",
        { reason: "too-deep", limit: limits.depth },
        { line: node.line, column: column + 1 },
      );
    }
    open.push(node);
  };

  visit(
    text,
    {
      onObjectBegin: (start, _length, line, column) =>
        enter({ kind: "object", start, line: line + 1, members: [], names: new Map() }, column),
      onArrayBegin: (start, _length, line, column) =>
        enter({ kind: "array", start, line: line + 1, items: [] }, column),
      onObjectProperty: (name, start, _length, line) => {
        const parent = open.at(-1);
        if (parent?.kind !== "object") return;
        const first = parent.names.get(name);
        if (first !== undefined) {
          throw new Problem("unit-duplicate", { key: name, first }, { line: line + 1, unit: name });
        }
        parent.names.set(name, line + 1);
        parent.name = { name, start, line: line + 1 };
      },
      onObjectEnd: (offset, length) => {
        const node = open.pop();
        if (node?.kind !== "object") return;
        const { start, line, members } = node;
        add({ kind: "object", start, end: offset + length, line, members });
      },
      onArrayEnd: (offset, length) => {
        const node = open.pop();
        if (node?.kind !== "array") return;
        const { start, line, items } = node;
        add({ kind: "array", start, end: offset + length, line, items });
      },
      onLiteralValue: (value: unknown, start, length, line0) => {
        const place = { start, end: start + length, line: line0 + 1 };
        if (typeof value === "string") add({ kind: "text", value, ...place });
        else add({ kind: "scalar", raw: text.slice(start, start + length), ...place });
      },
      onError: (_code, _offset, _length, line, column) => {
        throw new Problem("json-invalid", { reason: "syntax" }, { line: line + 1, column: column + 1 });
      },
    },
    { disallowComments: true, allowTrailingComma: false },
  );
  if (root === undefined) throw new Problem("json-invalid", { reason: "syntax" }, { line: 1, column: 1 });
  return root;
}

/**
 * The plain JavaScript value of a node, for callers that check it against a schema. Numbers become doubles.
 *
 * @throws {Problem} `json-key` (`reserved`) for a member named `__proto__`, because assigning it would pollute the
 *   prototype
 */
export function plainValue(node: JsonNode): unknown {
  if (node.kind === "text") return node.value;
  if (node.kind === "scalar") return JSON.parse(node.raw) as unknown;
  if (node.kind === "array") return node.items.map(plainValue);
  const value: Record<string, unknown> = {};
  for (const member of node.members) {
    if (member.name === "__proto__") {
      throw new Problem(
        "json-key",
        { key: member.name, reason: "reserved" },
        { line: member.line, unit: member.name },
      );
    }
    value[member.name] = plainValue(member.value);
  }
  return value;
}
