/** What is searched for, as it stands in an address: empty is not asked for. */
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

/** The query of an address; what else stands there is left out. */
export const queryOf = (address: URLSearchParams): ConcordanceQuery => ({
  ...NO_QUERY,
  ...Object.fromEntries([...address].filter(([name]) => name in NO_QUERY)),
});
