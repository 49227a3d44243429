import type { CallExpression, MemberExpression } from '../facts/expression.js';
import type { FunctionFacts } from '../facts/function-facts.js';
import type { Evaluator } from '../values/evaluator.js';
import type { Environment } from '../values/value.js';
import type { UserFacts } from '../user-facts.js';
import { Bodies } from './bodies.js';
import { nodeKey } from './node-key.js';
import type { Chain, QueryKind } from './query.js';
import { type Node, type Step, Steps } from './steps.js';
import { isCalledOnMany, varianceOf } from './variance.js';

/** How many functions a chain may go through. */
const MAX_CHAIN = 12;

/** How many functions one question may visit. */
const MAX_NODES = 3_000;

/** Which queries count: all, or those that differ from call to call, since something that the call is given decides about them. */
type Counted = 'all' | 'varying';

/** A function on the way, and whether its object is another one each time. */
interface Stop {
  readonly node: Node;
  readonly isOnMany: boolean;
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
  /** Functions of which it is being asked whether they could stand in for another one. */
  readonly #open = new Set<FunctionFacts>();
  /** An answer was cut short because it leads back to one of them: it would depend on where the way started. */
  #isCut = false;

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
      .filter((node) => this.#isCertain(node, kind, counted))
      .map((node) => this.#shortest({ node, isOnMany }, kind, counted))
      .filter((chain) => chain !== undefined);
    return chains.reduce<Chain | undefined>(
      (best, chain) => (best && best.functions.length <= chain.functions.length ? best : chain),
      undefined,
    );
  }

  #keyOf({ node, isOnMany }: Stop, counted: Counted): string {
    const known = this.#keys.get(node);
    const key = known ?? nodeKey(node, this.evaluator);
    if (known === undefined) this.#keys.set(node, key);
    return counted === 'varying' && isOnMany ? `${key}!` : key;
  }

  /** Whether whatever may run in the place of `node` leads to a query as well. */
  #isCertain({ among = [] }: Node, kind: QueryKind, counted: Counted): boolean {
    return among.every((node) => {
      if (this.#open.has(node.value.function)) {
        this.#isCut = true;
        return false;
      }
      this.#open.add(node.value.function);
      try {
        return this.#shortest({ node, isOnMany: true }, kind, counted) !== undefined;
      } finally {
        this.#open.delete(node.value.function);
      }
    });
  }

  #shortest(start: Stop, kind: QueryKind, counted: Counted): Chain | undefined {
    const startKey = this.#keyOf(start, counted);
    const chains = this.#chains.get(counted + kind) ?? new Map<string, Chain | undefined>();
    this.#chains.set(counted + kind, chains);
    const known = chains.get(startKey);
    if (known || chains.has(startKey)) return known;
    const found = this.#search({ ...start, key: startKey, path: [start.node.value.function] }, kind, counted);
    if (this.#open.size === 0) this.#isCut = false;
    if (this.#isCut) return found.chain;
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
        for (const { step, isOnMany } of counting) {
          for (const node of step.nodes) {
            const key = this.#keyOf({ node, isOnMany }, counted);
            if (visited.has(key) || !this.#isCertain(node, kind, counted)) continue;
            visited.add(key);
            next.push({ node, isOnMany, key, path: [...visit.path, node.value.function] });
          }
        }
      }
      level = next;
    }
    return { chain: undefined, visited, isComplete: level.length === 0 };
  }

  /** What the function does that counts, and for each of it whether it is done on another object each time. */
  #counting(
    { node, isOnMany }: Stop,
    counted: Counted,
  ): readonly { readonly step: Step; readonly isOnMany: boolean }[] {
    const actions = this.#bodies.of(node, this.#keyOf({ node, isOnMany: false }, counted));
    if (counted === 'all') return actions.map(({ step }) => ({ step, isOnMany: false }));
    const variance = varianceOf(node.value.function, isOnMany);
    return actions
      .filter(({ object, given }) => variance.has(object) || given.some((part) => variance.has(part)))
      .map(({ step, object, given, isNew }) => ({
        step,
        isOnMany: variance.has(object) || (isNew && given.length > 0),
      }));
  }
}
