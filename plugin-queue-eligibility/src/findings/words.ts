import type { Demand, Finding, FindingKind, NearDemand } from '@queue-eligibility/insight';
import { count, plural } from '../admin/words';
import { formInWords, placeInWords, problemInWords } from '../expression-editor/check';
import { text, type StringKey } from '../strings';
import { nameOf } from '../workspace/agent-words';

/** What a kind of finding is called, what it means, and what to do. */
const KINDS: Record<FindingKind, readonly [StringKey, StringKey]> = {
  nobody: ['QueueEligibilityCoverageNobody', 'QueueEligibilityCoverageNobodyText'],
  'nobody-available': ['QueueEligibilityCoverageUnavailable', 'QueueEligibilityCoverageUnavailableText'],
  one: ['QueueEligibilityCoverageOne', 'QueueEligibilityCoverageOneText'],
  'unknown-agents': ['QueueEligibilityCoverageUnknown', 'QueueEligibilityCoverageUnknownText'],
  'nobody-has': ['QueueEligibilityCoverageNobodyHas', 'QueueEligibilityCoverageNobodyHasText'],
  distrusted: ['QueueEligibilityCoverageDistrusted', 'QueueEligibilityCoverageDistrustedText'],
  unparsable: ['QueueEligibilityCoverageUnparsable', 'QueueEligibilityCoverageUnparsableText'],
  'own-attribute': ['QueueEligibilityCoverageOwn', 'QueueEligibilityCoverageOwnText'],
  'no-queue': ['QueueEligibilityCoverageNoQueue', 'QueueEligibilityCoverageNoQueueText'],
  'only-everybodys': ['QueueEligibilityCoverageEverybodys', 'QueueEligibilityCoverageEverybodysText'],
  hyphen: ['QueueEligibilityCoverageHyphen', 'QueueEligibilityCoverageHyphenText'],
  undocumented: ['QueueEligibilityCoverageUndocumented', 'QueueEligibilityCoverageUndocumentedText'],
  volatile: ['QueueEligibilityCoverageVolatile', 'QueueEligibilityCoverageVolatileText'],
  'unasked-skill': ['QueueEligibilityCoverageUnasked', 'QueueEligibilityCoverageUnaskedText'],
};

/** Somebody has parked the queue: nobody waits in vain. */
const PARKED = ['QueueEligibilityCoverageParked', 'QueueEligibilityCoverageParkedText'] as const;

export function wordsOf(finding: Finding): { title: string; meaning: string } {
  const isParked = finding.kind === 'nobody' && finding.onPurpose;
  const [title, meaning] = isParked ? PARKED : KINDS[finding.kind];
  return { title: text(title), meaning: text(meaning) };
}

/** What a finding is about: a queue by name, agents by number, a clause. */
export function subjectOf(finding: Finding): string {
  switch (finding.kind) {
    case 'nobody-has':
      return lackOf(finding.demand);
    case 'no-queue':
    case 'only-everybodys':
    case 'unknown-agents':
      return plural(finding.agents.length, ['QueueEligibilityAgentsCountOne', 'QueueEligibilityAgentsCount']);
    case 'unasked-skill':
      return finding.skill;
    default:
      return finding.queue.friendlyName;
  }
}

/** What else there is to say of a finding, a line each. */
export function detailsOf(finding: Finding): string[] {
  switch (finding.kind) {
    case 'nobody':
      if (finding.onPurpose) return [];
      return finding.demands.flatMap((demand) => [lackOf(demand), ...nearOf(demand)]);
    case 'nobody-has':
      return nearOf(finding.demand);
    case 'one':
      return finding.agent ? [nameOf(finding.agent)] : [];
    case 'nobody-available':
      return [
        plural(finding.eligible, ['QueueEligibilityCoverageEligibleOne', 'QueueEligibilityCoverageEligible']),
      ];
    case 'unparsable': {
      const { error, queue } = finding;
      return [`${placeInWords(queue.targetWorkers, error.start)}: ${problemInWords(error)}`];
    }
    case 'hyphen':
      return [finding.values.join(', ')];
    case 'undocumented':
      return [...new Set(finding.uses.map(({ form }) => formInWords(form)))];
    case 'volatile':
      return [
        text(
          finding.needs === 'activity'
            ? 'QueueEligibilityCoverageActivity'
            : 'QueueEligibilityCoverageChannels',
        ),
      ];
    case 'unasked-skill': {
      const agents = plural(finding.agents, [
        'QueueEligibilityAgentsCountOne',
        'QueueEligibilityAgentsCount',
      ]);
      return finding.near === null
        ? [agents]
        : [agents, text('QueueEligibilityCoverageUnaskedNear', { near: finding.near })];
    }
    case 'no-queue':
    case 'only-everybodys':
      return finding.unread.length === 0
        ? []
        : [text('QueueEligibilityCoverageUnread', { count: count(finding.unread.length) })];
    default:
      return [];
  }
}

const lackOf = ({ wanted, path, clause }: Demand): string =>
  wanted.length === 0 || path === null
    ? text('QueueEligibilityCoverageNoneSuch', { clause })
    : text('QueueEligibilityCoverageNoneHas', { value: wanted.map(String).join(' / '), path });

const nearOf = ({ near }: Demand): string[] =>
  near.map((miss) =>
    text(NEAR[miss.kind], { value: String(miss.value), path: miss.path, count: count(miss.agents) }),
  );

const NEAR: Record<NearDemand['kind'], StringKey> = {
  spelling: 'QueueEligibilityCoverageNear',
  case: 'QueueEligibilityCoverageNearCase',
  blanks: 'QueueEligibilityCoverageNearBlanks',
  'look-alike': 'QueueEligibilityCoverageNearLookAlike',
  accents: 'QueueEligibilityCoverageNear',
  separators: 'QueueEligibilityCoverageNear',
  level: 'QueueEligibilityCoverageNearLevel',
  'other-path': 'QueueEligibilityCoverageNearPath',
  'other-type': 'QueueEligibilityCoverageNearType',
};
