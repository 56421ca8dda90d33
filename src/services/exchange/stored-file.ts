import { undefinedOnProblem } from "../../domain/problem.ts";
import type { ExchangeFile } from "../../formats/contract.ts";
import { readExchange } from "../../formats/registry.ts";
import type { FormatName } from "../../formats/traits.ts";
import { readFile } from "../../storage/rows/files.ts";
import type { Import } from "../../storage/rows/imports.ts";
import { fileRules } from "../segmentation/known-rules.ts";
import type { Context } from "../context.ts";

/** The file of an import as it was read; `undefined` when it was not kept, or was read under earlier rules. */
export async function storedFile(
  context: Context,
  { file, filename, source, target, segmentation: rules }: Import,
  format: FormatName,
): Promise<ExchangeFile | undefined> {
  const bytes = file === undefined ? undefined : await readFile(context.storage, file);
  if (bytes === undefined) return undefined;
  await context.loadDictionaries();
  const { segmentation } = await fileRules(context, rules);
  return undefinedOnProblem(() =>
    readExchange(bytes, {
      format,
      segmentation,
      ...(filename === undefined ? {} : { filename }),
      ...(source === undefined ? {} : { source }),
      ...(target === undefined ? {} : { target }),
    }),
  );
}
