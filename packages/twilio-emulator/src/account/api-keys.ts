import * as z from 'zod';
import type { Random } from '../random';

/** An API key of the account: its SID is the user name of basic authentication, its secret the password. */
export interface ApiKey {
  readonly sid: string;
  readonly secret: string;
  /** One of type standard may do everything but read or change the account itself. */
  readonly type: 'standard' | 'main';
}

/** The option `apiKeys`. */
export const apiKeysOption = z.array(
  z.strictObject({
    sid: z.string().regex(/^SK[0-9a-f]{32}$/),
    secret: z.string().min(1),
    type: z.enum(['standard', 'main']).default('standard'),
  }),
);

/** The key that an account has when the options name none. */
export function seedApiKeys(random: Random): ApiKey[] {
  return [{ sid: random.sid('SK'), secret: random.hex(32), type: 'standard' }];
}
