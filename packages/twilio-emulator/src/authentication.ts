import type { IncomingHttpHeaders } from 'node:http';
import type { ApiKey } from './account/api-keys';
import { ApiError, notFound } from './errors';
import { tokenRefused, type IssuedToken, type TokenIssuer } from './iam';
import { isMethod, type RouteMatch, type Router } from './router';

/** What the authenticator needs to know of a request beside its headers. */
interface Target {
  readonly host: string;
  readonly method: string;
  readonly path: string;
  readonly match: RouteMatch | undefined;
}

/** Decides, operation by operation, who may call. */
export class Authenticator {
  readonly #owners: ReadonlySet<string>;
  readonly #standardKeys: ReadonlySet<string>;

  constructor(
    private readonly options: {
      accountSid: string;
      authToken: string;
      apiKeys: readonly ApiKey[];
      router: Router;
      tokens: TokenIssuer;
    },
  ) {
    const keys = (type: ApiKey['type']) =>
      options.apiKeys.filter((key) => key.type === type).map(({ sid, secret }) => basic(sid, secret));
    this.#owners = new Set([basic(options.accountSid, options.authToken), ...keys('main')]);
    this.#standardKeys = new Set(keys('standard'));
  }

  /**
   * Lets a request pass, or throws. What has no route needs credentials too, of either kind: only who
   * is known learns what is not there.
   * @returns Whose Flex token it came with, for operations that want one.
   * @throws ApiError 401 20003 or 20104; 404 for a host that has no route at all.
   */
  admit(target: Target, headers: IncomingHttpHeaders): IssuedToken | undefined {
    const { host, method, path, match } = target;
    if (!this.options.router.serves(host)) throw notFound(host + path);
    const operation = match && isMethod(method) ? match.route.operations[method] : undefined;
    const wanted = operation ? (operation.authentication ?? 'account') : 'either';
    if (wanted === 'none') return undefined;
    const { authorization = '' } = headers;
    if (wanted !== 'flex-token') {
      if (this.#owners.has(authorization)) return undefined;
      if (wanted !== 'account-owner' && this.#standardKeys.has(authorization)) return undefined;
    }
    const takesToken = wanted === 'flex-token' || wanted === 'either';
    const token = takesToken ? flexTokenOf(headers) : undefined;
    if (token === undefined) throw new ApiError({ status: 401, code: 20003, message: 'Authenticate' });
    const user = this.options.tokens.find(token);
    if (!user) throw tokenRefused();
    return user;
  }
}

function basic(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

/** Flex UI sends its token in a header of its own to some services, and as `token:<token>` to others. */
function flexTokenOf(headers: IncomingHttpHeaders): string | undefined {
  const own = headers['x-flex-jwe'];
  if (typeof own === 'string') return own;
  const [scheme, encoded = ''] = headers.authorization?.split(' ') ?? [];
  if (scheme !== 'Basic') return undefined;
  const [user, token] = Buffer.from(encoded, 'base64').toString().split(':');
  return user === 'token' ? token : undefined;
}
