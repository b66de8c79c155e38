import type { Finding } from './run';

/** The report as Markdown: what differs first, then a row for every question. */
export function report(findings: readonly Finding[], { at, account }: { at: Date; account: string }): string {
  const asked = findings.filter(({ outcome }) => outcome !== 'elsewhere');
  const plain = asked.filter(({ ours }) => ours === undefined);
  const expressions = asked.filter(({ ours }) => ours !== undefined);
  return [
    `# What Twilio answered`,
    `${account}, ${at.toISOString().slice(0, 10)}. ${summary(findings)}.`,
    ...contradictions(findings),
    '## Questions',
    table(
      ['Belief', 'Question', 'The emulator', 'Found', 'Agrees'],
      plain.map((finding) => [`\`${finding.belief}\``, ...cellsOf(finding)]),
    ),
    ...(expressions.length === 0
      ? []
      : [
          '## Expressions',
          table(
            ['Expression', 'The emulator', 'Found', 'Agrees', 'Our own reading'],
            expressions.map((finding) => [...cellsOf(finding), finding.ours ?? '']),
          ),
        ]),
    '## Not asked',
    table(
      ['Belief', 'The emulator', 'Why not'],
      findings
        .filter(({ outcome }) => outcome === 'elsewhere')
        .map(({ belief, emulator, found }) => [`\`${belief}\``, emulator, found]),
    ),
  ]
    .join('\n\n')
    .concat('\n');
}

/** How many questions came out how. */
export function summary(findings: readonly Finding[]): string {
  const count = (test: (finding: Finding) => boolean): number => findings.filter(test).length;
  const asked = (agrees: boolean | null) =>
    count((finding) => finding.outcome === 'asked' && finding.agrees === agrees);
  return [
    `${asked(true)} agree`,
    `${asked(false)} differ`,
    `${asked(null)} undecided`,
    `${count(({ outcome }) => outcome === 'failed')} could not be asked`,
    `${count(({ outcome }) => outcome === 'elsewhere')} have to be found out elsewhere`,
  ].join(', ');
}

/** Where what we would have said without asking TaskRouter is not what it says. */
export function contradicted({ found, ours, agrees }: Finding): boolean {
  return agrees !== null && ours !== undefined && ours !== 'asks TaskRouter' && ours !== found;
}

function contradictions(findings: readonly Finding[]): string[] {
  const wrong = findings.filter(contradicted);
  if (wrong.length === 0) return [];
  const lines = wrong.map(({ asks, ours, found }) => `- ${asks}: we say ${ours}, TaskRouter ${found}`);
  return [`**Our own reading is wrong here; see packages/target-expression.**`, lines.join('\n')];
}

const cellsOf = ({ asks, emulator, found, agrees }: Finding): string[] => [
  asks,
  emulator,
  found,
  agrees === null ? 'unknown' : agrees ? 'yes' : '**no**',
];

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const row = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replace(/\s+/g, ' ').replaceAll('|', '\\|')).join(' | ')} |`;
  return [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');
}
