import type { Gender, GrammaticalNumber, Register, RelationType } from "../../domain/concept.ts";

/** Values of the TBX category `grammaticalGender`, by ours. */
export const TBX_GENDERS: Readonly<Record<Gender, string>> = {
  masculine: "masculine",
  feminine: "feminine",
  neuter: "neuter",
  other: "otherGender",
};

/** Values of `grammaticalNumber`, by ours. */
export const TBX_NUMBERS: Readonly<Record<GrammaticalNumber, string>> = {
  singular: "singular",
  plural: "plural",
  dual: "dual",
  mass: "mass",
  other: "otherNumber",
};

/** Values of `register`, by ours. */
export const TBX_REGISTERS: Readonly<Record<Register, string>> = {
  neutral: "neutralRegister",
  technical: "technicalRegister",
  colloquial: "colloquialRegister",
  inHouse: "in-houseRegister",
  benchLevel: "bench-levelRegister",
  slang: "slangRegister",
  vulgar: "vulgarRegister",
};

/** Element and category of each relation. */
export const TBX_RELATIONS: Readonly<Record<RelationType, readonly [element: string, category: string]>> = {
  broader: ["descrip", "superordinateConceptGeneric"],
  narrower: ["descrip", "subordinateConceptGeneric"],
  related: ["descrip", "relatedConcept"],
  see: ["ref", "crossReference"],
};

/** Our value of a TBX value; `undefined` for an unknown one. */
export function ourValue<Value extends string>(
  values: Readonly<Record<Value, string>>,
  tbx: string | undefined,
): Value | undefined {
  // The keys of the record are the values.
  const all = Object.entries(values) as [Value, string][];
  return all.find(([, name]) => name === tbx)?.[0];
}
