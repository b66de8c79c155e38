import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { PROJECT_DIR } from './fixture/start';
import { findRoutes } from './routes';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'routes-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

test('the access is in the name of the file, the path is its place', () => {
  const found = [...findRoutes(PROJECT_DIR).values()].map(({ path, access }) => [path, access]);
  expect(found).toEqual(
    expect.arrayContaining([
      ['/echo', 'public'],
      ['/secret', 'protected'],
      ['/hidden', 'private'],
      ['/jobs/start', 'public'],
    ]),
  );
});

test('files that are no JavaScript are no Functions', () => {
  mkdirSync(join(dir, 'functions'));
  for (const name of ['a.js', 'a.js.map', 'b.json']) writeFileSync(join(dir, 'functions', name), '');
  expect([...findRoutes(dir).keys()]).toEqual(['/a']);
});

test('two files for one path are an error', () => {
  mkdirSync(join(dir, 'functions'));
  for (const name of ['a.js', 'a.protected.js']) writeFileSync(join(dir, 'functions', name), '');
  expect(() => findRoutes(dir)).toThrow(/Two Functions claim \/a/);
});

test('a folder without functions is no project', () => {
  expect(() => findRoutes(dir)).toThrow(/no functions folder/);
});
