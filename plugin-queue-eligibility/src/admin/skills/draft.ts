import type { ReadCsv } from '@queue-eligibility/skills/plan';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { PlanProblem } from './plan-problems';

/** How it is said whom a plan is about: by a rule, one by one, or by a file, which says what is to be done as well. */
export const WHO_MODES = ['rule', 'list', 'file'] as const;
export type WhoMode = (typeof WHO_MODES)[number];

/** What can be done with a skill, and with another attribute. */
export const ACTIONS = [
  ...(['assign', 'level', 'remove', 'disable', 'enable', 'replace'] as const),
  ...(['set', 'unset'] as const),
] as const;
export type Action = (typeof ACTIONS)[number];

/** What must be so for a change to be made. */
export const CONDITIONS = ['always', 'absent', 'level'] as const;
export type Condition = (typeof CONDITIONS)[number];

/** A change as somebody writes it: not all of it need be there yet. */
export interface ChangeRow {
  id: number;
  action: Action;
  skill: string;
  /** An attribute's path, with dots between its steps, and what it is to hold: JSON, or else a text. */
  path: string;
  value: string;
  level: string;
  /** The skill that takes its place. */
  by: string;
  condition: Condition;
  conditionLevel: string;
}

/** Rows that were read, of a file or of a plan that is made once more. */
export interface Source extends Pick<ReadCsv, 'wanted' | 'problems' | 'encoding'> {
  name: string;
}

/** A plan that somebody is making. */
export interface Draft {
  mode: WhoMode;
  /** A target workers expression. */
  rule: string;
  /** SIDs of agents. */
  chosen: readonly string[];
  /** Somebody comes from Teams View, and the agents that it shows are to be chosen. */
  isFromTeams: boolean;
  source: Source | null;
  rows: readonly ChangeRow[];
  /** Skills that are not in the workspace's list are meant. */
  unknownSkills: boolean;
  isForGood: boolean;
  /** As the browser's fields have them: `2026-12-24` and `18:00`. */
  date: string;
  time: string;
  note: string;
  /** Null: nothing is being kept. One at a time is, wherever on the page somebody goes meanwhile. */
  making: Making | null;
  /** Why the last one was not kept. */
  problem: PlanProblem | null;
  /** The plan that was kept last, until it is shown. */
  made: string | null;
}

/** A draft that is being kept as a plan. */
interface Making {
  /** Agents that are kept, and of how many. */
  kept: number;
  agents: number;
}

/** The plan that is being made; kept for as long as Flex is open. */
export type DraftStore = StoreApi<Draft>;

const newRow = (id: number): ChangeRow => ({
  ...{ id, action: 'assign', skill: '', level: '', by: '', path: '', value: '' },
  ...{ condition: 'always', conditionLevel: '' },
});

const EMPTY: Draft = {
  ...{ mode: 'rule', rule: '', chosen: [], source: null, rows: [newRow(1)], unknownSkills: false },
  ...{ isFromTeams: false, isForGood: true, date: '', time: '18:00', note: '' },
  ...{ making: null, problem: null, made: null },
};

/** Nothing is written yet. */
export const createDraft = (): DraftStore => createStore<Draft>(() => EMPTY);

/** Begins anew. What is just being kept goes on. */
export const clearDraft = (store: DraftStore, changes: Partial<Draft> = {}): void =>
  store.setState(({ making }) => ({ ...EMPTY, making, ...changes }), true);

export const addRow = (store: DraftStore): void =>
  store.setState(({ rows }) => ({
    rows: [...rows, newRow(Math.max(0, ...rows.map(({ id }) => id)) + 1)],
  }));

export const editRow = (store: DraftStore, id: number, changes: Partial<ChangeRow>): void =>
  store.setState(({ rows }) => ({
    rows: rows.map((row) => (row.id === id ? { ...row, ...changes } : row)),
  }));

export const dropRow = (store: DraftStore, id: number): void =>
  store.setState(({ rows }) => ({ rows: rows.filter((row) => row.id !== id) }));

/** When what a plan gives is taken back, ISO 8601; null: never; undefined: that is not said yet. */
export function untilOf({ isForGood, date, time }: Draft): string | null | undefined {
  if (isForGood) return null;
  const at = new Date(`${date}T${time}`);
  return date === '' || Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}
