import { describe, expect, it } from '@jest/globals';
import { createQueuesReader, valuesInForm } from '@queue-eligibility/eligibility';
import { removal } from './attribute';

const WQ = 'WQ' + 'ab'.repeat(16);
/** The code of a queue that may be gone by now. */
const [CODE = ''] = valuesInForm('codes', [WQ]);
const reader = createQueuesReader({ name: 'queues', form: 'sids' }, [], []);
const of = (text: string) =>
  removal({ text, value: JSON.parse(text) as Record<string, unknown> }, 'queues', reader);

describe('taking the attribute out', () => {
  it.each([
    [`{"queues":["${WQ}"]}`, '{}'],
    // Regression: of a queue that is gone, it was taken for somebody else's.
    [`{"queues":["${CODE}"]}`, '{}'],
    [`{"a": 1,  "queues":["${WQ}"], "b":"\\u00e9\\/"}`, '{"a": 1, "b":"\\u00e9\\/"}'],
    [`{"a":{"queues":["x"]},"queues":[]}`, '{"a":{"queues":["x"]}}'],
    [`{"queues":1,"b":2,"queues":["${WQ}"]}`, '{"b":2}'],
  ])('from %s leaves %s', (before, after) => {
    const edit = of(before);
    expect(edit).toHaveProperty('write');
    expect(JSON.parse('write' in edit ? (edit.write ?? '') : '')).toEqual(JSON.parse(after));
  });

  it('writes nothing where it is not there, and leaves what is somebody else’s', () => {
    expect(of('{"a":1}')).toEqual({ write: null });
    for (const text of ['{"queues":"sales"}', '{"queues":["sales"]}', '{"queues":{}}', '{"queues":null}'])
      expect(of(text)).toMatchObject({ refuse: { code: 'queues_not_ours' } });
  });
});
