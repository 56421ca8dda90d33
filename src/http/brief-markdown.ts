import { type Language, LANGUAGES } from "../domain/language.ts";
import type { Messages } from "../messages/messages.ts";
import type { AllowedTerm, Brief, BriefTerm } from "../services/memory/brief.ts";

type Words = Messages["t"];

/**
 * Briefs as Markdown, for a person or a model, in the reader's language. Texts of the store are escaped.
 *
 * @param from number of the first segment; only the first part of a text (1) has a title
 */
export function briefMarkdown(
  briefs: readonly Brief[],
  {
    source,
    targets,
    from,
  }: { readonly source: Language; readonly targets: readonly Language[]; readonly from: number },
  t: Words,
): string {
  const name = (language: Language): string => t(`brief.language.${language}`);
  const title = t("brief.title", { source: name(source), targets: targets.map(name).join(", ") });
  const sections = briefs.map((one, at) => section(one, from + at, t));
  const head = from === 1 ? [`# ${title}`, t("brief.data")] : [];
  return [...head, ...sections].join("\n\n").concat("\n");
}

function section(one: Brief, number: number, t: Words): string {
  const parts = [
    `## ${number}${one.unit === undefined ? "" : `. ${one.unit}`}`,
    `> ${text(one.text)}`,
    list(t("brief.matches"), matchLines(one, t)),
    list(
      t("brief.terms"),
      one.terms.flatMap((term) => termLines(term, t)),
    ),
    list(t("brief.numbers"), numberLines(one, t)),
    list(t("brief.current"), currentLines(one, t)),
    list(t("brief.around"), aroundLines(one, t)),
    list(
      t("brief.codes"),
      one.codes.map(
        ({ kind, id, element, data }) => `${t(`brief.code.${kind}`)} ${text(id)} (${text(data ?? element)})`,
      ),
    ),
    one.checks.length === 0 ? "" : `${t("brief.checks")}: ${one.checks.map((id) => `\`${id}\``).join(", ")}`,
    one.truncated ? `*${t("brief.truncated")}*` : "",
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}

const list = (title: string, lines: readonly string[]): string =>
  lines.length === 0 ? "" : `**${title}**\n\n${lines.map((line) => `- ${line}`).join("\n")}`;

const matchLines = ({ matches }: Brief, t: Words): string[] =>
  matches.flatMap(({ score, kind, source, targets, explanation }) =>
    LANGUAGES.flatMap((language) => {
      const target = targets[language];
      if (target === undefined) return [];
      const differences = (explanation?.edits ?? []).map(({ source: span }) =>
        source.text.slice(span.start, span.end),
      );
      const other = differences.filter((piece) => piece.trim() !== "").map((piece) => `“${text(piece)}”`);
      const where = other.length === 0 ? "" : `; ${t("brief.differs", { pieces: other.join(", ") })}`;
      const head = `${score} %, ${t(`brief.kind.${kind}`)}, ${t(`brief.state.${target.state}`)}${where}`;
      return [`${head}: “${text(source.text)}” → ${t(`brief.language.${language}`)} “${text(target.text)}”`];
    }),
  );

const termLines = ({ source, targets, forbidden, definitions }: BriefTerm, t: Words): string[] => [
  ...LANGUAGES.flatMap((language) =>
    (targets[language] ?? []).map(
      (term) => `“${text(source.text)}” → ${t(`brief.language.${language}`)} ${allowed(term, t)}`,
    ),
  ),
  ...LANGUAGES.flatMap((language) =>
    (forbidden[language] ?? []).map((term) =>
      t("brief.forbidden", { language: t(`brief.language.${language}`), term: text(term) }),
    ),
  ),
  ...LANGUAGES.flatMap((language) => definitions[language] ?? []).map((definition) =>
    t("brief.definition", { definition: text(definition) }),
  ),
];

function allowed({ text: base, status, forms, grammar, by, since }: AllowedTerm, t: Words): string {
  const told = new Map<string, string[]>();
  for (const [tag, form] of Object.entries(grammar)) told.set(form, [...(told.get(form) ?? []), tag]);
  const others = forms
    .filter((form) => form !== base)
    .map((form) => `${text(form)}${told.has(form) ? ` (${(told.get(form) ?? []).join(", ")})` : ""}`);
  const remarks = [
    t(`brief.status.${status}`),
    ...(by === undefined ? [] : [t("brief.by", { by: text(by) })]),
    ...(since === undefined ? [] : [t("brief.since", { since })]),
    ...(others.length === 0 ? [] : [t("brief.forms", { forms: others.join(", ") })]),
  ];
  return `“${text(base)}”: ${remarks.join("; ")}`;
}

const numberLines = ({ numbers }: Brief, t: Words): string[] =>
  numbers.flatMap(({ source, targets }) =>
    LANGUAGES.flatMap((language) => {
      const [usual, ...others] = targets[language] ?? [];
      if (usual === undefined) return [];
      const also = others.length === 0 ? "" : ` (${others.map(text).join(", ")})`;
      return [`“${text(source)}” → ${t(`brief.language.${language}`)} ${text(usual)}${also}`];
    }),
  );

const currentLines = ({ current }: Brief, t: Words): string[] =>
  LANGUAGES.flatMap((language) => {
    const now = current[language];
    return now === undefined
      ? []
      : [`${t(`brief.language.${language}`)}, ${t(`brief.state.${now.state}`)}: “${text(now.text)}”`];
  });

const aroundLines = ({ neighbours, other }: Brief, t: Words): string[] => [
  ...(neighbours.previous === undefined ? [] : [`${t("brief.previous")}: “${text(neighbours.previous)}”`]),
  ...(neighbours.next === undefined ? [] : [`${t("brief.next")}: “${text(neighbours.next)}”`]),
  ...LANGUAGES.flatMap((language) => {
    const said = other[language];
    return said === undefined ? [] : [`${t(`brief.language.${language}`)}: “${text(said)}”`];
  }),
];

/** A text of the store within a line: what Markdown would read as markup is escaped. */
const text = (value: string): string =>
  value.replaceAll(/[\\`*_[\]<>|]/gu, "\\$&").replaceAll(/\s*\n\s*/gu, " ⏎ ");
