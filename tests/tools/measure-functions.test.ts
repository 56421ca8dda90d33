import { expect, test } from "vitest";
import { measureFunctions } from "../../tools/measure-functions.ts";

const complexityOf = (text: string, path = "example.ts") => measureFunctions(path, text)[0]?.complexity;

// The first two are examples of the paper that defines the measure.
test("nested loops, an if and a labelled continue cost 7", () => {
  const text = `function sumOfPrimes(max: number): number {
    let total = 0;
    OUT: for (let i = 1; i <= max; ++i) {
      for (let j = 2; j < i; ++j) {
        if (i % j === 0) continue OUT;
      }
      total += i;
    }
    return total;
  }`;
  expect(complexityOf(text)).toBe(7);
});

test("a switch costs 1, however many cases it has", () => {
  const text = `function getWords(number: number): string {
    switch (number) {
      case 1: return "one";
      case 2: return "a couple";
      case 3: return "a few";
      default: return "lots";
    }
  }`;
  expect(complexityOf(text)).toBe(1);
});

test.each([
  ["a && b && c", 1],
  ["a && b || c", 2],
  ["a && b || c && d", 3],
  ["a && !(b && c)", 2],
  ["a ?? b ?? c", 0],
  ["a?.b", 0],
  ["a ? b : c", 1],
  ["a ? b : c ? d : e", 3],
])("%s costs %i", (expression, cost) => {
  expect(complexityOf(`const f = () => ${expression};`)).toBe(cost);
});

test("else and else if cost one, whatever their depth", () => {
  expect(complexityOf("function f() { if (a) {} else if (b) {} else {} }")).toBe(3);
  expect(complexityOf("function f() { while (a) { if (b) {} else if (c) {} else {} } }")).toBe(1 + 2 + 1 + 1);
});

test("a catch costs as much as an if, its try nothing", () => {
  expect(complexityOf("function f() { try { a(); } catch { if (b) c(); } }")).toBe(1 + 2);
});

test("a function that calls itself costs one more", () => {
  expect(complexityOf("function f(n: number): number { return f(n - 1) + f(n - 2); }")).toBe(1);
});

test("an inner function counts for its outer function, one level deeper, and for itself", () => {
  const text = `function outer() {
    if (a) b();
    const inner = () => {
      if (c) d();
    };
  }`;
  expect(measureFunctions("example.ts", text)).toEqual([
    { name: "outer", line: 1, lines: 6, complexity: 3 },
    { name: "outer.inner", line: 3, lines: 3, complexity: 1 },
  ]);
});

test("an element left out by a condition costs nothing", () => {
  expect(complexityOf("const F = () => <p>{a && <b />}{c && d}</p>;", "example.tsx")).toBe(1);
});

test("methods have the name of their class or object", () => {
  const text = "class A { #b() {} } const c = { d() {}, e: () => 1 };";
  expect(measureFunctions("example.ts", text).map(({ name }) => name)).toEqual(["A.#b", "d", "e"]);
});

test("a text that is not TypeScript is refused by name", () => {
  expect(() => measureFunctions("broken.ts", "function (")).toThrow("broken.ts");
});
