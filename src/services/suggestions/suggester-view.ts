import type { Suggester } from "../../storage/rows/suggester.ts";

/** The settings of the model in answers, without its key. */
export type SuggesterView = Omit<Suggester, "secret"> & { readonly hasKey: boolean };

export const suggesterView = ({ secret, ...rest }: Suggester): SuggesterView => ({
  ...rest,
  hasKey: secret !== null,
});
