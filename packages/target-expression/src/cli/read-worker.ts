import { isObject } from '../path';
import type { WorkerFacts } from '../readings';
import { parseJson } from './json';
import { Problem } from './problem';

/**
 * A worker out of JSON: as Twilio's API gives it (`friendly_name`, attributes as text), as its command line and SDK do
 * (`friendlyName`), the only one of a list of either, or the attributes alone.
 *
 * @throws Problem when it is none of these.
 */
export function readWorker(text: string, source: string): WorkerFacts {
  const json = onlyOf(parseJson(text, source), source);
  if (!isObject(json)) throw new Problem(`${source} must hold a worker or its attributes, a JSON object.`);
  if (!('attributes' in json)) return { attributes: json };
  const { attributes } = json;
  if (attributes === null) throw new Problem(`${source} has a worker whose attributes are not known (null).`);
  return {
    attributes:
      typeof attributes === 'string' ? parseJson(attributes, `attributes in ${source}`) : attributes,
    ...textField('sid', json['sid']),
    ...textField('friendlyName', json['friendly_name'] ?? json['friendlyName']),
    ...textField('activitySid', json['activity_sid'] ?? json['activitySid']),
    ...textField('activityName', json['activity_name'] ?? json['activityName']),
  };
}

/** Lists of workers are an array, or a page with one. */
function onlyOf(json: unknown, source: string): unknown {
  const isPage = isObject(json) && Array.isArray(json['workers']) && 'meta' in json;
  const list: unknown = isPage ? json['workers'] : json;
  if (!Array.isArray(list)) return json;
  if (list.length === 1) return list[0];
  throw new Problem(
    `${source} must hold a worker or its attributes, a JSON object; it is a list of ${list.length}: give one of them.`,
  );
}

function textField<Name extends string>(name: Name, value: unknown): { [Key in Name]?: string } {
  return typeof value === 'string' ? ({ [name]: value } as { [Key in Name]?: string }) : {};
}
