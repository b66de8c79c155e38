import { clearDraft, type Draft, type DraftStore } from './draft';
import { planProblem } from './plan-problems';

/**
 * Keeps a draft as a plan: `keep` does it, tells how many agents are kept, and answers the plan's id. Nothing is done while
 * another one is being kept. What is written meanwhile is of another plan, and stays.
 */
export async function keepDraft(
  store: DraftStore,
  agents: number,
  keep: (onProgress: (kept: number) => void) => Promise<string>,
): Promise<void> {
  if (store.getState().making) return;
  const written = writtenIn(store.getState());
  const onProgress = (kept: number): void => store.setState({ making: { kept, agents } });
  store.setState({ making: { kept: 0, agents }, problem: null, made: null });
  try {
    const made = await keep(onProgress);
    if (isSame(written, writtenIn(store.getState()))) clearDraft(store);
    store.setState({ making: null, made });
  } catch (error) {
    store.setState({ making: null, problem: planProblem(error) });
  }
}

/** What a person has written of a draft. */
const writtenIn = ({ making: _making, problem: _problem, made: _made, ...written }: Draft): object => written;

const isSame = (a: object, b: object): boolean =>
  Object.entries(a).every(([key, value]) => (b as Record<string, unknown>)[key] === value);
