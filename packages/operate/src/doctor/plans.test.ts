import { describe, expect, it } from '@jest/globals';
import { plansFinding } from './plans';

describe('the finding about plans', () => {
  it('names what is overdue', () => {
    expect(plansFinding([])).toMatchObject({ id: 'plans', state: 'ok' });
    expect(plansFinding([{ id: 'a', overdue: false }])).toMatchObject({ state: 'ok' });
    expect(
      plansFinding([
        { id: 'a', overdue: false },
        { id: 'b', overdue: true },
      ]),
    ).toMatchObject({
      state: 'warn',
      what: expect.stringContaining('the time of b is over') as unknown,
    });
  });
});
