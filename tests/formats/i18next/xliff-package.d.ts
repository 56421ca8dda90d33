/** Types of the functions that we use from the npm package `xliff`, which has none. */
declare module "xliff/js2xliff" {
  import type { XliffJson } from "../../../src/formats/i18next/xliff-json.ts";
  const write: (
    json: XliffJson,
    options: { indent: string; targetXliffVersion: "2.0" | "2.1" },
  ) => Promise<string>;
  export default write;
}
declare module "xliff/jsToXliff12" {
  import type { XliffJson } from "../../../src/formats/i18next/xliff-json.ts";
  const write: (json: XliffJson, options: { indent: string }) => Promise<string>;
  export default write;
}
declare module "xliff/xliff2js" {
  const read: (xliff: string) => Promise<unknown>;
  export default read;
}
declare module "xliff/xliff12ToJs" {
  const read: (xliff: string) => Promise<unknown>;
  export default read;
}
