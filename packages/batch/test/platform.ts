import {
  createMemoryStore,
  RetryableError,
  runGuard,
  runHop,
  type AnyJobKind,
  type BatchPorts,
  type HandOff,
  type JobStore,
} from '../src';
import { VirtualClock } from './virtual-clock';

/** What a test may do to a hand-off: lose it, double it, or delay it. */
export type Meddle = (
  target: 'hop' | 'guard',
  handOff: HandOff,
) => 'lose' | 'double' | { delayMs: number } | 'ok';

export interface Invocation {
  target: 'hop' | 'guard' | 'caller';
  handOff?: HandOff;
  /** Store and dispatcher calls so far. */
  calls: number;
  killed: boolean;
  endedAtMs?: number;
  startedAtMs: number;
}

/** How long a call usually takes, ms. */
const CALL_MS = 20;

/**
 * A Functions platform in one process, on a virtual clock: invocations are killed after 10 s or at a call that the
 * test names, and from then on nothing they wait for ever comes.
 */
export class Platform {
  readonly clock = new VirtualClock();
  readonly store: JobStore = createMemoryStore();
  readonly invocations: Invocation[] = [];
  readonly log: { event: string; facts: Record<string, unknown> }[] = [];
  meddle: Meddle = () => 'ok';
  /** Called before every store or dispatcher call of an invocation; true kills it there. */
  killAt: (invocation: Invocation, method: string) => boolean = () => false;
  /** Whether a call is refused, by an outage for instance. */
  refuses: (method: string) => boolean = () => false;
  /** How long a call is under way before it takes effect, ms; a longer one does so though its caller is dead by then. */
  underWayMs: (invocation: Invocation, method: string) => number = () => CALL_MS;
  private seed = 1;

  constructor(readonly kinds: readonly AnyJobKind[]) {}

  /** The ports as a caller outside of the chain has them. */
  caller(): BatchPorts {
    return this.portsOf(this.begin('caller'));
  }

  private begin(target: Invocation['target'], handOff?: HandOff): Invocation {
    const invocation: Invocation = {
      target,
      calls: 0,
      killed: false,
      startedAtMs: this.clock.now(),
      ...(handOff ? { handOff } : {}),
    };
    this.invocations.push(invocation);
    return invocation;
  }

  private invoke(target: 'hop' | 'guard', handOff: HandOff): void {
    const invocation = this.begin(target, handOff);
    const ports = this.portsOf(invocation);
    const startedAtMs = this.clock.now();
    const work =
      target === 'hop' ? runHop(ports, handOff, startedAtMs) : runGuard(ports, handOff, startedAtMs);
    void this.clock.sleep(10_000).then(() => {
      if (invocation.endedAtMs === undefined) invocation.killed = true;
    });
    work.then(
      () => (invocation.endedAtMs = this.clock.now()),
      (error: unknown) => {
        invocation.endedAtMs = this.clock.now();
        this.log.push({ event: 'invocation.crashed', facts: { error: String(error) } });
      },
    );
  }

  private portsOf(invocation: Invocation): BatchPorts {
    const { clock } = this;
    const never = new Promise<never>(() => {});
    const guarded = <A extends unknown[], R>(method: string, call: (...args: A) => Promise<R>) => {
      return async (...args: A): Promise<R> => {
        invocation.calls += 1;
        if (!invocation.killed && this.killAt(invocation, method)) invocation.killed = true;
        if (invocation.killed) return never;
        const underWayMs = this.underWayMs(invocation, method);
        await clock.sleep(underWayMs);
        if (invocation.killed && underWayMs <= CALL_MS) return never;
        if (this.refuses(method)) throw new RetryableError('unavailable', 'no answer');
        const result = await call(...args);
        return invocation.killed ? never : result;
      };
    };
    const store = Object.fromEntries(
      Object.entries(this.store).map(([name, method]) => [
        name,
        guarded(name, method as (...args: unknown[]) => Promise<unknown>),
      ]),
    ) as unknown as JobStore;
    return {
      store,
      kinds: this.kinds,
      clock: {
        now: () => clock.now(),
        sleep: async (ms) =>
          invocation.killed ? never : clock.sleep(ms).then(() => (invocation.killed ? never : undefined)),
      },
      random: () => (this.seed = (this.seed * 16_807) % 2_147_483_647) / 2_147_483_647,
      log: (_level, event, facts) => this.log.push({ event, facts }),
      dispatcher: {
        dispatch: guarded('dispatch', async (target: 'hop' | 'guard', handOff: HandOff) => {
          const fate = this.meddle(target, handOff);
          if (fate === 'lose') return;
          if (typeof fate === 'object') await clock.sleep(fate.delayMs);
          this.invoke(target, handOff);
          if (fate === 'double') this.invoke(target, handOff);
        }),
      },
    };
  }
}
