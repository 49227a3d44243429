import type { CallExpression, Expression, MemberExpression } from '../facts/expression.js';
import type { AwaitedName } from '../facts/function-facts.js';
import { type UserFacts, matchesPattern } from '../user-facts.js';
import { callbackRole } from '../values/callback-role.js';
import { environmentOf, isCalledAsItIs } from '../values/environment.js';
import type { Evaluator } from '../values/evaluator.js';
import type { ClassValue, Environment, FunctionValue, Value } from '../values/value.js';
import { lazyRelationAt, lazyRelationOfName } from './lazy-relation.js';
import type { QuerySite } from './query.js';
import { awaitedQueries, calledQuery, isWaitedFor } from './query-of-call.js';

/** A function with the arguments it is called with. */
export interface Node {
  readonly value: FunctionValue;
  readonly environment: Environment | undefined;
  /** What tells it apart, once somebody has asked. */
  key?: string;
  /** What it is given, by position, where a call names the function itself. */
  readonly given?: readonly Expression[];
  /** Others of which one may run instead, by a key that is only known at run time. */
  readonly among?: readonly Node[];
}

/** What a call leads to in one step. */
export interface Step {
  readonly queries: readonly QuerySite[];
  readonly nodes: readonly Node[];
}

/** Answers what one call, name or member does by itself. */
export class Steps {
  /** What calls do whose arguments are not known: each is asked for several kinds of queries. */
  readonly #known = new Map<CallExpression, Step>();

  constructor(
    readonly evaluator: Evaluator,
    readonly userFacts: UserFacts,
  ) {}

  /** What reading `member` does by itself. */
  ofMember(member: MemberExpression, environment: Environment | undefined): Step {
    const query = lazyRelationAt(member, environment, this.evaluator);
    if (query) return { queries: [query], nodes: [] };
    const nodes = this.evaluator.evaluate(member.object, environment).flatMap((value): readonly Node[] => {
      if (value.kind !== 'instance') return [];
      const found = value.class.members.get(member.name);
      if (found?.kind !== 'getter' || !found.function) return [];
      return [
        {
          value: { kind: 'function', function: found.function, self: [value], outer: value.environment },
          environment: undefined,
          given: [],
        },
      ];
    });
    return { queries: [], nodes };
  }

  /** What awaiting a name does: the builder or the lazy relation that it holds runs. */
  ofName({ reference, ...place }: AwaitedName, environment: Environment | undefined): Step {
    if (!isWaitedFor(place, this.evaluator)) return { queries: [], nodes: [] };
    const held = { callee: reference, start: reference.start, ...place };
    const lazy = lazyRelationOfName(reference, environment, this.evaluator);
    const built = awaitedQueries(this.evaluator.evaluate(reference, environment), held, environment, this.evaluator);
    return { queries: lazy ? [lazy, ...built] : built, nodes: [] };
  }

  /** What `call` does by itself: queries that it sends, and functions of the project that it runs. */
  ofCall(call: CallExpression, environment?: Environment): Step {
    if (environment) return this.#judge(call, environment);
    const known = this.#known.get(call);
    if (known) return known;
    const step = this.#judge(call, undefined);
    this.#known.set(call, step);
    return step;
  }

  #judge(call: CallExpression, environment: Environment | undefined): Step {
    const queries: QuerySite[] = [];
    const nodes: Node[] = [];
    for (const value of this.evaluator.calleesOf(call, environment)) {
      if (this.userFacts.batched.some((pattern) => matchesPattern(pattern, value, call))) continue;
      const query = calledQuery(value, call, environment, this.evaluator) ?? this.#userQuery(value, call);
      if (query) queries.push(query);
      else if (value.kind === 'function') nodes.push(calledNode(value, call, environment));
      if (value.kind === 'class' && call.isNew) nodes.push(...constructionOf(value, call.args));
    }
    call.args.forEach((argument, index) => nodes.push(...this.byName(call, argument, index, environment)));
    const isInline = call.callee.kind === 'function';
    if (queries.length === 0 && !isInline && isWaitedFor(call, this.evaluator))
      queries.push(...awaitedQueries(this.evaluator.evaluate(call, environment), call, environment, this.evaluator));
    return { queries, nodes };
  }

  #userQuery(value: Value, call: CallExpression): QuerySite | undefined {
    const pattern = this.userFacts.queries.find((candidate) => matchesPattern(candidate, value, call));
    if (!pattern) return undefined;
    const called = value.kind === 'function' ? value.function.name : value.kind === 'external' && value.path.at(-1);
    const label = [pattern.methods && pattern.name, called].filter(Boolean).join('.');
    return {
      kind: pattern.kind ?? 'read',
      orm: undefined,
      label: label === '' ? pattern.from : label,
      module: call.owner.module,
      start: call.start,
      relation: undefined,
      isBatchedInOneTick: false,
    };
  }

  /** The functions that `argument` names and that `call` runs. */
  byName(call: CallExpression, argument: Expression, index: number, environment?: Environment): readonly Node[] {
    const isName = argument.kind === 'reference' || argument.kind === 'member';
    const isBound = argument.kind === 'call' && argument.callee.kind === 'member' && argument.callee.name === 'bind';
    if (!isName && !isBound) return [];
    // What becomes of the argument is known by what is called, which has been looked at already.
    if (callbackRole(call, index, this.evaluator, environment).kind === 'deferred') return [];
    const functions = this.evaluator.evaluate(argument, environment).filter((value) => value.kind === 'function');
    return functions.map((value) => ({ value, environment: undefined }));
  }
}

/** `value` as `call` calls it. */
function calledNode(value: FunctionValue, call: CallExpression, environment: Environment | undefined): Node {
  const node: Node = { value, environment: environmentOf(value, call, environment) };
  const among = value.among?.map((other) => calledNode({ ...other, among: [] }, call, environment)) ?? [];
  return {
    ...node,
    ...(isCalledAsItIs(value, call) ? { given: call.args } : {}),
    ...(among.length > 0 ? { among } : {}),
  };
}

/** What `new` runs. */
function constructionOf(
  { class: { constructorFunction, initialiser } }: ClassValue,
  given: readonly Expression[],
): readonly Node[] {
  return [initialiser, constructorFunction].flatMap((fn) =>
    fn
      ? [{ value: { kind: 'function', function: fn, self: [], outer: undefined }, environment: undefined, given }]
      : [],
  );
}
