#!/usr/bin/env -S node --import tsx
import { readFileSync } from 'node:fs';
import { PROBLEM, run } from './run';

/** The `target-expression` command. */
const STDIN = 0;

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // `| head` has read enough.
  if (error.code === 'EPIPE') return;
  process.stderr.write(`The output can't be written: ${error.message}\n`);
  process.exitCode = PROBLEM;
});

process.exitCode = run(process.argv.slice(2), {
  read: (file) => readFileSync(file === '-' ? STDIN : file, 'utf8'),
  print: (text) => process.stdout.write(`${text}\n`),
  complain: (text) => process.stderr.write(`${text}\n`),
});
