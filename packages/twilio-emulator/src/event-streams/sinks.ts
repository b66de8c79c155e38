import * as z from 'zod';
import { isoSeconds } from '../clock';
import { badRequest } from '../errors';
import { pagingParameters } from '../paging';
import { readChoice } from '../parameters';
import { pathParam, type ApiRequest, type Operation, type Route } from '../router';
import { eventsOrigin, maxEventsPageSize, required, type EventStreamsApi } from './api';
import type { SinkRecord } from './store';

const webhook = z.strictObject({
  destination: z.url({ protocol: /^https?$/ }),
  method: z.literal('POST'),
  batch_events: z.boolean().default(true),
});

/** Sinks, webhooks alone: https://www.twilio.com/docs/events/event-streams/sink-resource */
export function sinkRoutes(api: EventStreamsApi): Route[] {
  const { streams } = api;
  const { store } = streams;
  const find = (request: ApiRequest): SinkRecord => store.sinks.get(pathParam(request, 'Sid'));
  return [
    { path: '/v1/Sinks', resource: 'EventStreams', operations: { GET: list(api), POST: create(api) } },
    {
      path: '/v1/Sinks/{Sid}',
      resource: 'EventStreams',
      operations: {
        GET: { handle: (request) => ({ status: 200, body: sinkBody(find(request)) }) },
        POST: {
          form: ['Description'],
          handle: (request) => {
            const description = required(request.form, 'Description');
            const sink = store.sinks.put({ ...find(request), description, dateUpdated: store.now() });
            return { status: 200, body: sinkBody(sink) };
          },
        },
        DELETE: {
          handle: (request) => {
            store.removeSink(find(request).sid);
            return { status: 204 };
          },
        },
      },
    },
    {
      path: '/v1/Sinks/{Sid}/Test',
      resource: 'EventStreams',
      operations: {
        POST: {
          handle: (request) => {
            streams.test(find(request));
            return { status: 201, body: { result: 'submitted' } };
          },
        },
      },
    },
    {
      path: '/v1/Sinks/{Sid}/Validate',
      resource: 'EventStreams',
      operations: {
        POST: {
          form: ['TestId'],
          // Always valid, whatever the TestId: sinks are active from the beginning.
          handle: (request) => {
            find(request);
            required(request.form, 'TestId');
            return { status: 201, body: { result: 'valid' } };
          },
        },
      },
    },
  ];
}

function list({ streams: { store } }: EventStreamsApi): Operation {
  return {
    query: ['InUse', 'Status', ...pagingParameters],
    handle: (request) => {
      const inUse = readChoice('InUse', request.query['InUse'], ['true', 'false']);
      const statuses = ['initialized', 'validating', 'active', 'failed'] as const;
      const status = readChoice('Status', request.query['Status'], statuses);
      return store.sinks.list({
        request,
        origin: eventsOrigin,
        key: 'sinks',
        maxPageSize: maxEventsPageSize,
        matches: ({ sid }) =>
          (inUse === undefined || store.isInUse(sid) === (inUse === 'true')) &&
          (status === undefined || status === 'active'),
        render: sinkBody,
      });
    },
  };
}

function create({ streams: { store } }: EventStreamsApi): Operation {
  return {
    form: ['Description', 'SinkConfiguration', 'SinkType'],
    handle: ({ form }) => {
      const description = required(form, 'Description');
      readChoice('SinkType', required(form, 'SinkType'), ['webhook']);
      const { destination, method, batch_events } = readConfiguration(required(form, 'SinkConfiguration'));
      const fields = { description, destination, method, batchEvents: batch_events };
      return { status: 201, body: sinkBody(store.sinks.put(store.made('DG', fields))) };
    },
  };
}

function readConfiguration(text: string): z.output<typeof webhook> {
  try {
    return webhook.parse(JSON.parse(text));
  } catch (error) {
    const problem = error instanceof z.ZodError ? z.prettifyError(error) : 'it is not valid JSON';
    throw badRequest(`SinkConfiguration is not valid: ${problem}`);
  }
}

function sinkBody(sink: SinkRecord): unknown {
  const url = `${eventsOrigin}/v1/Sinks/${sink.sid}`;
  return {
    sid: sink.sid,
    description: sink.description,
    sink_type: 'webhook',
    sink_configuration: {
      destination: sink.destination,
      method: sink.method,
      batch_events: sink.batchEvents,
    },
    status: 'active',
    date_created: isoSeconds(sink.dateCreated),
    date_updated: isoSeconds(sink.dateUpdated),
    url,
    links: { sink_test: `${url}/Test`, sink_validate: `${url}/Validate` },
  };
}
