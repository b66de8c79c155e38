import { badRequest } from './errors';

/** A JSON object, as TaskRouter's and Sync's resources carry it. */
export type JsonObject = Record<string, unknown>;

/** Whether a value is a JSON object: no array, not null. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Parses the text of a JSON object. @throws ApiError 400 20001. */
export function readJsonObject(name: string, text: string): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw badRequest(`${name} is not valid JSON`);
  }
  if (!isJsonObject(value)) throw badRequest(`${name} must be a JSON object`);
  return value;
}

/** What a stored JSON text says, or an empty object where it says no object. */
export function objectIn(text: string): JsonObject {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : {};
  } catch {
    return {};
  }
}

/** Parses a whole number within limits, both included. @throws ApiError 400 20001. */
export function readInteger(name: string, text: string, range: { min: number; max: number }): number {
  const value = /^-?\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= range.min && value <= range.max)) {
    throw badRequest(`${name} must be a whole number from ${range.min} to ${range.max}, got ${text}`);
  }
  return value;
}

/** One of a few words, or undefined when the parameter is absent. @throws ApiError 400 20001. */
export function readChoice<T extends string>(
  name: string,
  text: string | undefined,
  choices: readonly T[],
): T | undefined {
  if (text === undefined) return undefined;
  const choice = choices.find((candidate) => candidate === text);
  if (choice === undefined) throw badRequest(`${name} must be one of ${choices.join(', ')}, got ${text}`);
  return choice;
}

/**
 * Whether an If-Match header allows a write on this revision. Accepts `"r"`, `W/"r"`, a bare `r`
 * (what the helper library sends when it is given `revision`) and `*`.
 */
export function ifMatchAllows(ifMatch: string | undefined, revision: string): boolean {
  if (ifMatch === undefined || ifMatch === '*') return true;
  return ifMatch.replace(/^W\//, '').replace(/^"(.*)"$/, '$1') === revision;
}
