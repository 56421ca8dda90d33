import { type BlockName, parseBlockName } from "../../../domain/block.ts";
import type { UnitView } from "../../api/resources.ts";

/** A block of the document as it will read: the units of its sentences. */
export interface PreviewBlock extends BlockName {
  /** Key of the first unit. */
  readonly key: string;
  readonly units: readonly UnitView[];
}

/** Units before and after the open one that are shown. */
const AROUND = 60;

/** The blocks around the open unit. Attributes are no running text: one is shown only while it is open. */
export function previewBlocks(units: readonly UnitView[], at: number): PreviewBlock[] {
  const blocks: (PreviewBlock & { units: UnitView[] })[] = [];
  let open: string | undefined;
  const from = Math.max(0, at - AROUND);
  units.slice(from, at + AROUND + 1).forEach((unit, index) => {
    const name = parseBlockName(unit.context);
    if (name.kind === "attribute" && from + index !== at) return;
    const number = unit.context === undefined ? undefined : /^(.+)\.\d+$/u.exec(unit.key)?.[1];
    const last = blocks.at(-1);
    if (last !== undefined && number !== undefined && number === open) last.units.push(unit);
    else blocks.push({ ...name, key: unit.key, units: [unit] });
    open = number;
  });
  return blocks;
}
