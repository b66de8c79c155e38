import * as z from 'zod';
import { standSchema } from './change';

/** What was done to a text at one place: so many characters from its beginning this was taken out, and that put in. */
const textEditSchema = z.tuple([z.number().int().nonnegative(), z.string(), z.string()]);
export type TextEdit = z.infer<typeof textEditSchema>;

/** What a plan did to one agent, kept so that another plan can take it back. */
export const resultSchema = z.object({
  workerSid: z.string(),
  /** What it touched, as it stood. */
  before: z.array(standSchema),
  /** The same, as it left it. */
  left: z.array(standSchema),
  /** How the text came about; empty where that is not known: see `found`. */
  edits: z.array(textEditSchema),
  /** It was found as it should be left: an invocation was lost after its write, or somebody else was quicker. */
  found: z.literal(true).optional(),
});
export type Result = z.infer<typeof resultSchema>;
