import type { TestServer } from "./server.ts";

/** Takes an invitation, as a person would. @returns id of the person */
export async function join(server: TestServer, name: string, role: string): Promise<string> {
  const invited = await server.request("POST", "/api/v1/invitations", { name, role });
  const { path } = (await invited.json()) as { path: string };
  const body = new URLSearchParams({ secret: path.split("/").at(-1) ?? "", name });
  await fetch(`${server.address}/join`, {
    method: "POST",
    body,
    redirect: "manual",
    headers: { origin: server.address },
  });
  const found = await server.request("GET", "/api/v1/people");
  const { items } = (await found.json()) as { items: { id: string; name: string }[] };
  const person = items.find((one) => one.name === name)?.id;
  if (person === undefined) throw new Error(`${name} did not join`);
  return person;
}

/** A token of a person. */
export async function personToken(
  server: TestServer,
  person: string | undefined,
  role: string,
): Promise<string> {
  const made = await server.request("POST", "/api/v1/tokens", { name: "browser", person, role });
  return ((await made.json()) as { token: string }).token;
}
