import type { Expression } from '../facts/expression.js';
import type { Evaluator } from '../values/evaluator.js';
import { settledKey } from '../values/ruled-out.js';
import type { Environment, Value } from '../values/value.js';
import type { Node } from './steps.js';
import { kindOfSql } from './sql-kind.js';
import { sqlText } from './sql-text.js';

const ids = new WeakMap<object, number>();
let lastId = 0;

function idOf(object: object): number {
  const known = ids.get(object);
  if (known !== undefined) return known;
  ids.set(object, ++lastId);
  return lastId;
}

function valueKey(value: Value): string {
  switch (value.kind) {
    case 'function':
      return `f${idOf(value.function)}`;
    case 'class':
      return `c${idOf(value.class)}`;
    case 'instance':
      // Rows of one class differ by what was loaded with them.
      return `i${idOf(value.class)}${value.origin ? `@${idOf(value.origin.call)}` : ''}`;
    case 'object':
      return `o${idOf(value.object)}`;
    case 'handle':
      return `h${idOf(value.role)}:${value.model?.kind === 'instance' ? idOf(value.model.class) : ''}`;
    case 'module':
      return `m${idOf(value.module)}`;
    default:
      return value.kind;
  }
}

/** Text that is handed to a wrapper decides whether it reads or writes. */
function sqlKey(argument: Expression, environment: Environment | undefined, evaluator: Evaluator): string {
  const text = sqlText(argument, environment, evaluator);
  return text === undefined ? '' : kindOfSql(text);
}

/** Tells calls of one function apart, as far as their arguments decide what it runs. */
export function nodeKey({ value, environment }: Node, evaluator: Evaluator): string {
  const { parameters, owner } = value.function;
  const self = value.self
    .filter((one) => one.kind !== 'instance' || one.class !== owner || one.origin !== undefined)
    .map(valueKey);
  const args = environment
    ? parameters.map((_parameter, index) => {
        const argument = environment.args[index];
        const settled = environment.isWhole ? settledKey(argument, environment.caller) : '';
        if (!argument) return settled;
        const values = evaluator.evaluate(argument, environment.caller).map(valueKey).join('|');
        return `${settled}~${values === '' ? sqlKey(argument, environment.caller, evaluator) : values}`;
      })
    : [];
  const rest = [...args, ...(value.outer ? [`e${idOf(value.outer)}`] : [])].join(',');
  return `${idOf(value.function)};${self.join('|')};${rest}`;
}
