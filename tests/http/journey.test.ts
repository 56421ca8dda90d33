import { bearer, ENVIRONMENT_TOKEN, service } from "./app.ts";
import { journey } from "./journey.ts";

const { request } = service();

journey("SQLite", (path, init = {}) => {
  const headers = new Headers(init.headers);
  if (headers.get("authorization") === "") headers.delete("authorization");
  else headers.set("authorization", bearer(ENVIRONMENT_TOKEN).authorization);
  return request(path, { ...init, headers });
});
