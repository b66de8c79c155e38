export { type Agent, type Queue } from './agents';
export { compareWithAnswer, type Difference } from './answers';
export { coverage, coverageWork, type Workspace } from './coverage';
export { toCsv, type Cell } from './csv';
export {
  FINDING_KINDS,
  HARM,
  type Demand,
  type Finding,
  type FindingKind,
  type Harm,
  type NearDemand,
} from './findings';
export { membersOf, membersWork, type Members, type Nearly } from './members';
export { type Scalar, type ValueType } from './values';
export { vocabulary, vocabularyWork, type Attribute } from './vocabulary';
export { tryRule, tryRuleWork, type Hole, type Tried } from './try-rule';
export { whatIf, whatIfWork, type Change, type Effect, type Shared } from './what-if';
export { finish, inSlices, type SliceOptions, type Work } from './work';
