import type { Needs, ParseError, TextMiss, UndocumentedUse } from '@queue-eligibility/target-expression';
import type { Agent, Queue } from './agents';
import type { Scalar } from './values';

/** How bad it is: customers wait, somebody will stumble over it, good to know. */
export const HARM = { high: 3, middle: 2, low: 1 } as const;
export type Harm = keyof typeof HARM;

/** What agents have that comes near to what a rule asks for. */
export interface NearDemand {
  /**
   * `case` to `spelling`: another text at the same place, see {@link TextMiss}. `other-type`: the same value as a text, or
   * as a number. `level`: the number that comes nearest. `other-path`: the value itself, at another place.
   */
  readonly kind: TextMiss['kind'] | 'other-type' | 'level' | 'other-path';
  readonly value: Scalar;
  /** Where it stands, as it is written in an expression. */
  readonly path: string;
  /** Agents who have it. */
  readonly agents: number;
}

/** A clause that holds of no agent. */
export interface Demand {
  /** Its text. */
  readonly clause: string;
  /** What it looks at, as it is written in an expression; null: no attribute. */
  readonly path: string | null;
  /** What it asks for; several, where one of them would do. */
  readonly wanted: readonly Scalar[];
  /** The nearest, at most five; those that more agents have first. */
  readonly near: readonly NearDemand[];
}

interface Common {
  readonly harm: Harm;
}
interface OfQueue extends Common {
  readonly queue: Queue;
}

/** A hole or a weakness of a workspace. A finding about a queue comes once for a queue. */
export type Finding =
  /**
   * A queue that matches nobody. `onPurpose`: its rule can't match anybody (`1==0`). `demands`: its clauses of which none
   * holds of anybody.
   */
  | (OfQueue & { readonly kind: 'nobody'; readonly onPurpose: boolean; readonly demands: readonly Demand[] })
  /** Only one agent; null: TaskRouter counts one, and we can't read the rule. */
  | (OfQueue & { readonly kind: 'one'; readonly agent: Agent | null })
  /** There are agents, and none of them is available now. */
  | (OfQueue & { readonly kind: 'nobody-available'; readonly eligible: number })
  /** A clause asks for a skill, level or value that nobody has, in rules that may match somebody without it. */
  | (Common & { readonly kind: 'nobody-has'; readonly demand: Demand; readonly queues: readonly Queue[] })
  /** We can't read the rule; TaskRouter may. */
  | (OfQueue & { readonly kind: 'unparsable'; readonly error: ParseError })
  | (OfQueue & { readonly kind: 'distrusted' })
  /** It reads the attribute that we write: its own answer. */
  | (OfQueue & { readonly kind: 'own-attribute'; readonly attribute: string })
  /** A text with a hyphen, which Twilio warns of. */
  | (OfQueue & { readonly kind: 'hyphen'; readonly values: readonly string[] })
  | (OfQueue & { readonly kind: 'undocumented'; readonly uses: readonly UndocumentedUse[] })
  /** It depends on the activity, or on what TaskRouter alone knows. */
  | (OfQueue & { readonly kind: 'volatile'; readonly needs: Exclude<Needs, 'worker'> })
  /**
   * Agents whom no queue matches; `unread`: queues that may, since we can't read them. `only-everybodys`: none but queues
   * that match everybody.
   */
  | (Common & {
      readonly kind: 'no-queue' | 'only-everybodys';
      readonly agents: readonly Agent[];
      readonly unread: readonly Queue[];
    })
  /** Skills that no rule asks for. `near`: what a rule asks for that differs in case, blanks or a letter. */
  | (Common & {
      readonly kind: 'unasked-skill';
      readonly skill: string;
      readonly agents: number;
      readonly near: string | null;
    })
  /** Agents of whom nothing is known: their attributes did not come. Nothing above is about them. */
  | (Common & { readonly kind: 'unknown-agents'; readonly agents: readonly Agent[] });

export type FindingKind = Finding['kind'];

/** From bad to good, where the harm is the same. */
export const FINDING_KINDS: readonly FindingKind[] = [
  'nobody',
  'nobody-available',
  'one',
  'unknown-agents',
  'nobody-has',
  'distrusted',
  'unparsable',
  'own-attribute',
  'no-queue',
  'only-everybodys',
  'hyphen',
  'undocumented',
  'volatile',
  'unasked-skill',
];

/** How many agents or queues it is about. */
const reach = (finding: Finding): number => {
  switch (finding.kind) {
    case 'nobody-has':
      return finding.queues.length;
    case 'no-queue':
    case 'only-everybodys':
    case 'unknown-agents':
      return finding.agents.length;
    case 'unasked-skill':
      return finding.agents;
    case 'nobody-available':
      return finding.eligible;
    default:
      return 1;
  }
};

/** The worst first: by harm, by kind, by how many it is about. */
export const byHarm = (a: Finding, b: Finding): number =>
  HARM[b.harm] - HARM[a.harm] ||
  FINDING_KINDS.indexOf(a.kind) - FINDING_KINDS.indexOf(b.kind) ||
  reach(b) - reach(a);
