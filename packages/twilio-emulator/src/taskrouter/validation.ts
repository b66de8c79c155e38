import { ApiError, badRequest } from '../errors';
import { readJsonObject } from '../parameters';
import { compileExpression, type WorkerPredicate } from './expression';
import { ExpressionError } from './tokens';
import type { Dialect } from './dialect';

/** Most characters in a worker's attributes. https://www.twilio.com/docs/taskrouter/limits */
const maxAttributesLength = 4096;
const maxWorkerNameLength = 64;

/** Checks a worker's attributes. @throws ApiError 400 20001: no JSON object, or over 4,096 characters. */
export function checkAttributes(attributes: string): string {
  if (attributes.length > maxAttributesLength) {
    throw badRequest(
      `Attributes must be at most ${maxAttributesLength} characters, got ${attributes.length}`,
    );
  }
  readJsonObject('Attributes', attributes);
  return attributes;
}

/** Checks a name against the names in use, which compare without regard to case. */
export function checkFriendlyName(
  name: string,
  owners: ReadonlyMap<string, string>,
  own: { sid: string; kind: 'Worker' | 'TaskQueue' },
): string {
  if (name === '' || (own.kind === 'Worker' && name.length > maxWorkerNameLength)) {
    throw badRequest(`FriendlyName must have 1 to ${maxWorkerNameLength} characters`);
  }
  const owner = owners.get(name.toLowerCase());
  if (owner !== undefined && owner !== own.sid) {
    throw badRequest(`A ${own.kind} with FriendlyName ${name} already exists`);
  }
  return name;
}

/** Compiles the expression of a queue. @throws ApiError 400 20001. */
export function checkTargetWorkers(expression: string, dialect: Dialect): WorkerPredicate {
  try {
    return compileExpression(expression, dialect);
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    throw new ApiError({
      status: 400,
      code: 20001,
      message: `Invalid TargetWorkers expression: ${error.problem}`,
    });
  }
}
