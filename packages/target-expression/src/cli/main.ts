#!/usr/bin/env -S node --import tsx
import { readFileSync } from 'node:fs';
import { run } from './run';

/** The `target-expression` command. */
const STDIN = 0;

// `| head` has read enough.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

process.exitCode = run(process.argv.slice(2), {
  read: (file) => readFileSync(file === '-' ? STDIN : file, 'utf8'),
  print: (text) => process.stdout.write(`${text}\n`),
  complain: (text) => process.stderr.write(`${text}\n`),
});
