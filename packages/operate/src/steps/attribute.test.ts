import { describe, expect, it } from '@jest/globals';
import { removal } from './attribute';

const WQ = 'WQ' + 'ab'.repeat(16);
const isOurs = (value: unknown) => value === WQ;
const of = (text: string) =>
  removal({ text, value: JSON.parse(text) as Record<string, unknown> }, 'queues', isOurs);

describe('taking the attribute out', () => {
  it.each([
    [`{"queues":["${WQ}"]}`, '{}'],
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
    for (const text of ['{"queues":"sales"}', '{"queues":["sales"]}', '{"queues":{}}'])
      expect(of(text)).toMatchObject({ refuse: { code: 'queues_not_ours' } });
  });
});
