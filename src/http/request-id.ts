/** The caller's id is kept, to trace a request across programs, if it has up to 128 characters that are safe in logs. */
export function requestId(given: string | undefined): string {
  return given !== undefined && /^[\w.:-]{1,128}$/u.test(given) ? given : crypto.randomUUID();
}
