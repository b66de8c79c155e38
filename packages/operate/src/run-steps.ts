import { Refusal, twilioWords } from './refusal';
import type { Place, Step, Undo } from './step';

/** Says what each step is going to do, without doing it. */
export async function planSteps(steps: readonly Step[], place: Place): Promise<void> {
  for (const step of steps) {
    const { sentences } = await step.plan(place);
    tell(place, step.title, sentences.length > 0 ? sentences : ['nothing to do']);
  }
}

/**
 * Makes the steps one after the other, each on what it finds then. One that fails ends the command; the next time, what
 * is done already is found done. What a person has to decide is said before anything is done.
 */
export async function makeSteps(steps: readonly Step[], place: Place): Promise<void> {
  for (const step of steps) await step.plan(place);
  for (const step of steps) {
    const { sentences, make } = await step.plan(place);
    tell(place, step.title, sentences.length > 0 ? sentences : ['nothing to do']);
    if (sentences.length === 0) continue;
    for (const told of await within(step.title, make)) place.talk.line(`  done: ${told}`);
  }
}

export async function planUndos(undos: readonly Undo[], place: Place): Promise<boolean> {
  let isAny = false;
  for (const undo of undos) {
    const sentences = await undo.say(place);
    tell(place, undo.title, sentences.length > 0 ? sentences : ['nothing of ours']);
    isAny ||= sentences.length > 0;
  }
  return isAny;
}

/** Undoes one after the other; each says what it did, also where it could not see what was to be done. */
export async function makeUndos(undos: readonly Undo[], place: Place): Promise<void> {
  for (const undo of undos) {
    const told = await within(undo.title, () => undo.undo(place));
    tell(place, undo.title, told.length > 0 ? told : ['nothing of ours']);
  }
}

/** Names the step that broke. */
async function within<T>(title: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal(`${title}: ${twilioWords(error)}. Run it again: what is done is found done`, {
      cause: error,
    });
  }
}

function tell({ talk }: Place, title: string, sentences: readonly string[]): void {
  talk.line(title);
  for (const sentence of sentences) talk.line(`  ${sentence}`);
}
