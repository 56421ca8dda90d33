/** Short names of the namespaces of Office Open XML, transitional and strict (ECMA-376 parts 1 and 4). */
const FAMILIES: readonly (readonly [pattern: RegExp, family: string])[] = [
  [/\/wordprocessingml\/(?:2006\/)?main$/u, "w"],
  [/\/drawingml\/(?:2006\/)?main$/u, "a"],
  [/\/presentationml\/(?:2006\/)?main$/u, "p"],
  [/\/spreadsheetml\/(?:2006\/)?main$/u, "x"],
  [/\/drawingml\/(?:2006\/)?chart$/u, "c"],
  [/\/drawingml\/(?:2006\/)?wordprocessingDrawing$/iu, "wp"],
  [/\/drawingml\/(?:2006\/)?spreadsheetDrawing$/iu, "xdr"],
  [/\/drawingml\/(?:2006\/)?picture$/u, "pic"],
  [/\/officeDocument\/(?:2006\/)?math$/u, "m"],
  [/\/markup-compatibility\/2006$/u, "mc"],
  [/^urn:schemas-microsoft-com:vml$/u, "v"],
];

const KNOWN = new Map<string, string>();

/** Short name of a namespace: `w`, `a`, `p`, `x` …; "" for one without texts of its own. */
export function familyOf(uri: string): string {
  const known = KNOWN.get(uri);
  if (known !== undefined) return known;
  const family = FAMILIES.find(([pattern]) => pattern.test(uri))?.[1] ?? "";
  // A file may name namespaces without end; only those of the standards are remembered.
  if (family !== "") KNOWN.set(uri, family);
  return family;
}
