import { undefinedOnProblem } from "../../domain/problem.ts";
import type { FileOfAnySize, TextStore } from "../../formats/contract.ts";
import { readExchangeUnits } from "../../formats/registry.ts";
import type { FormatName } from "../../formats/traits.ts";
import { readFile } from "../../storage/rows/files.ts";
import type { Import } from "../../storage/rows/imports.ts";
import { fileRules } from "../segmentation/known-rules.ts";
import type { Context } from "../context.ts";

/**
 * The file of an import as it was read; `undefined` when it was not kept, or was read under earlier rules.
 *
 * @param store keeps the units of a large file
 */
export async function storedFile(
  context: Context,
  { file, filename, source, target, segmentation: rules }: Import,
  format: FormatName,
  store?: TextStore,
): Promise<FileOfAnySize | undefined> {
  const bytes = file === undefined ? undefined : await readFile(context.storage, file);
  if (bytes === undefined) return undefined;
  await context.loadDictionaries();
  const { segmentation } = await fileRules(context, rules);
  return undefinedOnProblem(() =>
    readExchangeUnits(
      bytes,
      {
        format,
        segmentation,
        ...(filename === undefined ? {} : { filename }),
        ...(source === undefined ? {} : { source }),
        ...(target === undefined ? {} : { target }),
      },
      store,
    ),
  );
}
