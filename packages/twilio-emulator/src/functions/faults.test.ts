import { expect, test } from '@jest/globals';
import { FunctionFaults } from './faults';

const hits = (faults: FunctionFaults, count: number) =>
  Array.from({ length: count }, () => faults.take('/a') !== null);

test('a fault hits its path alone, so many times, and counts', () => {
  const faults = new FunctionFaults(1);
  const fault = faults.add({ path: '/a', action: 'lose', times: 2 });
  expect(faults.take('/b')).toBeNull();
  expect(hits(faults, 3)).toEqual([true, true, false]);
  expect(fault.injected).toBe(2);
});

test('a star hits every path', () => {
  const faults = new FunctionFaults(1);
  faults.add({ path: '*', action: { status: 503 } });
  expect(faults.take('/anything')).toEqual({ status: 503 });
});

test('a share hits about that part, the same requests for the same seed', () => {
  const run = (seed: number) => {
    const faults = new FunctionFaults(seed);
    faults.add({ path: '/a', action: 'lose', share: 0.1 });
    return hits(faults, 1000);
  };
  expect(run(7)).toEqual(run(7));
  expect(run(7)).not.toEqual(run(8));
  const count = run(7).filter(Boolean).length;
  expect(count).toBeGreaterThan(60);
  expect(count).toBeLessThan(140);
});

test('a fault that is removed hits nothing, nor does any after clear', () => {
  const faults = new FunctionFaults(1);
  const fault = faults.add({ path: '/a', action: 'lose' });
  faults.add({ path: '/a', action: 'duplicate' });
  fault.remove();
  expect(faults.take('/a')).toBe('duplicate');
  faults.clear();
  expect(faults.take('/a')).toBeNull();
});
