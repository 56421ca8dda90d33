import type { ExchangeFile } from "../../formats/contract.ts";

/** Facts about a file that its import stores. */
export function aboutFile(
  file: Omit<ExchangeFile, "units">,
  hash: string | undefined,
  filename: string | undefined,
  segmentation: string | undefined,
) {
  return {
    format: file.format,
    ...(hash === undefined ? {} : { file: hash }),
    ...(filename === undefined ? {} : { filename }),
    ...(file.version === undefined ? {} : { formatVersion: file.version }),
    ...(file.source === undefined ? {} : { source: file.source }),
    ...(file.target === undefined ? {} : { target: file.target }),
    ...(segmentation === undefined ? {} : { segmentation }),
  };
}
