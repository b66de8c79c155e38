import type { TabProps } from '../tabs';

/** What a change of an expression would do: not filled yet, and not offered. */
export default function WhatIf(_props: TabProps) {
  return null;
}
