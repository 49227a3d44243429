import type { CallExpression, Expression, MemberExpression } from '../facts/expression.js';
import type { AwaitedName, FunctionFacts } from '../facts/function-facts.js';
import { isCachedBy } from '../per-element/carried.js';
import { type UserFacts, matchesPattern } from '../user-facts.js';
import { callbackRole } from '../values/callback-role.js';
import { environmentOf } from '../values/environment.js';
import type { Evaluator } from '../values/evaluator.js';
import type { ClassValue, Environment, FunctionValue, Value } from '../values/value.js';
import { isBesideLoader } from './batching-branch.js';
import { lazyRelationAt } from './lazy-relation.js';
import { nodeKey } from './node-key.js';
import type { Chain, QueryKind, QuerySite } from './query.js';
import { awaitedQueries, calledQuery, isWaitedFor } from './query-of-call.js';

/** A function with the arguments it is called with. */
export interface Node {
  readonly value: FunctionValue;
  readonly environment: Environment | undefined;
}

/** What a call leads to in one step. */
interface Step {
  readonly queries: readonly QuerySite[];
  readonly nodes: readonly Node[];
}

/** How many functions a chain may go through. */
const MAX_CHAIN = 12;

/** How many functions one question may visit. */
const MAX_NODES = 3_000;

/** Answers which queries a call leads to, and through which functions; of several ways the shortest. */
export class Reach {
  readonly #bodies = new Map<string, Step>();
  readonly #chains = new Map<string, Chain | undefined>();
  /** What calls do whose arguments are not known: each is asked for several kinds of queries. */
  readonly #steps = new Map<CallExpression, Step>();
  readonly #keys = new WeakMap<Node, string>();

  constructor(
    readonly evaluator: Evaluator,
    readonly userFacts: UserFacts,
  ) {}

  /** The nearest query of `kind` that `call` leads to; functions written in place among its arguments are left to themselves. */
  fromCall(call: CallExpression, kind: QueryKind, environment?: Environment): Chain | undefined {
    const { queries, nodes } = this.stepOf(call, environment);
    const query = queries.find((candidate) => candidate.kind === kind);
    return query ? { functions: [], query } : this.fromNodes(nodes, kind);
  }

  /** The nearest query of `kind` that calling one of `nodes` leads to. */
  fromNodes(nodes: readonly Node[], kind: QueryKind): Chain | undefined {
    const chains = nodes.map((node) => this.#shortest(node, kind)).filter((chain) => chain !== undefined);
    return chains.reduce<Chain | undefined>(
      (best, chain) => (best && best.functions.length <= chain.functions.length ? best : chain),
      undefined,
    );
  }

  /** The nearest query of `kind` that reading `member` leads to: a lazy relation, or a getter that runs one. */
  fromMember(member: MemberExpression, kind: QueryKind, environment?: Environment): Chain | undefined {
    const { queries, nodes } = this.stepOfMember(member, environment);
    const query = queries.find((candidate) => candidate.kind === kind);
    return query ? { functions: [], query } : this.fromNodes(nodes, kind);
  }

  /** What reading `member` does by itself. */
  stepOfMember(member: MemberExpression, environment: Environment | undefined): Step {
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
        },
      ];
    });
    return { queries: [], nodes };
  }

  /** What awaiting a name does: the builder that it holds runs. */
  stepOfName({ reference, ...place }: AwaitedName, environment: Environment | undefined): Step {
    const held = { callee: reference, start: reference.start, ...place };
    return {
      queries: isWaitedFor(place, this.evaluator)
        ? awaitedQueries(this.evaluator.evaluate(reference, environment), held, environment, this.evaluator)
        : [],
      nodes: [],
    };
  }

  /** What `call` does by itself: queries that it sends, and functions of the project that it runs. */
  stepOf(call: CallExpression, environment?: Environment): Step {
    if (environment) return this.#stepOf(call, environment);
    const known = this.#steps.get(call);
    if (known) return known;
    const step = this.#stepOf(call, undefined);
    this.#steps.set(call, step);
    return step;
  }

  #stepOf(call: CallExpression, environment: Environment | undefined): Step {
    const queries: QuerySite[] = [];
    const nodes: Node[] = [];
    for (const value of this.evaluator.calleesOf(call, environment)) {
      if (this.userFacts.batched.some((pattern) => matchesPattern(pattern, value, call))) continue;
      const query = calledQuery(value, call, environment, this.evaluator) ?? this.#userQuery(value, call);
      if (query) queries.push(query);
      else if (value.kind === 'function') nodes.push({ value, environment: environmentOf(value, call, environment) });
      if (value.kind === 'class' && call.isNew) nodes.push(...constructionOf(value));
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
    const functions = this.evaluator.evaluate(argument, environment).filter((value) => value.kind === 'function');
    if (functions.length === 0 || callbackRole(call, index, this.evaluator, environment).kind === 'deferred') return [];
    return functions.map((value) => ({ value, environment: undefined }));
  }

  #keyOf(node: Node): string {
    const known = this.#keys.get(node);
    if (known !== undefined) return known;
    const key = nodeKey(node, this.evaluator);
    this.#keys.set(node, key);
    return key;
  }

  #shortest(start: Node, kind: QueryKind): Chain | undefined {
    const startKey = this.#keyOf(start);
    const memo = `${kind}\0${startKey}`;
    if (this.#chains.has(memo)) return this.#chains.get(memo);
    const found = this.#search(start, startKey, kind);
    this.#chains.set(memo, found.chain);
    if (!found.chain && found.isComplete)
      for (const key of found.visited) this.#chains.set(`${kind}\0${key}`, undefined);
    return found.chain;
  }

  #search(start: Node, startKey: string, kind: QueryKind) {
    const visited = new Set([startKey]);
    let level: { node: Node; key: string; path: readonly FunctionFacts[] }[] = [
      { node: start, key: startKey, path: [start.value.function] },
    ];
    for (let depth = 1; level.length > 0 && depth <= MAX_CHAIN && visited.size <= MAX_NODES; depth++) {
      const next: typeof level = [];
      for (const { node, key, path } of level) {
        const body = this.#bodyOf(node, key);
        const query = body.queries.find((candidate) => candidate.kind === kind);
        if (query) return { chain: { functions: path, query }, visited, isComplete: true };
        for (const target of body.nodes) {
          const targetKey = this.#keyOf(target);
          if (visited.has(targetKey)) continue;
          visited.add(targetKey);
          next.push({ node: target, key: targetKey, path: [...path, target.value.function] });
        }
      }
      level = next;
    }
    return { chain: undefined, visited, isComplete: level.length === 0 };
  }

  #bodyOf(node: Node, key: string): Step {
    const known = this.#bodies.get(key);
    if (known) return known;
    // A function that is asked for while its own body is read calls itself: that leads nowhere new.
    this.#bodies.set(key, { queries: [], nodes: [] });
    const environment = node.environment ?? ownEnvironment(node.value);
    const queries: QuerySite[] = [];
    const nodes: Node[] = [];
    for (const fn of this.#executed(node.value.function, environment)) {
      for (const call of fn.calls) {
        const step = this.stepOf(call, environment);
        if (step.queries.length === 0 && step.nodes.length === 0) continue;
        if (!isCachedBy(fn, call) && !isBesideLoader(call, this.evaluator)) {
          queries.push(...step.queries);
          nodes.push(...step.nodes);
        }
      }
      for (const name of fn.awaitedNames) queries.push(...this.stepOfName(name, environment).queries);
      for (const member of fn.awaitedMembers) {
        const step = this.stepOfMember(member, environment);
        queries.push(...step.queries);
        nodes.push(...step.nodes);
      }
    }
    const body: Step = { queries, nodes };
    this.#bodies.set(key, body);
    return body;
  }

  /** `fn` and the functions written in it that run as part of it. */
  *#executed(fn: FunctionFacts, environment: Environment | undefined): Generator<FunctionFacts> {
    yield fn;
    for (const call of fn.calls) {
      if (isBesideLoader(call, this.evaluator)) continue;
      for (const [position, part] of [call.callee, ...call.args].entries()) {
        if (part.kind !== 'function') continue;
        if (callbackRole(call, position - 1, this.evaluator, environment).kind !== 'deferred')
          yield* this.#executed(part.function, environment);
      }
    }
  }
}

/** Where `this` is known though the arguments are not. */
function ownEnvironment(value: FunctionValue): Environment | undefined {
  if (value.self.length === 0 && !value.outer) return undefined;
  return {
    function: value.function,
    self: value.self,
    args: [],
    caller: undefined,
    outer: value.outer,
    depth: 1,
    known: new Map(),
  };
}

/** What `new` runs. */
function constructionOf({ class: { constructorFunction, initialiser } }: ClassValue): readonly Node[] {
  return [initialiser, constructorFunction].flatMap((fn) =>
    fn ? [{ value: { kind: 'function', function: fn, self: [], outer: undefined }, environment: undefined }] : [],
  );
}
