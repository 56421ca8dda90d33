/** Is told how much of long work is done, in units. */
export type Progress = (done: number, of: number) => void;
