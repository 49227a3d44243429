import { types } from 'node:util';
import { findRepeats, groupByOrigin, type RepeatedQuery } from '../recording/find-repeats.js';
import type { Query } from '../recording/query.js';
import { sum } from '../recording/scaling/shape-tally.js';
import { batchedForm } from './batched-form.js';
import { adviseBatching } from './batching-advice.js';
import { explainNoPg, explainNoQuery, explainUnattributed } from './explain-nothing-seen.js';
import { describeParent } from './explain-repeats.js';
import { printCallSite } from './print-call-site.js';
import { printNotes } from './print-notes.js';
import { printStatement } from './print-statement.js';
import { printTable } from './print-table.js';
import { count, countQueries, indent } from './wording.js';

/** What a profile is made of. */
export interface ProfiledQueries {
  readonly queries: readonly Query[];
  readonly uncounted: readonly Query[];
  readonly unattributed: readonly Query[];
  readonly rows: number;
  readonly durationMs: number;
  readonly driverSeen: boolean;
}

/** How a profiled call ended. */
export type ProfileEnd = { readonly status: 'returned' } | { readonly status: 'threw'; readonly error: unknown };

/** More statements are only counted. */
const mostStatements = 20;

/**
 * Prints the queries of one call: how many and how long in all; of each statement, and line that sent it, how often, rows
 * and time, the longest first; what was not counted. Values are not shown.
 *
 * @param name - Of the function that was called.
 */
export function explainProfile(name: string, profiled: ProfiledQueries, end: ProfileEnd): string {
  const { queries, unattributed } = profiled;
  const notes = printNotes(profiled);
  return [
    `${name}${describeEnd(end)}: ${describeTotal(profiled)}`,
    ...(queries.length === 0 ? ['', explainNothing(profiled)] : explainStatements(queries)),
    ...(notes.length === 0 ? [] : ['', ...notes]),
    ...(unattributed.length === 0 ? [] : ['', explainUnattributed('profileQueries', unattributed)]),
  ].join('\n');
}

function describeEnd(end: ProfileEnd): string {
  if (end.status === 'returned') return '';
  return types.isNativeError(end.error) ? ` threw ${end.error.name}` : ' threw';
}

function describeTotal({ queries, rows, durationMs }: ProfiledQueries): string {
  const inQueries = queries.length === 0 ? '' : ` (${printMs(timeCovered(queries))} in queries)`;
  return `${countQueries(queries.length)}, ${count(rows, 'row')}, ${printMs(durationMs)}${inQueries}`;
}

function explainNothing({ uncounted, driverSeen }: ProfiledQueries): string {
  return driverSeen ? explainNoQuery({ uncounted }) : explainNoPg('profileQueries');
}

function explainStatements(queries: readonly Query[]): readonly string[] {
  const groups = groupByOrigin(queries).map((group) => ({ group, ms: sumOf(group, durationOf) }));
  groups.sort((one, other) => other.ms - one.ms);
  const printed = groups.slice(0, mostStatements);
  const rest = groups.slice(mostStatements).map(({ group }) => group.length);
  const repeats = new Map(findRepeats(queries).map((repeat) => [repeat.queries[0], repeat]));
  const digits = String(Math.max(...printed.map(({ group }) => group.length))).length;
  const figures = printTable(printed.map(({ group, ms }) => figuresOf(group, ms, digits))).split('\n');
  const width = Math.max(...figures.map((line) => line.length)) + 2;
  const lines = printed.flatMap(({ group }, index) => {
    const [statement = '', ...details] = describeGroup(group, repeats.get(group[0]));
    return [`${(figures[index] ?? '').padEnd(width)}${statement}`, ...details.map((line) => indent(line, width))];
  });
  const perRow = [...repeats.values()].filter(({ parent }) => parent !== undefined);
  const advice = adviseBatching(perRow.map(({ queries: [sample] }) => sample));
  return [
    '',
    ...lines.map((line) => indent(line, 2)),
    ...(rest.length === 0
      ? []
      : [`  and ${count(rest.length, 'more statement')}, which ran ${count(sum(rest), 'time')}`]),
    ...(advice.length === 0 ? [] : ['', ...advice]),
  ];
}

function figuresOf(group: readonly Query[], ms: number, digits: number) {
  const rows = group.every((query) => query.rows === undefined)
    ? ''
    : count(
        sumOf(group, ({ rows = 0 }) => rows),
        'row',
      );
  const time = group.every(({ durationMs }) => durationMs === undefined) ? '' : printMs(ms);
  return { label: `${String(group.length).padStart(digits)}×`, cells: [rows, time] };
}

function describeGroup(group: readonly [Query, ...Query[]], repeat: RepeatedQuery | undefined): readonly string[] {
  const [sample] = group;
  const failed = group.filter(({ error }) => error !== undefined);
  const running = group.filter(({ durationMs }) => durationMs === undefined).length;
  const batched = repeat?.parent === undefined ? undefined : batchedForm(sample);
  return [
    printStatement(sample.shape),
    printCallSite(sample.callSite),
    ...(failed.length === 0 ? [] : [`${failed.length} failed: ${failed[0]?.error?.message ?? ''}`]),
    ...(running === 0 ? [] : [`${running} still running: nothing waited for ${running === 1 ? 'it' : 'them'}`]),
    ...(repeat?.parent === undefined ? [] : describeParent(repeat.parent).split('\n')),
    ...(batched === undefined ? [] : [`one query instead: ${batched}`]),
  ];
}

/** Milliseconds in which at least one query was under way: those that run side by side count once. */
function timeCovered(queries: readonly Query[]): number {
  let covered = 0;
  let until = -Infinity;
  for (const query of [...queries].sort((one, other) => one.startedAtMs - other.startedAtMs)) {
    const end = query.startedAtMs + durationOf(query);
    covered += Math.max(0, end - Math.max(query.startedAtMs, until));
    until = Math.max(until, end);
  }
  return covered;
}

function durationOf({ durationMs = 0 }: Query): number {
  return durationMs;
}

function sumOf(queries: readonly Query[], figureOf: (query: Query) => number): number {
  return sum(queries.map(figureOf));
}

function printMs(ms: number): string {
  return `${ms.toFixed(1)} ms`;
}
