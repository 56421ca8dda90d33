/** Runs work once. Times are in milliseconds; `cpu` is that of the whole process. */
export async function timed<Result>(
  work: () => Promise<Result>,
): Promise<{ time: number; cpu: number; result: Result }> {
  const begin = performance.now();
  const used = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(used);
  return { time: performance.now() - begin, cpu: (user + system) / 1000, result };
}
