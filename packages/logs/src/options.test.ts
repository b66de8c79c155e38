import { describe, expect, it } from '@jest/globals';
import { readOptions, timeOf } from './options';

const NOW = Date.parse('2026-01-05T12:00:00Z');
const HOUR_MS = 3_600_000;

describe('the command line of the log', () => {
  it('has defaults', () => {
    expect(readOptions([])).toEqual({ service: 'queue-eligibility', json: false, help: false });
  });

  it.each([
    [['--job', 'a/b'], '--job must be the id of a job'],
    [['--event', 'WK1'], '--event must be EV'],
    [['--worker', 'x'], '--worker must be WK'],
    [['--hours', '0'], '--hours must be 1 or more'],
    [['--hours', 'x'], '--hours must be a number'],
    [['--jobs', 'x'], "Unknown option '--jobs'"],
  ])('%j is refused by name', (args, problem) => {
    expect(() => readOptions(args)).toThrow(problem);
  });

  it('reads a day, as many hours as are given, or the time of the job', () => {
    expect(timeOf(readOptions([]), NOW)).toEqual({ fromMs: NOW - 24 * HOUR_MS, toMs: NOW });
    expect(timeOf(readOptions(['--hours', '2']), NOW)).toEqual({ fromMs: NOW - 2 * HOUR_MS, toMs: NOW });
    const began = Date.parse('2026-01-01T06:26:41Z');
    expect(timeOf(readOptions(['--job', 'resync-20260101T062641-4f9a1c']), NOW)).toEqual({
      fromMs: began - HOUR_MS,
      toMs: began + 24 * HOUR_MS,
    });
  });
});
