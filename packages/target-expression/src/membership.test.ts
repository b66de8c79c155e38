import { describe } from '@jest/globals';
import { checkValues } from '../test/verdicts';

describe('HAS', () => {
  checkValues([
    [
      ['x', 2, true, null],
      {
        "a HAS 'x'": true,
        "a HAS 'y'": false,
        "a HAS 'X'": false,
        'a HAS 2': true,
        "a HAS '2'": 'uncertain',
        'a HAS true': true,
        'a HAS null': 'uncertain',
      },
    ],
    [[], { "a HAS 'x'": false, "a HAS ['x']": false, 'a HAS []': 'uncertain' }],
    [['x', 'y'], { "a HAS ['x', 'z']": 'uncertain', "a HAS ['z']": false, 'a HAS b': false }],
    [[['x']], { "a HAS 'x'": false, "a HAS ['x']": 'uncertain' }],
    ['x', { "a HAS 'x'": false, "['x'] HAS a": true, "a HAS ['x']": 'uncertain', "a HAS ['y']": false }],
    [undefined, { "a HAS 'x'": false, 'a HAS null': false }],
    [{ x: 1 }, { "a HAS 'x'": 'uncertain', "a HAS 'y'": false }],
  ]);
});

describe('IN and NOT IN', () => {
  checkValues([
    [
      'x',
      {
        "a IN ['x', 'y']": true,
        "a IN ['y']": false,
        'a IN []': false,
        "a NOT IN ['x']": false,
        "a NOT IN ['y']": true,
        'a NOT IN []': true,
      },
    ],
    [
      'x',
      {
        "a IN 'x'": false,
        "a NOT IN 'x'": false,
        "a NOT IN 'y'": false,
        "a NOT IN ['y', null]": 'uncertain',
        'a NOT IN b': 'uncertain',
        'a IN b': false,
      },
    ],
    [
      '3',
      { 'a IN [3]': 'uncertain', "a IN [3, '3']": true, 'a NOT IN [3]': 'uncertain', 'a NOT IN [4]': true },
    ],
    [
      undefined,
      {
        "a IN ['x']": false,
        "a NOT IN ['x']": 'uncertain',
        "a IN ['']": 'uncertain',
        'a NOT IN []': 'uncertain',
      },
    ],
    [
      ['x'],
      {
        "a IN ['x']": 'uncertain',
        "a IN ['y']": false,
        "a NOT IN ['y']": 'uncertain',
        "'x' IN a": true,
        "'x' NOT IN a": false,
        "'y' NOT IN a": true,
      },
    ],
    [
      { x: 1 },
      {
        "a IN ['x']": false,
        "a NOT IN ['x']": 'uncertain',
        "'x' IN a": 'uncertain',
        "'x' NOT IN a": 'uncertain',
      },
    ],
  ]);
});
