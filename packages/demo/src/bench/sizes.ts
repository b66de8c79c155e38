/** How large the workspaces are that the scenarios are run on. */
export interface Sizes {
  readonly workers: number;
  readonly queues: number;
  /** The predecessor's rate is constant: fewer workers will do. */
  readonly predecessorWorkers: number;
  readonly limitedWorkers: number;
  /** Worker updates a second. */
  readonly limit: number;
  readonly echoes: number;
  readonly largest: { readonly workers: number; readonly queues: number };
  readonly maximum: { readonly workers: number; readonly queues: number };
  readonly storm: { readonly workers: number; readonly queues: number; readonly seconds: number };
  /** Agents whose skills are changed by one plan, and of them those whom somebody edits before it is applied. */
  readonly plan: { readonly workers: number; readonly edited: number; readonly limit: number };
  readonly scale: { readonly workers: number; readonly queues: number; readonly limit: number };
}

/** The promised sizes. 15,000 workers and 5,000 queues are the most that TaskRouter takes. */
export const fullSizes: Sizes = {
  workers: 5_100,
  queues: 60,
  predecessorWorkers: 600,
  limitedWorkers: 1_500,
  limit: 50,
  echoes: 500,
  largest: { workers: 15_000, queues: 500 },
  maximum: { workers: 15_000, queues: 5_000 },
  storm: { workers: 15_000, queues: 500, seconds: 300 },
  plan: { workers: 5_000, edited: 25, limit: 50 },
  scale: { workers: 15_000, queues: 1_000, limit: 20 },
};

/** For a look whether everything still works: two minutes or so, most of it the guards' waiting. */
export const quickSizes: Sizes = {
  workers: 600,
  queues: 20,
  predecessorWorkers: 150,
  limitedWorkers: 400,
  limit: 50,
  echoes: 200,
  largest: { workers: 1_000, queues: 100 },
  maximum: { workers: 600, queues: 400 },
  storm: { workers: 1_000, queues: 60, seconds: 20 },
  plan: { workers: 300, edited: 5, limit: 50 },
  scale: { workers: 1_200, queues: 300, limit: 40 },
};
