import {
  type ArrowFunctionExpression,
  type Function as NamedFunction,
  type Node,
  parseSync,
  visitorKeys,
} from "oxc-parser";

/** What is measured of one function. Functions inside it are included in both figures. */
export interface FunctionFigures {
  /** Names from the outermost function to this one: `createReader.next`. Not unique in a file. */
  readonly name: string;
  /** Line on which the function starts, from 1. */
  readonly line: number;
  /** Number of lines from its start to its end. */
  readonly lines: number;
  /** Cognitive complexity. */
  readonly complexity: number;
}

/**
 * Measures every function of a TypeScript file, the outer ones before those inside them.
 *
 * The complexity is G. Ann Campbell, “Cognitive Complexity”, SonarSource 2023, with what the paper and SonarSource's
 * analyser for JavaScript say of this language: `??` and `?.` cost nothing, nor does `condition && <Element />`.
 * A function inside another adds its complexity to that of the outer one, one level deeper.
 *
 * @param path its ending tells whether JSX is allowed
 * @throws {Error} when the text is not TypeScript
 */
export function measureFunctions(path: string, text: string): FunctionFigures[] {
  const { program, errors } = parseSync(path, text, { preserveParens: false });
  if (errors[0] !== undefined) throw new Error(`${path}: ${errors[0].message}`);
  const lineOf = lineFinder(text);
  const found: FunctionFigures[] = [];
  const visit = (node: Node, parent: Node | undefined, outer: readonly string[]): void => {
    let names = outer;
    if (isFunction(node)) {
      const own = nameOf(node, parent);
      names = [...outer, own ?? "(anonymous)"];
      const [first, last] = [lineOf(node.start), lineOf(node.end)];
      const complexity = cognitiveComplexity(node, own);
      found.push({ name: names.join("."), line: first, lines: last - first + 1, complexity });
    } else if (node.type === "ClassDeclaration" || node.type === "ClassExpression") {
      names = [...outer, node.id?.name ?? "(class)"];
    }
    for (const child of childrenOf(node)) visit(child, node, names);
  };
  visit(program, undefined, []);
  return found;
}

type FunctionNode = ArrowFunctionExpression | NamedFunction;

function isFunction(node: Node): node is FunctionNode {
  return (
    node.type === "FunctionDeclaration" ||
    node.type === "FunctionExpression" ||
    node.type === "ArrowFunctionExpression"
  );
}

/** The function's own name, or that of the variable, property or method that holds it. */
function nameOf(node: FunctionNode, parent: Node | undefined): string | undefined {
  if (node.id) return node.id.name;
  switch (parent?.type) {
    case "VariableDeclarator":
      return parent.id.type === "Identifier" ? parent.id.name : undefined;
    case "Property":
    case "MethodDefinition":
    case "PropertyDefinition":
      if (parent.key.type === "PrivateIdentifier") return `#${parent.key.name}`;
      return parent.key.type === "Identifier" ? parent.key.name : undefined;
    default:
      return undefined;
  }
}

/** @param own the function's name, for calls of itself */
function cognitiveComplexity(root: FunctionNode, own: string | undefined): number {
  let total = 0;
  let callsItself = false;

  const all = (nodes: readonly (Node | null | undefined)[], nesting: number) => {
    for (const node of nodes) if (node) visit(node, nesting);
  };
  /** A break in the straight flow: costs one, and one more for each level that it stands in. */
  const structure = (nesting: number) => {
    total += 1 + nesting;
  };
  const visitIf = (node: Extract<Node, { type: "IfStatement" }>, nesting: number) => {
    visit(node.test, nesting);
    visit(node.consequent, nesting + 1);
    if (node.alternate === null) return;
    // `else` and `else if` cost one wherever they stand: the reader has paid for the level at the `if`.
    total += 1;
    if (node.alternate.type === "IfStatement") visitIf(node.alternate, nesting);
    else visit(node.alternate, nesting + 1);
  };
  const visitLogical = (node: Extract<Node, { type: "LogicalExpression" }>, nesting: number) => {
    let previous: string | undefined;
    for (const part of flatten(node)) {
      if (typeof part !== "string") visit(part, nesting);
      else if (part !== "??") {
        if (part !== previous) total += 1;
        previous = part;
      }
    }
  };

  function visit(node: Node, nesting: number): void {
    switch (node.type) {
      case "IfStatement":
        structure(nesting);
        return visitIf(node, nesting);
      case "ConditionalExpression":
        structure(nesting);
        visit(node.test, nesting);
        return all([node.consequent, node.alternate], nesting + 1);
      case "SwitchStatement":
        structure(nesting);
        visit(node.discriminant, nesting);
        return all(node.cases, nesting + 1);
      case "ForStatement":
        structure(nesting);
        all([node.init, node.test, node.update], nesting);
        return visit(node.body, nesting + 1);
      case "ForInStatement":
      case "ForOfStatement":
        structure(nesting);
        all([node.left, node.right], nesting);
        return visit(node.body, nesting + 1);
      case "WhileStatement":
      case "DoWhileStatement":
        structure(nesting);
        visit(node.test, nesting);
        return visit(node.body, nesting + 1);
      case "CatchClause":
        structure(nesting);
        return visit(node.body, nesting + 1);
      case "BreakStatement":
      case "ContinueStatement":
        if (node.label !== null) total += 1;
        return;
      case "LogicalExpression":
        if (isConditionalElement(node)) return all([node.left, node.right], nesting);
        return visitLogical(node, nesting);
      case "CallExpression":
        if (own !== undefined && node.callee.type === "Identifier" && node.callee.name === own)
          callsItself = true;
        return all(childrenOf(node), nesting);
      default:
        return all(childrenOf(node), nesting + (isFunction(node) ? 1 : 0));
    }
  }

  all(childrenOf(root), 0);
  return total + (callsItself ? 1 : 0);
}

/** Operands and operators of a chain of logical operators, in the order in which they are read. */
function flatten(node: Node): (Node | string)[] {
  if (node.type !== "LogicalExpression" || isConditionalElement(node)) return [node];
  return [...flatten(node.left), node.operator, ...flatten(node.right)];
}

/** `condition && <Element />`: the way in which JSX leaves something out. */
function isConditionalElement(node: Extract<Node, { type: "LogicalExpression" }>): boolean {
  return node.operator === "&&" && (node.right.type === "JSXElement" || node.right.type === "JSXFragment");
}

function childrenOf(node: Node): Node[] {
  const fields = new Map<string, unknown>(Object.entries(node));
  // `visitorKeys` names the fields that hold a node, a list of nodes, or null.
  return (visitorKeys[node.type] ?? [])
    .flatMap((key) => (fields.get(key) ?? []) as Node | Node[])
    .filter(Boolean);
}

/** Gives the line, from 1, of an offset in UTF-16 units. */
function lineFinder(text: string): (offset: number) => number {
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return (offset) => {
    let [low, high] = [0, starts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  };
}
