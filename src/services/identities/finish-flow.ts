import { Problem } from "../../domain/problem.ts";
import type { Statement } from "../../storage/port.ts";
import { asProblem, write } from "../../storage/problems.ts";
import { isOpenSession, redeemLink } from "../../storage/rows/credentials.ts";
import { findCollection } from "../../storage/rows/collections.ts";
import {
  findIdentity,
  type Identity,
  insertIdentity,
  insertIdentitySession,
  isKnownIdentity,
  updateIdentity,
} from "../../storage/rows/identities.ts";
import { findPerson, insertPerson, type Person } from "../../storage/rows/people.ts";
import { recordSignIn } from "../../storage/rows/sign-ins.ts";
import { findInvitation } from "../access/invitations.ts";
import { accessOf, permissionsAnywhere } from "../access/principal.ts";
import { isReservedName } from "../access/reserved-names.ts";
import { createId, hashSecret } from "../access/secret.ts";
import { type AboutSession, cleared, newSession, type Session, SESSION_LIFETIME } from "../access/sign-in.ts";
import type { Context } from "../context.ts";
import type { Flow } from "./flow.ts";
import { accountOf, type Claims, joinFault, nameOf, rolesFrom } from "./provider-roles.ts";
import type { Provider } from "./provider-settings.ts";
import type { Providers } from "./providers.ts";

/** What came of a sign-in at a provider: a session, or, where somebody added an account to theirs, nothing more. */
export type FinishedFlow = { readonly session: Session } | { readonly linked: true };

const DAY = 86_400_000;

/**
 * Ends a sign-in with what the provider sent back. An account that is known opens a session for its person and brings the
 * roles of its groups as they are now. An unknown one makes a person where the settings or an invitation let it in. It is
 * never taken for somebody's because of its e-mail address.
 *
 * @param flow as the browser kept it; `undefined` where it kept none
 * @param parameters of the address to which the provider sent the browser
 * @throws {Problem} `sign-in-expired`, `sign-in-mixed`, `sign-in-denied`, `sign-in-unknown`, `sign-in-no-role`,
 *   `account-ended`, `identity-taken`, `provider-unreachable`, `provider-refused`, `provider-clock`
 */
export async function finishFlow(
  context: Context,
  providers: Providers,
  flow: Flow | undefined,
  parameters: URLSearchParams,
  about: AboutSession = {},
): Promise<FinishedFlow> {
  if (flow === undefined || flow.until <= context.now().getTime()) throw new Problem("sign-in-expired");
  if (parameters.get("state") !== flow.state) throw new Problem("sign-in-mixed");
  const provider = providers.named(flow.provider);
  const claims = await providers.clientOf(provider).claims(flow, parameters);
  const known = await findIdentity(context.storage, provider.issuer, claims.sub);
  const signedIn: SignedIn = {
    provider,
    claims,
    identity: await identityNow(context, provider, claims, known),
  };
  const { purpose } = flow;
  if (purpose.kind === "link") return link(context, signedIn, known, purpose);
  if (purpose.kind === "join") {
    if (known !== undefined) throw new Problem("identity-taken");
    return { session: await join(context, signedIn, purpose.invitation, about).catch(asTaken) };
  }
  if (known !== undefined) return { session: await enter(context, signedIn, about) };
  const session = await makePerson(context, signedIn, about).catch(async (error: unknown) => {
    // Another request of the same person was first.
    const made = isKnownIdentity(error)
      ? await findIdentity(context.storage, provider.issuer, claims.sub)
      : undefined;
    if (made === undefined) throw error;
    const { id, person } = made;
    return enter(context, { ...signedIn, identity: { ...signedIn.identity, id, person } }, about);
  });
  return { session };
}

/** Who has signed in at a provider. */
interface SignedIn {
  readonly provider: Provider;
  readonly claims: Claims & { readonly sub: string };
  /** The account as it is now; its person is empty where it has none yet. */
  readonly identity: Identity;
}

async function identityNow(
  { storage, now }: Context,
  provider: Provider,
  claims: SignedIn["claims"],
  known: Identity | undefined,
): Promise<Identity> {
  const time = now();
  const roles = rolesFrom(provider, claims);
  const named = new Set(roles.flatMap(([place]) => place ?? []));
  const collections = await Promise.all([...named].map((id) => findCollection(storage, id)));
  const isThere = (place: string) => collections.some((found) => found?.id === place);
  return {
    ...{ issuer: provider.issuer, subject: claims.sub, provider: provider.name },
    id: known?.id ?? createId("a"),
    person: known?.person ?? "",
    account: accountOf(claims, claims.sub),
    // A role in a collection that is gone is none.
    roles: roles.filter(([place]) => place === null || isThere(place)),
    until: new Date(time.getTime() + provider.days * DAY).toISOString(),
    created: known?.created ?? time.toISOString(),
    used: time.toISOString(),
  };
}

/** Opens a session for the person of a known account. */
async function enter(context: Context, signedIn: SignedIn, about: AboutSession): Promise<Session> {
  const { identity } = signedIn;
  const { storage } = context;
  const person = await findPerson(storage, identity.person);
  if (person === undefined || person.disabled !== null) throw new Problem("account-ended");
  if (!mayDoAnything(context, person, identity)) {
    // A role that a group no longer gives ends all the same.
    await write(storage, [updateIdentity(identity)]);
    throw new Problem("sign-in-no-role");
  }
  return open(context, signedIn, about, [updateIdentity(identity)]);
}

/** Whether somebody would have any rights with what an account gives now. */
function mayDoAnything({ now }: Context, person: Person, { id, provider, roles, until }: Identity): boolean {
  const others = person.given.filter(({ identity }) => identity !== id);
  const given = [...others, { identity: id, provider, roles, until }];
  const access = accessOf({ ...person, given }, { role: null, collection: null }, now());
  return permissionsAnywhere(access).length > 0;
}

/** Makes the person of an account that the settings let in. */
async function makePerson(context: Context, signedIn: SignedIn, about: AboutSession): Promise<Session> {
  const { provider, claims, identity } = signedIn;
  const fault = joinFault(provider, claims);
  if (fault !== undefined) throw new Problem("sign-in-unknown", { reason: fault, account: identity.account });
  if (identity.roles.length === 0) throw new Problem("sign-in-no-role");
  const person: Person = {
    id: createId("p"),
    kind: "person",
    name: ownName(claims) ?? identity.account,
    ...{ languages: [], role: null, roles: {}, given: [], version: 1, disabled: null },
    ...{ created: identity.created, createdBy: provider.label },
  };
  const owned = { ...signedIn, identity: { ...identity, person: person.id } };
  return open(context, owned, about, [...insertPerson(person), insertIdentity(owned.identity)]);
}

/** Makes the account of an invitation. */
async function join(
  context: Context,
  { provider, claims, identity }: SignedIn,
  secret: string,
  about: AboutSession,
): Promise<Session> {
  const invitation = await findInvitation(context, secret);
  if (invitation === undefined) throw new Problem("sign-in-unknown", { reason: "invitation" });
  const account = { id: createId("p"), name: ownName(claims) ?? null, languages: [] };
  const made = await newSession(context, lifetimeOf(provider), about);
  const isOpened = await redeemLink(context.storage, await hashSecret(secret), made.session, account, [
    insertIdentity({ ...identity, person: account.id }),
    recordSignIn(made.session.hash, "provider", provider.name),
  ]);
  if (!isOpened) throw new Problem("sign-in-unknown", { reason: "invitation" });
  return made;
}

/** Adds an account to the person who began this in an open session. */
async function link(
  { storage, now }: Context,
  { identity }: SignedIn,
  known: Identity | undefined,
  { person, session }: { readonly person: string; readonly session: string },
): Promise<FinishedFlow> {
  // The browser does not send the session's cookie from the provider's page, so the flow names it.
  if (!(await isOpenSession(storage, { id: session, person, now: now().toISOString() })))
    throw new Problem("sign-in-expired");
  if (known !== undefined && known.person !== person) throw new Problem("identity-taken");
  const statement = known === undefined ? insertIdentity({ ...identity, person }) : updateIdentity(identity);
  await write(storage, [statement]).catch(asTaken);
  return { linked: true };
}

async function open(
  context: Context,
  { provider, identity }: SignedIn,
  about: AboutSession,
  before: readonly Statement[],
): Promise<Session> {
  const made = await newSession(context, lifetimeOf(provider), about);
  await write(context.storage, [
    ...cleared(context),
    ...before,
    insertIdentitySession(identity, made.session),
    recordSignIn(made.session.hash, "provider", provider.name),
  ]);
  return made;
}

const lifetimeOf = ({ days }: Provider): number => Math.min(days * DAY, SESSION_LIFETIME);

/** The name that a provider tells, if a person may have it. */
function ownName(claims: Claims): string | undefined {
  const name = nameOf(claims);
  return name === undefined || isReservedName(name) ? undefined : name;
}

/** Another request has stored the same account first. @throws {Problem} `identity-taken` */
function asTaken(error: unknown): never {
  throw isKnownIdentity(error) ? new Problem("identity-taken") : asProblem(error);
}
