import { describe, expect, it, test } from '@jest/globals';
import { UsageError } from './command-line';
import { readStartOptions } from './start-options';
import { tryCommand } from './try-command';
import { readTryOptions } from './try-options';

describe('npm start', () => {
  it('has a default for everything', () => {
    expect(readStartOptions([])).toEqual({
      workers: 5_100,
      queues: 60,
      state: 'absent',
      seed: 1,
      'read-ms': 40,
      'write-ms': 80,
      build: false,
      once: false,
      json: false,
      verbose: false,
      help: false,
    });
  });

  it('takes sizes, states and flags', () => {
    const args =
      '--workers 120 --queues=10 --state stale --read-ms 0 --update-limit 50 --once --json -h'.split(' ');
    expect(readStartOptions(args)).toMatchObject({
      workers: 120,
      queues: 10,
      state: 'stale',
      'read-ms': 0,
      'update-limit': 50,
      once: true,
      json: true,
      help: true,
    });
  });

  test.each([
    [['--worker', '5'], "Unknown option '--worker'"],
    [['--workers'], "Option '--workers <value>' argument missing"],
    [['--workers', '0'], '--workers must be a whole number from 1 to 15000, and is "0"'],
    [['--workers', '-5'], '--workers must be a whole number from 1 to 15000, and is "-5"'],
    [['--workers', '1e3'], '--workers must be a whole number from 1 to 15000, and is "1e3"'],
    [['--state', 'fresh'], '--state must be absent, in-step or stale, and is "fresh"'],
    [['100'], "Unexpected argument '100'"],
  ])('refuses %j and says why', (args, message) => {
    expect(() => readStartOptions(args)).toThrow(UsageError);
    expect(() => readStartOptions(args)).toThrow(message);
  });

  it('names every problem at once', () => {
    expect(() => readStartOptions(['--workers', 'x', '--port', '80'])).toThrow(/--workers [^]*\n--port /);
  });
});

describe('npm run try', () => {
  it('takes a command and its options', () => {
    expect(
      readTryOptions(['queue', '--queue', 'Everyone', '--expression', '', '--port', '5000']),
    ).toMatchObject({
      what: 'queue',
      queue: 'Everyone',
      expression: '',
      port: 5_000,
    });
  });

  test.each([[[]], [['queues']], [['queue', 'kill']], [['worker', '--worker', 'Anna']]])(
    'refuses %j',
    (args) => {
      expect(() => readTryOptions(args)).toThrow(UsageError);
    },
  );

  it('is named as it can be run from where the demo was started', () => {
    expect(tryCommand('kill', 4_567, { npm_lifecycle_event: 'start' })).toBe('npm run try -- kill');
    expect(tryCommand('kill', 5_000, {})).toBe('npx tsx packages/demo/src/try.ts kill --port 5000');
  });
});
