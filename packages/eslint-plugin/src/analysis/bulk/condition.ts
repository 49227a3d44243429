import type { ConditionForm } from '../../orms/bulk/bulk-facts.js';
import { ormOfPackage } from '../../orms/known-orms.js';
import { type CallExpression, type ObjectExpression, partsOf } from '../facts/expression.js';
import type { Evaluator } from '../values/evaluator.js';
import type { Located } from './frame.js';
import { countInSqlCondition } from './sql-write.js';

/** More columns than one differ, or they are compared by other means than equality. */
const NOT_ONE_LIST = Infinity;

/** Keys of conditions that compare, apart from plain equality. */
const COMPARING =
  /^(?:\$(?!eq$|and$)\w+|in|notIn|not|lte?|gte?|contains|startsWith|endsWith|search|has(?:Every|Some)?|isEmpty|OR|NOT|some|every|none|is|isNot)$/;

function scalar({ expression, frame }: Located): number {
  return frame.varies(expression) ? 1 : 0;
}

/** Names what a call of an ORM's own function is: `In` of TypeORM, `eq` of Drizzle. */
function operatorOf(call: CallExpression, evaluator: Evaluator): string | undefined {
  for (const value of evaluator.evaluate(call.callee))
    if (value.kind === 'external' && ormOfPackage(value.package)) return value.path.at(-1);
  return undefined;
}

function ofProperties(object: ObjectExpression, { frame }: Located, evaluator: Evaluator): number {
  const named = new Set(object.properties.values());
  if (partsOf(object).some((part) => !named.has(part) && frame.varies(part))) return NOT_ONE_LIST;
  let count = 0;
  for (const [name, value] of object.properties) {
    const inner = ofObject({ expression: value, frame }, evaluator);
    count += inner > 0 && COMPARING.test(name) ? NOT_ONE_LIST : inner;
  }
  return count;
}

/** `{ id, tenant: { id } }`, or a key by itself. */
function ofObject(given: Located, evaluator: Evaluator): number {
  const { expression, frame } = given.frame.resolve(given.expression);
  const found = { expression, frame };
  if (expression.kind === 'object') return ofProperties(expression, found, evaluator);
  if (expression.kind === 'array') return frame.varies(expression) ? NOT_ONE_LIST : 0;
  if (expression.kind === 'call' && frame.varies(expression)) {
    const operator = operatorOf(expression, evaluator);
    return operator === undefined || operator === 'Equal' ? 1 : NOT_ONE_LIST;
  }
  return scalar(given);
}

/** The same by its name, for one that comes through a file which hands on all of a package. */
function nameOfOperator(call: CallExpression, evaluator: Evaluator): string | undefined {
  const { callee } = call;
  return operatorOf(call, evaluator) ?? (callee.kind === 'reference' ? callee.binding?.imported?.name : undefined);
}

/** `eq(column, value)`, alone or within `and(…)`. */
function ofOperators(given: Located, evaluator: Evaluator): number {
  const { expression, frame } = given.frame.resolve(given.expression);
  if (!frame.varies(expression)) return 0;
  if (expression.kind !== 'call') return NOT_ONE_LIST;
  const operator = nameOfOperator(expression, evaluator);
  if (operator === 'and')
    return expression.args.reduce((count, part) => count + ofOperators({ expression: part, frame }, evaluator), 0);
  const [column, value] = expression.args;
  if (operator !== 'eq' || !column || !value || frame.varies(column)) return NOT_ONE_LIST;
  return scalar({ expression: value, frame });
}

/** `(column, value)`, `(column, '=', value)` or `({ column: value })`. */
function ofColumns(args: readonly Located[], evaluator: Evaluator): number {
  const [first, second, third] = args;
  if (!first) return 0;
  if (!second) return ofObject(first, evaluator);
  if (scalar(first) > 0) return NOT_ONE_LIST;
  if (!third) return ofObject(second, evaluator);
  const isEqual = second.expression.kind === 'string' && second.expression.value === '=';
  return scalar(third) === 0 ? 0 : isEqual ? ofObject(third, evaluator) : NOT_ONE_LIST;
}

/** `('id = :id', { id })`, or an object. */
function ofText(args: readonly Located[], evaluator: Evaluator): number {
  const [text, values] = args;
  if (!text) return 0;
  const { expression, frame } = text.frame.resolve(text.expression);
  if (expression.kind !== 'string') return ofObject({ expression, frame }, evaluator);
  return values ? countInSqlCondition(expression.value, values) : 0;
}

/** Counts the columns by which a condition tells the rows of different elements apart. */
export function countColumns(form: ConditionForm, args: readonly Located[], evaluator: Evaluator): number {
  const [first] = args;
  if (!first) return 0;
  switch (form) {
    case 'columns':
      return ofColumns(args, evaluator);
    case 'operators':
      return ofOperators(first, evaluator);
    case 'text':
      return ofText(args, evaluator);
    default:
      return ofObject(first, evaluator);
  }
}
