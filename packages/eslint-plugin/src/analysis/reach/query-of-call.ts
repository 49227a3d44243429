import type { CallExpression, Expression, Use } from '../facts/expression.js';
import type { FunctionFacts } from '../facts/function-facts.js';
import { callable } from '../values/callable.js';
import type { Evaluator } from '../values/evaluator.js';
import type { Environment, MethodValue, Value } from '../values/value.js';
import type { QueryKind, QuerySite } from './query.js';
import { kindOfSql } from './sql-kind.js';
import { sqlText } from './sql-text.js';

/** A place in the code that is asked for the query it sends. */
interface Place {
  readonly callee: Expression;
  readonly owner: FunctionFacts;
  readonly start: number;
}

/** Whether the result is awaited here: right there, or by the async function or the callback that returns it. */
export function isWaitedFor({ use, owner }: { readonly use: Use; readonly owner: FunctionFacts }): boolean {
  return use === 'await' || (use === 'return' && (owner.isAsync || owner.argumentOf !== undefined));
}

/** As a message names it: `Repository.find`; what is called by itself goes by the name that the code gives it. */
function labelOf({ handle, name }: MethodValue, { callee }: CallExpression): string {
  const called = name === '' && callee.kind === 'member' ? callee.name : name;
  return called === '' ? handle.role.label : `${handle.role.label}.${called}`;
}

function kindOf(
  { facts }: MethodValue,
  call: CallExpression,
  environment: Environment | undefined,
  evaluator: Evaluator,
): QueryKind | undefined {
  if (facts.isLazyRelation) return 'lazy-relation';
  if (facts.executes !== 'sql') return facts.executes;
  const text = sqlText(call.args[facts.sqlArgument ?? 0], environment, evaluator);
  // Text that the code does not show counts as a read.
  const kind = text === undefined ? 'read' : kindOfSql(text);
  return kind === 'none' ? undefined : kind;
}

/** The query that calling `value` sends, by the facts of its library. */
export function calledQuery(
  value: Value,
  call: CallExpression,
  environment: Environment | undefined,
  evaluator: Evaluator,
): QuerySite | undefined {
  const method = value.kind === 'handle' ? callable(value) : value;
  if (method.kind !== 'method' || !method.facts.executes) return undefined;
  const kind = kindOf(method, call, environment, evaluator);
  return (
    kind && {
      kind,
      orm: method.handle.orm,
      label: labelOf(method, call),
      module: call.owner.module,
      start: call.start,
      relation: kind === 'lazy-relation' ? relationNamed(call) : undefined,
      isBatchedInOneTick: method.facts.isBatchedInOneTick === true,
    }
  );
}

/** `posts` in `user.getPosts()` and in `user.$get('posts')`. */
function relationNamed({ callee, args }: CallExpression): string {
  const [first] = args;
  const name = callee.kind === 'member' ? callee.name : '';
  if (first?.kind === 'string') return first.value;
  const bare = name.replace(/^(?:get|count|has)/, '');
  return bare.charAt(0).toLowerCase() + bare.slice(1);
}

/** The queries that awaiting one of `values` sends: builders run when they are awaited. */
export function awaitedQueries(values: readonly Value[], { callee, owner, start }: Place): readonly QuerySite[] {
  return values.flatMap((value) => {
    if (value.kind !== 'handle' || !value.role.awaited) return [];
    const { orm, role } = value;
    const label = callee.kind === 'member' ? `${role.label}.${callee.name}` : role.label;
    return [
      {
        kind: value.role.awaited,
        orm,
        label,
        module: owner.module,
        start,
        relation: undefined,
        isBatchedInOneTick: false,
      },
    ];
  });
}
