import type { IndexSize } from "../storage/index/match-index.ts";
import type { HeavyLoad } from "./heavy-work.ts";
import { createHistogram } from "./histogram.ts";

/** A request that was answered. */
export interface AnsweredRequest {
  readonly method: string;
  /** Pattern of its address, such as `/api/v1/units/{unit}`; `other` where no operation was called. */
  readonly route: string;
  readonly status: number;
  /** From the request's arrival to its answer. */
  readonly seconds: number;
}

/** Counters of one process, in the text format of Prometheus (exposition format 0.0.4). */
export interface Metrics {
  readonly answered: (request: AnsweredRequest) => void;
  readonly failedSignIn: () => void;
  /** A heavy request has waited for a thread. */
  readonly waited: (seconds: number) => void;
  /** A thread has worked on a heavy request. */
  readonly worked: (seconds: number) => void;
  readonly render: (state?: ServiceState) => string;
}

/** The service at this moment; sizes in bytes. What is unknown here is absent. */
export interface ServiceState {
  /** Memory of the whole process, with the match index. */
  readonly process?: number | undefined;
  /** Processor time of the process since its start, in seconds. */
  readonly processor?: number | undefined;
  readonly index?: IndexSize | undefined;
  readonly store?: number | undefined;
  readonly heavy?: HeavyLoad | undefined;
}

/** A measure as Prometheus reads it; nothing if it is unknown. */
function measure(type: "gauge" | "counter", name: string, help: string, value: number | undefined): string[] {
  if (value === undefined) return [];
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, `${name} ${value}`];
}

const METHODS: ReadonlySet<string> = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

export function createMetrics(): Metrics {
  const requests = new Map<string, number>();
  const times = createHistogram("polynya_request_seconds", "Time taken to answer requests, by route.");
  const waits = createHistogram(
    "polynya_heavy_wait_seconds",
    "Time that heavy requests waited for a thread.",
  );
  const work = createHistogram("polynya_heavy_work_seconds", "Time that threads worked on heavy requests.");
  let failedSignIns = 0;
  return {
    answered({ method: sent, route, status, seconds }) {
      const method = METHODS.has(sent) ? sent : "other";
      const labels = `method="${method}",status="${status}"`;
      requests.set(labels, (requests.get(labels) ?? 0) + 1);
      times.observe(`method="${method}",route="${route}"`, seconds);
    },
    failedSignIn() {
      failedSignIns += 1;
    },
    waited: (seconds) => waits.observe("", seconds),
    worked: (seconds) => work.observe("", seconds),
    render({ process, processor, index, store, heavy } = {}) {
      const counts = [...requests]
        .sort()
        .map(([labels, count]) => `polynya_requests_total{${labels}} ${count}`);
      return [
        "# HELP polynya_requests_total Requests answered.",
        "# TYPE polynya_requests_total counter",
        ...counts,
        ...times.render(),
        ...measure(
          "counter",
          "polynya_failed_sign_ins_total",
          "Requests and sign-ins with a secret that does not hold.",
          failedSignIns,
        ),
        ...waits.render(),
        ...work.render(),
        ...measure(
          "gauge",
          "polynya_heavy_waiting",
          "Heavy requests that wait for a thread.",
          heavy?.waiting,
        ),
        ...measure("gauge", "polynya_heavy_running", "Heavy requests that threads work on.", heavy?.running),
        ...measure("gauge", "polynya_threads", "Threads for heavy requests.", heavy?.threads),
        ...measure("gauge", "polynya_memory_bytes", "Memory of the process, with the match index.", process),
        ...measure("counter", "polynya_cpu_seconds_total", "Processor time of the process.", processor),
        ...measure("gauge", "polynya_store_bytes", "Size of the store.", store),
        ...measure("gauge", "polynya_index_bytes", "Memory of the match index.", index?.bytes),
        ...measure("gauge", "polynya_index_units", "Units in the match index.", index?.units),
        "",
      ].join("\n");
    },
  };
}
