import type { Clock } from '../clock';
import { Collection } from '../collection';
import { ApiError, badRequest, notFound } from '../errors';
import type { Random } from '../random';
import type {
  BuildRecord,
  CodeRecord,
  Deployed,
  DeploymentRecord,
  EnvironmentRecord,
  LogRecord,
  ServiceRecord,
  VariableRecord,
  VersionRecord,
} from './records';

/** The fields of a record that its creation fills in. */
type Filled = 'sid' | 'dateCreated' | 'dateUpdated';

/** Called after each deployment, before it is answered; with `undefined` for a domain that has nothing any more. */
export type DeploymentHook = (domainName: string, deployed: Deployed | undefined) => void | Promise<void>;

/** Everything that an account holds in the Serverless API. */
export class ServerlessStore {
  readonly services = new Collection<ServiceRecord>('Service');
  readonly environments = new Collection<EnvironmentRecord>('Environment');
  readonly code = new Collection<CodeRecord>('Function or Asset');
  readonly versions = new Collection<VersionRecord>('Version');
  readonly builds = new Collection<BuildRecord>('Build');
  readonly deployments = new Collection<DeploymentRecord>('Deployment');
  readonly variables = new Collection<VariableRecord>('Variable');
  readonly logs = new Collection<LogRecord>('Log');
  #hooks: DeploymentHook[] = [];

  constructor(private readonly parts: { clock: Clock; random: Random }) {}

  /** Calls `hook` after every deployment and removal. Returns a function that takes it away. */
  onDeployed(hook: DeploymentHook): () => void {
    this.#hooks.push(hook);
    return () => {
      this.#hooks = this.#hooks.filter((other) => other !== hook);
    };
  }

  /** A record with a new SID and the dates of now. */
  made<T extends object>(
    prefix: string,
    fields: T,
  ): T & { sid: string; dateCreated: number; dateUpdated: number } {
    const now = this.parts.clock.now();
    return { ...fields, sid: this.parts.random.sid(prefix), dateCreated: now, dateUpdated: now };
  }

  /** A changed record, dated now. */
  changed<T extends { readonly dateUpdated: number }>(record: T, change: Partial<T>): T {
    return { ...record, ...change, dateUpdated: this.parts.clock.now() };
  }

  /** A service by its SID or unique name. @throws ApiError 404. */
  service(name: string): ServiceRecord {
    const service = this.services.find(({ sid, uniqueName }) => sid === name || uniqueName === name);
    if (!service) throw notFound(`Service ${name}`);
    return service;
  }

  /** A record of a service. @throws ApiError 404, also when it is another service's. */
  of<T extends { readonly sid: string; readonly serviceSid: string }>(
    service: ServiceRecord,
    collection: Collection<T>,
    sid: string,
  ): T {
    const record = collection.get(sid);
    if (record.serviceSid !== service.sid) throw notFound(sid);
    return record;
  }

  /** @throws ApiError 409 for a taken unique name. */
  createService(fields: Omit<ServiceRecord, Filled | 'domainBase'>): ServiceRecord {
    if (this.services.find(({ uniqueName }) => uniqueName === fields.uniqueName)) {
      throw conflict(`Service with UniqueName ${fields.uniqueName} already exists`);
    }
    const digits = String(1000 + this.parts.random.int(9000));
    const domainBase = `${fields.uniqueName.toLowerCase().replace(/[^a-z0-9]+/g, '-')}-${digits}`;
    return this.services.put(this.made('ZS', { ...fields, domainBase }));
  }

  /** @throws ApiError 409 for a taken unique name or domain suffix. */
  createEnvironment(
    service: ServiceRecord,
    fields: Pick<EnvironmentRecord, 'uniqueName' | 'domainSuffix'>,
  ): EnvironmentRecord {
    const { uniqueName, domainSuffix } = fields;
    const others = this.environments.all(({ serviceSid }) => serviceSid === service.sid);
    if (others.some((other) => other.uniqueName === uniqueName || other.domainSuffix === domainSuffix)) {
      throw conflict(`An Environment with UniqueName ${uniqueName} or this DomainSuffix already exists`);
    }
    const suffix = domainSuffix === null ? '' : `-${domainSuffix}`;
    const domainName = `${service.domainBase}${suffix}.twil.io`;
    return this.environments.put(
      this.made('ZE', { ...fields, serviceSid: service.sid, domainName, buildSid: null }),
    );
  }

  /** A build as somebody sees who asks now: `building` for the first few times. */
  readBuild(build: BuildRecord): 'building' | 'completed' | 'failed' {
    if (build.readsLeft === 0) return build.outcome;
    this.builds.put({ ...build, readsLeft: build.readsLeft - 1 });
    return 'building';
  }

  /** Puts a build, or nothing, at an environment's domain. @throws ApiError 400 for a build that is not completed. */
  async deploy(environment: EnvironmentRecord, build: BuildRecord | undefined): Promise<DeploymentRecord> {
    if (build && (build.outcome !== 'completed' || build.readsLeft > 0)) {
      throw badRequest(`Build ${build.sid} is not completed`);
    }
    const { serviceSid } = environment;
    const buildSid = build?.sid ?? null;
    const deployment = this.deployments.put(
      this.made('ZD', { serviceSid, environmentSid: environment.sid, buildSid }),
    );
    const changed = this.environments.put(this.changed(environment, { buildSid }));
    await this.#tell(changed.domainName, build && this.#deployed(changed, build));
    return deployment;
  }

  /** Keeps a line that a deployed Function printed. */
  addLog(
    { serviceSid, environmentSid }: Pick<Deployed, 'serviceSid' | 'environmentSid'>,
    line: { stream: 'stdout' | 'stderr'; text: string },
  ): void {
    const environment = this.environments.find(({ sid }) => sid === environmentSid);
    if (!environment) return;
    const deployment = this.deployments.all((each) => each.environmentSid === environmentSid).at(-1);
    this.logs.put(
      this.made('NO', {
        serviceSid,
        environmentSid,
        buildSid: environment.buildSid,
        deploymentSid: deployment?.sid ?? null,
        functionSid: null,
        level: line.stream === 'stdout' ? 'INFO' : 'ERROR',
        message: line.text,
      }),
    );
  }

  /** Removes an environment with its variables, deployments and logs; its domain answers no more. */
  async removeEnvironment(environment: EnvironmentRecord): Promise<void> {
    for (const collection of [this.variables, this.deployments, this.logs]) {
      for (const { sid, environmentSid } of collection.all()) {
        if (environmentSid === environment.sid) collection.delete(sid);
      }
    }
    this.environments.delete(environment.sid);
    await this.#tell(environment.domainName, undefined);
  }

  /** Removes a service with all that is in it. */
  async removeService(service: ServiceRecord): Promise<void> {
    const isIts = ({ serviceSid }: { serviceSid: string }): boolean => serviceSid === service.sid;
    for (const environment of this.environments.all(isIts)) await this.removeEnvironment(environment);
    for (const collection of [this.builds, this.versions, this.code]) {
      for (const record of collection.all()) if (isIts(record)) collection.delete(record.sid);
    }
    this.services.delete(service.sid);
  }

  #deployed(environment: EnvironmentRecord, build: BuildRecord): Deployed {
    const service = this.services.get(environment.serviceSid);
    const variables = this.variables.all(({ environmentSid }) => environmentSid === environment.sid);
    const versions = (sids: readonly string[]): VersionRecord[] => sids.map((sid) => this.versions.get(sid));
    return {
      serviceSid: service.sid,
      environmentSid: environment.sid,
      domainName: environment.domainName,
      runtime: build.runtime,
      dependencies: build.dependencies,
      variables: Object.fromEntries(variables.map(({ key, value }) => [key, value])),
      includeCredentials: service.includeCredentials,
      functions: versions(build.functionVersionSids),
      assets: versions(build.assetVersionSids),
    };
  }

  async #tell(domainName: string, deployed: Deployed | undefined): Promise<void> {
    for (const hook of this.#hooks) await hook(domainName, deployed);
  }
}

/** 409: a name that is taken. */
function conflict(message: string): ApiError {
  return new ApiError({ status: 409, code: 20409, message });
}
