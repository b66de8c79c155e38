import { readFileSync, writeFileSync } from 'node:fs';

/**
 * Completes package-lock.json after `npm install`. A registry that does not carry a package's binaries for other
 * platforms makes npm leave them out of the lock file, and `npm ci` then refuses it. This adds them by name, version
 * and platform, which is all that `npm ci` needs: it skips those of other platforms and fetches its own.
 */
interface Entry {
  version?: string;
  dev?: boolean;
  os?: string[];
  cpu?: string[];
  optional?: boolean;
  optionalDependencies?: Record<string, string>;
}

const OS: Record<string, string> = { windows: 'win32' };
const CPU: Record<string, string> = { '64': 'x64' };
const PLATFORM =
  /(darwin|linux|win32|windows|android|freebsd|openharmony)-(x64|64|arm64|arm|ia32|ppc64|riscv64|s390x|loong64)/;

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, Entry> };
const added: Record<string, Entry> = {};
for (const { dev, optionalDependencies = {} } of Object.values(lock.packages)) {
  for (const [name, version] of Object.entries(optionalDependencies)) {
    const place = `node_modules/${name}`;
    const [, os, cpu] = PLATFORM.exec(name) ?? [];
    if (lock.packages[place] || !os || !cpu || !/^\d/.test(version)) continue;
    added[place] = {
      version,
      cpu: [CPU[cpu] ?? cpu],
      ...(dev ? { dev } : {}),
      optional: true,
      os: [OS[os] ?? os],
    };
  }
}
const packages = Object.entries({ ...lock.packages, ...added }).sort(([a], [b]) => (a < b ? -1 : 1));
writeFileSync(
  'package-lock.json',
  `${JSON.stringify({ ...lock, packages: Object.fromEntries(packages) }, null, 2)}\n`,
);
console.log(`${Object.keys(added).length} packages of other platforms added`);
