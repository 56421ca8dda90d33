import type { Form } from "../../domain/concept.ts";

/** Forms of a term that stand only beside a coordinated term, or with the noun in front. */
export interface LooseForms {
  /** Adjectives in the singular, noun in the plural: «(Северного и) Южного полюсов». */
  readonly mixed: readonly string[];
  /** Adjectives in the plural, noun in the singular: «полярные день (и ночь)». */
  readonly plural: readonly string[];
  /** Noun before its adjectives: «лёд паковый». */
  readonly inverted: readonly string[];
  /** Both: «полюса Северный (и Южный)». */
  readonly invertedMixed: readonly string[];
}

const NONE: LooseForms = { mixed: [], plural: [], inverted: [], invertedMixed: [] };

/** The loose forms of a term whose adjectives stand before its noun. Others have none. */
export function looseFormsOf(forms: readonly Form[]): LooseForms {
  const rows = forms.flatMap(({ text, tags }) => {
    const parts = text.split(/(\s+)/u);
    return tags === undefined ? [] : tags.split(" ").map((tag) => ({ tag, parts }));
  });
  const length = rows[0]?.parts.length ?? 0;
  const inflects = Array.from({ length }, (_, at) => new Set(rows.map(({ parts }) => parts[at])).size > 1);
  const head = inflects.lastIndexOf(true);
  const isPhrase =
    head > 0 &&
    inflects.every((does, at) => at > head || at % 2 === 1 || does) &&
    rows.every(({ parts }) => parts.length === length);
  const found = {
    mixed: new Set<string>(),
    plural: new Set<string>(),
    inverted: new Set<string>(),
    invertedMixed: new Set<string>(),
  };
  if (!isPhrase || !rows.some(({ parts }) => ADJECTIVE.test(parts[0] ?? ""))) return NONE;
  for (const { tag, parts } of rows) {
    const [number, grammaticalCase] = tag.split(".");
    const modifiers = parts.slice(0, head - 1);
    const tail = parts.slice(head + 1).join("");
    if (number !== "sg" && number !== "pl") continue;
    found.inverted.add(`${parts[head]} ${modifiers.join("")}${tail}`);
    if (number !== "sg") continue;
    for (const other of rows) {
      if (other.tag !== `pl.${grammaticalCase}`) continue;
      found.mixed.add(`${modifiers.join("")} ${other.parts[head]}${tail}`);
      found.plural.add(`${other.parts.slice(0, head - 1).join("")} ${parts[head]}${tail}`);
      found.invertedMixed.add(`${other.parts[head]} ${modifiers.join("")}${tail}`);
    }
  }
  return {
    mixed: [...found.mixed],
    plural: [...found.plural],
    inverted: [...found.inverted],
    invertedMixed: [...found.invertedMixed],
  };
}

const ADJECTIVE = /(?:[ыио]й|ая|яя|[оеы]е|ие|ев|ов|ин|[оеи]во|ино|ева|ова|ина)$/iu;
