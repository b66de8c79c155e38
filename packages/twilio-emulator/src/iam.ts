import type { Clock } from './clock';
import { ApiError, badRequest } from './errors';
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

/** A token that is valid now, whose it is and when it ends. */
export interface IssuedToken {
  readonly token: string;
  readonly owner: TokenIdentity;
  /** Milliseconds since the epoch. */
  readonly issuedAt: number;
  readonly expiresAt: number;
}

const defaultExpiryS = 3600;

/** The tokens of Flex users and the check that the Flex token validator asks for. */
export class TokenIssuer {
  readonly #tokens = new Map<string, IssuedToken>();

  constructor(private readonly options: { clock: Clock; random: Random; accountSid: string }) {}

  /** A new token: an opaque text. */
  issue(owner: TokenIdentity): string {
    const token = `FT${this.options.random.hex(62)}`;
    const issuedAt = this.options.clock.now();
    const expiresAt = issuedAt + (owner.expiresInS ?? defaultExpiryS) * 1000;
    this.#tokens.set(token, { token, owner, issuedAt, expiresAt });
    return token;
  }

  /** Ends a token's time. */
  expire(token: string): void {
    const known = this.#tokens.get(token);
    if (known) this.#tokens.set(token, { ...known, expiresAt: this.options.clock.now() });
  }

  /** What is known of a token; undefined when it is not one of ours or has expired. */
  find(token: string): IssuedToken | undefined {
    const known = this.#tokens.get(token);
    if (!known || known.expiresAt <= this.options.clock.now()) return undefined;
    return known;
  }

  /**
   * `Tokens/validate`, as `twilio-flex-token-validator` calls it, and `Tokens/refresh`, with which
   * Flex UI replaces a token that is about to expire.
   */
  routes(): Route[] {
    return [
      {
        path: '/v1/Accounts/{AccountSid}/Tokens/refresh',
        resource: 'Flex',
        operations: {
          POST: {
            json: true,
            authentication: 'none',
            handle: (request) => this.#refresh(pathParam(request, 'AccountSid'), tokenIn(request.json)),
          },
        },
      },
      {
        path: '/v1/Accounts/{AccountSid}/Tokens/validate',
        resource: 'Token',
        operations: {
          POST: {
            json: true,
            handle: (request) => this.#validate(pathParam(request, 'AccountSid'), tokenIn(request.json)),
          },
        },
      },
    ];
  }

  #refresh(accountSid: string, token: string): Reply {
    const known = this.find(token);
    if (!known || accountSid !== this.options.accountSid) throw tokenRefused();
    const { owner } = known;
    const fresh = this.issue(owner);
    return {
      status: 200,
      body: {
        token: fresh,
        identity: owner.identity,
        roles: owner.roles,
        worker_sid: owner.workerSid ?? null,
        flexUserSid: flexUserSid(owner),
        expiration: new Date(this.find(fresh)?.expiresAt ?? 0).toISOString(),
      },
    };
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

/** The SID of a Flex user: its worker's, with another prefix. */
export function flexUserSid(owner: TokenIdentity): string {
  return `FU${(owner.workerSid ?? '').slice(2).padEnd(32, '0')}`;
}

/** 401 20104: a Flex token that is unknown or has expired. */
export function tokenRefused(): ApiError {
  return new ApiError({ status: 401, code: 20104, message: 'Access Token expired or invalid' });
}

function tokenIn(json: unknown): string {
  const token = isJsonObject(json) ? json['token'] : undefined;
  if (typeof token !== 'string') throw badRequest('token must be a string');
  return token;
}

function invalid(message: string): Reply {
  return { status: 200, body: { valid: false, code: 20104, message } };
}
