import type { Language } from "../../domain/language.ts";
import { Problem } from "../../domain/problem.ts";
import { type Content, isCode, plainText, sameContent } from "../../domain/segment.ts";
import { compareStates, type State, type Variant } from "../../domain/unit.ts";
import { comparable } from "../../matching/comparable-text.ts";
import type { StoredUnit } from "../../storage/rows/units.ts";
import type { Actor, Context } from "../context.ts";
import type { ImportReport } from "../imports/import-report.ts";
import { changeUnits } from "./change-units.ts";
import type { UnitSelection } from "./select-units.ts";
import { visibleUnit } from "./visible-unit.ts";

/** Which translations of an equal source are replaced: missing ones, also unconfirmed ones, or all. */
export const OVERWRITES = ["missing", "unconfirmed", "all"] as const;
export type Overwrite = (typeof OVERWRITES)[number];

export interface SpreadTranslation {
  /** Id of the unit with the translation. */
  readonly unit: string;
  readonly source: Language;
  readonly target: Language;
  /** `unconfirmed` when absent. */
  readonly overwrite?: Overwrite;
  /** Units that may be changed; by default those of the same document. */
  readonly selection?: Pick<UnitSelection, "collections" | "documents" | "units">;
  readonly dryRun?: boolean;
}

/**
 * Copies a translation to the units whose source says the same, as one import. The copies are `translated`, also if the
 * translation itself is reviewed.
 *
 * @throws {Problem} `not-found`; `language-missing` if the unit lacks source or translation; `selection-too-large`
 */
export async function spreadTranslation(
  context: Context,
  actor: Actor,
  { unit: id, source, target, overwrite = "unconfirmed", selection, dryRun = false }: SpreadTranslation,
): Promise<ImportReport> {
  const model = await visibleUnit(context, actor, id);
  const sourceContent = model.variants[source]?.content;
  const translation = model.variants[target];
  if (source === target || sourceContent === undefined || plainText(sourceContent).trim() === "")
    throw new Problem("language-missing", { reason: "unit" }, { unit: id, language: source });
  if (translation === undefined || plainText(translation.content).trim() === "")
    throw new Problem("language-missing", { reason: "unit" }, { unit: id, language: target });
  const wanted = comparable(sourceContent, source);
  return changeUnits(context, actor, selection ?? { documents: [model.document] }, {
    dryRun,
    decide: (unit) => {
      const content = unit.variants[source]?.content;
      if (unit.id === id || content === undefined || !saysTheSame(content, sourceContent, source, wanted))
        return undefined;
      const was = unit.variants[target];
      if (was !== undefined && (sameContent(was.content, translation.content) || !mayReplace(was, overwrite)))
        return undefined;
      const stamp = { author: actor.name, time: context.now().toISOString() };
      return {
        after: withTranslation(unit, { source, target }, translation.content, stamp),
        entry: { unit: unit.id, key: unit.key, result: "changed", language: target },
      };
    },
  });
}

/** Equal texts with the same inline codes in the same order: their translation can be copied with its codes. */
function saysTheSame(content: Content, model: Content, language: Language, wanted: string): boolean {
  const codes = (parts: Content) =>
    parts
      .filter(isCode)
      .map(({ kind, id }) => `${kind} ${id}`)
      .join("|");
  return comparable(content, language) === wanted && codes(content) === codes(model);
}

function mayReplace({ content, state }: Variant, overwrite: Overwrite): boolean {
  if (plainText(content).trim() === "" || overwrite === "all") return true;
  return overwrite === "unconfirmed" && compareStates(state, "translated") < 0;
}

const COPIED: State = "translated";

function withTranslation(
  unit: StoredUnit,
  { source, target }: { readonly source: Language; readonly target: Language },
  content: Content,
  stamp: { readonly author: string; readonly time: string },
): StoredUnit {
  const version = unit.version + 1;
  const from = { language: source, version: unit.variants[source]?.version ?? 1 };
  const variant: Variant = { content, state: COPIED, version, ...stamp, origin: "match", from };
  return { ...unit, version, variants: { ...unit.variants, [target]: variant } };
}
