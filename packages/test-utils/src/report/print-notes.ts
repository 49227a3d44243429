import type { Observation } from '../recording/scaling/observation.js';
import type { Query, Uncounted } from '../recording/query.js';
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
    return left.length === 0 ? [] : [`${left.length} ${reasons[reason]} (${nameSome(left)})`];
  });
  const adopted = queries.filter(({ attribution }) => attribution === 'adopted').length;
  return [
    ...(parts.length === 0 ? [] : [`Not counted: ${parts.join(', ')}.`]),
    ...(adopted === 0
      ? []
      : [`Counted though sent outside of the action's context, by a server or a timer: ${countQueries(adopted)}.`]),
  ];
}

function nameSome(queries: readonly Query[]): string {
  const names = [...new Set(queries.map(({ shape }) => printStatement(shape)))];
  return names.length <= mostNamed ? listOf(names) : `${names.slice(0, mostNamed).join(', ')}, …`;
}
