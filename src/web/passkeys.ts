import {
  addPasskey,
  type MyPasskey,
  passkeyOptions,
  passkeySignInOptions,
  sendPasskey,
} from "./api/resources.ts";

/** Passkeys in this browser. The library is loaded when somebody asks for one. */
const library = () => import("@simplewebauthn/browser");

/** Whether this browser knows passkeys, and the address is one for which it makes some: no number, and protected. */
export const knowsPasskeys = (): boolean =>
  "PublicKeyCredential" in globalThis && isSecureContext && !/^[\d.]+$|:/u.test(location.hostname);

/** Has the browser make a passkey, and stores it. @returns `undefined` when the person has given up */
export async function makePasskey(name: string): Promise<MyPasskey | undefined> {
  const optionsJSON = await passkeyOptions();
  const { startRegistration } = await library();
  const response = await unlessGivenUp(() => startRegistration({ optionsJSON }));
  return response && addPasskey({ name, response });
}

/** Signs in with a passkey that the person chooses. @returns whether they chose one */
export async function signInByPasskey(): Promise<boolean> {
  const optionsJSON = await passkeySignInOptions();
  const { startAuthentication } = await library();
  const response = await unlessGivenUp(() => startAuthentication({ optionsJSON }));
  if (response !== undefined) await sendPasskey(response);
  return response !== undefined;
}

/** What browsers say when somebody gives up, waits too long, has no passkey here, or has one already. */
const GIVEN_UP: ReadonlySet<string> = new Set(["NotAllowedError", "AbortError", "InvalidStateError"]);

async function unlessGivenUp<Done>(work: () => Promise<Done>): Promise<Done | undefined> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Error && GIVEN_UP.has(error.name)) return undefined;
    throw error;
  }
}
