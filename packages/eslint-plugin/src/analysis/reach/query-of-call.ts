import { ormOfPackage } from '../../orms/known-orms.js';
import { type CallExpression, type Expression, FALSE, type Use } from '../facts/expression.js';
import type { FunctionFacts } from '../facts/function-facts.js';
import { isAwaitedByGraphql } from '../graphql/awaited-by-graphql.js';
import { callable } from '../values/callable.js';
import type { Evaluator } from '../values/evaluator.js';
import type { Environment, HandleValue, MethodValue, Value } from '../values/value.js';
import { isRelationLoaded } from './lazy-relation.js';
import { relationOfBuilder, relationOfMethod } from './named-relation.js';
import type { QueryKind, QuerySite } from './query.js';
import { kindOfSql } from './sql-kind.js';
import { sqlText } from './sql-text.js';
import { type StatementPart, statementParts } from './statement.js';

/** A place in the code that is asked for the query it sends. */
interface Place {
  readonly callee: Expression;
  readonly owner: FunctionFacts;
  readonly start: number;
}

/** Whether the result is awaited here: right there, or by the async function or the callback that returns it. */
export function isWaitedFor(
  { use, owner }: { readonly use: Use; readonly owner: FunctionFacts },
  evaluator: Evaluator,
): boolean {
  if (use !== 'return') return use === 'await';
  if (owner.isAsync || isAwaitedByGraphql(owner)) return true;
  return owner.argumentOf !== undefined && !isPartOfQuery(owner.argumentOf.call, evaluator);
}

/** Whether the code shows that the result is a promise. */
function isSurelyAwaited({ use, owner }: CallExpression): boolean {
  if (use !== 'return') return use === 'await';
  return owner.isAsync || isAwaitedByGraphql(owner) || owner.argumentOf?.call.use === 'await';
}

/** Whether what `part` gives goes into a call of a library, as in `` sql`… ${ids.map((id) => sql`…`)}` `` or `union(ids.map(…))`. */
function isPartOfQuery(part: CallExpression, evaluator: Evaluator): boolean {
  const holds = (expression: Expression): boolean => {
    if (expression === part) return true;
    if (expression.kind === 'spread') return holds(expression.value);
    return expression.kind === 'call' && expression.callee.kind === 'member' && holds(expression.callee.object);
  };
  return part.owner.calls.some(
    ({ callee, args }) =>
      args.some(holds) &&
      evaluator
        .evaluate(callee)
        .some(
          (value) =>
            value.kind === 'handle' ||
            value.kind === 'method' ||
            (value.kind === 'external' && ormOfPackage(value.package) !== undefined),
        ),
  );
}

/** As a message names it: `Repository.find`; what is called by itself goes by the name that the code gives it. */
function labelOf({ handle, name }: MethodValue, { callee }: CallExpression): string {
  const called = name === '' && callee.kind === 'member' ? callee.name : name;
  return called === '' ? handle.role.label : `${handle.role.label}.${called}`;
}

/** The text that a builder was made of: the first one in the chain of calls that gave it. */
function textOfBuilder(
  { builtBy }: HandleValue,
  environment: Environment | undefined,
  evaluator: Evaluator,
): string | undefined {
  let text: string | undefined;
  for (let at: Expression | undefined = builtBy; at;) {
    if (at.kind === 'call') text = sqlText(at.args[0], environment, evaluator) ?? text;
    at = at.kind === 'call' ? at.callee : at.kind === 'member' ? at.object : undefined;
  }
  return text;
}

function kindOf(
  { facts, handle }: MethodValue,
  call: CallExpression,
  environment: Environment | undefined,
  evaluator: Evaluator,
): QueryKind | undefined {
  if (facts.executes !== 'sql') return facts.executes;
  const { sqlArgument = 0 } = facts;
  const text =
    sqlArgument === 'builder'
      ? textOfBuilder(handle, environment, evaluator)
      : sqlText(call.args[sqlArgument], environment, evaluator);
  return kindOfText(text);
}

function kindOfText(text: string | undefined): QueryKind | undefined {
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
  const method = value.kind === 'handle' ? callable(value, call) : value;
  if (method.kind !== 'method' || !method.facts.executes) return undefined;
  if (method.facts.isOnlyAwaited && !isSurelyAwaited(call)) return undefined;
  if (method.facts.isSkippedWhenLoaded && isRelationLoaded(method, call, environment, evaluator) !== false)
    return undefined;
  const lazy = relationOfMethod(method, call, evaluator);
  if (lazy?.maySkip) return undefined;
  const kind = lazy ? 'lazy-relation' : kindOf(method, call, environment, evaluator);
  return (
    kind && {
      kind,
      orm: method.handle.orm,
      label: labelOf(method, call),
      module: call.owner.module,
      start: call.start,
      relation: lazy?.name,
      isBatchedInOneTick: isBatched(method, call),
      ...statementOf(method, call, environment),
    }
  );
}

function statementOf(
  { facts, handle }: MethodValue,
  call: CallExpression,
  environment: Environment | undefined,
): { readonly statement?: readonly StatementPart[] } {
  const { executes, sqlArgument = 0 } = facts;
  if (executes !== 'sql') return {};
  if (sqlArgument !== 'builder') return { statement: statementParts(call, sqlArgument, environment) };
  return handle.builtBy ? { statement: statementParts(handle.builtBy, 0, environment) } : {};
}

function isBatched({ facts }: MethodValue, { args }: CallExpression): boolean {
  const { isBatchedInOneTick, batchingOption } = facts;
  if (isBatchedInOneTick || batchingOption === undefined) return isBatchedInOneTick === true;
  return args.some((options) => {
    const given = options.kind === 'object' ? options.properties.get(batchingOption) : undefined;
    return given !== undefined && given !== FALSE;
  });
}

/** The queries that awaiting one of `values` sends: builders run when they are awaited. */
export function awaitedQueries(
  values: readonly Value[],
  { callee, owner, start }: Place,
  environment: Environment | undefined,
  evaluator: Evaluator,
): readonly QuerySite[] {
  return values.flatMap((value) => {
    if (value.kind !== 'handle' || !value.role.awaited) return [];
    const { orm, role } = value;
    const sent = role.awaited === 'sql' ? kindOfText(textOfBuilder(value, environment, evaluator)) : role.awaited;
    if (!sent) return [];
    const lazy = sent === 'read' ? relationOfBuilder(value, evaluator) : undefined;
    if (lazy?.maySkip) return [];
    const kind = lazy ? 'lazy-relation' : sent;
    const relation = lazy?.name;
    const label = callee.kind === 'member' ? `${role.label}.${callee.name}` : role.label;
    const statement = role.awaited === 'sql' && value.builtBy ? statementParts(value.builtBy, 0, environment) : [];
    return [{ kind, orm, label, module: owner.module, start, relation, isBatchedInOneTick: false, statement }];
  });
}
