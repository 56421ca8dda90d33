import type { ProblemData } from "../../domain/problem.ts";
import type { XmlElement } from "../xml/reader.ts";

export interface Validator {
  open(element: XmlElement): void;
  close(element: XmlElement): void;
  text(data: string): void;
  findings(): readonly ProblemData[];
}
export function createValidator(): Validator {
  return { open() {}, close() {}, text() {}, findings: () => [] };
}
