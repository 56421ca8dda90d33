import { expect } from "vitest";

/** One collection `seminar` and one document `talk`, whose second unit lacks its Russian text. */
const TALK = "key,en,ru\nport,The port is open,Порт открыт\nship,The ship left on 5 March 2024,\n";

/** Fills a store with what the agent of the journey works on. @param token of an administrator */
export async function fillStore(
  send: (path: string, init: RequestInit) => Promise<Response>,
  token: string,
): Promise<void> {
  const post = async (path: string, body: string, type = "application/json") => {
    const headers = { authorization: `Bearer ${token}`, "content-type": type };
    expect((await send(`/api/v1${path}`, { method: "POST", headers, body })).status).toBe(201);
  };
  await post("/collections", JSON.stringify({ id: "seminar", title: "Seminar" }));
  await post("/collections/seminar/documents?id=talk&filename=t.csv", TALK, "application/octet-stream");
  const terms = [
    { language: "en", text: "icebreaker" },
    { language: "ru", text: "ледокол" },
  ];
  await post("/concepts", JSON.stringify({ terms }));
}
