import type { Twilio } from 'twilio';
import { statusOf } from '../refusal';
import { step, type Place, type Step, type Undo } from '../step';
import { counted } from '../talk';
import type { Bundle } from './build';

/** Our plugin's unique name in the account. */
export const PLUGIN = 'plugin-queue-eligibility';
/** When Flex loads it, among the others: as Twilio's own command line releases plugins. */
const PHASE = 3;

/** A plugin as a configuration holds it. */
interface Configured {
  plugin: string;
  versionSid: string;
  phase: number;
  version: string;
  url: string;
}

/** What Flex loads now, and the versions of our plugin. */
export interface PluginsFound {
  released: Configured[];
  ours: { pluginSid: string; versions: { sid: string; version: string; url: string }[] } | null;
}

/** Registers a version of the plugin for the bundle, and releases it beside everybody else's plugins. */
export const pluginStep = (bundle: Bundle): Step =>
  step<PluginsFound>({
    title: 'Flex plugin',
    look: ({ account }) => findPlugins(account.client),
    say(found, place) {
      const released = found.released.find(({ plugin }) => plugin === PLUGIN);
      if (released && released.url === urlOf(bundle, place)) return [];
      const others = found.released.filter(({ plugin }) => plugin !== PLUGIN);
      const beside =
        others.length === 0
          ? 'no other plugin is released'
          : `beside ${others.map(({ plugin, version }) => `${plugin} ${version}`).join(', ')}, which stay as they are`;
      const replaced = released ? ` in the place of ${released.version}` : '';
      return [`release ${PLUGIN} ${versionFor(bundle, found, place)}${replaced}; ${beside}`];
    },
    async make(found, place) {
      const { client } = place.account;
      const url = urlOf(bundle, place);
      const version = versionFor(bundle, found, place);
      const pluginSid =
        found.ours?.pluginSid ??
        (await client.flexApi.v1.plugins.create({ uniqueName: PLUGIN, friendlyName: 'Queue eligibility' }))
          .sid;
      const known = found.ours?.versions.find((other) => other.url === url);
      const versionSid =
        known?.sid ??
        (
          await client.flexApi.v1
            .plugins(pluginSid)
            .pluginVersions.create({ versionParam: version, pluginUrl: url, private: false })
        ).sid;
      const others = found.released.filter(({ plugin }) => plugin !== PLUGIN);
      await release(client, `queue-eligibility ${version}`, [...others, { versionSid, phase: PHASE }]);
      return [`${PLUGIN} ${version} is released; whoever has Flex open gets it at the next reload`];
    },
  });

export const pluginUndo: Undo = {
  title: 'Flex plugin',
  async say({ account }) {
    const { released } = await findPlugins(account.client);
    const ours = released.find(({ plugin }) => plugin === PLUGIN);
    return ours ? [`release Flex without ${PLUGIN} ${ours.version}; other plugins stay as they are`] : [];
  },
  async undo({ account }) {
    const { released, ours } = await findPlugins(account.client);
    const others = released.filter(({ plugin }) => plugin !== PLUGIN);
    if (others.length === released.length) return [];
    await release(account.client, 'without queue-eligibility', others);
    const names = ours
      ? ` Twilio keeps its name and ${counted(ours.versions.length, 'version')} of it on record`
      : '';
    return [`${PLUGIN} is no longer released.${names}`];
  },
};

/** Where the plugin is that Flex loads now; null: nowhere. */
export async function releasedUrl({ account }: Place): Promise<string | null> {
  const { released } = await findPlugins(account.client);
  return released.find(({ plugin }) => plugin === PLUGIN)?.url ?? null;
}

/** https://www.twilio.com/docs/flex/developer/plugins/api */
export async function findPlugins(client: Twilio): Promise<PluginsFound> {
  try {
    return await readPlugins(client);
  } catch (error) {
    // An account without Flex.
    if ([400, 403, 404].includes(statusOf(error) ?? 0)) return { released: [], ours: null };
    throw error;
  }
}

async function readPlugins({ flexApi }: Twilio): Promise<PluginsFound> {
  const { v1 } = flexApi;
  // Newest first: that one counts.
  const [[active], plugins] = await Promise.all([
    v1.pluginReleases.list({ limit: 1, pageSize: 1 }),
    v1.plugins.list(),
  ]);
  const ours = plugins.find(({ uniqueName }) => uniqueName === PLUGIN);
  const [configured, versions] = await Promise.all([
    active ? v1.pluginConfigurations(active.configurationSid).plugins.list() : [],
    ours ? v1.plugins(ours.sid).pluginVersions.list() : [],
  ]);
  return {
    released: configured.map(({ uniqueName, pluginVersionSid, phase, version, pluginUrl }) => ({
      plugin: uniqueName,
      versionSid: pluginVersionSid,
      phase,
      version,
      url: pluginUrl,
    })),
    ours: ours
      ? {
          pluginSid: ours.sid,
          versions: versions.map(({ sid, version, pluginUrl }) => ({ sid, version, url: pluginUrl })),
        }
      : null,
  };
}

async function release(
  { flexApi }: Twilio,
  name: string,
  plugins: readonly Pick<Configured, 'versionSid' | 'phase'>[],
): Promise<void> {
  const configuration = await flexApi.v1.pluginConfigurations.create({
    name,
    plugins: plugins.map(({ versionSid, phase }) => ({ plugin_version: versionSid, phase })),
  });
  await flexApi.v1.pluginReleases.create({ configurationId: configuration.sid });
}

/** The bundle is served by the Functions' own domain, wherever a tunnel may lead to. */
const urlOf = (bundle: Bundle, { ledger }: Place): string =>
  `https://${ledger.get('functions')?.domain ?? 'the-functions.twil.io'}${bundle.path}`;

/** The version that this bundle has already, or the next one. */
function versionFor(bundle: Bundle, { ours }: PluginsFound, place: Place): string {
  const versions = ours?.versions ?? [];
  return versions.find(({ url }) => url === urlOf(bundle, place))?.version ?? nextVersion(versions);
}

/** One more than the highest: a version means the same bundle for ever. */
export function nextVersion(versions: readonly { version: string }[]): string {
  const numbers = versions.map(({ version }) => version.split('.').map((part) => Number.parseInt(part, 10)));
  const [major = 1, minor = 0, patch = -1] = numbers.sort(byNumbers).at(-1) ?? [];
  return `${major}.${minor}.${patch + 1}`;
}

function byNumbers(a: readonly number[], b: readonly number[]): number {
  const at = [0, 1, 2].find((i) => a[i] !== b[i]) ?? 0;
  return (a[at] ?? 0) - (b[at] ?? 0);
}
