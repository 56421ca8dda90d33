import type { XmlName } from "./names.ts";

export const XML_NAMESPACE = "http://www.w3.org/XML/1998/namespace";
const XMLNS_NAMESPACE = "http://www.w3.org/2000/xmlns/";

/** The declarations of one element, upon those around it. */
interface Scope {
  readonly declared: ReadonlyMap<string, string>;
  readonly around: Scope | undefined;
}

const OUTERMOST: Scope = { declared: new Map([["xml", XML_NAMESPACE]]), around: undefined };

/**
 * Namespaces in XML 1.0 (3rd ed.). A name remembers what it was found to be in, and is looked up again only where other
 * declarations are in force.
 */
export function createNamespaces() {
  let scope = OUTERMOST;
  /** One for each open element. */
  const scopes: Scope[] = [];

  return {
    /** The namespace of a prefix, "" being the default one's. */
    resolve(prefix: string): string | undefined {
      for (let at: Scope | undefined = scope; at !== undefined; at = at.around) {
        const uri = at.declared.get(prefix);
        if (uri !== undefined) return uri;
      }
      return undefined;
    },

    /**
     * Begins an element and sets the namespaces of its name and of its attributes with a prefix.
     *
     * @param declaring all its attributes, where there are declarations among them
     * @returns the name that breaks the rules, if one does
     */
    enter(
      declaring: Readonly<Record<string, string>> | undefined,
      name: XmlName,
      prefixed: readonly XmlName[] | undefined,
    ): string | undefined {
      scopes.push(scope);
      if (declaring !== undefined) {
        const declared = new Map<string, string>();
        for (const key in declaring) {
          if (key !== "xmlns" && !key.startsWith("xmlns:")) continue;
          const prefix = key.slice("xmlns:".length);
          const uri = (declaring[key] ?? "").trim();
          if (!isAllowed(key, prefix, uri)) return key;
          declared.set(prefix, uri);
        }
        scope = { declared, around: scope };
      }
      if (name.scope !== scope && !this.place(name)) return name.name;
      if (prefixed === undefined) return undefined;
      for (const key of prefixed) if (key.scope !== scope && !this.place(key)) return key.name;
      return prefixed.length > 1 ? twice(prefixed) : undefined;
    },

    leave() {
      scope = scopes.pop() ?? OUTERMOST;
    },

    place(name: XmlName): boolean {
      const uri = this.resolve(name.prefix) ?? (name.colon < 0 ? "" : undefined);
      if (uri === undefined || !name.isQualified || name.prefix === "xmlns") return false;
      name.uri = uri;
      name.scope = scope;
      return true;
    },
  };
}

/** No two attributes of an element have one local name in one namespace. */
function twice(names: readonly XmlName[]): string | undefined {
  const seen = new Set<string>();
  for (const { uri, local, name } of names) {
    const expanded = `${uri} ${local}`;
    if (seen.has(expanded)) return name;
    seen.add(expanded);
  }
  return undefined;
}

function isAllowed(key: string, prefix: string, uri: string): boolean {
  if (prefix === "xml") return uri === XML_NAMESPACE;
  if (prefix === "xmlns" || uri === XML_NAMESPACE || uri === XMLNS_NAMESPACE) return false;
  return key === "xmlns" || (uri !== "" && prefix !== "" && !prefix.includes(":"));
}
