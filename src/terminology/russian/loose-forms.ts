import type { Form } from "../../domain/concept.ts";

/** Forms of a term that stand only beside a coordinated term, or with the noun in front. */
export interface LooseForms {
  /** Adjectives in the singular, noun in the plural: «(Северного и) Южного полюсов». */
  readonly mixed: ReadonlySet<string>;
  /** Adjectives in the plural, noun in the singular: «полярные день (и ночь)». */
  readonly plural: ReadonlySet<string>;
  /** Noun before its adjectives: «лёд паковый». */
  readonly inverted: ReadonlySet<string>;
  /** Both: «полюса Северный (и Южный)». */
  readonly invertedMixed: ReadonlySet<string>;
}

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
  if (!isPhrase || !rows.some(({ parts }) => ADJECTIVE.test(parts[0] ?? ""))) return found;
  const byTag = Map.groupBy(rows, ({ tag }) => tag);
  for (const { tag, parts } of rows) {
    const [number, grammaticalCase] = tag.split(".");
    const modifiers = parts.slice(0, head - 1);
    const tail = parts.slice(head + 1).join("");
    if (number !== "sg" && number !== "pl") continue;
    found.inverted.add(`${parts[head]} ${modifiers.join("")}${tail}`);
    if (number !== "sg") continue;
    for (const { parts: plural } of byTag.get(`pl.${grammaticalCase}`) ?? []) {
      found.mixed.add(`${modifiers.join("")} ${plural[head]}${tail}`);
      found.plural.add(`${plural.slice(0, head - 1).join("")} ${parts[head]}${tail}`);
      found.invertedMixed.add(`${plural[head]} ${modifiers.join("")}${tail}`);
    }
  }
  return found;
}

const ADJECTIVE = /(?:[ыио]й|ая|яя|[оеы]е|ие|ев|ов|ин|[оеи]во|ино|ева|ова|ина)$/iu;
