import { createStore, type StoreApi } from 'zustand/vanilla';

/** What somebody has written for a queue and not saved. */
export interface Draft {
  text: string;
  /** The queue's name and rule when it was begun: it may be gone, or have another rule, by now. */
  friendlyName: string;
  base: string;
  /** What was written before something else was put in its place. */
  replaced?: string;
}

/** What was written, by queue; kept for as long as Flex is open. `NEW_QUEUE` stands for one that is not there yet. */
export type Drafts = StoreApi<Readonly<Record<string, Draft>>>;

/** Stands for a queue that somebody thinks of making. */
export const NEW_QUEUE = '';

/** Nothing is written yet. */
export const createDrafts = (): Drafts => createStore<Readonly<Record<string, Draft>>>(() => ({}));

/** Somebody writes. */
export const write = (drafts: Drafts, queueSid: string, draft: Draft): void =>
  drafts.setState({ [queueSid]: draft });

/** Puts a text in the place of a draft, which is kept where somebody had written it. */
export function propose(drafts: Drafts, queueSid: string, proposed: Omit<Draft, 'replaced'>): void {
  const before = drafts.getState()[queueSid];
  const isOwn = before !== undefined && before.text !== before.base && before.text !== proposed.text;
  drafts.setState({ [queueSid]: isOwn ? { ...proposed, replaced: before.text } : proposed });
}
