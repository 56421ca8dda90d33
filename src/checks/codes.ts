import { compareCodes, isCode } from "../domain/segment.ts";
import type { Code, Content } from "../domain/segment.ts";
import type { TextView, UnitCheck } from "./check.ts";
import { disagreements, languagesOf } from "./disagreement.ts";

/**
 * Reports inline codes (formatting, variables of the file) that differ between languages or close before they
 * open.
 */
export const codes: UnitCheck = {
  id: "codes",
  severity: "error",
  scope: "unit",
  *run(unit) {
    if (!unit.texts.some(({ content }) => content.length > 1)) return;
    for (const { source, target, difference } of disagreements(unit, compare)) {
      const { missing, added, reordered } = difference;
      const languages = languagesOf(source, target);
      const params = { source: source.language, target: target.language };
      if (missing.length > 0) {
        yield {
          certainty: "certain",
          languages,
          ranges: {},
          message: "codes.missing",
          params: { ...params, values: names(source.content, missing) },
        };
      }
      if (added.length > 0) {
        const places = { [target.language]: placesOf(target.content, added) };
        yield {
          certainty: "certain",
          languages,
          ranges: places,
          message: "codes.added",
          params: { ...params, values: names(target.content, added) },
        };
      }
      if (reordered) {
        yield {
          severity: "info",
          certainty: "possible",
          languages,
          ranges: {},
          message: "codes.reordered",
          params,
        };
      }
    }
    for (const view of unit.written) {
      const crossed = closedFirst(view.content);
      if (crossed.length === 0) continue;
      yield {
        certainty: "certain",
        languages: [view.language],
        ranges: { [view.language]: placesOf(view.content, crossed) },
        message: "codes.closed-first",
        params: { language: view.language, values: names(view.content, crossed) },
      };
    }
  },
};

const compare = (a: TextView, b: TextView) =>
  a.content.some(isCode) || b.content.some(isCode) ? compareCodes(a.content, b.content) : undefined;

const compared = (code: Code): boolean => code.kind !== "break" && code.annotation !== true;

function names(content: Content, ids: readonly string[]): string {
  const wanted = new Set(ids);
  const codes = content.filter(isCode).filter((code) => compared(code) && wanted.has(code.id));
  return [...new Set(codes.map(({ data, element, id }) => data ?? `${element} ${id}`))].join(", ");
}

/** Codes have no width in the plain text, so their ranges are empty. */
function placesOf(content: Content, ids: readonly string[]): { start: number; end: number }[] {
  const wanted = new Set(ids);
  const places: { start: number; end: number }[] = [];
  let at = 0;
  for (const part of content) {
    if (!isCode(part)) at += part.length;
    else if (compared(part) && wanted.has(part.id)) places.push({ start: at, end: at });
  }
  return places;
}

function closedFirst(content: Content): string[] {
  const opened = new Set<string>();
  const paired = new Set(
    content
      .filter(isCode)
      .filter(({ kind }) => kind === "open")
      .map(({ id }) => id),
  );
  const wrong: string[] = [];
  for (const part of content) {
    if (!isCode(part) || !compared(part)) continue;
    if (part.kind === "open") opened.add(part.id);
    else if (part.kind === "close" && paired.has(part.id) && !opened.has(part.id)) wrong.push(part.id);
  }
  return wrong;
}
