import type { Clock } from '../clock';
import { Collection } from '../collection';
import { ApiError, badRequest, notFound } from '../errors';
import type { Random } from '../random';

/** A plugin: a name that versions hang on. Dates are milliseconds since the epoch, here and below. */
export interface PluginRecord {
  readonly sid: string;
  readonly uniqueName: string;
  readonly friendlyName: string;
  readonly description: string;
  readonly archived: boolean;
  readonly dateCreated: number;
  readonly dateUpdated: number;
}

export interface PluginVersionRecord {
  readonly sid: string;
  readonly pluginSid: string;
  readonly version: string;
  readonly pluginUrl: string;
  readonly changelog: string;
  readonly private: boolean;
  readonly validated: boolean;
  readonly archived: boolean;
  readonly dateCreated: number;
}

/** Which version of which plugin, and when Flex loads it. */
export interface ConfiguredPlugin {
  readonly pluginSid: string;
  readonly versionSid: string;
  readonly phase: number;
}

export interface PluginConfigurationRecord {
  readonly sid: string;
  readonly name: string;
  readonly description: string;
  readonly plugins: readonly ConfiguredPlugin[];
  readonly archived: boolean;
  readonly dateCreated: number;
}

export interface PluginReleaseRecord {
  readonly sid: string;
  readonly configurationSid: string;
  readonly dateCreated: number;
}

/**
 * Flex's plugin service. A release makes a configuration the one that Flex loads; the newest counts, so going back
 * is a release of an older configuration. https://www.twilio.com/docs/flex/developer/plugins/api
 */
export class PluginStore {
  readonly plugins = new Collection<PluginRecord>('Plugin');
  readonly versions = new Collection<PluginVersionRecord>('PluginVersion');
  readonly configurations = new Collection<PluginConfigurationRecord>('Configuration');
  readonly releases = new Collection<PluginReleaseRecord>('Release');

  constructor(private readonly parts: { clock: Clock; random: Random }) {}

  /** A record with a new SID, made now. */
  made<T extends object>(prefix: string, fields: T): T & { sid: string; dateCreated: number } {
    return { ...fields, sid: this.parts.random.sid(prefix), dateCreated: this.parts.clock.now() };
  }

  now(): number {
    return this.parts.clock.now();
  }

  /** A plugin by its SID or unique name. @throws ApiError 404. */
  plugin(name: string): PluginRecord {
    const plugin = this.plugins.find(({ sid, uniqueName }) => sid === name || uniqueName === name);
    if (!plugin) throw notFound(`Plugin ${name}`);
    return plugin;
  }

  /** A plugin's version by its SID or number. @throws ApiError 404. */
  version(plugin: PluginRecord, name: string): PluginVersionRecord {
    const version = this.versions.find(
      ({ sid, pluginSid, version: number }) => pluginSid === plugin.sid && (sid === name || number === name),
    );
    if (!version) throw notFound(`PluginVersion ${name}`);
    return version;
  }

  /** @throws ApiError 409 for a name that is taken. */
  createPlugin(fields: Pick<PluginRecord, 'uniqueName' | 'friendlyName' | 'description'>): PluginRecord {
    if (this.plugins.find(({ uniqueName }) => uniqueName === fields.uniqueName)) {
      throw conflict(`Plugin ${fields.uniqueName} already exists`);
    }
    const plugin = this.made('FP', { ...fields, archived: false });
    return this.plugins.put({ ...plugin, dateUpdated: plugin.dateCreated });
  }

  /** @throws ApiError 400 for an archived plugin, 409 for a number that is taken. */
  createVersion(
    plugin: PluginRecord,
    fields: Omit<PluginVersionRecord, 'sid' | 'pluginSid' | 'archived' | 'dateCreated'>,
  ): PluginVersionRecord {
    if (plugin.archived) throw badRequest(`Plugin ${plugin.uniqueName} is archived`);
    const others = this.versions.all(({ pluginSid }) => pluginSid === plugin.sid);
    if (others.some(({ version }) => version === fields.version)) {
      throw conflict(`Plugin ${plugin.uniqueName} has a version ${fields.version} already`);
    }
    return this.versions.put(this.made('FV', { ...fields, pluginSid: plugin.sid, archived: false }));
  }

  /** @throws ApiError 400 for a version that is unknown or archived, and for two versions of one plugin. */
  createConfiguration(fields: {
    name: string;
    description: string;
    plugins: readonly { versionSid: string; phase: number }[];
  }): PluginConfigurationRecord {
    const plugins = fields.plugins.map(({ versionSid, phase }) => {
      const version = this.versions.find(({ sid }) => sid === versionSid);
      if (!version) throw badRequest(`There is no plugin version ${versionSid}`);
      const { pluginSid } = version;
      if (version.archived || this.plugins.get(pluginSid).archived) {
        throw badRequest(`Plugin version ${versionSid} is archived`);
      }
      return { pluginSid, versionSid, phase };
    });
    if (new Set(plugins.map(({ pluginSid }) => pluginSid)).size < plugins.length) {
      throw badRequest('A configuration takes one version of a plugin');
    }
    return this.configurations.put(this.made('FJ', { ...fields, plugins, archived: false }));
  }

  /** @throws ApiError 400 for a configuration that is unknown or archived. */
  createRelease(configurationSid: string): PluginReleaseRecord {
    const configuration = this.configurations.find(({ sid }) => sid === configurationSid);
    if (!configuration) throw badRequest(`There is no configuration ${configurationSid}`);
    if (configuration.archived) throw badRequest(`Configuration ${configurationSid} is archived`);
    return this.releases.put(this.made('FK', { configurationSid }));
  }

  /** The plugins that Flex loads. */
  released(): { name: string; version: string; src: string }[] {
    const release = this.releases.all().at(-1);
    if (!release) return [];
    return this.configurations.get(release.configurationSid).plugins.map(({ pluginSid, versionSid }) => {
      const { version, pluginUrl } = this.versions.get(versionSid);
      return { name: this.plugins.get(pluginSid).uniqueName, version, src: pluginUrl };
    });
  }

  /** Whether what Flex loads holds this plugin or version. */
  isReleased(sid: string): boolean {
    const release = this.releases.all().at(-1);
    if (!release) return false;
    if (release.configurationSid === sid) return true;
    const { plugins } = this.configurations.get(release.configurationSid);
    return plugins.some(({ pluginSid, versionSid }) => pluginSid === sid || versionSid === sid);
  }
}

function conflict(message: string): ApiError {
  return new ApiError({ status: 409, code: 20409, message });
}
