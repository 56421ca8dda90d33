import { expect, test } from "vitest";
import { inlineCodeProblem } from "../../src/domain/inline-code-problem.ts";
import type { Code, Content } from "../../src/domain/segment.ts";

const code = (kind: Code["kind"], id: string, element = "g"): Code => ({ kind, id, element });
const segment = (id: string) => code("break", id, "segment");
const bold = (text: string): Content => [code("open", "1"), text, code("close", "1")];

const SOURCE: Content = [segment("1"), "The ice melts.", segment("2"), "It ", ...bold("moves"), "."];

const problemOf = (target: Content) => inlineCodeProblem(SOURCE, target, {})?.code;

test("a segment that is not translated yet lacks no codes", () => {
  expect(problemOf([segment("1"), "Лёд тает.", segment("2")])).toBeUndefined();
  expect(
    problemOf([segment("1"), "Лёд тает.", segment("2"), "Он ", ...bold("движется"), "."]),
  ).toBeUndefined();
});

test("codes that are lost in a translated segment are missing, and foreign ones are too many", () => {
  expect(problemOf([segment("1"), "Лёд тает.", segment("2"), "Он движется."])).toBe("codes-missing");
  expect(problemOf([segment("1"), segment("2"), "Он движется."])).toBe("codes-missing");
  expect(problemOf([segment("1"), "Лёд ", ...bold("тает"), ".", segment("2")])).toBe("codes-added");
  expect(problemOf(["Лёд тает."])).toBe("codes-missing");
});

test("a segment of codes alone keeps them", () => {
  const source: Content = [segment("1"), "Ice.", segment("2"), code("ph", "2")];
  expect(inlineCodeProblem(source, [segment("1"), "Лёд.", segment("2")], {})?.code).toBe("codes-missing");
});
