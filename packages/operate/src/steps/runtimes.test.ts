import { describe, expect, it } from '@jest/globals';
import { isAboutRuntime, nextRuntime } from './runtimes';

const FIRST = { node: 'node22', handler: '2.0.3' };

describe('a runtime that the platform refuses', () => {
  it('is tried again with what its words name', () => {
    const words = 'No matching version found for @twilio/runtime-handler@2.0.3. Valid versions: 2.1.2';
    expect(nextRuntime(words, [FIRST])).toEqual({ node: 'node22', handler: '2.1.2' });
    const other = 'unsupported runtime: node22. Use node24 with @twilio/runtime-handler 2.1.2';
    expect(nextRuntime(other, [FIRST])).toEqual({ node: 'node24', handler: '2.1.2' });
  });

  it('is not tried twice, and then what is documented is', () => {
    const words = 'unsupported runtime: node22, use node24';
    const second = nextRuntime(words, [FIRST]);
    expect(second).toEqual({ node: 'node24', handler: '2.0.3' });
    const third = { node: 'node22', handler: '2.1.2' };
    const tried = [FIRST, { node: 'node24', handler: '2.0.3' }];
    expect(nextRuntime(words, tried)).toEqual(third);
    expect(nextRuntime('runtime refused', [FIRST])).toEqual(third);
    const last = { node: 'node24', handler: '2.1.2' };
    expect(nextRuntime(words, [...tried, third])).toEqual(last);
    expect(nextRuntime(words, [...tried, third, last])).toBeNull();
  });

  it('is told from what has nothing to do with it', () => {
    expect(isAboutRuntime('Some dependencies could not be validated.')).toBe(true);
    expect(isAboutRuntime('Too many requests')).toBe(false);
    // Regression: the name of a Function that was not uploaded was taken for that of the runtime handler.
    expect(isAboutRuntime('Failed to create "/event-handler" function: Injected 500')).toBe(false);
  });
});
