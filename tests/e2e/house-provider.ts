import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import { Provider } from "oidc-provider";
import { freePort } from "../free-port.ts";

/** A real provider of OpenID Connect on this machine, with a sign-in page of its own that takes any password. */
export interface HouseProvider {
  readonly issuer: string;
  /** Settings of a service that trusts it. */
  readonly environment: Readonly<Record<string, string>>;
  /** Accounts by login; a test may change them. */
  readonly accounts: Map<string, Readonly<Record<string, unknown>>>;
  readonly stop: () => Promise<void>;
}

const CLIENT = { id: "polynya", secret: randomBytes(24).toString("base64url") };

/** @param service port of the service to which it sends people back */
export async function startProvider(service: number): Promise<HouseProvider> {
  const port = await freePort();
  // Another site than the service, as a provider is: the browser shares no cookies between the two.
  const issuer = `http://localhost:${port}`;
  const accounts: HouseProvider["accounts"] = new Map();
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT.id,
        client_secret: CLIENT.secret,
        redirect_uris: [`http://127.0.0.1:${service}/sign-in/oidc/house/callback`],
      },
    ],
    scopes: ["openid", "profile", "email", "groups"],
    claims: { openid: ["sub"], profile: ["name"], email: ["email", "email_verified"], groups: ["groups"] },
    ttl: {
      AccessToken: 600,
      AuthorizationCode: 60,
      Grant: 600,
      IdToken: 600,
      Interaction: 600,
      Session: 600,
    },
    cookies: { keys: [randomBytes(24).toString("base64url")] },
    findAccount: (_, login) => {
      const claims = accounts.get(login);
      return claims && { accountId: login, claims: () => ({ sub: login, ...claims }) };
    },
  });
  const server = createServer((request, response) => void provider.callback()(request, response));
  server.listen(port, "localhost");
  await once(server, "listening");
  return {
    issuer,
    accounts,
    environment: {
      POLYNYA_OIDC: "house",
      POLYNYA_OIDC_HOUSE_ISSUER: issuer,
      POLYNYA_OIDC_HOUSE_CLIENT_ID: CLIENT.id,
      POLYNYA_OIDC_HOUSE_CLIENT_SECRET: CLIENT.secret,
      POLYNYA_OIDC_HOUSE_LABEL: "Arctic Institute",
      POLYNYA_OIDC_HOUSE_SCOPES: "openid profile email groups",
      POLYNYA_OIDC_HOUSE_JOIN: "groups",
      POLYNYA_OIDC_HOUSE_ROLES: '{"editors":"reviewer","translators":{"arctic":"translator"}}',
    },
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
