import * as z from 'zod';
import { answerFaultNames } from './answer-faults';
import { badRequest } from './errors';
import type { FaultAction, Faults } from './faults';
import type { RateLimits } from './limits';
import type { LiveServer } from './live/live-server';
import type { RequestLog } from './request-log';
import type { Reply, Resource, Route } from './router';

const faultBody = z.strictObject({
  match: z
    .strictObject({
      host: z.string().optional(),
      method: z.string().optional(),
      path: z.string().optional(),
      resource: z.string().optional(),
    })
    .default({}),
  times: z.number().int().positive().optional(),
  share: z.number().min(0).max(1).optional(),
  action: z.union([
    z.enum(['reset', 'hang', 'lost-answer', ...answerFaultNames]),
    z.strictObject({ delayMs: z.number().min(0) }),
    z.strictObject({ dropEntries: z.number().int().positive() }),
    z.strictObject({ answer: z.record(z.string(), z.unknown()), name: z.string().optional() }),
    z.strictObject({
      status: z.number().int().min(400).max(599),
      code: z.number().int().optional(),
      headers: z.record(z.string(), z.string()).optional(),
    }),
  ]),
});

const limit = z.number().positive().nullable().optional();
const limitsBody = z.strictObject({
  updatesPerSecond: limit,
  requestsPerSecond: limit,
  expressionListsPerSecond: limit,
  bulkStatisticsPerSecond: limit,
  syncWritesPerSecondPerObject: limit,
  syncReadsPerSecondPerObject: limit,
  syncCreationsPerSecond: limit,
});

/**
 * What a command in another process needs, on the host `emulator` with the account's credentials:
 * `POST /control/faults` (a FaultRule with `path` as the text of a regular expression, and no function),
 * `POST /control/limits` (null switches one off) and `GET /control/requests` (counts by resource).
 */
export function controlRoutes(parts: { faults: Faults; limits: RateLimits; requests: RequestLog }): Route[] {
  return [
    {
      path: '/control/faults',
      resource: 'Control',
      operations: {
        POST: { json: true, handle: ({ json }) => addFault(parts.faults, parse(faultBody, json)) },
        DELETE: {
          handle: () => {
            parts.faults.clear();
            return { status: 204 };
          },
        },
      },
    },
    {
      path: '/control/limits',
      resource: 'Control',
      operations: {
        POST: {
          json: true,
          handle: ({ json }) => {
            parts.limits.set(parse(limitsBody, json));
            return { status: 200, body: parts.limits.settings };
          },
        },
      },
    },
    {
      path: '/control/requests',
      resource: 'Control',
      operations: {
        GET: {
          handle: () => ({
            status: 200,
            body: { total: parts.requests.count(), by_resource: parts.requests.byResource() },
          }),
        },
      },
    },
  ];
}

const socketsBody = z.strictObject({ action: z.enum(['drop', 'offload', 'refuse', 'accept']) });

/** `POST /control/sockets`: cuts Sync's connections, asks them away, refuses new ones or takes them again. */
export function liveControlRoutes(live: LiveServer): Route[] {
  return [
    {
      path: '/control/sockets',
      resource: 'Control',
      operations: {
        POST: {
          json: true,
          handle: ({ json }) => {
            const { action } = parse(socketsBody, json);
            if (action === 'drop') live.drop();
            else if (action === 'offload') live.offload();
            else live.refuse(action === 'refuse');
            return { status: 200, body: { connected: live.connected } };
          },
        },
      },
    },
  ];
}

function addFault(faults: Faults, body: z.output<typeof faultBody>): Reply {
  const { host, method, path, resource } = body.match;
  const action = body.action;
  faults.add({
    match: {
      ...(host !== undefined && { host }),
      ...(method !== undefined && { method }),
      ...(path !== undefined && { path: new RegExp(path) }),
      // An unknown name simply never fits.
      ...(resource !== undefined && { resource: resource as Resource }),
    },
    ...(body.times !== undefined && { times: body.times }),
    ...(body.share !== undefined && { share: body.share }),
    action: actionOf(action),
  });
  return { status: 201, body: {} };
}

/** An action without what is undefined in it. */
function actionOf(action: z.output<typeof faultBody>['action']): FaultAction {
  if (typeof action === 'string') return action;
  if ('answer' in action) {
    return { answer: action.answer, ...(action.name !== undefined && { name: action.name }) };
  }
  if (!('status' in action)) return action;
  return {
    status: action.status,
    ...(action.code !== undefined && { code: action.code }),
    ...(action.headers && { headers: action.headers }),
  };
}

function parse<T>(schema: z.ZodType<T>, json: unknown): T {
  const result = schema.safeParse(json);
  if (!result.success) throw badRequest(z.prettifyError(result.error));
  return result.data;
}
