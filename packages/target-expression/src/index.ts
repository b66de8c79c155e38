export { compile, evaluate } from './compile';
export { compileAll } from './compile-all';
export { cheapest } from './cheapest/cheapest';
export { explain, explainer } from './explain/explain';
export { lacking } from './explain/lacking';
export { textDifferences } from './near-miss/text';
export { lint } from './lint/lint';
export { parse } from './parse';
export { pathText, readPath } from './path';
export { print } from './print';
export { UNDOCUMENTED_FORMS } from './undocumented';
export type { Verdicts } from './compile-all';
export type * from './cheapest/types';
export type * from './explain/types';
export type * from './lint/types';
export type { UncertainReason } from './explain/uncertain';
export type {
  NearMiss,
  NumberMiss,
  PathMiss,
  ShapeMiss,
  SkillMiss,
  TextMiss,
  TypeMiss,
} from './near-miss/types';
export type { Needs } from './analyse';
export type { Expression, ParseError, ParseResult } from './parse';
export type { Expected, Fault } from './fault';
export type { WorkerFacts } from './readings';
export type * from './tree';
export type { Verdict } from './truth';
export type { UndocumentedForm, UndocumentedUse } from './undocumented';
