import { expect, it } from '@jest/globals';
import { nextVersion } from './plugin';

it.each([
  [[], '1.0.0'],
  [['1.0.0'], '1.0.1'],
  [['1.0.9', '1.0.10', '0.9.50'], '1.0.11'],
  [['2.3.4-beta'], '2.3.5'],
])('after %j comes %s', (versions, next) => {
  expect(nextVersion(versions.map((version) => ({ version })))).toBe(next);
});
