import { describe, expect, it } from '@jest/globals';
import { addressOf, placeOf, type Place } from './address';

const queueSid = `WQ${'a'.repeat(32)}`;

describe('an address of the page', () => {
  it.each<[string, Place]>([
    ['/queue-eligibility/', { tab: 'overview' }],
    ['/queue-eligibility/queues', { tab: 'queues' }],
    [`/queue-eligibility/queues/${queueSid}`, { tab: 'queues', queueSid }],
    ['/queue-eligibility/history', { tab: 'history' }],
  ])('%s names a place, and is its address', (address, place) => {
    expect(placeOf(address)).toEqual(place);
    expect(addressOf(place)).toBe(address);
  });

  it.each([
    '/queue-eligibility',
    '/queue-eligibility/nonsense',
    '/queue-eligibility/overview/more',
    '/',
    '//',
    '/queue-eligibility/constructor',
  ])('%s is unknown, and leads to the overview', (address) => {
    expect(placeOf(address)).toEqual({ tab: 'overview' });
  });

  it('names no queue that can’t be one', () => {
    expect(placeOf('/queue-eligibility/queues/../../x')).toEqual({ tab: 'queues' });
    expect(placeOf(`/queue-eligibility/history/${queueSid}`)).toEqual({ tab: 'history' });
  });

  it('is found under a folder, with or without a slash at its end', () => {
    expect(placeOf('/flex/queue-eligibility/queues/')).toEqual({ tab: 'queues' });
  });
});
