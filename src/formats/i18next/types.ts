/** A value of an i18next resource: a text, or what contains texts. */
export type Strings = string | readonly Strings[] | { readonly [key: string]: Strings };

const isObject = (value: Strings | undefined): value is { readonly [key: string]: Strings } =>
  typeof value === "object" && !Array.isArray(value);

/**
 * TypeScript type of the keys of a namespace, with which i18next's `t` checks keys, plurals and nested keys
 * (`CustomTypeOptions.resources`). A key that stands in one language alone is there too, such as a plural form. Texts
 * are types of their own, so that `t` knows the values in them.
 *
 * @param resources strings by language; the texts of the first one that has a key are taken
 */
function typeOfStrings(resources: readonly Strings[], indent = ""): string {
  const merged = resources.reduceRight((others, one) => merge(one, others), {});
  return typeOf(merged, indent);
}

/** A module whose default export is the type of the keys of one namespace. */
export const stringTypes = (resources: readonly Strings[]): string =>
  `/** Keys of published strings, with their texts. Made by Polynya. */\ninterface Strings ${typeOfStrings(resources)}\n\nexport default Strings;\n`;

/** A module that tells i18next the keys of some namespaces. Including it in a program is enough. */
export function i18nextModule(namespaces: ReadonlyMap<string, readonly Strings[]>): string {
  const members = [...namespaces].map(
    ([namespace, resources]) => `      ${JSON.stringify(namespace)}: ${typeOfStrings(resources, "      ")};`,
  );
  const [first = "translation"] = namespaces.keys();
  return [
    "// Made by “polynya strings types”.",
    'import "i18next";',
    "",
    'declare module "i18next" {',
    "  interface CustomTypeOptions {",
    `    defaultNS: ${JSON.stringify(first)};`,
    "    resources: {",
    ...members,
    "    };",
    "  }",
    "}",
    "",
  ].join("\n");
}

/** Both values; where they differ, the first. */
function merge(first: Strings, second: Strings): Strings {
  if (!isObject(first) || !isObject(second)) return first;
  const keys = [...new Set([...Object.keys(first), ...Object.keys(second)])];
  return Object.fromEntries(
    keys.map((key) => {
      const [a, b] = [first[key], second[key]];
      return [key, a === undefined ? (b ?? "") : b === undefined ? a : merge(a, b)];
    }),
  );
}

function typeOf(value: Strings, indent: string): string {
  if (typeof value === "string") return JSON.stringify(value);
  const inner = `${indent}  `;
  if (!isObject(value)) return `[${value.map((item) => typeOf(item, inner)).join(", ")}]`;
  const members = Object.entries(value).map(
    ([key, member]) => `${inner}${JSON.stringify(key)}: ${typeOf(member, inner)};`,
  );
  return members.length === 0 ? "{}" : `{\n${members.join("\n")}\n${indent}}`;
}
