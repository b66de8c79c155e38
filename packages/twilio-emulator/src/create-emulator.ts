import type { Server } from 'node:http';
import type twilio from 'twilio';
import { addAccountApis, type AccountApis } from './account-apis';
import { Authenticator } from './authentication';
import { createEmulatorClient, type ClientOptions } from './client';
import { Clock } from './clock';
import { controlRoutes, liveControlRoutes } from './control';
import { Domains } from './domains';
import { EventCallbacks } from './events';
import { Faults } from './faults';
import { FlexSettings, type FlexApi } from './flex/account';
import { EventBridgeSockets } from './flex/event-bridge-sockets';
import { addFlexRoutes } from './flex/routes';
import { TokenIssuer, type TokenIdentity } from './iam';
import { identityOf, others, type Identity } from './identity';
import { RateLimits } from './limits';
import { LiveIndexes } from './live/indexes';
import { LiveServer } from './live/live-server';
import { ObjectEvents } from './live/object-events';
import { SyncObjects } from './live/objects';
import { emulatorOptions, type EmulatorOptions, type ResolvedOptions } from './options';
import { Random } from './random';
import { RequestLog } from './request-log';
import { Router } from './router';
import { seedContactCentre, skillsOfFlex } from './seed/contact-centre';
import { seedActivities } from './seed/workers';
import { ApiServer } from './server';
import { syncRoutes } from './sync/routes';
import { SyncStore } from './sync/store';
import { Representation } from './taskrouter/representation';
import { taskRouterRoutes } from './taskrouter/routes';
import { TaskRouter } from './taskrouter/task-router';

/** A running emulator. */
export interface Emulator extends AccountApis, Identity {
  /** `http://127.0.0.1:port`; the API is chosen by the header `x-twilio-host` or by Host. */
  readonly url: string;
  readonly server: Server;
  /** Where twilio-sync connects to: its option `Twilsock.uri`. */
  readonly socketUrl: string;
  readonly clock: Clock;
  readonly requests: RequestLog;
  readonly faults: Faults;
  readonly limits: RateLimits;
  readonly events: EventCallbacks;
  readonly taskRouter: TaskRouter;
  readonly sync: SyncStore;
  /** The sockets, to be cut, refused or asked away. */
  readonly live: LiveServer;
  /** How the account's Flex is set up. */
  readonly flex: FlexSettings;
  /** The domains of deployments, and what answers there. */
  readonly domains: Domains;
  /** The real twilio client, talking to this emulator. */
  client(options?: ClientOptions): twilio.Twilio;
  /** A Flex user's token, which the IAM API will find valid. */
  issueToken(identity: TokenIdentity): string;
  /** Makes a token expire now; connections that came with it are ended as Twilio ends them. */
  expireToken(token: string): void;
  /** Stops at once; what is open is cut off. */
  close(): Promise<void>;
}

/**
 * Starts TaskRouter, Sync and the IAM token check of one account on 127.0.0.1.
 * @throws ZodError for options it does not know; the message names them.
 */
export async function createEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const settings = emulatorOptions.parse(options);
  const identity = identityOf(settings);
  const { accountSid, authToken, apiKeys } = identity;
  const clock = new Clock();
  const requests = new RequestLog();
  const randomFor = (use: string) => new Random(`${settings.seed}/${use}`);
  const faults = new Faults(randomFor('faults'));
  const limits = new RateLimits(settings.limits, () => clock.now());
  const sync = new SyncStore({
    clock,
    random: randomFor('sync'),
    guardWrite: (sid, bytes) => limits.takeSyncWrite(sid, bytes),
  });
  const taskRouter = createTaskRouter(settings, { identity, clock });
  const domains = new Domains();
  const events = new EventCallbacks({
    domains,
    authToken,
    random: randomFor('events'),
    concurrency: settings.eventCallback.concurrency,
    faults: settings.events,
    workspace: () => taskRouter.workspace,
  });
  seedContactCentre(taskRouter, settings);
  taskRouter.statisticsLagMs = settings.statisticsLagMs;
  const tokens = new TokenIssuer({ clock, random: randomFor('tokens'), accountSid });

  const representation = new Representation(accountSid, identity.workspaceSid, taskRouter.activities);
  const { etags, listAttributes } = settings;
  const router = new Router();
  router.add(
    'taskrouter.twilio.com',
    taskRouterRoutes({
      store: taskRouter,
      representation,
      etags,
      listAttributes,
      otherWorkspaces: others(settings.otherWorkspaces, 'WS', randomFor('workspaces')).map((other) => ({
        ...taskRouter.workspace,
        ...other,
        eventCallbackUrl: '',
        eventsFilter: null,
      })),
    }),
  );
  router.add(
    'sync.twilio.com',
    syncRoutes(
      {
        store: sync,
        limits,
        accountSid,
        serviceSid: identity.syncServiceSid,
        otherServices: others(settings.otherSyncServices, 'IS', randomFor('services')),
      },
      clock.now(),
    ),
  );
  router.add('iam.twilio.com', tokens.routes());
  let url = '';
  const accountApis = addAccountApis(router, settings, {
    accountSid,
    authToken,
    clock,
    domains,
    emulatorUrl: () => url,
  });
  const { pluginService, eventStreams, hosting } = accountApis;
  taskRouter.on('event', (event) => {
    events.publish(event);
    eventStreams.publish(event);
  });
  const flex = new FlexSettings(settings.flex);
  flex.configured['taskrouter_skills'] = skillsOfFlex(settings.queues);
  const flexApi: FlexApi = { ...identity, clock, pluginService, taskRouter, tokens, settings: flex };
  addFlexRoutes(router, flexApi);
  router.add('emulator', controlRoutes({ faults, limits, requests }));
  const { latency, recordBodies } = settings;
  const server = new ApiServer({
    authenticator: new Authenticator({ accountSid, authToken, apiKeys, router, tokens }),
    router,
    domains,
    clock,
    log: requests,
    faults,
    limits,
    latency,
    recordBodies,
  });
  const { syncServiceSid } = identity;
  const live = new LiveServer(server.http, {
    store: sync,
    events: new ObjectEvents(sync),
    indexes: new LiveIndexes(taskRouter, accountSid),
    objects: new SyncObjects({ store: sync, accountSid, serviceSid: syncServiceSid }),
    findToken: (token) => tokens.find(token),
    now: () => clock.now(),
    storageId: syncServiceSid,
  });
  const eventBridge = new EventBridgeSockets(flexApi);
  live.add({
    isFor: (host, path) => eventBridge.isFor(host, path),
    accept: (socket, request) => eventBridge.accept(socket, request),
  });
  router.add('emulator', liveControlRoutes(live));
  url = await server.listen(settings.port);

  return {
    ...identity,
    ...accountApis,
    domains,
    url,
    server: server.http,
    socketUrl: `${url.replace('http', 'ws')}/v3/wsconnect`,
    clock,
    requests,
    faults,
    limits,
    events,
    taskRouter,
    sync,
    live,
    flex,
    client: (clientOptions) => createEmulatorClient({ url, accountSid, authToken }, clientOptions),
    issueToken: (owner) => tokens.issue(owner),
    expireToken: (token) => {
      tokens.expire(token);
      live.checkTokens();
    },
    close: async () => {
      events.close();
      eventStreams.close();
      live.close();
      await hosting.close();
      await server.close();
    },
  };
}

function createTaskRouter(
  settings: ResolvedOptions,
  parts: { identity: Identity; clock: Clock },
): TaskRouter {
  const { identity, clock } = parts;
  const random = new Random(`${settings.seed}/taskrouter`);
  const now = clock.now();
  return new TaskRouter({
    clock,
    random,
    dialect: settings.dialect,
    workspace: {
      sid: identity.workspaceSid,
      accountSid: identity.accountSid,
      friendlyName: 'Flex Task Assignment',
      eventCallbackUrl: settings.eventCallback.url,
      eventsFilter: settings.eventCallback.filter?.join(',') ?? null,
      dateCreated: now,
      dateUpdated: now,
    },
    activities: seedActivities.map((activity) => ({ ...activity, sid: random.sid('WA'), dateCreated: now })),
  });
}
