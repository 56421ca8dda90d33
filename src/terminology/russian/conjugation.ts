import dictionary from "../data-ru/conjugations.json" with { type: "json" };
import { type Packed, unpack } from "./packed.ts";

/** One way to read a word that is an infinitive. */
export interface Conjugation {
  /** Finite forms, verbal adverbs and short participles. */
  readonly forms: readonly string[];
  /** Their masculine nominative: they decline as adjectives. */
  readonly participles: readonly string[];
}

interface Signature {
  /** What the infinitive ends in beyond the common stem. */
  readonly ending: string;
  readonly forms: readonly string[];
  readonly participles: readonly string[];
}

interface Conjugations {
  readonly packed: Packed;
  readonly signatures: readonly Signature[];
  /** By what a form ends in: signatures that have such a form. */
  readonly byEnding: ReadonlyMap<string, readonly number[]>;
}

let loaded: Conjugations | undefined;

function conjugations(): Conjugations {
  if (loaded !== undefined) return loaded;
  const packed = unpack(dictionary.data);
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
      // «мок» of «мокнуть»; no longer part of an infinitive is left out altogether
      if (form === "" && ending.length > 4) continue;
      const list = byEnding.get(form);
      if (list === undefined) byEnding.set(form, [number]);
      else list.push(number);
    }
  }
  loaded = { packed, signatures, byEnding };
  return loaded;
}

/** What infinitives end in; few do in «-оть», «-уть» without an «н» or «-сть», and the trie says which. */
const INFINITIVE =
  /(?:[аеиыя]ть|(?:кол|пол|бор|пор|мол)оть|(?:[нд]|об|раз)уть|[аеия]сть|[еы]зть|[аеио]чь)(?:ся)?$|(?:[сз]т|[йд]т)(?:и|ись)$/u;

/** The readings of a folded word as an infinitive; `[]` for what no verb ends like. */
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

/** Infinitives of which a folded word may be a form: a good guess for verbs that no dictionary has. */
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
