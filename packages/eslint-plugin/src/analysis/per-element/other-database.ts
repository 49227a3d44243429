import { type CallExpression, type Expression } from '../facts/expression.js';
import type { Evaluator } from '../values/evaluator.js';
import type { HandleValue } from '../values/value.js';
import type { Dependence } from './dependence.js';
import { isPartOfElement } from './part-of-element.js';

/** How many names and calls are looked through. */
const MAX_DEPTH = 20;

/** What a receiver is reached through: `source` and `source.getRepository(Tag)` of `source.getRepository(Tag).find()`. */
function receiversOf(expression: Expression | undefined, depth = 0): readonly Expression[] {
  if (!expression || depth > MAX_DEPTH) return [];
  switch (expression.kind) {
    case 'member':
    case 'index':
      return [expression, ...receiversOf(expression.object, depth + 1)];
    case 'call':
      return [expression, ...receiversOf(expression.callee, depth + 1)];
    case 'await':
    case 'cast':
      return receiversOf(expression.value, depth + 1);
    case 'reference': {
      const [source, another] = expression.binding?.parameter ? [] : (expression.binding?.sources ?? []);
      const isDefinition = source && !another && source.path.length === 0;
      return [expression, ...(isDefinition ? receiversOf(source.value, depth + 1) : [])];
    }
    default:
      return [];
  }
}

/** Whether `handle` stands for a row whose class is not known: rows of one list are of one table. */
function isRow({ orm, role }: HandleValue): boolean {
  return Object.values(orm.roles).some(({ rows }) => rows !== undefined && orm.roles[rows] === role);
}

/** Whether the element decides which database or table is asked, as in a loop over tenants: then each query is another one. */
export function asksAnotherDatabase(call: CallExpression, dependence: Dependence, evaluator: Evaluator): boolean {
  return [call.callee, ...call.args]
    .flatMap((expression) => receiversOf(expression))
    .some((expression) => {
      const handles = evaluator
        .evaluate(expression)
        .filter((value): value is HandleValue => value.kind === 'handle' && !isRow(value));
      if (handles.length === 0) return false;
      return (
        isPartOfElement(expression, dependence) ||
        (handles.some(({ role }) => role.isConnection) && dependence.has(expression))
      );
    });
}
