import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Domains } from '../domains';
import { startFunctionsGateway, type FunctionsGateway, type FunctionsGatewayOptions } from '../functions';
import type { Deployed } from './records';
import { siteOf } from './site';
import type { ServerlessStore } from './store';

/** How deployed Functions are run. */
export type HostingOptions = Omit<
  FunctionsGatewayOptions,
  'projectDir' | 'env' | 'authToken' | 'emulatorUrl'
> & {
  /** Folder whose packages stand for those that the platform would install. */
  nodeModules: string;
};

export interface HostingParts {
  readonly accountSid: string;
  readonly authToken: string;
  readonly domains: Domains;
  readonly store: ServerlessStore;
  /** The emulator's URL, once it listens. */
  readonly emulatorUrl: () => string;
}

/** Runs what is deployed, each environment at its domain: one Functions gateway for each that has Functions. */
export class Hosting {
  readonly #running = new Map<string, { gateway: FunctionsGateway; projectDir: string }>();
  #stop: (() => void) | undefined;

  constructor(private readonly parts: HostingParts) {}

  /**
   * From now on every deployment is run: the uploaded files are written to a folder of their own and a gateway is
   * started on it, with the environment's variables; the deployment is answered when it is ready. Requests reach it
   * at the emulator's URL with the domain in `x-twilio-host` (or Host), events at `https://<domain>`.
   */
  serve(options: HostingOptions): void {
    this.#stop?.();
    this.#stop = this.parts.store.onDeployed((domain, deployed) => this.#put(domain, deployed, options));
  }

  /** The gateway at a domain, or undefined. */
  gateway(domain: string): FunctionsGateway | undefined {
    return this.#running.get(domain)?.gateway;
  }

  /** Ends all gateways and removes their files. */
  async close(): Promise<void> {
    this.#stop?.();
    await Promise.all([...this.#running.keys()].map((domain) => this.#remove(domain)));
  }

  async #put(domain: string, deployed: Deployed | undefined, options: HostingOptions): Promise<void> {
    await this.#remove(domain);
    if (!deployed) return;
    const gateway = deployed.functions.length > 0 ? await this.#start(deployed, options) : undefined;
    this.parts.domains.set(domain, siteOf(deployed, gateway?.url));
  }

  async #start(deployed: Deployed, options: HostingOptions): Promise<FunctionsGateway> {
    const { accountSid, authToken, emulatorUrl } = this.parts;
    const { nodeModules, ...gatewayOptions } = options;
    const projectDir = writeProject(deployed, nodeModules);
    const gateway = await startFunctionsGateway({
      ...gatewayOptions,
      projectDir,
      authToken,
      emulatorUrl: emulatorUrl(),
      env: {
        ...deployed.variables,
        ...(deployed.includeCredentials && { ACCOUNT_SID: accountSid, AUTH_TOKEN: authToken }),
        FUNCTIONS_BASE_URL: `https://${deployed.domainName}`,
      },
      onLog: (line) => {
        this.parts.store.addLog(deployed, line);
        options.onLog?.(line);
      },
    });
    this.#running.set(deployed.domainName, { gateway, projectDir });
    return gateway;
  }

  async #remove(domain: string): Promise<void> {
    this.parts.domains.set(domain, undefined);
    const running = this.#running.get(domain);
    if (!running) return;
    this.#running.delete(domain);
    await running.gateway.close();
    rmSync(running.projectDir, { recursive: true, force: true });
  }
}

/** Writes a build as the Functions project it came from. Returns the folder. */
function writeProject(deployed: Deployed, nodeModules: string): string {
  const projectDir = mkdtempSync(join(tmpdir(), 'twilio-functions-'));
  for (const { path, visibility, content } of deployed.functions) {
    const suffix = visibility === 'public' ? '' : `.${visibility}`;
    const file = join(projectDir, 'functions', `${path}${suffix}.js`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
  const dependencies = Object.fromEntries(deployed.dependencies.map(({ name, version }) => [name, version]));
  writeFileSync(join(projectDir, 'package.json'), JSON.stringify({ private: true, dependencies }));
  symlinkSync(nodeModules, join(projectDir, 'node_modules'), 'junction');
  return projectDir;
}
