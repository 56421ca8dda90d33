import type { Form, Term } from "../domain/concept.ts";
import { inflect as inflectEnglish } from "./english.ts";
import { foldCase } from "./character-classes.ts";
import { inflect as inflectRussian } from "./russian/agreement.ts";
import { analyse } from "./russian/declension.ts";

type Citation = Pick<Term, "language" | "text"> &
  Partial<Pick<Term, "type" | "partOfSpeech" | "caseSensitive">>;

/**
 * The forms of a term in running text, citation form first. Russian: the declined forms of the whole phrase. English:
 * singular and plural, and spelling variants. Chinese: the term itself, without title marks 《》.
 */
export function generateForms(term: Citation): Form[] {
  const text = term.text.normalize("NFC").trim();
  if (term.language === "zh") return [{ text: text.replace(/^《([^《》]+)》$/u, "$1") }];
  if (isAcronym(term)) return acronymForms(text, term.language);
  if (term.language === "en") return inflectEnglish(text, term.partOfSpeech);
  const readings = analyse(text);
  const isAdjective = readings.length > 0 && readings.every(({ part }) => part === "adjective");
  return isAdjective ? unique(inAllGenders(text).flatMap(inflectRussian)) : inflectRussian(text);
}

/** The citation forms of an adjective or participle in all three genders. */
export function inAllGenders(masculine: string): string[] {
  const stem = masculine.slice(0, -2);
  if (!/[ыио]й$/iu.test(masculine)) return [masculine];
  // «третий», «волчий»: all forms but this one have a soft sign
  const possessive = analyse(masculine).some(({ forms }) =>
    forms.some(({ text }) => text.toLowerCase().endsWith("ьего")),
  );
  if (possessive) return [masculine, `${stem}ья`, `${stem}ье`];
  if (masculine.endsWith("ой")) return [masculine, `${stem}ая`, `${stem}ое`];
  if (/[жчшщ]$/iu.test(stem)) return [masculine, `${stem}ая`, `${stem}ее`];
  const soft = masculine.endsWith("ий") && !/[гкх]$/iu.test(stem);
  return soft ? [masculine, `${stem}яя`, `${stem}ее`] : [masculine, `${stem}ая`, `${stem}ое`];
}

/** Applies an editor's earlier corrections to generated forms: added forms stay added, removed forms stay removed. */
export function mergeForms(generated: readonly Form[], previous: readonly Form[]): Form[] {
  const edited = new Map(previous.flatMap((form) => (form.edited === undefined ? [] : [[form.text, form]])));
  const kept = generated.map((form) => {
    return edited.get(form.text)?.edited === "removed" ? removed(form) : form;
  });
  const texts = new Set(kept.map(({ text }) => text));
  return [
    ...kept,
    ...[...edited.values()].filter((form) => form.edited === "added" && !texts.has(form.text)),
  ];
}

const removed = (form: Form): Form => ({ ...form, edited: "removed" });

/**
 * Turns an editor's list of forms into corrections. A generated form that is not in the list is marked as removed. A
 * form in the list that is not generated is marked as added.
 */
export function correctForms(term: Citation, texts: readonly string[]): Form[] {
  const generated = generateForms(term);
  const wanted = new Set(texts.map((text) => text.normalize("NFC").trim()).filter((text) => text !== ""));
  const known = new Set(generated.map(({ text }) => text));
  return [
    ...generated.map((form) => (wanted.has(form.text) ? form : removed(form))),
    ...[...wanted].filter((text) => !known.has(text)).map((text) => ({ text, edited: "added" as const })),
  ];
}

/** The forms in use: added forms, and generated forms that no editor has removed. */
export function formsOf(term: Term): readonly Form[] {
  const forms = term.forms ?? generateForms(term);
  return forms.filter(({ edited }) => edited !== "removed");
}

/** Whether the term is an acronym: it has that type, or is one short word mostly in capitals (`NSR`, `MoU`, `СМП`). */
export function isAcronym(term: Citation): boolean {
  if (term.language === "zh") return false;
  if (term.type === "acronym") return true;
  return /^(?=.{2,8}$)(?=.*\p{Lu}.*\p{Lu})[\p{Lu}\d]+(?:\p{Ll}{1,2}\p{Lu}+)*$/u.test(term.text);
}

/** Whether capitals matter for the term. */
export const isCaseSensitive = (term: Citation): boolean => term.caseSensitive ?? isAcronym(term);

/** Acronyms that are read as a word, because consonants and vowels alternate: МИД, ГОСТ, МХАТ, but not АЗРФ or ИЭЗ. */
const READ_AS_WORD =
  /^(?=.{3,5}$)[БВГДЖЗКЛМНПРСТФХЦЧШЩ]{0,2}(?:[АЕИОУЭЮЯ][БВГДЖЗКЛМНПРСТФХЦЧШЩ])+(?:(?<=[НСФ])[СТФ])?$/u;

function acronymForms(text: string, language: "en" | "ru"): Form[] {
  // “CLCSs” is not used
  if (language === "en" && text.endsWith("S")) return [{ text }];
  if (language === "en")
    return [
      { text, tags: "sg" },
      { text: `${text}s`, tags: "pl" },
    ];
  // an acronym that is read as a word and ends in a consonant may decline: «в МИДе»
  const declines = READ_AS_WORD.test(text);
  const endings = declines ? ["а", "у", "ом", "е", "ы", "ов", "ам", "ами", "ах"] : [];
  return [{ text }, ...endings.map((ending) => ({ text: text + ending }))];
}

function unique(forms: readonly Form[]): Form[] {
  const byText = new Map<string, Form>();
  for (const form of forms) if (!byText.has(foldCase(form.text))) byText.set(foldCase(form.text), form);
  return [...byText.values()];
}
