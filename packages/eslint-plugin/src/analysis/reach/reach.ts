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
  readonly isOnMany?: boolean;
  readonly varies?: (part: Expression) => boolean;
}

interface Visit extends Stop {
  readonly key: string;
  readonly path: readonly FunctionFacts[];
}

/** What is known of one kind of query. */
interface Answers {
  /** By where the search started. */
  readonly chains: Map<string, Chain | undefined>;
  /** From where none is reached, each with how many functions at most. */
  readonly dead: Map<string, number>;
}

interface Found {
  readonly chain: Chain | undefined;
  readonly visited: ReadonlySet<string>;
  /** Whether there is a query of another kind. */
  readonly sawAny: boolean;
  /** How many functions the search would have visited at most without what was known to lead nowhere. */
  readonly atMost: number;
  /** Whether nothing was left to visit. */
  readonly isComplete: boolean;
}

/** Answers which queries a call leads to, and through which functions; of several ways the shortest. */
export class Reach {
  readonly steps: Steps;
  readonly #bodies: Bodies;
  readonly #answers = { all: new Map<QueryKind, Answers>(), varying: new Map<QueryKind, Answers>() };
  /** From where no query of any kind is reached, each with how many functions at most. */
  readonly #deadEnds = new Map<string, number>();
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

  /** Whether whatever may run in the place of `node` leads to a query as well. */
  #isCertain({ among = [] }: Node, kind: QueryKind, counted: Counted): boolean {
    return among.every((node) => {
      if (this.#open.has(node.value.function)) {
        this.#isCut = true;
        return false;
      }
      this.#open.add(node.value.function);
      try {
        return this.#shortest({ node, isOnMany: true, fixed: [] }, kind, counted) !== undefined;
      } finally {
        this.#open.delete(node.value.function);
      }
    });
  }

  #shortest(start: Stop, kind: QueryKind, counted: Counted): Chain | undefined {
    const startKey = this.#keyOf(start, counted);
    const { chains, dead } = this.#answersTo(kind, counted);
    const known = chains.get(startKey);
    if (known || chains.has(startKey)) return known;
    if (this.#isDead(start, startKey, dead)) return undefined;
    const visit: Visit = { ...start, key: startKey, path: [start.node.value.function] };
    let found = this.#search(visit, kind, counted, dead);
    // Whether a search is given up must not depend on what was asked before.
    if (found.chain && found.atMost > MAX_NODES) found = this.#search(visit, kind, counted, undefined);
    if (this.#open.size === 0) this.#isCut = false;
    if (this.#isCut) return found.chain;
    chains.set(startKey, found.chain);
    if (!found.chain && found.isComplete) {
      for (const key of found.visited) dead.set(key, found.atMost);
      if (counted === 'all' && !found.sawAny) for (const key of found.visited) this.#deadEnds.set(key, found.atMost);
    }
    return found.chain;
  }

  #answersTo(kind: QueryKind, counted: Counted): Answers {
    const known = this.#answers[counted].get(kind) ?? { chains: new Map(), dead: new Map() };
    this.#answers[counted].set(kind, known);
    return known;
  }

  /** How many functions at most can be reached from one that leads to no query that counts; undefined for others. */
  #isDead(stop: Stop, key: string, dead: ReadonlyMap<string, number>): number | undefined {
    return dead.get(key) ?? this.#deadEnds.get(stop.isOnMany || stop.fixed.length > 0 ? this.#keyOf(stop, 'all') : key);
  }

  /** Goes level by level; past functions that are known to be `dead` only as far as themselves. */
  #search(start: Visit, kind: QueryKind, counted: Counted, dead: ReadonlyMap<string, number> | undefined): Found {
    const visited = new Set([start.key]);
    let level = [start];
    let sawAny = false;
    let skipped = 0;
    for (let depth = 1; level.length > 0 && depth <= MAX_CHAIN && visited.size <= MAX_NODES; depth++) {
      const next: Visit[] = [];
      for (const visit of level) {
        const counting = this.#counting(visit, counted);
        for (const { step } of counting) {
          const query = step.queries.find((candidate) => candidate.kind === kind);
          if (query) {
            const chain = { functions: visit.path, query };
            return { chain, visited, sawAny: true, atMost: visited.size + skipped, isComplete: true };
          }
          sawAny ||= step.queries.length > 0;
        }
        for (const { step, isOnMany = false, varies } of counting) {
          for (const node of step.nodes) {
            const fixed = varies ? fixedPositions(node.value.function, node.given, varies) : [];
            const key = this.#keyOf({ node, isOnMany, fixed }, counted);
            if (visited.has(key)) continue;
            if (!this.#isCertain(node, kind, counted)) {
              // It may be certain that queries of another kind are reached.
              sawAny = true;
              continue;
            }
            visited.add(key);
            const behind = dead && this.#isDead({ node, isOnMany, fixed }, key, dead);
            if (behind === undefined)
              next.push({ node, isOnMany, fixed, key, path: [...visit.path, node.value.function] });
            else {
              skipped += behind;
              // What leads to no query of this kind may lead to others.
              sawAny ||= !this.#deadEnds.has(key);
            }
          }
        }
      }
      level = next;
    }
    return { chain: undefined, visited, sawAny, atMost: visited.size + skipped, isComplete: level.length === 0 };
  }

  /** What the function does that counts, and for each of it whether it is done on another object each time. */
  #counting({ node, isOnMany, fixed }: Stop, counted: Counted): readonly Counting[] {
    const actions = this.#bodies.of(node, this.#keyOf({ node, isOnMany: false, fixed: [] }, counted));
    if (counted === 'all') return actions;
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
