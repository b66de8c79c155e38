import { notFound } from '../errors';
import { pathParam, type Operation, type Route } from '../router';
import type { FlexApi } from './account';

/** What Flex asks of `flex-api.twilio.com` beside its configuration: things this account has not set up. */
export function surroundingRoutes(api: FlexApi): Route[] {
  return [
    { path: '/v1/Instances/{InstanceSid}/Teams/Context', resource: 'Flex', operations: { GET: teams(api) } },
    {
      path: '/v1/account/provision/status',
      resource: 'Flex',
      operations: {
        GET: { authentication: 'flex-token', handle: () => ({ status: 200, body: { status: 'inactive' } }) },
      },
    },
  ];
}

/** No team structure: Teams View then lists agents, not teams. */
function teams(api: FlexApi): Operation {
  return {
    authentication: 'flex-token',
    handle: (request) => {
      const sid = pathParam(request, 'InstanceSid');
      if (sid !== api.flexInstanceSid) throw notFound(`Instance ${sid}`);
      return { status: 200, body: { team_setup_complete: false } };
    },
  };
}

/** Twilio's status page: all is well. */
export function statusPageRoutes(): Route[] {
  return [
    {
      path: '/api/v2/summary.json',
      resource: 'Flex',
      operations: {
        GET: {
          authentication: 'none',
          handle: () => ({
            status: 200,
            body: {
              page: { id: 'emulator', name: 'Twilio' },
              components: [{ id: 'flex', name: 'FLEX', status: 'operational', group: false }],
              incidents: [],
              scheduled_maintenances: [],
              status: { indicator: 'none', description: 'All Systems Operational' },
            },
          }),
        },
      },
    },
  ];
}
