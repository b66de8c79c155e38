import type { Clock } from './clock';
import { badRequest } from './errors';
import { isJsonObject } from './parameters';
import type { Random } from './random';
import { pathParam, type Reply, type Route } from './router';

/** Who a Flex token is for. */
export interface TokenIdentity {
  readonly identity: string;
  /** For instance `['agent']`, `['supervisor']`, `['admin']`. */
  readonly roles: readonly string[];
  readonly workerSid?: string;
  /** Seconds until it expires, by the emulator's clock. Default 3,600. */
  readonly expiresInS?: number;
}

const defaultExpiryS = 3600;

/** The tokens of Flex users and the check that the Flex token validator asks for. */
export class TokenIssuer {
  readonly #tokens = new Map<string, { owner: TokenIdentity; expiresAt: number }>();

  constructor(private readonly options: { clock: Clock; random: Random; accountSid: string }) {}

  /** A new token: an opaque text. */
  issue(owner: TokenIdentity): string {
    const token = `FT${this.options.random.hex(62)}`;
    const expiresAt = this.options.clock.now() + (owner.expiresInS ?? defaultExpiryS) * 1000;
    this.#tokens.set(token, { owner, expiresAt });
    return token;
  }

  /** `POST /v1/Accounts/{sid}/Tokens/validate`, as `twilio-flex-token-validator` calls it. */
  routes(): Route[] {
    return [
      {
        path: '/v1/Accounts/{AccountSid}/Tokens/validate',
        resource: 'Token',
        operations: {
          POST: {
            json: true,
            handle: (request) => {
              const token = isJsonObject(request.json) ? request.json['token'] : undefined;
              if (typeof token !== 'string') throw badRequest('token must be a string');
              return this.#validate(pathParam(request, 'AccountSid'), token);
            },
          },
        },
      },
    ];
  }

  #validate(accountSid: string, token: string): Reply {
    const known = this.#tokens.get(token);
    if (!known || accountSid !== this.options.accountSid) return invalid('Unable to validate the token');
    if (known.expiresAt <= this.options.clock.now()) return invalid('The token has expired');
    const { owner, expiresAt } = known;
    return {
      status: 200,
      body: {
        valid: true,
        code: 0,
        message: null,
        identity: owner.identity,
        roles: owner.roles,
        worker_sid: owner.workerSid ?? null,
        realm_user_id: owner.identity,
        expiration: new Date(expiresAt).toISOString(),
      },
    };
  }
}

function invalid(message: string): Reply {
  return { status: 200, body: { valid: false, code: 20104, message } };
}
