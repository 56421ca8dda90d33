/** The two functions of the npm package `xliff` that are used; it has no types of its own. */
declare module "xliff/js2xliff" {
  import type { XliffJson } from "./xliff-json.ts";
  const write: (
    json: XliffJson,
    options: { indent: string; targetXliffVersion: "2.0" | "2.1" },
    done: (error: unknown, xml: string) => void,
  ) => void;
  export default write;
}
declare module "xliff/jsToXliff12" {
  import type { XliffJson } from "./xliff-json.ts";
  const write: (
    json: XliffJson,
    options: { indent: string },
    done: (error: unknown, xml: string) => void,
  ) => void;
  export default write;
}
