import { badRequest } from '../errors';
import type { ApiRequest } from '../router';
import type { EventStreams } from './delivery';

/** What the routes of Event Streams share. */
export interface EventStreamsApi {
  readonly accountSid: string;
  readonly streams: EventStreams;
}

export const eventsOrigin = 'https://events.twilio.com';
export const maxEventsPageSize = 1000;

/** A form field that has to be there. @throws ApiError 400 20001. */
export function required(form: ApiRequest['form'], name: string): string {
  const value = form[name];
  if (value === undefined || value === '') throw badRequest(`Missing required parameter ${name}`);
  return value;
}
