/** Paths that programs use. An unknown path among them is answered with a problem, never with a page. */
const FOR_PROGRAMS =
  /^\/(?:(?:api|locales|tmserver|mcp)(?:\/|$)|(?:translate|healthz|readyz|metrics|openapi\.json)\/?$)/u;

/** Whether a path is for programs and not for people. */
export const isForPrograms = (pathname: string): boolean => FOR_PROGRAMS.test(pathname);
