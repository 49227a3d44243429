import { inspect } from 'node:util';
import type { AnyRows } from '../recording/agreement/case-tables.js';
import type { Agreement, Answer } from '../recording/agreement/find-disagreement.js';
import { addNote } from './explain-thrown.js';
import type { ValuePrinter } from './value-printer.js';
import { count, indent } from './wording.js';

type Of<Status extends Agreement['status']> = Extract<Agreement, { readonly status: Status }>;

/** What a message about generated cases is printed with. */
export interface CasePrinting {
  readonly hint: string;
  readonly printer: ValuePrinter;
}

/** Explains in which case, the smallest that was found, an action answers something else than the reference. */
export function explainDisagreement(
  { hint, printer }: CasePrinting,
  { smallest, reductions }: Of<'disagreed'>,
): string {
  const { rows, expected, received } = smallest;
  const reduced = reductions === 0 ? '' : `, reduced ${count(reductions, 'time')}`;
  const difference =
    isComposed(expected) && received.status === 'returned' ? printer.diff?.(expected, received.value) : undefined;
  return [
    hint,
    '',
    `Expected, as the reference answers: ${printer.printExpected(expected)}`,
    `Received: ${printAnswer(received, printer)}`,
    ...(difference === undefined || difference === null ? [] : ['', difference]),
    '',
    `With these rows, the smallest case that was found${reduced}:`,
    indent(printRows(rows), 2),
  ].join('\n');
}

/** Explains that an action answered in every case what the reference answered, though it should not. */
export function explainAgreement({ hint, printer }: CasePrinting, { cases }: Of<'agreed'>): string {
  return [
    hint,
    '',
    'Expected: another answer than that of the reference, in some case',
    `Received: the same answer in ${printer.printReceived(cases)} cases`,
  ].join('\n');
}

/** Explains that all cases led to one and the same answer, which proves nothing. */
export function explainOneAnswer(matcher: string, { cases, answer }: Of<'agreed'>): string {
  return (
    `${matcher}() received one and the same answer from the reference in all ${cases} cases: ${print(answer)}. ` +
    'Does `populate` write what the reference reads, and do `cases` name the columns that it depends on?'
  );
}

/** Adds to what `populate` or the reference threw for which rows that was. */
export function explainFailedCase(matcher: string, { during, error, rows }: Of<'threw'>): Error {
  const name = during === 'populate' ? '`populate`' : 'The reference';
  return addNote(error, `${name} of ${matcher}() threw this with these rows:\n${indent(printRows(rows), 2)}`);
}

/** Two plain values say all by themselves. */
function isComposed(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

function printAnswer(answer: Answer, { printReceived }: ValuePrinter): string {
  if (answer.status === 'returned') return printReceived(answer.value);
  return `an error was thrown, ${String(answer.error)}`;
}

function printRows(rows: AnyRows): string {
  return Object.entries(rows)
    .flatMap(([table, list]) =>
      list.length === 0 ? [`${table}: none`] : [`${table}:`, ...list.map((row) => indent(print(row), 2))],
    )
    .join('\n');
}

function print(value: unknown): string {
  return inspect(value, { breakLength: Infinity, depth: 4, maxArrayLength: 20 });
}
