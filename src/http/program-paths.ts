/** Addresses that programs ask for: what is not found there is never answered with a page. */
const FOR_PROGRAMS =
  /^\/(?:(?:api|locales|tmserver|mcp)(?:\/|$)|(?:translate|healthz|readyz|metrics|openapi\.json)\/?$)/u;

export const isForPrograms = (pathname: string): boolean => FOR_PROGRAMS.test(pathname);
