import { type Packed, unpack } from "./packed.ts";

/** One way to conjugate an infinitive. */
export interface Conjugation {
  /** Finite forms, verbal adverbs and short participles. */
  readonly forms: readonly string[];
  /** Participles in the masculine nominative. They decline like adjectives. */
  readonly participles: readonly string[];
}

interface Signature {
  /** The part of the infinitive after the stem that all forms share. */
  readonly ending: string;
  readonly forms: readonly string[];
  readonly participles: readonly string[];
}

interface Conjugations {
  readonly packed: Packed;
  readonly signatures: readonly Signature[];
  /** Numbers of the signatures, by the ending of a form. */
  readonly byEnding: ReadonlyMap<string, readonly number[]>;
}

let loaded: Conjugations | undefined;

function conjugations(): Conjugations {
  if (loaded !== undefined) return loaded;
  const packed = unpack("conjugations");
  const signatures = packed.signatures.map((line): Signature => {
    const [ending = "", forms = "", participles = ""] = line.split("|");
    return {
      ending,
      forms: forms === "" ? [] : forms.split(" "),
      participles: participles === "" ? [] : participles.split(" "),
    };
  });
  const byEnding = new Map<string, number[]>();
  for (const [number, { ending, forms }] of signatures.entries()) {
    for (const form of new Set([ending, ...forms])) {
      // an empty ending («мок» from «мокнуть») is allowed only if the ending of the infinitive is short
      if (form === "" && ending.length > 4) continue;
      const list = byEnding.get(form);
      if (list === undefined) byEnding.set(form, [number]);
      else list.push(number);
    }
  }
  loaded = { packed, signatures, byEnding };
  return loaded;
}

/** Endings of infinitives. Only a few stems take «-оть», «-сть», or «-уть» without «н»; the trie decides which. */
const INFINITIVE =
  /(?:[аеиыя]ть|(?:кол|пол|бор|пор|мол)оть|(?:[нд]|об|раз)уть|[аеия]сть|[еы]зть|[аеио]чь)(?:ся)?$|(?:[сз]т|[йд]т)(?:и|ись)$/u;

/** The ways to conjugate a folded infinitive. Empty if the word does not end like an infinitive. */
export function conjugate(infinitive: string): readonly Conjugation[] {
  const { packed, signatures } = conjugations();
  if (!INFINITIVE.test(infinitive)) return [];
  return packed.numbersOf(infinitive).flatMap((number): Conjugation[] => {
    const signature = signatures[number];
    if (signature === undefined || !infinitive.endsWith(signature.ending)) return [];
    const stem = infinitive.slice(0, infinitive.length - signature.ending.length);
    const whole = (endings: readonly string[]) => endings.map((ending) => stem + ending);
    return [{ forms: whole(signature.forms), participles: whole(signature.participles) }];
  });
}

/** Infinitives of verbs that may have this folded word as a form. A verb that is not in the dictionary is guessed. */
export function infinitivesOf(word: string): readonly string[] {
  const { packed, signatures, byEnding } = conjugations();
  const found = new Set<string>();
  for (let at = 0; at <= word.length; at += 1) {
    const stem = word.slice(0, at);
    for (const number of byEnding.get(word.slice(at)) ?? []) {
      const infinitive = stem + (signatures[number]?.ending ?? "");
      if (INFINITIVE.test(infinitive) && packed.numbersOf(infinitive).includes(number)) found.add(infinitive);
    }
  }
  return [...found];
}
