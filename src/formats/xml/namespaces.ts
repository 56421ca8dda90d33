import type { XmlName } from "./names.ts";

const XML_NAMESPACE = "http://www.w3.org/XML/1998/namespace";
const XMLNS_NAMESPACE = "http://www.w3.org/2000/xmlns/";

/** Declarations of one element, and those around it. */
interface Scope {
  readonly declared: ReadonlyMap<string, string>;
  readonly around: Scope | undefined;
}

const OUTERMOST: Scope = { declared: new Map([["xml", XML_NAMESPACE]]), around: undefined };

/** Namespace of every prefix that nobody declared: no file can declare one that begins so. */
const UNDECLARED = "undeclared:";

/**
 * Namespaces in XML 1.0 (3rd ed.). A name remembers its namespace and is looked up again only under other declarations.
 *
 * @param onUndeclared hears of each prefix that is used without a declaration; without it such a prefix is an error
 */
export function createNamespaces(onUndeclared?: (prefix: string) => void) {
  let scope = OUTERMOST;
  /** Scopes around the open elements. */
  const scopes: Scope[] = [];

  return {
    /** Namespace of a prefix; "" asks for the default namespace. */
    resolve(prefix: string): string | undefined {
      for (let at: Scope | undefined = scope; at !== undefined; at = at.around) {
        const uri = at.declared.get(prefix);
        if (uri !== undefined) return uri;
      }
      return undefined;
    },

    /**
     * Begins an element: sets the namespace of its name and of those of its attributes that have a prefix.
     *
     * @param declaring all attributes of an element that declares namespaces, else `undefined`
     * @returns the first name that breaks the rules, if any
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

    /** Sets the namespace of a name. False when the name breaks the rules. */
    place(name: XmlName): boolean {
      const uri = this.resolve(name.prefix) ?? (name.colon < 0 ? "" : undefined);
      if (!name.isQualified || name.prefix === "xmlns") return false;
      if (uri === undefined) {
        if (onUndeclared === undefined) return false;
        onUndeclared(name.prefix);
      }
      name.uri = uri ?? UNDECLARED + name.prefix;
      name.scope = scope;
      return true;
    },
  };
}

/** The second of two attributes with the same local name in the same namespace. */
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
