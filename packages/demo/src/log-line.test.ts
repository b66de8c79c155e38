import { describe, expect, it } from '@jest/globals';
import type { LogLine } from '@queue-eligibility/twilio-emulator';
import { isWorrying, readable } from './log-line';

const line = (text: string, stream: LogLine['stream'] = 'stdout'): LogLine => {
  const base = { container: 'container-1', stream, text };
  return text.startsWith('{') ? { ...base, json: JSON.parse(text) as unknown } : base;
};

describe('lines of the Functions', () => {
  it('go by their level, and without one by their stream', () => {
    expect(isWorrying(line('{"level":"info","event":"job.started"}', 'stderr'))).toBe(false);
    expect(isWorrying(line('{"level":"warn","event":"job.recovered"}'))).toBe(true);
    expect(isWorrying(line('Error: out of memory', 'stderr'))).toBe(true);
    expect(isWorrying(line('hello'))).toBe(false);
  });

  it('are made readable', () => {
    const text =
      '{"level":"warn","event":"job.recovered","at":"2026-01-01T00:00:00Z","hop":3,"queues":["WQ1"]}';
    expect(readable(line(text))).toBe('warn  job.recovered  hop=3 queues=["WQ1"]');
    expect(readable(line('plain words'))).toBe('plain words');
  });
});
