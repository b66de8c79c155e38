import * as z from 'zod';
import { ApiError, badRequest, notFound } from '../errors';
import { tokenRefused } from '../iam';
import { ifMatchAllows } from '../parameters';
import type { ApiRequest, Reply, Route } from '../router';
import type { WorkerRecord } from '../taskrouter/records';
import type { FlexApi } from './account';
import { EventBridgeLists } from './event-bridge-lists';
import { EventBridgeShapes } from './event-bridge-shapes';

const callSchema = z.object({
  /** A path below `/v1`, without its leading slash. */
  url: z.string(),
  method: z.enum(['GET', 'POST']),
  params: z.unknown(),
  token: z.string(),
});

type Call = z.output<typeof callSchema>;

/** A path below the workspace: a list, an entry, a list of an entry's. */
const pathPattern = /^Workspaces\/(?<workspace>WS\w+)\/(?<list>\w+)(?:\/(?<sid>WK\w+)(?:\/(?<part>\w+))?)?$/;

/**
 * The event bridge: TaskRouter for a worker's browser, one address for everything. Answers what Flex
 * UI reads at start and in its directories, and takes changes of activity and attributes.
 * What it says was read in the client, twilio-taskrouter 2.1.1.
 */
export function eventBridgeRoutes(api: FlexApi): Route[] {
  return [
    {
      path: '/v1/wschannels',
      resource: 'Flex',
      operations: {
        // The token comes in the body.
        POST: { authentication: 'none', json: 'unlabelled', handle: (request) => answer(api, request) },
      },
    },
  ];
}

function answer(api: FlexApi, request: ApiRequest): Reply {
  const parsed = callSchema.safeParse(request.json);
  if (!parsed.success) throw badRequest(z.prettifyError(parsed.error));
  if (!api.tokens.find(parsed.data.token)) throw tokenRefused();
  return { status: 200, body: { payload: payload(api, parsed.data, request.ifMatch) } };
}

function payload(api: FlexApi, call: Call, ifMatch: string | undefined): unknown {
  const { taskRouter } = api;
  const { workspace, list, sid = '', part } = pathPattern.exec(call.url)?.groups ?? {};
  if (workspace !== taskRouter.workspace.sid) throw notFound(call.url);
  const lists = new EventBridgeLists(api);
  const shapes = new EventBridgeShapes(api);
  switch (`${call.method} ${[list, sid && '{Sid}', part].filter(Boolean).join('/')}`) {
    case 'GET Activities':
      return lists.activities(call.params);
    case 'GET Workers':
      return lists.workers(call.params);
    case 'GET TaskQueues':
      return lists.taskQueues(call.params);
    case 'GET Workers/{Sid}':
      return shapes.worker(taskRouter.worker(sid));
    case 'POST Workers/{Sid}':
      return shapes.worker(updateWorker(api, { sid, params: call.params, ifMatch }));
    case 'GET Workers/{Sid}/WorkerChannels':
      return lists.channels(sid, call.params);
    case 'GET Workers/{Sid}/Reservations':
      return lists.reservations(call.params);
    default:
      throw notFound(call.url);
  }
}

const updateSchema = z.strictObject({
  ActivitySid: z.string().optional(),
  Attributes: z.record(z.string(), z.unknown()).optional(),
  RejectPendingReservations: z.unknown().optional(),
});

function updateWorker(
  { taskRouter }: FlexApi,
  { sid, params, ifMatch }: { sid: string; params: unknown; ifMatch: string | undefined },
): WorkerRecord {
  const parsed = updateSchema.safeParse(params);
  if (!parsed.success) throw badRequest(z.prettifyError(parsed.error));
  if (!ifMatchAllows(ifMatch, String(taskRouter.worker(sid).version))) {
    throw new ApiError({ status: 412, code: 20412, message: 'Precondition Failed' });
  }
  const { ActivitySid, Attributes } = parsed.data;
  return taskRouter.updateWorker(sid, { activitySid: ActivitySid, attributes: Attributes });
}
