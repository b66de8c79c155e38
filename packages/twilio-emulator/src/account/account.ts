import { notFound } from '../errors';
import { pathParam, type Route } from '../router';

export interface AccountApi {
  readonly accountSid: string;
  readonly friendlyName: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
}

/**
 * The account itself, with which a tool checks its credentials. As at Twilio, an API key of type standard is
 * refused here and only here. https://www.twilio.com/docs/iam/api/account
 */
export function accountRoutes(api: AccountApi): Route[] {
  return [
    {
      path: '/2010-04-01/Accounts/{AccountSid}',
      resource: 'Account',
      operations: {
        GET: {
          authentication: 'account-owner',
          handle: (request) => {
            const file = pathParam(request, 'AccountSid');
            if (file !== `${api.accountSid}.json`) throw notFound(request.path);
            return { status: 200, body: account(api) };
          },
        },
      },
    },
  ];
}

function account({ accountSid, friendlyName, createdAt }: AccountApi): unknown {
  const uri = `/2010-04-01/Accounts/${accountSid}`;
  const date = new Date(createdAt).toUTCString().replace('GMT', '+0000');
  return {
    sid: accountSid,
    owner_account_sid: accountSid,
    friendly_name: friendlyName,
    status: 'active',
    type: 'Full',
    date_created: date,
    date_updated: date,
    uri: `${uri}.json`,
    subresource_uris: {},
  };
}
