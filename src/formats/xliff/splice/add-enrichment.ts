import type { GlossaryTerm } from "../../contract.ts";
import { enrichmentElements, type UnitEnrichment, unitEnrichment } from "../enrichment.ts";
import { markTerms, termMarks, type TermMark, withInsertions } from "../term-marks.ts";
import { MODULES, OURS } from "../vocabulary.ts";
import type { SpliceOptions } from "./splice.ts";
import { attribute, isSegment, spaceAt, type UnitEditor } from "./unit-editor.ts";

/** 2.x: marks terms in the sources. Sources that change get their marks in the new text. */
function markSources(editor: UnitEditor, glossary: readonly GlossaryTerm[]): TermMark[] {
  const marks = termMarks(glossary);
  const marked: TermMark[] = [];
  let offset = 0;
  for (const segment of marks.length === 0 ? [] : editor.unit.segments) {
    const span = segment.sourceSpan;
    if (span === undefined) continue;
    const changed = editor.bodies.get(segment);
    const body = changed ?? editor.text.slice(span.contentStart, span.contentEnd);
    const found = markTerms(body, offset, marks, editor.prefix);
    offset += found.length;
    marked.push(...found.marked);
    if (changed !== undefined) editor.bodies.set(segment, withInsertions(body, found.insertions));
    else {
      for (const insertion of found.insertions) {
        const at = span.contentStart + insertion.at;
        editor.edits.push({ start: at, end: at, text: insertion.text });
      }
    }
  }
  return marked;
}

/** Puts our metadata, candidates and terms into a unit. */
export function addEnrichment(editor: UnitEditor, options: SpliceOptions) {
  const pointed = editor.unit.segments.find(isSegment);
  const ownId = pointed?.attributes["id"] ?? `${OURS}-s1`;
  const enrichment = unitEnrichment(editor.unit.key, options, {
    major: editor.file.major,
    prefix: editor.prefix,
    segmentId: ownId,
    marked: editor.file.major === 2 ? markSources(editor, options.glossary?.get(editor.unit.key) ?? []) : [],
    ...(options.targetTag === undefined ? {} : { targetTag: options.targetTag }),
  });
  if (editor.file.major === 1) {
    editor.after.push(...enrichmentElements(enrichment, 1));
    return;
  }
  if (enrichment.candidates.length > 0 && pointed !== undefined && pointed.attributes["id"] === undefined) {
    editor.edits.push(...attribute(editor, pointed.span, "id", ownId));
  }
  for (const [uri, pieces] of piecesByModule(enrichment)) {
    const existing = editor.unit.modules.get(uri);
    if (pieces.length === 0) continue;
    if (existing !== undefined && !existing.selfClosing) {
      const at = existing.contentStart;
      const space = spaceAt(editor, at);
      const declared = pieces.map(
        (piece) => space + piece.replace(/^<(\w+):(\w+)/u, `<$1:$2 xmlns:$1="${uri}"`),
      );
      editor.edits.push({ start: at, end: at, text: declared.join("") });
    } else {
      const only = { candidates: [], glossary: [], ...partOf(uri, enrichment) };
      const at = editor.unit.span.contentStart;
      editor.edits.push({
        start: at,
        end: at,
        text: spaceAt(editor, at) + enrichmentElements(only, 2).join(""),
      });
    }
  }
}

/** The pieces of a unit's enrichment by the namespace of the module that holds them. */
function piecesByModule({
  candidates,
  glossary,
  base,
}: UnitEnrichment): [uri: string, pieces: readonly string[]][] {
  return [
    [MODULES.matches, candidates],
    [MODULES.glossary, glossary],
    [MODULES.metadata, base === undefined ? [] : [base]],
  ];
}

function partOf(uri: string, { candidates, glossary, base }: UnitEnrichment): Partial<UnitEnrichment> {
  if (uri === MODULES.matches) return { candidates };
  if (uri === MODULES.glossary) return { glossary };
  return base === undefined ? {} : { base };
}
