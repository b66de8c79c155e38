import type { SeedWorker } from './workers';

/** Somebody who logs in to Flex: a worker like any other, with a short name and roles. */
export interface FlexUser {
  /** The worker's name, and the identity of the tokens. */
  readonly name: string;
  readonly fullName: string;
  readonly roles: readonly string[];
}

/** The worker of a Flex user, with the attributes that Flex itself writes at the first login. */
export function flexUserWorker({ name, fullName, roles }: FlexUser): SeedWorker {
  return {
    friendlyName: name,
    activity: 'Available',
    attributes: {
      email: `${name}@example.com`,
      contact_uri: `client:${name}`,
      full_name: fullName,
      roles: [...roles],
      languages: ['en'],
      routing: { skills: [], levels: {} },
    },
  };
}
