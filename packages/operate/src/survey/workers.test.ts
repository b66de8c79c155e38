import { describe, expect, it } from '@jest/globals';
import type { TaskQueue, Worker } from '@queue-eligibility/task-router';
import { workersLines } from './report';
import { createSurvey, fittingForm } from './workers';

const queue = (number: number, targetWorkers: string): TaskQueue => ({
  sid: `WQ${String(number).padStart(32, '0')}`,
  friendlyName: `queue ${number}`,
  targetWorkers,
});
const worker = (number: number, attributes: string | null): Worker => ({
  sid: `WK${String(number).padStart(32, '0')}`,
  friendlyName: `w${number}`,
  activitySid: '',
  activityName: '',
  attributes,
  updated: '',
});

function survey(queues: TaskQueue[], attributes: (string | null)[], name = 'queues') {
  const { look, result } = createSurvey(queues, name);
  look(attributes.map((text, i) => worker(i, text)));
  return result();
}

describe('a look at the workers', () => {
  it('counts what each would carry', () => {
    const queues = [queue(1, '1==1'), queue(2, 'skill == "a"'), queue(3, 'skill == "b"')];
    expect(survey(queues, ['{"skill":"a"}', '{"skill":"b"}', '{}', '{}'])).toMatchObject({
      workers: 4,
      most: 2,
      average: 2,
      longest: 13,
      uncertain: 0,
      tooLong: { sids: 0, codes: 0 },
    });
  });

  it('tells our lists from what somebody else put there', () => {
    const mine = JSON.stringify({ queues: [queue(1, '').sid] });
    const found = survey(
      [queue(1, '1==1')],
      [mine, '{"queues":["sales"]}', '{"queues":"x"}', '{"queues":null}'],
    );
    expect(found).toMatchObject({ carrying: 1, foreign: { workers: 2 } });
    expect(workersLines(found, 'queues').at(-1)).toContain('In "queues" of 2 workers stands something else');
    expect(survey([queue(1, '1==1')], ['{"queues":["sales"]}'], 'eligible_queues').foreign.workers).toBe(0);
  });

  it('finds the form that fits, however full the attributes are', () => {
    const many = Array.from({ length: 150 }, (_, i) => queue(i, '1==1'));
    const found = survey(many, ['{}', JSON.stringify({ text: 'x'.repeat(3_500) })]);
    expect(found.tooLong).toEqual({ sids: 2, codes: 1 });
    expect(fittingForm(found)).toBe('codes');
    expect(fittingForm(survey(many.slice(0, 50), ['{}']))).toBe('sids');
  });

  it('does not count our own list as part of what is there', () => {
    const own = JSON.stringify({ a: 1, queues: Array.from({ length: 100 }, (_, i) => queue(i, '').sid) });
    expect(survey([], [own]).longest).toBe('{"a":1}'.length);
  });

  it('says what it could not see', () => {
    const found = survey([queue(1, 'what is this')], [null, '[1]', '{}']);
    expect(found).toMatchObject({ unread: 1, invalid: 1, uncertain: 1, most: 1 });
    expect(workersLines(found, 'queues').join('\n')).toContain('leaves out the attributes of 1 worker');
  });
});
