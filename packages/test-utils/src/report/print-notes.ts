import type { Observation } from '../recording/scaling/observation.js';
import type { Query, Uncounted } from '../recording/query.js';
import { printCallSite } from './print-call-site.js';
import { printStatement } from './print-statement.js';
import { countQueries, listOf } from './wording.js';

const reasons: Readonly<Record<Uncounted, string>> = {
  transaction: 'of transaction control',
  setup: 'of connection set-up',
  unsent: 'that never reached a connection',
  ignored: 'inside of ignoreQueries()',
};

/** Statements named per reason. */
const mostNamed = 4;

/** Prints what a count leaves out and what it took in by adoption, one line each. */
export function printNotes({
  queries,
  uncounted,
}: Pick<Observation<unknown>, 'queries' | 'uncounted'>): readonly string[] {
  const parts = (['transaction', 'setup', 'unsent', 'ignored'] as const).flatMap((reason) => {
    const left = uncounted.filter((query) => query.uncounted === reason);
    return left.length === 0
      ? []
      : [`${left.length} ${reasons[reason]} (${nameSome(left.map(({ shape }) => printStatement(shape)))})`];
  });
  return [...(parts.length === 0 ? [] : [`Not counted: ${parts.join(', ')}.`]), ...printAdopted(queries)];
}

function printAdopted(queries: readonly Query[]): readonly string[] {
  const adopted = queries.filter(({ attribution }) => attribution === 'adopted');
  if (adopted.length === 0) return [];
  const names = adopted.map(({ shape, callSite }) =>
    [printStatement(shape), ...(callSite === undefined ? [] : [printCallSite(callSite)])].join(' '),
  );
  const were = adopted.length === 1 ? 'was' : 'were';
  return [
    `${adopted.length} of ${countQueries(queries.length)} came from outside the action, from a server or a timer, and ${were} ` +
      `adopted: ${nameSome(names)}.`,
  ];
}

function nameSome(all: readonly string[]): string {
  const names = [...new Set(all)];
  return names.length <= mostNamed ? listOf(names) : `${names.slice(0, mostNamed).join(', ')}, …`;
}
