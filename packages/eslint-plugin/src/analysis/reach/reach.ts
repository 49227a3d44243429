import type { CallExpression, Expression, MemberExpression } from '../facts/expression.js';
import type { FunctionFacts } from '../facts/function-facts.js';
import type { Evaluator } from '../values/evaluator.js';
import type { Environment } from '../values/value.js';
import type { UserFacts } from '../user-facts.js';
import { Bodies } from './bodies.js';
import { nodeKey } from './node-key.js';
import type { Chain, QueryKind } from './query.js';
import { type Node, type Step, Steps } from './steps.js';
import { type Fixed, fixedPositions, isCalledOnMany, mayVaryInTurn, varianceOf } from './variance.js';

/** How many functions a chain may go through. */
const MAX_CHAIN = 12;

/** How many functions one question may visit. */
const MAX_NODES = 3_000;

/** Which queries count: all, or those that differ from call to call, since something that the call is given decides about them. */
type Counted = 'all' | 'varying';

/** A function on the way, whether its object is another one each time, and what it is given the same each time. */
interface Stop {
  readonly node: Node;
  readonly isOnMany: boolean;
  readonly fixed: Fixed;
}

/** What a function does, whether on another object each time, and what of it differs from call to call. */
interface Counting {
  readonly step: Step;
  readonly isOnMany: boolean;
  readonly varies: ((part: Expression) => boolean) | undefined;
}

interface Visit extends Stop {
  readonly key: string;
  readonly path: readonly FunctionFacts[];
}

/** Answers which queries a call leads to, and through which functions; of several ways the shortest. */
export class Reach {
  readonly steps: Steps;
  readonly #bodies: Bodies;
  /** Answers by what was asked for, and from where. */
  readonly #chains = new Map<string, Map<string, Chain | undefined>>();
  readonly #keys = new WeakMap<Node, string>();

  constructor(
    readonly evaluator: Evaluator,
    userFacts: UserFacts,
  ) {
    this.steps = new Steps(evaluator, userFacts);
    this.#bodies = new Bodies(this.steps);
  }

  /** The nearest query of `kind` that `call` leads to; functions written in place among its arguments are left to themselves. */
  fromCall(call: CallExpression, kind: QueryKind, environment?: Environment): Chain | undefined {
    return this.#from(this.steps.ofCall(call, environment), kind, false, 'all');
  }

  /** The nearest read that `call` leads to and that is not the same whatever the call is given. */
  varyingRead(call: CallExpression): Chain | undefined {
    // Most calls lead to no read at all, which is cheaper to tell.
    if (!this.fromCall(call, 'read')) return undefined;
    return this.#from(this.steps.ofCall(call), 'read', isCalledOnMany(call), 'varying');
  }

  /** The nearest query of `kind` that calling one of `nodes` leads to. */
  fromNodes(nodes: readonly Node[], kind: QueryKind): Chain | undefined {
    return this.#from({ queries: [], nodes }, kind, false, 'all');
  }

  /** The nearest query of `kind` that reading `member` leads to: a lazy relation, or a getter that runs one. */
  fromMember(member: MemberExpression, kind: QueryKind, environment?: Environment): Chain | undefined {
    return this.#from(this.steps.ofMember(member, environment), kind, false, 'all');
  }

  #from({ queries, nodes }: Step, kind: QueryKind, isOnMany: boolean, counted: Counted): Chain | undefined {
    const query = queries.find((candidate) => candidate.kind === kind);
    if (query) return { functions: [], query };
    const chains = nodes
      .map((node) => {
        const fixed = counted === 'varying' ? fixedPositions(node.value.function, node.given, mayVaryInTurn) : [];
        return this.#shortest({ node, isOnMany, fixed }, kind, counted);
      })
      .filter((chain) => chain !== undefined);
    return chains.reduce<Chain | undefined>(
      (best, chain) => (best && best.functions.length <= chain.functions.length ? best : chain),
      undefined,
    );
  }

  #keyOf({ node, isOnMany, fixed }: Stop, counted: Counted): string {
    const known = this.#keys.get(node);
    const key = known ?? nodeKey(node, this.evaluator);
    if (known === undefined) this.#keys.set(node, key);
    return counted === 'varying' ? `${key}${isOnMany ? '!' : ''}${fixed.length > 0 ? `=${fixed.join()}` : ''}` : key;
  }

  #shortest(start: Stop, kind: QueryKind, counted: Counted): Chain | undefined {
    const startKey = this.#keyOf(start, counted);
    const chains = this.#chains.get(counted + kind) ?? new Map<string, Chain | undefined>();
    this.#chains.set(counted + kind, chains);
    const known = chains.get(startKey);
    if (known || chains.has(startKey)) return known;
    const found = this.#search({ ...start, key: startKey, path: [start.node.value.function] }, kind, counted);
    chains.set(startKey, found.chain);
    if (!found.chain && found.isComplete) for (const key of found.visited) chains.set(key, undefined);
    return found.chain;
  }

  #search(start: Visit, kind: QueryKind, counted: Counted) {
    const visited = new Set([start.key]);
    let level = [start];
    for (let depth = 1; level.length > 0 && depth <= MAX_CHAIN && visited.size <= MAX_NODES; depth++) {
      const next: Visit[] = [];
      for (const visit of level) {
        const counting = this.#counting(visit, counted);
        const query = counting.flatMap(({ step }) => step.queries).find((candidate) => candidate.kind === kind);
        if (query) return { chain: { functions: visit.path, query }, visited, isComplete: true };
        for (const { step, isOnMany, varies } of counting) {
          for (const node of step.nodes) {
            const fixed = varies ? fixedPositions(node.value.function, node.given, varies) : [];
            const key = this.#keyOf({ node, isOnMany, fixed }, counted);
            if (visited.has(key)) continue;
            visited.add(key);
            next.push({ node, isOnMany, fixed, key, path: [...visit.path, node.value.function] });
          }
        }
      }
      level = next;
    }
    return { chain: undefined, visited, isComplete: level.length === 0 };
  }

  /** What the function does that counts, and for each of it whether it is done on another object each time. */
  #counting({ node, isOnMany, fixed }: Stop, counted: Counted): readonly Counting[] {
    const actions = this.#bodies.of(node, this.#keyOf({ node, isOnMany: false, fixed: [] }, counted));
    if (counted === 'all') return actions.map(({ step }) => ({ step, isOnMany: false, varies: undefined }));
    const variance = varianceOf(node.value.function, isOnMany, fixed);
    const varies = (part: Expression): boolean => variance.has(part);
    return actions
      .filter(({ object, given }) => varies(object) || given.some(varies))
      .map(({ step, object, given, isNew }) => ({
        step,
        isOnMany: varies(object) || (isNew && given.length > 0),
        varies,
      }));
  }
}
