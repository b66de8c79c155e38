import { ApiError, badRequest, methodNotAllowed, notFound } from './errors';
import type { IssuedToken } from './iam';
import type { LimitName } from './limits';

/** The Twilio host names the emulator answers for, and `emulator` for its own control routes. */
export type ApiHost =
  | 'taskrouter.twilio.com'
  | 'sync.twilio.com'
  | 'iam.twilio.com'
  | 'flex.twilio.com'
  | 'flex-api.twilio.com'
  | 'event-bridge.twilio.com'
  | 'status.twilio.com'
  | 'api.twilio.com'
  | 'serverless.twilio.com'
  | 'serverless-upload.twilio.com'
  | 'events.twilio.com'
  | 'emulator';

/** What a request was about, as the request log and the fault rules name it. */
export type Resource =
  | 'Workspace'
  | 'Activities'
  | 'Workers'
  | 'Worker'
  | 'WorkersStatistics'
  | 'TaskQueues'
  | 'TaskQueue'
  | 'TaskQueueStatistics'
  | 'Events'
  | 'Service'
  | 'Documents'
  | 'Document'
  | 'Lists'
  | 'List'
  | 'ListItems'
  | 'ListItem'
  | 'Maps'
  | 'Map'
  | 'MapItems'
  | 'MapItem'
  | 'Token'
  /** What Flex UI asks beside TaskRouter and Sync; host and path say what. */
  | 'Flex'
  | 'Workspaces'
  | 'Services'
  | 'Account'
  | 'FlexConfiguration'
  /** Everything of the Serverless API, of Flex's plugin service, of Event Streams; the path says what. */
  | 'Serverless'
  | 'PluginService'
  | 'EventStreams'
  | 'Control';

export type Method = 'GET' | 'POST' | 'DELETE';

/**
 * Who may call: whoever has the account's SID and auth token or one of its API keys, the same without the keys of
 * type standard, whoever has a valid Flex token (in `X-Flex-JWE`, or as the password of basic authentication),
 * account or token, or anybody.
 */
type Authentication = 'account' | 'account-owner' | 'flex-token' | 'either' | 'none';

/** A file in a multipart body. */
export interface UploadedFile {
  readonly name: string;
  readonly contentType: string;
  readonly content: Buffer;
}

/** An answer; `body` is sent as JSON, and left out it means an empty body (204). */
export interface Reply {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A request that matched a route, its parameters still to be read. */
export interface ApiRequest {
  readonly method: Method;
  /** Path without the query string, as sent. */
  readonly path: string;
  /** Path parameters, decoded, by the names in the route's pattern. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  /** Fields of a form-encoded body, or the texts of a multipart one. */
  readonly form: Readonly<Record<string, string>>;
  /** Fields of the form that may come more than once, in their order; none is missing, one that did not come is empty. */
  readonly lists: Readonly<Record<string, readonly string[]>>;
  /** Files of a multipart body, by field. */
  readonly files: Readonly<Record<string, UploadedFile>>;
  /** A JSON body, on operations that take one. */
  readonly json: unknown;
  readonly ifMatch: string | undefined;
  /** Whose token it came with, on operations that want a Flex token. */
  readonly flexUser?: IssuedToken | undefined;
}

/** One method of a route. Query and form parameters that are not listed are refused. */
export interface Operation {
  readonly query?: readonly string[];
  readonly form?: readonly string[];
  /** Form fields that may come more than once. */
  readonly repeated?: readonly string[];
  /** Takes a multipart body with the fields of `form` and these files. */
  readonly files?: readonly string[];
  /** Longest body, in bytes. Default 1 MiB. */
  readonly maxBodyBytes?: number;
  /**
   * Takes a JSON body in place of a form; `unlabelled` whatever its Content-Type says. With `or-form` a form too, which
   * comes as an object of texts, an array where a name is repeated.
   */
  readonly json?: true | 'unlabelled' | 'or-form';
  /** Default: the account's credentials. */
  readonly authentication?: Authentication;
  /** Which rate limits this request counts against, beside the one on all of TaskRouter. */
  limits?(request: ApiRequest): readonly LimitName[];
  handle(request: ApiRequest): Reply | Promise<Reply>;
}

export interface Route {
  /** For instance `/v1/Workspaces/{WorkspaceSid}/Workers/{Sid}`. */
  readonly path: string;
  readonly resource: Resource;
  readonly operations: Partial<Record<Method, Operation>>;
}

/** A route found for a path. */
export interface RouteMatch {
  readonly route: Route;
  readonly params: Record<string, string>;
}

interface CompiledRoute {
  readonly route: Route;
  readonly segments: readonly { readonly literal?: string; readonly name?: string }[];
}

/** Finds the route of a request. Of two patterns that fit a path the one declared first wins. */
export class Router {
  readonly #tables = new Map<string, CompiledRoute[]>();

  /** Adds the routes of one host. */
  add(host: ApiHost, routes: readonly Route[]): void {
    for (const route of routes) {
      const segments = route.path.split('/').map((part) => {
        return part.startsWith('{') ? { name: part.slice(1, -1) } : { literal: part };
      });
      const key = `${host} ${segments.length}`;
      this.#tables.set(key, [...(this.#tables.get(key) ?? []), { route, segments }]);
    }
  }

  /** Whether there is anything at a host. */
  serves(host: string): boolean {
    return [...this.#tables.keys()].some((key) => key.startsWith(`${host} `));
  }

  /** The route of a path, or undefined. */
  match(host: string, path: string): RouteMatch | undefined {
    const parts = path.split('/');
    for (const { route, segments } of this.#tables.get(`${host} ${parts.length}`) ?? []) {
      const params: Record<string, string> = {};
      const fits = segments.every((segment, index) => {
        const part = parts[index] ?? '';
        if (segment.name === undefined) return segment.literal === part;
        const value = decode(part);
        params[segment.name] = value;
        return value !== '';
      });
      if (fits) return { route, params };
    }
    return undefined;
  }
}

/** The operation for a method. @throws ApiError 404 without a route, 405 for another method. */
export function operationOf(match: RouteMatch | undefined, method: string, path: string): Operation {
  if (!match) throw notFound(path);
  const operation = isMethod(method) ? match.route.operations[method] : undefined;
  if (!operation) throw methodNotAllowed(method, path);
  return operation;
}

/** Fields of a query string or form body. @throws ApiError 400 for unknown or repeated names. */
export function readFields(text: string, allowed: readonly string[] | undefined): Record<string, string> {
  return fieldsOf(new URLSearchParams(text), allowed);
}

/** Names and values as a record. @throws ApiError 400 for unknown or repeated names. */
export function fieldsOf(
  entries: Iterable<[string, string]>,
  allowed: readonly string[] | undefined,
): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const [name, value] of entries) {
    if (!allowed?.includes(name)) throw badRequest(`Unknown parameter ${name}`);
    if (name in fields) throw badRequest(`Parameter ${name} was given more than once`);
    fields[name] = value;
  }
  return fields;
}

/** A path parameter by name. */
export function pathParam(request: ApiRequest, name: string): string {
  const value = request.params[name];
  if (value === undefined)
    throw new ApiError({ status: 500, code: 20500, message: `No ${name} in the path` });
  return value;
}

/** Whether the text is a method that some route may answer. */
export function isMethod(method: string): method is Method {
  return method === 'GET' || method === 'POST' || method === 'DELETE';
}

/** The segment decoded; empty, which fits no route, when it is malformed. */
function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return '';
  }
}
