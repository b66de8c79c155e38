import { readFileSync } from 'node:fs';

/**
 * Largest resident set that a running process ever had.
 * @returns MiB; null where the system has no `/proc` (anything but Linux) or the process is gone
 */
export function maxRssMb(pid: number): number | null {
  try {
    const match = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    return match?.[1] === undefined ? null : Math.round(Number(match[1]) / 1024);
  } catch {
    return null;
  }
}
