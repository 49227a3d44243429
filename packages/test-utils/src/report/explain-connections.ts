import type { HeldConnection } from '../recording/connection-peak.js';
import type { ConnectionUse } from '../recording/scaling/observation.js';
import { printRest, type Explanation } from './explain-count.js';
import { printCallSite } from './print-call-site.js';
import { printStatement } from './print-statement.js';
import { figure, indent } from './wording.js';

/** What a number of connections is explained with. */
export interface ConnectionsExplanation extends Explanation {
  readonly most: number;
  readonly use: ConnectionUse;
}

/** Explains which connections were held at the same time, by which queries, and how long was waited for some. */
export function explainConnections(explanation: ConnectionsExplanation): string {
  const { hint, isNot, most, use, observation, printer } = explanation;
  const received = isNot ? '' : ` (${use.most - most} too many)`;
  return [
    hint,
    '',
    `Expected connections at the same time: ${isNot ? 'more than' : 'at most'} ${printer.printExpected(most)}`,
    `Received connections at the same time: ${printer.printReceived(use.most)}${received}`,
    '',
    ...printHeld(use.held),
    ...(isNot ? [] : ['', ...adviseOn(use.held)]),
    ...(use.waitMs > 0 ? ['', `Waited for connections of pools: ${figure(use.waitMs)} ms, added up.`] : []),
    ...printRest(observation),
  ].join('\n');
}

/** Explains that nobody knows on which connections queries ran. */
export function explainUnknownConnections(matcher: string): string {
  return (
    `${matcher}() can't tell how many connections were held: none of the queries had been given one when the action settled. ` +
    'Await them in the action.'
  );
}

function printHeld(held: readonly HeldConnection[]): readonly string[] {
  const blocks = new Map<string, number>();
  for (const connection of held) {
    const block = printConnection(connection);
    blocks.set(block, (blocks.get(block) ?? 0) + 1);
  }
  return [...blocks].map(([block, times]) => {
    const label = `${times}×  `;
    return indent(`${label}${indent(block, label.length).trimStart()}`, 2);
  });
}

function printConnection({ query, isRunning, takenAt }: HeldConnection): string {
  const taken = takenAt === undefined ? [] : [`taken ${printCallSite(takenAt)}`];
  if (query === undefined) return ['nothing has run on it', ...taken].join('\n');
  const line = query.callSite?.fallback === 'connection' ? [] : [printCallSite(query.callSite)];
  return [`${isRunning ? '' : 'idle after '}${printStatement(query.shape)}`, ...line, ...taken].join('\n');
}

function adviseOn(held: readonly HeldConnection[]): readonly string[] {
  const isHeld = held.some(({ takenAt, isRunning }) => takenAt !== undefined || !isRunning);
  return [
    '  Queries side by side take a connection each: await one before the next, or load all with one query.',
    ...(isHeld
      ? [
          '  One that is taken is held until it is released: what runs meanwhile should run on it, or all callers wait for each other.',
        ]
      : []),
  ];
}
