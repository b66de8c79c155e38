import { done, entriesOf, isDone, nextPage, type Ask, type Reply } from './ask';

/** What the name of everything in TaskRouter that a run makes begins with. */
export const NAME_PREFIX = 'queue-eligibility contract';
/** The same for the unique names of Sync. */
const SYNC_PREFIX = 'queue-eligibility-contract';
/** Should it not be removed, Sync removes it itself after an hour, s. */
const SYNC_TTL_S = 3_600;

const isOurs = (name: unknown): boolean =>
  typeof name === 'string' && name.toLowerCase().startsWith(`${NAME_PREFIX} `);

/** Makes objects, and removes every one of them again. */
export class Objects {
  /** What was made and may still be there, the last one first. */
  readonly #made: string[] = [];

  constructor(
    private readonly ask: Ask,
    private readonly places: { workspace: string; syncService: string },
    /** What this run's names carry. */
    private readonly run: string,
  ) {}

  /** A name for a worker or queue: at most 64 characters. */
  name(what: string): string {
    return `${NAME_PREFIX} ${this.run} ${what}`;
  }

  syncName(what: string): string {
    return `${SYNC_PREFIX}-${this.run}-${what}`;
  }

  /** Asks for a worker; an answer that says no made none. */
  worker(form: Readonly<Record<string, string>>): Promise<Reply> {
    return this.#make(`${this.places.workspace}/Workers`, form);
  }

  queue(form: Readonly<Record<string, string>>): Promise<Reply> {
    return this.#make(`${this.places.workspace}/TaskQueues`, form);
  }

  /** A document, list or map that Sync forgets after an hour, whatever happens. */
  sync(kind: 'Documents' | 'Lists' | 'Maps', form: Readonly<Record<string, string>>): Promise<Reply> {
    return this.#make(`${this.places.syncService}/${kind}`, { Ttl: String(SYNC_TTL_S), ...form });
  }

  /** Removes one; whether it is gone. */
  async remove(url: string): Promise<boolean> {
    const reply = await this.ask(url, { method: 'DELETE' });
    const isGone = isDone(reply) || reply.status === 404;
    if (isGone && this.#made.includes(url)) this.#made.splice(this.#made.indexOf(url), 1);
    return isGone;
  }

  /**
   * Removes what was made, and whatever else in the workspace carries our name: of a run that was ended, or of a
   * creation whose answer never came.
   * @returns the addresses of what is still there.
   */
  async removeAll(): Promise<string[]> {
    const left: string[] = [];
    for (const url of [...this.#made]) if (!(await this.#tryRemove(url))) left.push(url);
    const others = await this.#leftovers().catch(() => null);
    if (others === null) left.push(`${this.places.workspace} (could not be looked through)`);
    for (const url of others ?? []) if (!(await this.#tryRemove(url))) left.push(url);
    return [...new Set(left)];
  }

  /** What carries our name in the workspace, as addresses. */
  async #leftovers(): Promise<string[]> {
    const workers = await this.#ours('Workers', 'workers');
    return [...(await this.#ours('TaskQueues', 'task_queues')), ...workers];
  }

  async #tryRemove(url: string): Promise<boolean> {
    for (let attempt = 0; attempt < 3; attempt++) {
      const isGone = await this.remove(url).catch(() => false);
      if (isGone) return true;
    }
    return false;
  }

  async #make(url: string, form: Readonly<Record<string, string>>): Promise<Reply> {
    const reply = await this.ask(url, { method: 'POST', form });
    if (isDone(reply)) this.#made.unshift(`${url}/${String(reply.body['sid'])}`);
    return reply;
  }

  async #ours(kind: 'Workers' | 'TaskQueues', key: string): Promise<string[]> {
    const list = `${this.places.workspace}/${kind}`;
    const found: string[] = [];
    for (let url: string | null = `${list}?PageSize=1000`; url !== null;) {
      const page: Reply = done(`listing ${kind}`, await this.ask(url));
      for (const { sid, friendly_name: name } of entriesOf(page, key))
        if (isOurs(name)) found.push(`${list}/${String(sid)}`);
      url = nextPage(page);
    }
    return found;
  }
}
