import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Me, Permission } from "./api/resources.ts";

/** Who is signed in. Only components below the signed-in shell may ask. */
export const Session = createContext<Me | undefined>(undefined);

/** Who is signed in. */
export function useMe(): Me {
  const me = useContext(Session);
  if (me === undefined) throw new Error("useMe is for screens of people who are signed in");
  return me;
}

/**
 * Whether somebody has a permission, in a collection or somewhere. The server decides; the page only hides what it would
 * refuse.
 */
export function may(me: Me, permission: Permission, collection?: string | null): boolean {
  if (collection === undefined || collection === null) return me.permissions.includes(permission);
  return (me.collections[collection] ?? me.everywhere).includes(permission);
}

/** The same for who is signed in. */
export const useMay = (permission: Permission, collection?: string | null): boolean =>
  may(useMe(), permission, collection);

/**
 * Opens a session with a token or the secret of a sign-in link.
 *
 * @returns whether it was accepted
 */
export async function signIn(secret: string): Promise<"signed-in" | "refused" | "too-many" | "unreachable"> {
  try {
    const response = await fetch("/sign-in", {
      method: "POST",
      body: new URLSearchParams({ secret }),
      headers: { accept: "application/json" },
      redirect: "manual",
    });
    if (response.type === "opaqueredirect" || response.ok) return "signed-in";
    return response.status === 429 ? "too-many" : "refused";
  } catch {
    return "unreachable";
  }
}

/** Ends the session of this browser. */
export async function signOut(): Promise<void> {
  await fetch("/sign-out", { method: "POST", redirect: "manual" });
}
