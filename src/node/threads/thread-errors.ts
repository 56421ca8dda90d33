import { Problem, type ProblemData } from "../../domain/problem.ts";
import { StorageError, type StorageFault } from "../../storage/port.ts";

/** An error as data, because the class of an error is lost between threads. */
export type PackedError =
  | (Required<ProblemData> & { readonly kind: "problem"; readonly extra: Problem["extra"] })
  | { readonly kind: "storage"; readonly fault: StorageFault; readonly detail: string }
  | { readonly kind: "other"; readonly message: string; readonly stack: string | undefined };

export function packError(error: unknown): PackedError {
  if (error instanceof Problem) {
    const { code, params, place, extra } = error;
    return { kind: "problem", code, params, place, extra };
  }
  if (error instanceof StorageError) return { kind: "storage", fault: error.fault, detail: error.detail };
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  return { kind: "other", message, stack };
}

export function unpackError(packed: PackedError): Error {
  switch (packed.kind) {
    case "problem":
      return new Problem(packed.code, packed.params, packed.place, packed.extra);
    case "storage":
      return new StorageError(packed.fault, packed.detail);
    case "other": {
      const error = new Error(packed.message);
      if (packed.stack !== undefined) error.stack = packed.stack;
      return error;
    }
  }
}
