import { accountRoutes } from './account/account';
import type { Clock } from './clock';
import type { Domains } from './domains';
import { EventStreams } from './event-streams/delivery';
import { addEventStreamsRoutes } from './event-streams/routes';
import { EventStreamsStore } from './event-streams/store';
import { addPluginRoutes } from './flex-plugins/routes';
import { PluginStore } from './flex-plugins/store';
import type { ResolvedOptions } from './options';
import { Random } from './random';
import type { Router } from './router';
import { Hosting } from './serverless/hosting';
import { addServerlessRoutes } from './serverless/routes';
import { ServerlessStore } from './serverless/store';

/** What an account has beside its contact centre: what deploying and operating use. */
export interface AccountApis {
  /** What is in the Serverless API, with a hook on deployments. */
  readonly serverless: ServerlessStore;
  /** Runs deployments, once told to. */
  readonly hosting: Hosting;
  readonly pluginService: PluginStore;
  readonly eventStreams: EventStreams;
}

/** Makes them and adds their routes. */
export function addAccountApis(
  router: Router,
  settings: ResolvedOptions,
  parts: {
    accountSid: string;
    authToken: string;
    clock: Clock;
    domains: Domains;
    emulatorUrl: () => string;
  },
): AccountApis {
  const { accountSid, authToken, clock, domains, emulatorUrl } = parts;
  const randomFor = (use: string): Random => new Random(`${settings.seed}/${use}`);
  router.add(
    'api.twilio.com',
    accountRoutes({ accountSid, friendlyName: 'Emulated account', createdAt: clock.now() }),
  );

  const serverless = new ServerlessStore({ clock, random: randomFor('serverless') });
  addServerlessRoutes(router, { accountSid, store: serverless, settings: settings.serverless });

  const pluginService = new PluginStore({ clock, random: randomFor('plugins') });
  addPluginRoutes(router, { accountSid, store: pluginService });

  const random = randomFor('event-streams');
  const store = new EventStreamsStore({ clock, random });
  const eventStreams = new EventStreams({ authToken, random, clock, domains, store }, settings.eventStreams);
  addEventStreamsRoutes(router, { accountSid, streams: eventStreams });

  const hosting = new Hosting({ accountSid, authToken, domains, store: serverless, emulatorUrl });
  return { serverless, hosting, pluginService, eventStreams };
}
