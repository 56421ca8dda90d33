import { htmlLanguage, type Language } from "../../domain/language.ts";

import { difference } from "./difference.ts";
import { visiblePieces } from "./white-space.ts";

/** The difference of two texts in one: removed text is struck out between [− −], added text is underlined between [+ +]. */
export function ShownDifference({ language, from, to }: { language: Language; from: string; to: string }) {
  return (
    <span class="text difference" lang={htmlLanguage(language)}>
      {difference(from, to).map(({ is, text }) => {
        if (is === "same") return text;
        const shown = visiblePieces(text).map(({ text: piece, white }) =>
          white === undefined ? piece : <span class={`white ${white}`}>{piece}</span>,
        );
        return is === "removed" ? <del>{shown}</del> : <ins>{shown}</ins>;
      })}
    </span>
  );
}
