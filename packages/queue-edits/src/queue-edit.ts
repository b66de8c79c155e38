import * as z from 'zod';

/** How far an edit came. */
export const EDIT_STATES = {
  /** TaskRouter took it. */
  done: 'done',
  /** It was about to be sent, or was sent, and nobody heard what became of it: the queue itself tells. */
  begun: 'begun',
} as const;

/** A change of a queue's expression, with what it replaced. */
export const queueEditSchema = z.object({
  /** Names it, and comes after those of older ones. */
  id: z.string(),
  state: z.enum(EDIT_STATES),
  queueSid: z.string(),
  /** The queue's name at that time. */
  friendlyName: z.string(),
  /** Whose Flex token it was. */
  by: z.string(),
  /** When it was sent, ISO 8601. */
  at: z.iso.datetime(),
  /** Why, in the words of whoever made it. */
  note: z.string(),
  /** The expressions. Putting it back is an edit from `after` to `before`. */
  before: z.string(),
  after: z.string(),
});
export type QueueEdit = z.infer<typeof queueEditSchema>;
