import type { CheckId } from "../domain/finding.ts";
import { LANGUAGES } from "../domain/language.ts";
import type { Language } from "../domain/language.ts";
import { simpleUnit } from "../domain/normal-form.ts";
import type { DocumentCheck, DocumentIssue, TextView, UnitView } from "./check.ts";

/** Reports one text with several translations. */
export const inconsistentTarget: DocumentCheck = {
  id: "inconsistent-target",
  severity: "warning",
  scope: "document",
  *run(units) {
    if (units.length < 2) return;
    for (const [same, different] of DIRECTIONS) {
      yield* variants(units, same, different, "inconsistent-target");
    }
  },
};

/** Reports several texts with one translation. */
export const inconsistentSource: DocumentCheck = {
  id: "inconsistent-source",
  severity: "info",
  scope: "document",
  *run(units) {
    if (units.length < 2) return;
    for (const [same, different] of DIRECTIONS) {
      yield* variants(units, same, different, "inconsistent-source");
    }
  },
};

const DIRECTIONS = LANGUAGES.flatMap((same) =>
  LANGUAGES.filter((other) => other !== same).map((different) => [same, different] as const),
);

interface Member {
  readonly unit: UnitView;
  /** The view with the equal text (`one`) and the view with the different text. */
  readonly one: TextView;
  readonly view: TextView;
}

/** Shorter texts (labels, headings) often have different translations in different places. */
const SENTENCE: Readonly<Record<Language, number>> = { en: 20, ru: 20, zh: 8 };

function* variants(
  units: readonly UnitView[],
  same: Language,
  different: Language,
  check: Extract<CheckId, "inconsistent-target" | "inconsistent-source">,
): Generator<DocumentIssue> {
  const groups = new Map<string, Member[]>();
  for (const unit of repeating(units)[same]) {
    const one = find(unit, same);
    const view = find(unit, different);
    if (one === undefined || view === undefined || roleOf(one, view) !== check) continue;
    // Different documents may say the same thing in different words; translations of one text may not.
    const document = check === "inconsistent-source" ? unit.document : "";
    const key = `${document}\n${one.comparable()}`;
    const members = groups.get(key);
    if (members === undefined) groups.set(key, [{ unit, one, view }]);
    else members.push({ unit, one, view });
  }
  for (const members of groups.values()) {
    if (members.length < 2 || areForms(members)) continue;
    const texts = new Map<string, Member[]>();
    for (const member of members) {
      const text = member.view.comparable();
      const known = texts.get(text);
      if (known === undefined) texts.set(text, [member]);
      else known.push(member);
    }
    if (texts.size < 2) continue;
    const [usual, ...others] = [...texts.values()].sort((a, b) => b.length - a.length);
    const model = usual?.[0];
    if (model === undefined) continue;
    for (const { unit, one, view } of others.flat()) {
      const short = one.comparable().length < SENTENCE[same];
      if (isForm(unit.unit.key, model.unit.unit.key)) continue;
      yield {
        unit: unit.id,
        ...(short && { severity: "info" as const }),
        certainty: short ? "possible" : "likely",
        languages: [same, different].sort(),
        ranges: { [different]: [{ start: 0, end: view.text.length }] },
        message: `${check}.differs`,
        params: {
          source: check === "inconsistent-target" ? same : different,
          target: check === "inconsistent-target" ? different : same,
          value: model.view.text,
          unit: model.unit.id,
          count: texts.size,
        },
        ...(check === "inconsistent-target" && {
          suggestion: { language: different, text: model.view.text },
        }),
      };
    }
  }
}

type ByLanguage = Readonly<Record<Language, readonly UnitView[]>>;

/** Cached for each list of units, because all directions of both checks share it. */
const known = new WeakMap<readonly UnitView[], ByLanguage>();

/** By language, the units with a text that another unit has too. Only these can be inconsistent, and they are few. */
function repeating(units: readonly UnitView[]): ByLanguage {
  const found = known.get(units) ?? {
    en: repeatingIn(units, "en"),
    ru: repeatingIn(units, "ru"),
    zh: repeatingIn(units, "zh"),
  };
  known.set(units, found);
  return found;
}

function repeatingIn(units: readonly UnitView[], language: Language): readonly UnitView[] {
  // Folding takes long, so it is done only for texts with the same letters in the same order, which are few.
  const alike = new Map<number, UnitView[]>();
  for (const unit of units) {
    const view = find(unit, language);
    if (view === undefined) continue;
    const hash = lettersHash(view);
    const known = alike.get(hash);
    if (known === undefined) alike.set(hash, [unit]);
    else known.push(unit);
  }
  const found = new Set<UnitView>();
  for (const group of alike.values()) {
    if (group.length < 2) continue;
    const first = new Map<string, UnitView>();
    for (const unit of group) {
      const text = find(unit, language)?.comparable() ?? "";
      if (text === "") continue;
      const before = first.get(text);
      if (before === undefined) first.set(text, unit);
      else found.add(before).add(unit);
    }
  }
  return found.size === 0 ? NONE : units.filter((unit) => found.has(unit));
}

const NONE: readonly UnitView[] = [];

/** A number that is equal for texts with equal `comparable`: it depends on the letters and digits alone. */
function lettersHash(view: TextView): number {
  const { text, content } = view;
  const direct = content.length > 1 ? undefined : hashOf(text);
  return direct ?? hashOf(view.comparable()) ?? 0;
}

/** `undefined` if the text has characters that folding may change into letters, except capitals. */
function hashOf(text: string): number | undefined {
  let hash = 0;
  for (let at = 0; at < text.length; at++) {
    let code = text.charCodeAt(at);
    if (code < 0x80) {
      if (code >= 0x41 && code <= 0x5a) code |= 0x20;
      else if (!((code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39))) continue;
    } else if (code >= 0x410 && code <= 0x44f) {
      if (code < 0x430) code += 0x20;
    } else if (code === 0x401 || code === 0x451) code = 0x435;
    else if (code >= 0x3400 && code <= 0x9fff) code = simpleUnit(code);
    else if (IGNORED.has(code)) continue;
    else return undefined;
    hash = Math.imul(hash ^ code, 0x0100_0193);
  }
  return hash;
}

/** Marks that are no letters, and that folding does not change into letters. */
const IGNORED: ReadonlySet<number> = new Set(
  Array.from("«»„“”‘’–—…\u00A0、。《》「」『』【】，：；！？（）·", (mark) => mark.charCodeAt(0)),
);

const find = ({ written }: UnitView, language: Language): TextView | undefined =>
  written.find((view) => view.language === language);

/** True if two keys are plural forms or contexts of one i18next string, which must differ. */
function isForm(a: string | undefined, b: string | undefined): boolean {
  if (a === undefined || b === undefined) return false;
  const [one, two] = [withoutPlural(a), withoutPlural(b)];
  if (one === two) return a !== b;
  const [first, second] = [one, two].map((key) => key.replace(/_[^_.]+$/u, ""));
  return (first === second && first !== one && second !== two) || first === two || one === second;
}

const withoutPlural = (key: string): string =>
  key.replace(/(?:_ordinal)?_(?:zero|one|two|few|many|other)$/u, "");

/**
 * True for plural and context forms of one i18next key (`joined`, `joined_female`, `file_few`), which should
 * differ.
 */
function areForms(members: readonly Member[]): boolean {
  const bases = new Set(
    members.map(({ unit }) => `${unit.document} ${(unit.unit.key ?? unit.id).replace(/_[a-z]+$/u, "")}`),
  );
  return bases.size === 1 && members.some(({ unit }) => /_[a-z]+$/u.test(unit.unit.key ?? ""));
}

/**
 * Decides which check reports that `view` differs where `one` is equal. If `one` is the source, its targets
 * differ; if it is the target, its sources differ. If a unit does not give its source language, the first listed
 * language is the source, so each difference is reported once.
 */
function roleOf(one: TextView, view: TextView): "inconsistent-target" | "inconsistent-source" {
  if (view.variant.from?.language === one.language) return "inconsistent-target";
  if (one.variant.from?.language === view.language) return "inconsistent-source";
  return LANGUAGES.indexOf(one.language) < LANGUAGES.indexOf(view.language)
    ? "inconsistent-target"
    : "inconsistent-source";
}
