import { table } from '../../test/near-misses';

const skills = (...list: unknown[]) => ({ routing: { skills: list, levels: {} } });
const at = { path: 'routing.skills' };

table('a text that is nearly the wanted one', [
  [
    "routing.skills HAS 'billing'",
    skills('Billing', 'sales'),
    { kind: 'case', ...at, found: 'Billing', wanted: 'billing' },
  ],
  [
    "routing.skills HAS 'billing'",
    skills('billing '),
    { kind: 'blanks', ...at, found: 'billing ', wanted: 'billing' },
  ],
  [
    "routing.skills HAS 'Free State'",
    skills(' free  State'),
    { kind: 'case', ...at, found: ' free  State', wanted: 'Free State' },
    { kind: 'blanks', ...at, found: ' free  State', wanted: 'Free State' },
  ],
  [
    "routing.skills HAS 'Free State'",
    skills('Free\u00a0State'),
    { kind: 'blanks', ...at, found: 'Free\u00a0State', wanted: 'Free State' },
  ],
  [
    "skills HAS 'Español - ventas'",
    { skills: ['Español – ventas'] },
    { kind: 'look-alike', path: 'skills', found: 'Español – ventas', wanted: 'Español - ventas' },
  ],
  [
    "skills HAS 'Español'",
    { skills: ['Espan\u0303ol'] },
    { kind: 'look-alike', path: 'skills', found: 'Espan\u0303ol', wanted: 'Español' },
  ],
  [
    "skills HAS 'Spanish'",
    { skills: ['Sp\u0430nish'] },
    { kind: 'look-alike', path: 'skills', found: 'Sp\u0430nish', wanted: 'Spanish' },
  ],
  [
    "skills HAS 'en'",
    { skills: ['en\u200b'] },
    { kind: 'look-alike', path: 'skills', found: 'en\u200b', wanted: 'en' },
  ],
  [
    "skills HAS 'Español'",
    { skills: ['Espanol'] },
    { kind: 'accents', path: 'skills', found: 'Espanol', wanted: 'Español' },
  ],
  [
    "skills HAS 'claims-l1'",
    { skills: ['claims_l1'] },
    { kind: 'separators', path: 'skills', found: 'claims_l1', wanted: 'claims-l1' },
  ],
  [
    "skills HAS 'Inbound Queue 1'",
    { skills: ['InboundQueue1'] },
    { kind: 'separators', path: 'skills', found: 'InboundQueue1', wanted: 'Inbound Queue 1' },
  ],
  [
    "skills HAS 'Spanish'",
    { skills: ['Spansh'] },
    { kind: 'spelling', path: 'skills', found: 'Spansh', wanted: 'Spanish' },
  ],
  ["language == 'french'", { language: 'frehcn' }],
  [
    "language == 'french'",
    { language: 'frecnh' },
    { kind: 'spelling', path: 'language', found: 'frecnh', wanted: 'french' },
  ],
  [
    "helpline IN ['Line A', 'Line B']",
    { helpline: 'line b' },
    { kind: 'case', path: 'helpline', found: 'line b', wanted: 'Line B' },
  ],
  [
    "full_name CONTAINS 'smith'",
    { full_name: 'Anne Smith' },
    { kind: 'case', path: 'full_name', found: 'Anne Smith', wanted: 'smith' },
  ],
  [
    "'Billing' IN routing.skills",
    skills('billing'),
    { kind: 'case', ...at, found: 'billing', wanted: 'Billing' },
  ],
]);

table('a text that only looks so', [
  ["team == 'Team A'", { team: 'Team B' }],
  ["team == 'Team_A'", { team: 'Team_B' }],
  ["skill == 'SkillA'", { skill: 'SkillB' }],
  ["skills HAS 'psu-l1'", { skills: ['psu-l2', 'psu-l11', 'psu'] }],
  ["skills HAS 'en'", { skills: ['es', 'de'] }],
  ["skills HAS 'Sales UK'", { skills: ['Sales US'] }],
  ["version == '1.0'", { version: '10' }],
  ["host == '203.0.113.7'", { host: '20.30.113.7' }],
  ["helpline == ''", { helpline: '-' }],
  ["name != 'Ann'", { name: 'Ann' }],
  ["'hold' NOT IN skills", { skills: ['hold', 'Hold'] }],
]);

table('another type', [
  ['level == 3', { level: '3' }, { kind: 'other-type', path: 'level', found: '3', wanted: 3 }],
  ["level == '3'", { level: 3 }, { kind: 'other-type', path: 'level', found: 3, wanted: '3' }],
  [
    'on_call == true',
    { on_call: 'True' },
    { kind: 'other-type', path: 'on_call', found: 'True', wanted: true },
  ],
  [
    'on_call != true',
    { on_call: 'true' },
    { kind: 'other-type', path: 'on_call', found: 'true', wanted: true },
  ],
  ["skills HAS '2'", { skills: [1, 2] }, { kind: 'other-type', path: 'skills', found: 2, wanted: '2' }],
  ['id IN [42]', { id: '42' }, { kind: 'other-type', path: 'id', found: '42', wanted: 42 }],
  ['level >= 3', { level: '4' }, { kind: 'other-type', path: 'level', found: '4', wanted: 3 }],
  [
    'level >= 3',
    { level: '1' },
    { kind: 'other-type', path: 'level', found: '1', wanted: 3 },
    { kind: 'level-short', path: 'level', found: 1, wanted: 3, by: 2 },
  ],
  ['level >= 3', { level: 'high' }],
]);

table('a number on the wrong side', [
  [
    'routing.levels.billing >= 3',
    { routing: { levels: { billing: 2 } } },
    { kind: 'level-short', path: 'routing.levels.billing', found: 2, wanted: 3, by: 1 },
  ],
  ['rating >= 5.1', { rating: 5 }, { kind: 'level-short', path: 'rating', found: 5, wanted: 5.1, by: 0.1 }],
  ['level > 3', { level: 3 }, { kind: 'level-short', path: 'level', found: 3, wanted: 3, by: 1 }],
  ['3 < level', { level: 1 }, { kind: 'level-short', path: 'level', found: 1, wanted: 3, by: 3 }],
  ['level <= 3', { level: 5 }, { kind: 'level-over', path: 'level', found: 5, wanted: 3, by: 2 }],
  ['level < 3', { level: 3 }, { kind: 'level-over', path: 'level', found: 3, wanted: 3, by: 1 }],
  ['level == 3', { level: 2 }],
  ['level >= 3', {}],
]);
