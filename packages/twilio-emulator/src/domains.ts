import type { IncomingMessage, ServerResponse } from 'node:http';

const loopbackHosts = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** What answers at a domain. */
export interface Site {
  /** The server on loopback that its Functions are at: `http://127.0.0.1:<port>`. */
  readonly origin: string;
  /** Answers a request that came in under the domain's name. */
  serve(request: IncomingMessage, response: ServerResponse): void;
}

/** The names below `twil.io` that deployments have been given, each with what answers there. */
export class Domains {
  readonly #sites = new Map<string, Site>();

  /** Puts a site at a domain, or takes it away. */
  set(domain: string, site: Site | undefined): void {
    if (site) this.#sites.set(domain, site);
    else this.#sites.delete(domain);
  }

  site(domain: string): Site | undefined {
    return this.#sites.get(domain);
  }

  /**
   * Where a request for this URL really goes: the loopback address it names, or that of the domain's site. Undefined
   * for every other: nothing is ever sent out of the machine.
   */
  resolve(url: string): URL | undefined {
    if (!URL.canParse(url)) return undefined;
    const target = new URL(url);
    if (target.protocol === 'http:' && loopbackHosts.has(target.hostname)) return target;
    const site = this.#sites.get(target.hostname);
    return site && new URL(target.pathname + target.search, site.origin);
  }
}
