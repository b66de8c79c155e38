import { loginOf } from '../account';
import { orNull, Refusal } from '../refusal';
import { counted } from '../talk';
import { addressOf, step, type Place, type Step, type Undo } from '../step';
import { BUNDLE_PATH, PROJECT_DIR, type Bundle } from './build';
import { releasedUrl } from './plugin';
import { readProject } from './project';
import { isAboutRuntime, nextRuntime, type RuntimeChoice } from './runtimes';
import { createServerlessClient } from './serverless-client';

/** The Functions service: its unique name and that of its environment. */
export interface ServiceNames {
  service: string;
  environment: string;
}

/** Node on the platform, unless it says that it takes another. */
const NODE = 'node22';
/** Twilio's package that calls our handlers there. */
const HANDLER = '@twilio/runtime-handler';

interface Found {
  /** The service with our name; null: there is none. */
  serviceSid: string | null;
}

/** Uploads the built Functions, and the plugin's bundle beside them, and sets their variables. */
export function functionsStep(
  names: ServiceNames,
  { bundle, releasesPlugin }: { bundle: Bundle; releasesPlugin: boolean },
): Step {
  return step<Found>({
    title: 'Functions',
    look: async ({ account }) => ({ serviceSid: await findService(account.client, names.service) }),
    say({ serviceSid }, { settings }) {
      const variables = counted(Object.keys(settings.variables).length, 'variable');
      return [
        serviceSid === null
          ? `make the Functions service "${names.service}", environment "${names.environment}", with ${variables}`
          : `put a new build into the service "${names.service}" (${serviceSid}), with ${variables}`,
      ];
    },
    async make(_found, place) {
      const { talk, settings, ledger } = place;
      const { functions, dependencies } = await readProject(PROJECT_DIR);
      const kept = await keptBundle(await releasedUrl(place), bundle);
      if (kept === 'unreadable' && !releasesPlugin)
        throw new Refusal(
          'The bundle that Flex loads now can not be read, and would be lost: deploy the plugin as well',
        );
      const login = loginOf(place.account.credentials);
      const { toolkit, wordsOf } = createServerlessClient(login);
      toolkit.on('status-update', ({ message }: { message: string }) => talk.progress(`  ${message}`));
      let choice: RuntimeChoice | null = { node: NODE, handler: dependencies[HANDLER] ?? '' };
      const tried: RuntimeChoice[] = [];
      for (;;) {
        tried.push(choice);
        try {
          const { serviceSid, domain } = await toolkit.deployProject({
            ...login,
            env: settings.variables,
            pkgJson: { dependencies: { ...dependencies, [HANDLER]: choice.handler } },
            serviceName: names.service,
            functionsEnv: names.environment,
            functions,
            assets: [bundle, ...(kept === 'unreadable' ? [] : kept)].map(asset),
            overrideExistingService: true,
            runtime: choice.node,
          });
          await ledger.set('functions', { serviceSid, domain });
          return [`${counted(functions.length, 'Function')} at ${addressOf(place) ?? domain}`];
        } catch (error) {
          const words = wordsOf(error);
          if (!isAboutRuntime(words)) throw new Refusal(`The Functions were not deployed: ${words}`);
          const refused = `Twilio refused ${choice.node} with ${HANDLER} ${choice.handler}: ${words}`;
          choice = nextRuntime(words, tried);
          if (choice === null) throw new Refusal(refused);
          talk.line(`  ${refused}`);
          talk.line(`  Trying ${choice.node} with ${choice.handler}`);
        }
      }
    },
  });
}

export const functionsUndo = (names: ServiceNames): Undo => ({
  title: 'Functions',
  async say({ account, ledger }) {
    const sid = ledger.get('functions')?.serviceSid ?? (await findService(account.client, names.service));
    const service = sid && (await orNull(() => account.client.serverless.v1.services(sid).fetch()));
    return service ? [`delete the Functions service "${service.uniqueName}" (${service.sid})`] : [];
  },
  async undo({ account, ledger }) {
    const sid = ledger.get('functions')?.serviceSid ?? (await findService(account.client, names.service));
    const isDeleted = sid && (await orNull(() => account.client.serverless.v1.services(sid).remove()));
    await ledger.forget('functions');
    return isDeleted ? [`deleted the Functions service ${sid}`] : [];
  },
});

/**
 * A service that was deployed from another machine is ours all the same: then the ledger knows where it is.
 * @throws Refusal where the ledger is about another service, or another environment of it, than the one that is meant.
 */
export async function adoptService(names: ServiceNames, { account, ledger }: Place): Promise<void> {
  const { services } = account.client.serverless.v1;
  const known = ledger.get('functions');
  const service = known && (await orNull(() => services(known.serviceSid).fetch()));
  // One that is gone was undeployed from another machine, and may have been deployed anew.
  const serviceSid = service?.sid ?? (await findService(account.client, names.service));
  if (serviceSid === null) return;
  const environments = await services(serviceSid).environments.list();
  if (service) {
    const suffix = environments.find(({ domainName }) => domainName === known?.domain)?.domainSuffix;
    const isMeant = suffix === undefined || suffix === names.environment;
    if (service.uniqueName === names.service && isMeant) return;
    const deployed = `the service "${service.uniqueName}"` + (isMeant ? '' : `, environment "${suffix}"`);
    throw new Refusal(
      `What was deployed to this workspace is ${deployed}: name it with --service and --environment. ` +
        'For another one, set QUEUE_ELIGIBILITY_LEDGERS to a folder of its own',
    );
  }
  const domain = environments.find(({ domainSuffix }) => domainSuffix === names.environment)?.domainName;
  if (domain) ledger.assume('functions', { serviceSid, domain });
}

async function findService(client: Place['account']['client'], name: string): Promise<string | null> {
  const services = await client.serverless.v1.services.list();
  return services.find(({ uniqueName }) => uniqueName === name)?.sid ?? null;
}

const asset = ({ path: place, content }: Bundle) => ({
  name: place,
  path: place,
  access: 'public' as const,
  content,
});

/**
 * The bundle that is released now, where it is one of ours: until the next release, and in sessions that are open, Flex
 * goes on loading it.
 */
async function keptBundle(url: string | null, bundle: Bundle): Promise<Bundle[] | 'unreadable'> {
  if (url === null || !URL.canParse(url)) return [];
  const { pathname } = new URL(url);
  if (!BUNDLE_PATH.test(pathname) || pathname === bundle.path) return [];
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(10_000) });
    return response.ok ? [{ path: pathname, content: await response.text() }] : 'unreadable';
  } catch {
    return 'unreadable';
  }
}
