import { flexUserSid, tokenRefused } from '../iam';
import { pathParam, type ApiRequest, type Reply, type Route } from '../router';
import type { FlexApi } from './account';

/** `flex.twilio.com`: the session with its features, single features, the plugins, the browser's log. */
export function sessionRoutes({ settings, pluginService }: FlexApi): Route[] {
  return [
    {
      path: '/api/v1/Session',
      resource: 'Flex',
      operations: {
        GET: {
          authentication: 'flex-token',
          handle: () => ({
            status: 200,
            body: {
              session_enabled: true,
              insights_active: false,
              features: settings.features.map((id) => ({
                id,
                name: id,
                description: '',
                doc_url: '',
                stage: 'beta',
                enabled: true,
              })),
            },
          }),
        },
      },
    },
    {
      path: '/api/v1/Features/{Id}',
      resource: 'Flex',
      operations: {
        GET: {
          authentication: 'flex-token',
          handle: (request) => {
            const id = pathParam(request, 'Id');
            return { status: 200, body: { id, enabled: settings.features.includes(id) } };
          },
        },
      },
    },
    {
      path: '/plugins',
      resource: 'Flex',
      operations: {
        GET: {
          authentication: 'flex-token',
          query: ['roles'],
          handle: () => ({
            status: 200,
            body: [...settings.plugins, ...pluginService.released()].map((plugin) => ({
              ...plugin,
              phase: 3,
              class: plugin.name,
              enabled: true,
            })),
          }),
        },
      },
    },
    {
      path: '/logs/batch',
      resource: 'Flex',
      operations: {
        POST: {
          authentication: 'none',
          json: 'unlabelled',
          handle: () => ({ status: 200, body: {} }),
        },
      },
    },
  ];
}

/** What `Tokens/Info` knows of a token: Flex UI asks it before it starts, and after each renewal. */
export function tokenInfoRoutes(api: FlexApi): Route[] {
  return [
    {
      path: '/v1/Accounts/{AccountSid}/Tokens/Info',
      resource: 'Flex',
      operations: {
        POST: {
          authentication: 'flex-token',
          form: ['token', 'Token'],
          handle: (request) => tokenInfo(api, request),
        },
      },
    },
  ];
}

function tokenInfo(api: FlexApi, request: ApiRequest): Reply {
  const { flexUser } = request;
  if (!flexUser || pathParam(request, 'AccountSid') !== api.accountSid) throw tokenRefused();
  const { owner, expiresAt } = flexUser;
  const expiration = new Date(expiresAt).toISOString();
  return {
    status: 200,
    body: {
      valid: true,
      code: 0,
      message: null,
      identity: owner.identity,
      realm_user_id: owner.identity,
      roles: owner.roles,
      worker_sid: owner.workerSid ?? null,
      flex_user_sid: flexUserSid(owner),
      expiration,
      date_expired: expiration,
    },
  };
}
