import type { BulkFacts } from '../../orms/bulk/bulk-facts.js';
import type { CallExpression, Expression } from '../facts/expression.js';
import { callable } from '../values/callable.js';
import type { Evaluator } from '../values/evaluator.js';
import type { MethodValue } from '../values/value.js';
import type { Frame } from './frame.js';
import { WriteTally } from './write-tally.js';

/** The form for many rows of one write. */
export interface BulkForm {
  /** As a message shows it. */
  readonly form: string;
  /** The bulk form gives the rows back, in their order. */
  readonly givesRows: boolean;
  readonly isFlush: boolean;
  /** The row that is written, where one is handed over as a whole. */
  readonly row: Expression | undefined;
}

/** One call of a chain. */
interface Link {
  readonly call: CallExpression;
  readonly facts: BulkFacts;
}

function methodOf(call: CallExpression, frame: Frame, evaluator: Evaluator): MethodValue | undefined {
  for (const value of evaluator.calleesOf(call, frame.environment)) {
    if (value.kind === 'method') return value;
    if (value.kind === 'handle') return callable(value, call);
  }
  return undefined;
}

function bulkFactsOf(method: MethodValue | undefined): BulkFacts {
  if (!method) return {};
  const { bulk = {}, roles } = method.handle.orm;
  const role = Object.keys(bulk).find((name) => roles[name] === method.handle.role);
  return bulk[role ?? '']?.[method.name] ?? {};
}

/** The calls of a chain, the last one first: `where`, `set` and `update` of `db.update(t).set(…).where(…)`. */
function linksOf(call: CallExpression, frame: Frame, evaluator: Evaluator): readonly Link[] {
  const links: Link[] = [];
  for (let at: Expression | undefined = call; at;) {
    if (at.kind === 'call') {
      const facts = bulkFactsOf(methodOf(at, frame, evaluator));
      links.push({ call: at, facts });
      // What comes before is the row, not the builder.
      if (facts.rows === 'receiver' || facts.where === 'receiver') break;
    }
    const inner: Expression | undefined =
      at.kind === 'call' ? at.callee : at.kind === 'member' || at.kind === 'index' ? at.object : undefined;
    at = inner?.kind === 'reference' ? builderIn(inner, frame) : inner;
  }
  return links;
}

/** The call that began the builder which a name holds. */
function builderIn(reference: Extract<Expression, { kind: 'reference' }>, frame: Frame): Expression | undefined {
  const found = frame.resolve(reference);
  const isBegun = found.frame === frame && found.expression.kind === 'call' && !found.expression.isNew;
  return isBegun ? found.expression : undefined;
}

/**
 * Answers which form for many rows says the same as `call`, a write that runs once per element in `frame`.
 *
 * @returns Undefined where none does: values of its own in an update, rows that are told apart by more than a key, another table
 *   for each element, or a list already.
 */
export function bulkFormOf(call: CallExpression, frame: Frame, evaluator: Evaluator): BulkForm | undefined {
  const tally = new WriteTally(frame, evaluator);
  const links = linksOf(call, frame, evaluator);
  for (const link of links) tally.add(link.call, link.facts);
  const first = links.at(-1);
  if (first) tally.addReceiver(first.call, first.facts);
  const { form, givesRows, isFlush, row, hasOwnRows, columns, isUnfit } = tally;
  if (form === undefined || isUnfit) return undefined;
  // Rows with values of their own need no condition; of others one column says which are meant.
  return isFlush || columns === (hasOwnRows ? 0 : 1) ? { form, givesRows, isFlush, row } : undefined;
}
