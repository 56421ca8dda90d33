import { htmlLanguage, type Language } from "../../domain/language.ts";
import { type Content, isCode } from "../../domain/segment.ts";
import { t } from "../i18n.ts";
import { CODE_KEY, copyShown } from "./clipboard.ts";
import { chipText, type CodeLabel, codeKey, labelCodes } from "./codes.ts";
import { type Mark, markedPieces, marksWithin } from "./text-marks.ts";
import { type WhiteKind, whiteMarks } from "./white-space.ts";

const WHITE = "white";

type ShownMark = Mark & { readonly white?: WhiteKind };

interface ShownTextProps {
  readonly language: Language;
  readonly content: Content | string;
  /** Offsets into the text without its codes. */
  readonly marks?: readonly Mark[];
  readonly labels?: ReadonlyMap<string, CodeLabel>;
  readonly class?: string;
}

/** A text in its language, with codes as chips and white space made visible. Its text becomes text nodes only. */
export function ShownText({ language, content, marks = [], labels, class: extra = "" }: ShownTextProps) {
  const parts = typeof content === "string" ? [content] : content;
  const names = labels ?? labelCodes(parts);
  let at = 0;
  return (
    <span
      class={`text ${extra}`}
      lang={htmlLanguage(language)}
      {...(parts.some(isCode) && {
        onCopy: (event: ClipboardEvent) => {
          if (event.currentTarget instanceof Element) copyShown(event, event.currentTarget, parts);
        },
      })}
    >
      {parts.map((part) => {
        if (isCode(part)) return <Chip part={part} labels={names} />;
        const own = marks.length === 0 ? [] : marksWithin(marks, at, at + part.length);
        at += part.length;
        const white = whiteMarks(part).map((mark): ShownMark => ({ ...mark, kind: WHITE }));
        return markedPieces<ShownMark>(part, [...own, ...white]).map(({ text, marks: covering }) => {
          const said = covering.filter(({ kind }) => kind !== WHITE);
          const [odd] = covering.flatMap((mark) => mark.white ?? []);
          const shown = odd === undefined ? text : <White character={text} kind={odd} />;
          if (said.length === 0) return shown;
          const titles = said.flatMap(({ title }) => title ?? []);
          return (
            <mark
              class={said.map(({ kind }) => kind).join(" ")}
              {...(titles.length > 0 && { title: titles.join("\n") })}
            >
              {shown}
            </mark>
          );
        });
      })}
    </span>
  );
}

/** One code: a break between segments is a bar, every other code is a chip. */
function Chip({
  part,
  labels,
}: {
  part: Exclude<Content[number], string>;
  labels: ReadonlyMap<string, CodeLabel>;
}) {
  if (part.kind === "break")
    return part.element === "ignorable" ? null : <span class="segment-break" aria-hidden="true" />;
  const { number, meaning } = labels.get(codeKey(part)) ?? { number: 0, meaning: part.element };
  return (
    <span
      class={`chip ${part.kind}`}
      {...{ [CODE_KEY]: codeKey(part) }}
      title={meaning}
      role="img"
      aria-label={t(`code.${part.kind}`, { number, meaning })}
    >
      {chipText(part.kind, number)}
    </span>
  );
}

function White({ character, kind }: { character: string; kind: WhiteKind }) {
  return (
    <span class={`white ${kind}`} role="img" aria-label={t(`white.${kind}`)} title={t(`white.${kind}`)}>
      {character}
    </span>
  );
}
