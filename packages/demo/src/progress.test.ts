import { describe, expect, it } from '@jest/globals';
import { renderBar, renderPlain, type BarFacts } from './bar';
import { Pace } from './pace';
import { Screen } from './screen';
import { clock, count, duration, wrap } from './words';

const facts: BarFacts = {
  label: 'Updating',
  done: 2_652,
  total: 5_100,
  changed: 1_020,
  failed: 0,
  rate: 104.4,
  secondsLeft: 23.4,
  silentSeconds: null,
};

describe('the progress line', () => {
  it('tells share, counts, rate and time left in 80 columns', () => {
    const line = renderBar(facts, 80);
    expect(line).toMatch(
      /^ {2}Updating +█+░+ +52 % {2}2,652 of 5,100 {2}1,020 changed {2}104\/s {2}0:24 left$/,
    );
    expect(line.length).toBeLessThan(80);
  });

  it('fills the bar as far as the work is done', () => {
    const filled = (done: number) => (renderBar({ ...facts, done }, 120).match(/█/g) ?? []).length;
    expect([0, 2_550, 5_100].map(filled)).toEqual([0, 15, 30]);
  });

  it('is never as long as the terminal is wide, whatever it has to say', () => {
    const much = {
      ...facts,
      done: 15_000,
      total: 15_000,
      changed: 15_000,
      failed: 12_345,
      silentSeconds: 11,
    };
    for (let columns = 20; columns <= 140; columns++) {
      expect(renderBar(much, columns).length).toBeLessThan(columns);
    }
  });

  it('keeps its shape while numbers grow', () => {
    const start = renderBar({ ...facts, done: 7, changed: 0, rate: 9, secondsLeft: 599 }, 80);
    expect(start.indexOf(' of ')).toBe(renderBar(facts, 80).indexOf(' of '));
  });

  it('claims nothing before the total is known', () => {
    const line = renderBar({ ...facts, total: null, done: 0, rate: null, secondsLeft: null }, 80);
    expect(line).toContain('reading the workers');
    expect(line).not.toMatch(/%|left/);
  });

  it('tells of failures and of silence in place of the rate', () => {
    const line = renderBar({ ...facts, failed: 3, silentSeconds: 7 }, 100);
    expect(line).toContain('3 failed');
    expect(line).toContain('silent for 7 s');
    expect(line).not.toContain('left');
  });

  it('reads alone in a log file', () => {
    expect(renderPlain(facts)).toBe('  Updating: 2,652 of 5,100 workers, 1,020 changed, 104/s, 0:24 left');
  });
});

describe('pace', () => {
  it('goes by the last seconds and counts down between samples', () => {
    const pace = new Pace();
    expect(pace.secondsLeft(1_000, 0)).toBeNull();
    for (let second = 0; second <= 10; second++)
      pace.add(second * 1_000, second < 4 ? second : (second - 4) * 100);
    expect(pace.rate()).toBeCloseTo(100, 0);
    expect(pace.secondsLeft(1_600, 10_000)).toBeCloseTo(10, 0);
    expect(pace.secondsLeft(1_600, 13_000)).toBeCloseTo(7, 0);
    expect(pace.secondsLeft(1_600, 60_000)).toBe(0);
  });

  it('does not count a silence as slowness', () => {
    const pace = new Pace();
    pace.add(0, 0);
    pace.add(1_000, 100);
    pace.add(11_000, 100);
    expect(pace.rate()).toBeNull();
    pace.add(12_000, 200);
    expect(pace.rate()).toBe(100);
  });

  it('begins anew with a pass that begins anew', () => {
    const pace = new Pace();
    pace.add(0, 0);
    pace.add(1_000, 500);
    pace.add(2_000, 0);
    expect(pace.rate()).toBeNull();
  });
});

describe('the screen', () => {
  const record = (isTTY: boolean, environment: Record<string, string> = {}) => {
    const written: string[] = [];
    const screen = new Screen(
      { write: (text: string) => written.push(text), isTTY, columns: 80 },
      environment,
    );
    return { screen, written };
  };

  it('draws over the line in a terminal and puts other lines above it', () => {
    const { screen, written } = record(true);
    screen.progress(() => 'half', 'plain');
    screen.line('news');
    screen.endProgress();
    screen.line('end');
    expect(written).toEqual(['\r\x1b[Khalf', '\r\x1b[Knews\nhalf', '\r\x1b[K', 'end\n']);
  });

  it('writes a plain line every two seconds at most without one', () => {
    const { screen, written } = record(false);
    for (let ms = 0; ms <= 5_000; ms += 500) screen.progress(() => 'bar', `at ${ms}`, 1_000_000 + ms);
    screen.endProgress();
    expect(written).toEqual(['at 0\n', 'at 2000\n', 'at 4000\n']);
  });

  it('draws nothing over where a terminal can’t, or CI records what it shows', () => {
    for (const environment of [{ TERM: 'dumb' }, { CI: 'true' }]) {
      const { screen, written } = record(true, environment);
      screen.progress(() => 'bar', 'plain', 1_000_000);
      expect(written).toEqual(['plain\n']);
    }
  });

  it('keeps to ASCII where the terminal may have nothing else', () => {
    const { screen, written } = record(true, { LANG: 'C' });
    screen.progress(() => '██░░', 'plain');
    expect(written).toEqual(['\r\x1b[K##..']);
  });

  it('has colours in a terminal only, and not against NO_COLOR', () => {
    expect(record(true).screen.paint('good', 'yes')).toBe('\x1b[32myes\x1b[0m');
    expect(record(true, { NO_COLOR: '1' }).screen.paint('good', 'yes')).toBe('yes');
    expect(record(false).screen.paint('good', 'yes')).toBe('yes');
  });
});

describe('words', () => {
  it('writes numbers and times for people', () => {
    expect(count(5_100)).toBe('5,100');
    expect([4.23, 48.4, 125].map(duration)).toEqual(['4.2 s', '48 s', '2 min 05 s']);
    expect([0, 23.4, 725, -3].map(clock)).toEqual(['0:00', '0:24', '12:05', '0:00']);
  });

  it('breaks lines between parts', () => {
    expect(wrap(['one 1', 'two 2', 'three 3'], 13)).toEqual(['one 1, two 2', 'three 3']);
  });
});
