import { type Language, LANGUAGES } from "../domain/language.ts";

/** A unit as the interface lists it. */
export interface ListedUnit {
  readonly id: string;
  readonly key: string;
  readonly context?: string;
  readonly notes?: readonly { readonly text: string }[];
  readonly variants: {
    readonly [language in Language]?: {
      readonly text: string;
      readonly state: string;
      readonly stale: boolean;
      readonly origin: string;
    };
  };
}

/** A unit in few words: texts by language, and the states of texts that are not translated and up to date. */
export function shortUnit({ id, key, context, notes = [], variants }: ListedUnit): object {
  const present = LANGUAGES.flatMap((language) => {
    const variant = variants[language];
    return variant === undefined ? [] : [{ language, variant }];
  });
  return {
    unit: id,
    key,
    ...(context === undefined ? {} : { context }),
    ...(notes.length === 0 ? {} : { notes: notes.map(({ text }) => text) }),
    texts: Object.fromEntries(present.map(({ language, variant }) => [language, variant.text])),
    states: Object.fromEntries(
      present.map(({ language, variant: { state, stale, origin } }) => [
        language,
        [state, ...(stale ? ["stale"] : []), ...(origin === "agent" ? ["by an agent"] : [])].join(", "),
      ]),
    ),
  };
}

/** Units as a table in Markdown, their languages side by side. */
export function unitTable(units: readonly ListedUnit[]): string {
  const cell = (text = "") => text.replaceAll(/[\\|]/gu, "\\$&").replaceAll(/\s*\n\s*/gu, " ⏎ ");
  return [
    `| unit | ${LANGUAGES.join(" | ")} |`,
    `|---|${LANGUAGES.map(() => "---|").join("")}`,
    ...units.map(
      ({ id, variants }) =>
        `| ${id} | ${LANGUAGES.map((language) => cell(variants[language]?.text)).join(" | ")} |`,
    ),
  ].join("\n");
}
