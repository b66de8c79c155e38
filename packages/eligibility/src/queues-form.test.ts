import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { queuesWith } from '../test/fake-task-router';
import { toValues, valuesInForm } from './queues-form';
import { buildRules } from './rules';

const code = (sid: string) => createHash('sha256').update(sid).digest('base64url').slice(0, 5);
const sids = Array.from(
  { length: 1_000 },
  (_, i) => `WQ${createHash('md5').update(String(i)).digest('hex')}`,
);

/** Two SIDs whose codes are the same: found, not made up. */
function twins(): [string, string] {
  const seen = new Map<string, string>();
  for (let i = 0; ; i++) {
    const sid = `WQ${i.toString(16).padStart(32, '0')}`;
    const other = seen.get(code(sid));
    if (other) return [other, sid];
    seen.set(code(sid), sid);
  }
}

describe('the values of queues', () => {
  it('are their SIDs unless codes are wanted', () => {
    expect(valuesInForm('sids', sids)).toEqual(sids);
  });

  it('as codes are short, different, and the same whatever other queues there are', () => {
    const values = valuesInForm('codes', sids);
    expect(new Set(values).size).toBe(1_000);
    expect(values.every((value) => /^[\w-]{5}$/.test(value))).toBe(true);
    expect(valuesInForm('codes', sids.slice(7, 300))).toEqual(values.slice(7, 300));
  });

  it('as codes fit 300 queues beside ordinary attributes', () => {
    const text = JSON.stringify(valuesInForm('codes', sids.slice(0, 300)));
    expect(text.length).toBeLessThan(4_096 - 1_500);
  });

  it('never are one code for two queues: both stand there by their SIDs', () => {
    const [one, other] = twins();
    expect(valuesInForm('codes', [one, ...sids, other]).filter((value) => value.length > 5)).toEqual([
      one,
      other,
    ]);
    expect(valuesInForm('codes', [one, ...sids])[0]).toBe(code(one));
  });

  it('of a queue that is newer than the rules is its SID', () => {
    const rules = buildRules(queuesWith('1==1'), new Map(), 'codes');
    const [known = ''] = rules.map(({ sid }) => sid);
    expect([...toValues(rules)(new Set([known, 'WQnew']))]).toEqual([code(known), 'WQnew']);
  });
});
