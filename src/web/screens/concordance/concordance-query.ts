/** A concordance query as it stands in an address; an empty value filters nothing. */
export interface ConcordanceQuery {
  readonly q: string;
  readonly language: string;
  readonly mode: string;
  readonly collection: string;
  readonly state: string;
  readonly author: string;
  readonly from: string;
  readonly to: string;
}

/** A query that searches for nothing. */
export const NO_QUERY: ConcordanceQuery = {
  q: "",
  language: "",
  mode: "",
  collection: "",
  state: "",
  author: "",
  from: "",
  to: "",
};

/** The concordance query of an address, without its other parameters. */
export const queryOf = (address: URLSearchParams): ConcordanceQuery => ({
  ...NO_QUERY,
  ...Object.fromEntries([...address].filter(([name]) => name in NO_QUERY)),
});
