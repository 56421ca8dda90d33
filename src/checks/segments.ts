import type { Range, Severity } from "../domain/finding.ts";
import { isCode, plainText, segmentsOf } from "../domain/segment.ts";
import type { TextView, UnitCheck } from "./check.ts";
import { languagesOf } from "./disagreement.ts";

/**
 * Reports a text whose segments are not those of the unit: a segment is empty where another language has text, or the
 * numbers of segments differ. Such a text was put into the first segment as a whole, or somebody divided it differently.
 */
export const segments: UnitCheck = {
  id: "segments",
  severity: "warning",
  scope: "unit",
  *run({ written }) {
    const divided = written.filter(({ content }) => content.some(isBreak)).map(dividedView);
    if (!divided.some(({ pieces }) => pieces.length > 1)) return;
    const model = divided.reduce((best, one) => (filled(one) > filled(best) ? one : best));
    for (const other of divided) {
      if (other === model) continue;
      const [source, target] = [model.view, other.view];
      const languages = languagesOf(source, target);
      const params = { source: source.language, target: target.language };
      const severity = severityOf(target);
      if (other.pieces.length !== model.pieces.length) {
        yield {
          ...severity,
          certainty: "certain",
          languages,
          ranges: {},
          message: "segments.number",
          params: { ...params, wanted: model.pieces.length, found: other.pieces.length },
        };
        continue;
      }
      const lost = model.pieces.filter(({ isEmpty }, at) => !isEmpty && other.pieces[at]?.isEmpty === true);
      if (lost.length === 0) continue;
      yield {
        ...severity,
        certainty: "certain",
        languages,
        ranges: { [source.language]: lost.map(({ range }) => range) },
        message: "segments.empty",
        params: { ...params, wanted: model.pieces.length, found: lost.length },
      };
    }
  },
};

interface Piece {
  readonly isEmpty: boolean;
  readonly range: Range;
}

interface Divided {
  readonly view: TextView;
  /** The segments without the white space between them. */
  readonly pieces: readonly Piece[];
}

const isBreak = (part: TextView["content"][number]) => isCode(part) && part.kind === "break";

function dividedView(view: TextView): Divided {
  const pieces: Piece[] = [];
  let start = 0;
  for (const { content, ignorable } of segmentsOf(view.content)) {
    const text = plainText(content);
    const end = start + text.length;
    if (!ignorable) pieces.push({ isEmpty: text.trim() === "", range: { start, end } });
    start = end;
  }
  return { view, pieces };
}

const filled = ({ pieces }: Divided): number => pieces.filter(({ isEmpty }) => !isEmpty).length;

/** A text that nobody has confirmed yet may be unfinished, so the finding is milder. */
const severityOf = ({ variant }: TextView): { severity?: Severity } =>
  variant.state === "initial" ? { severity: "info" } : {};
