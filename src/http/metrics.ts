import type { IndexSize } from "../storage/index/match-index.ts";

/** Counters of one process, in the text format of Prometheus (exposition format 0.0.4). */
export interface Metrics {
  /** @param seconds from the request's arrival to its answer */
  readonly answered: (method: string, status: number, seconds: number) => void;
  readonly failedSignIn: () => void;
  readonly render: (memory?: MemoryInUse) => string;
}

/** Memory at this moment, in bytes. What is unknown here is absent. */
export interface MemoryInUse {
  /** Of the whole process, with the match index. */
  readonly process?: number | undefined;
  readonly index?: IndexSize | undefined;
}

/** A measure as Prometheus reads it; nothing if it is unknown. */
function gauge(name: string, help: string, value: number | undefined): string[] {
  if (value === undefined) return [];
  return [`# HELP ${name} ${help}`, `# TYPE ${name} gauge`, `${name} ${value}`];
}

const METHODS: ReadonlySet<string> = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

export function createMetrics(): Metrics {
  const requests = new Map<string, number>();
  let seconds = 0;
  let failedSignIns = 0;
  return {
    answered(method, status, duration) {
      const labels = `method="${METHODS.has(method) ? method : "other"}",status="${status}"`;
      requests.set(labels, (requests.get(labels) ?? 0) + 1);
      seconds += duration;
    },
    failedSignIn() {
      failedSignIns += 1;
    },
    render({ process, index } = {}) {
      const counts = [...requests]
        .sort()
        .map(([labels, count]) => `polynya_requests_total{${labels}} ${count}`);
      const total = [...requests.values()].reduce((sum, count) => sum + count, 0);
      return [
        "# HELP polynya_requests_total Requests answered.",
        "# TYPE polynya_requests_total counter",
        ...counts,
        "# HELP polynya_request_seconds Time taken to answer requests.",
        "# TYPE polynya_request_seconds summary",
        `polynya_request_seconds_sum ${seconds}`,
        `polynya_request_seconds_count ${total}`,
        "# HELP polynya_failed_sign_ins_total Requests and sign-ins with a secret that does not hold.",
        "# TYPE polynya_failed_sign_ins_total counter",
        `polynya_failed_sign_ins_total ${failedSignIns}`,
        ...gauge("polynya_memory_bytes", "Memory of the process, with the match index.", process),
        ...gauge("polynya_index_bytes", "Memory of the match index.", index?.bytes),
        ...gauge("polynya_index_units", "Units in the match index.", index?.units),
        "",
      ].join("\n");
    },
  };
}
