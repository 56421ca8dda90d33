/**
 * A small assembler for WebAssembly: instructions as expressions, and a module of one function that works on an
 * imported memory. So the two programs can be read where they are used.
 */
export type Bytes = readonly number[];

/** Unsigned LEB128, the encoding of numbers in a WebAssembly module. */
function unsigned(value: number): Bytes {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(value >>> 7)];
}
function signed(value: number): Bytes {
  const rest = value >> 7;
  const last = (rest === 0 && (value & 0x40) === 0) || (rest === -1 && (value & 0x40) !== 0);
  return last ? [value & 0x7f] : [(value & 0x7f) | 0x80, ...signed(rest)];
}
const vector = (items: readonly Bytes[]): Bytes => [...unsigned(items.length), ...items.flat()];
const section = (id: number, bytes: Bytes): Bytes => [id, ...unsigned(bytes.length), ...bytes];
const named = (text: string): Bytes => vector([...text].map((char) => [char.charCodeAt(0)]));

const operation =
  (code: number) =>
  (...operands: readonly Bytes[]): Bytes => [...operands.flat(), code];
const wideOperation =
  (code: number) =>
  (...operands: readonly Bytes[]): Bytes => [...operands.flat(), 0xfd, ...unsigned(code)];
/** Loads and stores of 2^`align` bytes. */
const access =
  (code: number, align: number) =>
  (address: Bytes, offset = 0, value: Bytes = []): Bytes => [
    ...address,
    ...value,
    code,
    align,
    ...unsigned(offset),
  ];
const wideAccess =
  (code: number) =>
  (address: Bytes, offset = 0, value: Bytes = []): Bytes => [
    ...address,
    ...value,
    0xfd,
    code,
    4,
    ...unsigned(offset),
  ];

export const get = (local: number): Bytes => [0x20, ...unsigned(local)];
export const set = (local: number, value: Bytes): Bytes => [...value, 0x21, ...unsigned(local)];
export const when = (condition: Bytes, body: Bytes, otherwise: Bytes = []): Bytes =>
  otherwise.length === 0
    ? [...condition, 0x04, 0x40, ...body, 0x0b]
    : [...condition, 0x04, 0x40, ...body, 0x05, ...otherwise, 0x0b];
/** Repeats the body while the condition after it holds. */
export const repeat = (body: Bytes, condition: Bytes): Bytes => [
  ...[0x03, 0x40],
  ...body,
  ...condition,
  ...[0x0d, 0, 0x0b],
];
export const answer = operation(0x0f);

/** 32 bits. */
export const i32 = {
  constant: (value: number): Bytes => [0x41, ...signed(value)],
  load: access(0x28, 2),
  loadByte: access(0x2d, 0),
  loadShort: access(0x2f, 1),
  store: access(0x36, 2),
  isZero: operation(0x45),
  differ: operation(0x47),
  less: operation(0x48),
  more: operation(0x4a),
  add: operation(0x6a),
  subtract: operation(0x6b),
  multiply: operation(0x6c),
  and: operation(0x71),
  or: operation(0x72),
  left: operation(0x74),
  right: operation(0x76),
  of64: operation(0xa7),
} as const;

/** 64 bits. */
export const i64 = {
  constant: (value: number): Bytes => [0x42, ...signed(value)],
  load: access(0x29, 3),
  store: access(0x37, 3),
  add: operation(0x7c),
  and: operation(0x83),
  or: operation(0x84),
  xor: operation(0x85),
  left: operation(0x86),
  right: operation(0x88),
  of32: operation(0xad),
} as const;

/** 128 bits. */
export const v128 = {
  load: wideAccess(0x00),
  store: wideAccess(0x0b),
  splat: wideOperation(0x11),
  and: wideOperation(0x4e),
  or: wideOperation(0x50),
  xor: wideOperation(0x51),
  anyTrue: wideOperation(0x53),
} as const;

/** Pages of 64 kB: 4 GB, all that an address of 32 bits reaches. */
export const LARGEST_MEMORY = 65_536;

const TYPES = { i32: 0x7f, i64: 0x7e, v128: 0x7b } as const;

/**
 * @param parameters how many there are, each an i32, as is the result
 * @param locals how many of each type, after the parameters
 * @param body leaves the result on the stack
 */
export function assemble(
  parameters: number,
  locals: readonly (readonly [count: number, type: keyof typeof TYPES])[],
  body: Bytes,
): WebAssembly.Module {
  const code = [...vector(locals.map(([count, type]) => [...unsigned(count), TYPES[type]])), ...body, 0x0b];
  const i32s = (count: number) => vector(Array.from({ length: count }, () => [TYPES.i32]));
  const bytes = [
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, vector([[0x60, ...i32s(parameters), ...i32s(1)]])),
    ...section(2, vector([[...named("m"), ...named("m"), 0x02, 1, 0, ...unsigned(LARGEST_MEMORY)]])),
    ...section(3, vector([[0]])),
    ...section(7, vector([[...named("f"), 0x00, 0]])),
    ...section(10, vector([[...unsigned(code.length), ...code]])),
  ];
  return new WebAssembly.Module(Uint8Array.from(bytes));
}

/** The function of a module, working on this memory. */
export function instantiate(
  module: WebAssembly.Module,
  memory: WebAssembly.Memory,
): (...parameters: number[]) => number {
  const { f } = new WebAssembly.Instance(module, { m: { m: memory } }).exports;
  return f as (...parameters: number[]) => number;
}
