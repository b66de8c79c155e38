import { describe } from '@jest/globals';
import { checkValues } from '../test/verdicts';

describe('== and !=', () => {
  checkValues([
    [
      'x',
      {
        "a == 'x'": true,
        "a != 'x'": false,
        "a == 'X'": false,
        "'x' == a": true,
        "a = 'x'": true,
        'a == null': false,
        'a != null': true,
      },
    ],
    ['y', { "a == 'x'": false, "a != 'x'": true, 'a == 1': false, 'a != 1': true, 'a == true': false }],
    [
      3,
      {
        'a == 3': true,
        'a == 3.0': true,
        'a != 3': false,
        'a == 4': false,
        "a == '3'": 'uncertain',
        "a != '3'": 'uncertain',
        "a == 'x'": false,
      },
    ],
    ['3', { 'a == 3': 'uncertain', 'a == 4': false, 'a != 4': true, "a == '3.0'": false }],
    [
      true,
      {
        'a == true': true,
        'a != true': false,
        'a == false': false,
        "a == 'true'": 'uncertain',
        "a == 'x'": false,
        'a == 1': 'uncertain',
      },
    ],
    ['True', { 'a == true': 'uncertain', 'a == false': false, "a == 'true'": false }],
    [0, { 'a == false': 'uncertain', 'a == true': false, 'a == null': 'uncertain', "a == ''": 'uncertain' }],
    [
      undefined,
      {
        "a == 'x'": false,
        "a != 'x'": true,
        "a == ''": 'uncertain',
        "a != ''": 'uncertain',
        'a == false': 'uncertain',
        'a == true': false,
        'a == 0': 'uncertain',
      },
    ],
    [
      undefined,
      {
        "a == 'null'": 'uncertain',
        'a == null': 'uncertain',
        'a != null': 'uncertain',
        'a == b': 'uncertain',
        'a == 1': false,
        'a != 1': true,
      },
    ],
    [null, { "a == 'x'": false, 'a == null': 'uncertain' }],
    [
      ['x'],
      {
        "a == 'x'": false,
        "a != 'x'": false,
        'a == null': false,
        'a != null': false,
        'a == a': false,
        "a == ['x']": false,
      },
    ],
    [{ b: 1 }, { "a == 'x'": false, "a != 'x'": false, 'a.b == 1': true, 'a == null': false }],
    [
      2 ** 53,
      {
        'a == 9007199254740992': 'uncertain',
        'a >= 9007199254740993': 'uncertain',
        'a == 1': false,
        'a > 1': true,
      },
    ],
  ]);
});

describe('relations', () => {
  checkValues([
    [
      5,
      {
        'a > 4': true,
        'a >= 5': true,
        'a > 5': false,
        'a < 6': true,
        'a <= 4': false,
        '4 < a': true,
        'a > 5.1': false,
        'a > -1': true,
      },
    ],
    [
      'b',
      {
        "a > 'a'": true,
        "a < 'a'": false,
        "a >= 'b'": true,
        "a <= 'B'": false,
        'a > 4': 'uncertain',
        'a < 4': false,
      },
    ],
    [
      '10',
      {
        "a > '9'": 'uncertain',
        "a > '1'": true,
        "a < '11'": true,
        'a > 9': 'uncertain',
        'a < 4': 'uncertain',
        'a > 20': false,
        "a < 'x'": true,
      },
    ],
    ['2', { 'a >= 3': false, 'a >= 1': 'uncertain' }],
    [
      true,
      {
        'a > 0': 'uncertain',
        'a < 0': false,
        'a >= true': 'uncertain',
        'a > true': false,
        "a > 'a'": 'uncertain',
      },
    ],
    [undefined, { 'a > 0': false, 'a <= 0': false, "a >= ''": false, 'a >= null': false, 'a < b': false }],
    [[5], { 'a > 4': false, 'a < 4': false }],
    [{}, { 'a > 4': false, 'a < 4': false }],
  ]);
});

describe('CONTAINS', () => {
  checkValues([
    [
      'Ann Lee',
      { "a CONTAINS 'Lee'": true, "a CONTAINS 'lee'": false, "a CONTAINS ''": true, 'a CONTAINS 1': false },
    ],
    [2024, { "a CONTAINS '02'": 'uncertain', "a CONTAINS '3'": false, 'a CONTAINS 2024': 'uncertain' }],
    [undefined, { "a CONTAINS ''": false, "a CONTAINS 'null'": false, "'x' CONTAINS a": false }],
    [['Lee'], { "a CONTAINS 'Lee'": false }],
    [{ Lee: 1 }, { "a CONTAINS 'Lee'": false }],
  ]);
});
