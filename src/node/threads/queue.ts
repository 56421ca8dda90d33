import { Problem } from "../../domain/problem.ts";

export interface QueueLimits {
  /** Jobs that run at the same time. */
  readonly running: number;
  /** Jobs of one person that run at the same time, so that another person's job need not wait for the end of one. */
  readonly runningOfPerson: number;
  /** Jobs of one person that run or wait. */
  readonly ofPerson: number;
  /** All jobs that run or wait. */
  readonly all: number;
}

/** Places for work, which people take in turn. */
export interface Queue {
  /**
   * Takes a place in the queue.
   *
   * @throws {Problem} `queue-full` when the person has too many, `overloaded` when all together have too many
   */
  enter(person: string): Place;
  /** Jobs at this moment. */
  size(): { readonly waiting: number; readonly running: number };
}

export interface Place {
  /** Waits until the job may run. @returns false when it was left before */
  turn(): Promise<boolean>;
  /** Gives the place up, before or after the turn. May be called again. */
  leave(): void;
}

/** A queue in which the person with the fewest running jobs comes first, and of equals the one who came first. */
export function fairQueue(limits: QueueLimits): Queue {
  interface Job {
    readonly person: string;
    readonly start: (runs: boolean) => void;
  }
  const waiting: Job[] = [];
  const running = new Map<string, number>();
  const places = new Map<string, number>();
  const count = (counts: Map<string, number>, person: string, change: 1 | -1) => {
    const now = (counts.get(person) ?? 0) + change;
    if (now === 0) counts.delete(person);
    else counts.set(person, now);
  };
  const sum = (counts: ReadonlyMap<string, number>) => {
    let all = 0;
    for (const one of counts.values()) all += one;
    return all;
  };
  const next = (): void => {
    while (sum(running) < limits.running) {
      let best: Job | undefined;
      const of = ({ person }: Job) => running.get(person) ?? 0;
      for (const job of waiting) if (best === undefined || of(job) < of(best)) best = job;
      if (best === undefined || of(best) >= limits.runningOfPerson) return;
      waiting.splice(waiting.indexOf(best), 1);
      count(running, best.person, 1);
      best.start(true);
    }
  };
  return {
    size: () => ({ waiting: waiting.length, running: sum(running) }),
    enter(person) {
      const own = places.get(person) ?? 0;
      if (own >= limits.ofPerson) throw new Problem("queue-full", { count: own });
      if (sum(places) >= limits.all) throw new Problem("overloaded");
      count(places, person, 1);
      let job: Job | undefined;
      let isRunning = false;
      let hasLeft = false;
      return {
        async turn() {
          if (hasLeft) return false;
          const { promise, resolve } = Promise.withResolvers<boolean>();
          job = {
            person,
            start(runs) {
              isRunning = runs;
              resolve(runs);
            },
          };
          waiting.push(job);
          next();
          return promise;
        },
        leave() {
          if (hasLeft) return;
          hasLeft = true;
          count(places, person, -1);
          if (isRunning) count(running, person, -1);
          else if (job !== undefined) {
            waiting.splice(waiting.indexOf(job), 1);
            job.start(false);
          }
          next();
        },
      };
    },
  };
}
