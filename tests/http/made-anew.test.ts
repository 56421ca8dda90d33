import { bearer, ENVIRONMENT_TOKEN, service } from "./app.ts";
import { madeAnew } from "./made-anew.ts";

const { request, wait } = service();

madeAnew("SQLite", (path, init = {}) => {
  wait(1);
  const headers = new Headers(init.headers);
  if (!headers.has("authorization")) headers.set("authorization", bearer(ENVIRONMENT_TOKEN).authorization);
  return request(path, { ...init, headers });
});
