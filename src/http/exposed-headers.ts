/** Headers of an answer that a page of another website may read (CORS). */
export const EXPOSED_HEADERS = [
  "Content-Disposition",
  "Content-Language",
  "ETag",
  "Idempotency-Replayed",
  "Location",
  "Polynya-Base",
  "Polynya-Converted",
  "Polynya-Import",
  "Polynya-Warnings",
  "Retry-After",
  "X-Request-Id",
];
