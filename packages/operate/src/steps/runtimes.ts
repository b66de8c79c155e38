/** What the Functions run on: Node, and Twilio's package that calls them. */
export interface RuntimeChoice {
  /** As the Serverless API names it: `node22`. */
  node: string;
  /** An exact version of `@twilio/runtime-handler`. */
  handler: string;
}

/** What Twilio's pages name, in the order in which it is tried where a refusal names nothing itself. */
const DOCUMENTED: readonly RuntimeChoice[] = [
  { node: 'node22', handler: '2.1.2' },
  { node: 'node24', handler: '2.1.2' },
];

/**
 * What to try when the platform refused a choice: what its words name, else what is documented, and no choice twice. Which versions it takes is
 * documented in two ways that contradict each other, so it is asked.
 */
export function nextRuntime(refusal: string, tried: readonly RuntimeChoice[]): RuntimeChoice | null {
  const last = tried.at(-1);
  if (!last) return null;
  const nodes = unique([
    last.node,
    ...[...refusal.matchAll(/node\s?(\d{2})\b/gi)].map(([, n]) => `node${n}`),
  ]);
  const versions = [...refusal.matchAll(/\b[12]\.\d+\.\d+\b/g)].map(([version]) => version);
  const handlers = unique([last.handler, ...versions]);
  const named = nodes.flatMap((node) => handlers.map((handler) => ({ node, handler }))).reverse();
  const isTried = (choice: RuntimeChoice): boolean =>
    tried.some(({ node, handler }) => node === choice.node && handler === choice.handler);
  // What was refused is rather wrong in both than in one.
  return [...named, ...DOCUMENTED].find((choice) => !isTried(choice)) ?? null;
}

/** Whether a refusal is about that at all; a Function's own name may well end in `handler`. */
export const isAboutRuntime = (refusal: string): boolean =>
  !/^Failed to/.test(refusal) && /runtime|node\s?\d{2}|depend/i.test(refusal);

const unique = (values: readonly string[]): string[] => [...new Set(values)];
