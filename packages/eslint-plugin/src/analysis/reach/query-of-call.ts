import type { CallExpression, Expression, Use } from '../facts/expression.js';
import type { FunctionFacts } from '../facts/function-facts.js';
import { callable } from '../values/callable.js';
import type { MethodValue, Value } from '../values/value.js';
import type { QueryKind, QuerySite } from './query.js';
import { kindOfSql } from './sql-text.js';

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

function labelOf({ handle, name }: MethodValue): string {
  return name === '' ? handle.role.label : `${handle.role.label}.${name}`;
}

function kindOf({ facts }: MethodValue, call: CallExpression): QueryKind | undefined {
  if (facts.isLazyRelation) return 'lazy-relation';
  const kind = facts.executes === 'sql' ? kindOfSql(call.args[facts.sqlArgument ?? 0]) : facts.executes;
  return kind === 'none' ? undefined : kind;
}

/** The query that calling `value` sends, by the facts of its library. */
export function calledQuery(value: Value, call: CallExpression): QuerySite | undefined {
  const method = value.kind === 'handle' ? callable(value) : value;
  if (method.kind !== 'method' || !method.facts.executes) return undefined;
  const kind = kindOf(method, call);
  return (
    kind && {
      kind,
      orm: method.handle.orm,
      label: labelOf(method),
      module: call.owner.module,
      start: call.start,
      relation: kind === 'lazy-relation' ? relationNamed(method.name, call) : undefined,
      isBatchedInOneTick: method.facts.isBatchedInOneTick === true,
    }
  );
}

/** `posts` in `user.getPosts()` and in `user.$get('posts')`. */
function relationNamed(name: string, { args }: CallExpression): string {
  const [first] = args;
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
