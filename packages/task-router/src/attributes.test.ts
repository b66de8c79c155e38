import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { checkLength, isRefusal, readAttributes, withAttribute } from './attributes';
import type { Attributes } from './attributes';
import { fingerprint } from './fingerprint';

function read(text: string): Attributes {
  const attributes = readAttributes(text);
  if (isRefusal(attributes)) throw new Error(`not attributes: ${text}`);
  return attributes;
}
const withQueues = (text: string, queues: string[]) => withAttribute(text, ['queues'], queues);

describe('reading', () => {
  it.each(['{}', ' {"a":1} ', '{"a":1,"a":2}'])('takes %s as it is', (text) => {
    expect(readAttributes(text)).toEqual({ text, value: JSON.parse(text) as unknown });
  });

  // TaskRouter's default is {}: nothing at all is an answer that lacks something.
  it.each([null, '', ' ', '\n'])('takes %j for an answer that lacks them', (text) => {
    expect(readAttributes(text)).toMatchObject({ code: 'attributes_unknown' });
  });

  it('says nothing of what is in them', () => {
    expect(JSON.stringify(readAttributes('{"secret":"s3cret"'))).not.toContain('s3cret');
  });

  it.each([
    '[]',
    'null',
    '"x"',
    '1',
    'true',
    '{',
    '{"a":1,}',
    "{'a':1}",
    '{"a":1} x',
    '// x\n{}',
    '\uFEFF{}',
  ])('refuses %j: it is not ours to replace', (text) => {
    expect(readAttributes(text)).toMatchObject({ code: 'attributes_invalid' });
  });
});

describe('writing the queues changes nothing else', () => {
  it.each([
    ['nothing there', '{}', '{"queues":["WQ1"]}'],
    ['nothing but white space', '{ \n}', '{"queues":["WQ1"] \n}'],
    ['no queues yet', '{"a":1}', '{"a":1,"queues":["WQ1"]}'],
    ['no queues yet, set out in lines', '{\n  "a": 1\n}', '{\n  "a": 1,"queues":["WQ1"]\n}'],
    ['queues first', '{"queues":[],"a":1}', '{"queues":["WQ1"],"a":1}'],
    ['queues in the middle', '{"a":1, "queues" : [ ] , "b":2}', '{"a":1, "queues" : ["WQ1"] , "b":2}'],
    ['queues last', '{"a":1,"queues":["WQ9"]}', '{"a":1,"queues":["WQ1"]}'],
    ['queues null', '{"queues":null}', '{"queues":["WQ1"]}'],
    ['queues a text', '{"queues":"WQ1"}', '{"queues":["WQ1"]}'],
    ['queues an object', '{"queues":{"queues":[]}}', '{"queues":["WQ1"]}'],
    ['queues of somebody else', '{"x":{"queues":["WQ9"]}}', '{"x":{"queues":["WQ9"]},"queues":["WQ1"]}'],
    ['queues in a text', '{"x":"\\"queues\\":[]"}', '{"x":"\\"queues\\":[]","queues":["WQ1"]}'],
    ['queues in other letters', '{"Queues":[]}', '{"Queues":[],"queues":["WQ1"]}'],
    ['queues twice: the last counts', '{"queues":1,"queues":2}', '{"queues":1,"queues":["WQ1"]}'],
    ['queues in escapes', '{"queu\\u0065s":[]}', '{"queu\\u0065s":["WQ1"]}'],
    [
      'a number beyond JavaScript',
      '{"id":12345678901234567890.10}',
      '{"id":12345678901234567890.10,"queues":["WQ1"]}',
    ],
    ['a number in another form', '{"n":1.50e+3,"queues":[]}', '{"n":1.50e+3,"queues":["WQ1"]}'],
    ['another key twice', '{"a":1,"a":2,"queues":[]}', '{"a":1,"a":2,"queues":["WQ1"]}'],
    [
      'other scripts',
      '{"ä🎧":"\\ud83c\\udfa7 \\/","queues":[]}',
      '{"ä🎧":"\\ud83c\\udfa7 \\/","queues":["WQ1"]}',
    ],
    ['a key named __proto__', '{"__proto__":{"queues":1}}', '{"__proto__":{"queues":1},"queues":["WQ1"]}'],
  ])('%s', (_what, before, after) => {
    expect(withQueues(before, ['WQ1'])).toBe(after);
    expect(JSON.parse(after)).toMatchObject({ queues: ['WQ1'] });
  });

  const spaced = (value: unknown, space: string) => JSON.stringify(value, null, space);
  const texts = fc
    .tuple(
      fc.dictionary(fc.oneof(fc.string(), fc.constant('queues')), fc.jsonValue()),
      fc.constantFrom('', ' ', '\t', '\r\n '),
    )
    .map(([value, space]) => spaced(value, space));
  const sids = fc.array(fc.string());

  it('for any attributes: what they say is the same but for the queues', () => {
    fc.assert(
      fc.property(texts, sids, (text, queues) => {
        const { queues: _before, ...others } = JSON.parse(text) as Record<string, unknown>;
        const { queues: now, ...untouched } = JSON.parse(withQueues(text, queues)) as Record<string, unknown>;
        expect(now).toEqual(queues);
        expect(JSON.stringify(untouched)).toBe(JSON.stringify(others));
      }),
    );
  });

  it('for any attributes: the text outside of one place is the same, and doing it twice is doing it once', () => {
    fc.assert(
      fc.property(texts, sids, (text, queues) => {
        const after = withQueues(text, queues);
        const { text: before } = read(text);
        const inserted = JSON.stringify(queues);
        const [head, tail] = cut(before, after);
        expect(after.startsWith(head) && after.endsWith(tail)).toBe(true);
        expect(before.length - head.length - tail.length).toBeLessThanOrEqual(queuesLength(before));
        expect(after.length - head.length - tail.length).toBeLessThanOrEqual(
          inserted.length + ',"queues":'.length,
        );
        expect(withQueues(after, queues)).toBe(after);
      }),
    );
  });

  /** What two texts have in common at the beginning and at the end. */
  function cut(a: string, b: string): [string, string] {
    let start = 0;
    while (start < Math.min(a.length, b.length) && a[start] === b[start]) start++;
    let end = 0;
    while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end++;
    return [a.slice(0, start), a.slice(a.length - end)];
  }
  /** How long the queues may have been, with all white space of the text. */
  const queuesLength = (text: string): number => {
    const { queues } = JSON.parse(text) as { queues?: unknown };
    return queues === undefined ? 0 : spaced(queues, '\r\n ').length + (text.match(/\s/g)?.length ?? 0);
  };
});

describe('writing a nested attribute', () => {
  it.each([
    ['{}', '{"routing":{"skills":["a"]}}'],
    ['{"routing":{}}', '{"routing":{"skills":["a"]}}'],
    ['{"routing":{"levels":{"a":1}}}', '{"routing":{"levels":{"a":1},"skills":["a"]}}'],
    ['{"routing":{"skills":[ ],"x":1.0}}', '{"routing":{"skills":["a"],"x":1.0}}'],
    ['{"routing":"none","x":1}', '{"routing":{"skills":["a"]},"x":1}'],
    ['{"routing":1,"routing":{"skills":[]}}', '{"routing":1,"routing":{"skills":["a"]}}'],
  ])('%s -> %s', (before, after) => {
    expect(withAttribute(before, ['routing', 'skills'], ['a'])).toBe(after);
  });

  it('refuses what is not an object', () => {
    expect(() => withAttribute('[]', ['a'], 1)).toThrow(TypeError);
  });
});

describe('the length', () => {
  it('may be 4,096 characters; beyond that both sizes are named, and nothing of what is in it', () => {
    expect(checkLength('{}', 'x'.repeat(4_096))).toBeNull();
    const refusal = checkLength('s3cret', 's3cret'.padEnd(4_097));
    expect(refusal).toMatchObject({ code: 'attributes_too_long' });
    expect(refusal?.message).toMatch(/are 6 characters and would be 4097.*takes 4096/);
    expect(refusal?.message).not.toContain('s3cret');
  });
});

describe('the fingerprint', () => {
  const of = (text: string) => fingerprint(read(text), 'queues', []);
  it('stays as long as nothing but the queues changes', () => {
    expect(of('{"a":1,"queues":["WQ1"]}')).toBe(of('{"a":1,"queues":[]}'));
    expect(of('{"a":1}')).toBe(of('{ "a": 1, "queues": 7 }'));
  });
  it('changes with everything else', () => {
    expect(
      new Set([of('{"a":1}'), of('{"a":2}'), of('{"a":1,"b":{}}'), of('{"a":{"queues":[]}}')]).size,
    ).toBe(4);
  });
});
