import type { CallExpression, Expression, MemberExpression } from '../facts/expression.js';
import type { FunctionFacts } from '../facts/function-facts.js';
import type { Evaluator } from '../values/evaluator.js';
import type { Environment } from '../values/value.js';
import type { UserFacts } from '../user-facts.js';
import { Bodies } from './bodies.js';
import { type Counted, type Stop, countedOf, givenTo, isReadWhereWritten } from './counted.js';
import { nodeKey } from './node-key.js';
import type { Chain, QueryKind } from './query.js';
import { type Node, type Step, Steps } from './steps.js';
import { isCalledOnMany } from './variance.js';
import { type Varying, keyOfVarying } from './varying.js';

/** How many functions a chain may go through. */
const MAX_CHAIN = 12;

/** How many functions one question may visit. */
const MAX_NODES = 3_000;

interface Visit extends Stop {
  readonly key: string;
  readonly path: readonly FunctionFacts[];
}

/** Tells which expressions of the code around a call differ from one time that it runs to the next. */
export interface Differing {
  has(expression: Expression): boolean;
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
  /** The functions that were looked into: those that are known to be dead ends apart. */
  readonly visited: readonly string[];
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
  readonly #answers = new Map<QueryKind, Answers>();
  /** From where no query of any kind is reached, each with how many functions at most. */
  readonly #deadEnds = new Map<string, number>();
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
    return this.#from(this.steps.ofCall(call, environment), kind, everything);
  }

  /** The nearest read that `call` leads to and that is not the same whatever the call is given. */
  varyingRead(call: CallExpression): Chain | undefined {
    // Most calls lead to no read at all, which is cheaper to tell.
    if (!this.fromCall(call, 'read')) return undefined;
    const varying: Varying = { isOnMany: isCalledOnMany(call), given: 'all' };
    return this.#from(this.steps.ofCall(call), 'read', () => varying);
  }

  /** The nearest read that `call` leads to and about which something decides that is `differing` there. */
  readDecidedBy(call: CallExpression, differing: Differing, environment?: Environment): Chain | undefined {
    if (!this.fromCall(call, 'read', environment)) return undefined;
    const { callee, args, isNew } = call;
    const differs = (part: Expression): boolean => differing.has(part);
    const isOnMany = differs(callee) || (isNew && args.some(differs));
    return this.#from(this.steps.ofCall(call, environment), 'read', (node) => ({
      isOnMany,
      given: givenTo(node, differs),
    }));
  }

  /** The nearest query of `kind` that calling one of `nodes` leads to. */
  fromNodes(nodes: readonly Node[], kind: QueryKind): Chain | undefined {
    return this.#from({ queries: [], nodes }, kind, everything);
  }

  /** The nearest query of `kind` that reading `member` leads to: a lazy relation, or a getter that runs one. */
  fromMember(member: MemberExpression, kind: QueryKind, environment?: Environment): Chain | undefined {
    return this.#from(this.steps.ofMember(member, environment), kind, everything);
  }

  #from({ queries, nodes }: Step, kind: QueryKind, varyingOf: (node: Node) => Varying | undefined): Chain | undefined {
    const query = queries.find((candidate) => candidate.kind === kind);
    if (query) return { functions: [], query };
    if (nodes.length === 0) return undefined;
    const chains = nodes
      .map((node): Stop => ({ node, varying: varyingOf(node) }))
      .filter((stop) => this.#isCertain(stop, kind))
      .map((stop) => this.#shortest(stop, kind))
      .filter((chain) => chain !== undefined);
    return chains.reduce<Chain | undefined>(
      (best, chain) => (best && best.functions.length <= chain.functions.length ? best : chain),
      undefined,
    );
  }

  #keyOf({ node, varying }: Stop): string {
    const key = (node.key ??= nodeKey(node, this.evaluator));
    return varying ? `${key}?${keyOfVarying(varying)}` : key;
  }

  /** Whether whatever may run in the place of a stop leads to a query as well. */
  #isCertain({ node: { among = [] }, varying }: Stop, kind: QueryKind): boolean {
    return among.every((node) => {
      if (this.#open.has(node.value.function)) {
        this.#isCut = true;
        return false;
      }
      this.#open.add(node.value.function);
      try {
        return this.#shortest({ node, varying: varying && ANY }, kind) !== undefined;
      } finally {
        this.#open.delete(node.value.function);
      }
    });
  }

  #shortest(start: Stop, kind: QueryKind): Chain | undefined {
    const startKey = this.#keyOf(start);
    const { chains, dead } = this.#answersTo(kind);
    const known = chains.get(startKey);
    if (known || chains.has(startKey)) return known;
    if (this.#isDead(start, startKey, dead)) return undefined;
    const visit: Visit = { ...start, key: startKey, path: [start.node.value.function] };
    let found = this.#search(visit, kind, dead);
    // Whether a search is given up must not depend on what was asked before.
    if (found.chain && found.atMost > MAX_NODES) found = this.#search(visit, kind, undefined);
    if (this.#open.size === 0) this.#isCut = false;
    if (this.#isCut) return found.chain;
    chains.set(startKey, found.chain);
    if (!found.chain && found.isComplete) {
      for (const key of found.visited) dead.set(key, found.atMost);
      if (!start.varying && !found.sawAny) for (const key of found.visited) this.#deadEnds.set(key, found.atMost);
    }
    return found.chain;
  }

  #answersTo(kind: QueryKind): Answers {
    const known = this.#answers.get(kind) ?? { chains: new Map(), dead: new Map() };
    this.#answers.set(kind, known);
    return known;
  }

  /** How many functions at most can be reached from one that leads to no query that counts; undefined for others. */
  #isDead({ node, varying }: Stop, key: string, dead: ReadonlyMap<string, number>): number | undefined {
    return dead.get(key) ?? this.#deadEnds.get(varying ? this.#keyOf({ node, varying: undefined }) : key);
  }

  /** Goes level by level; past functions that are known to be `dead` only as far as themselves. */
  #search(start: Visit, kind: QueryKind, dead: ReadonlyMap<string, number> | undefined): Found {
    const seen = new Set([start.key]);
    const visited = [start.key];
    let level = [start];
    let sawAny = false;
    let skipped = 0;
    let isForAll = true;
    for (let depth = 1; level.length > 0 && depth <= MAX_CHAIN && seen.size <= MAX_NODES; depth++) {
      const next: Visit[] = [];
      for (const visit of level) {
        const counted = this.#counted(visit);
        for (const { queries } of counted) {
          const query = queries.find((candidate) => candidate.kind === kind);
          if (query) {
            const chain = { functions: visit.path, query };
            return { chain, visited, sawAny: true, atMost: seen.size + skipped, isComplete: true };
          }
          sawAny ||= queries.length > 0;
        }
        for (const stop of counted.flatMap(({ stops }) => stops)) {
          const key = this.#keyOf(stop);
          if (seen.has(key)) continue;
          if (!this.#isCertain(stop, kind)) {
            // It may be certain that queries of another kind are reached.
            sawAny = true;
            continue;
          }
          if (isReadWhereWritten(stop, visit.path, this.evaluator)) {
            // That is so on this way, and says nothing of others.
            isForAll = false;
            continue;
          }
          seen.add(key);
          const behind = dead && this.#isDead(stop, key, dead);
          if (behind === undefined) {
            visited.push(key);
            next.push({ ...stop, key, path: [...visit.path, stop.node.value.function] });
          } else {
            skipped += behind;
            // What leads to no query of this kind may lead to others.
            sawAny ||= !this.#deadEnds.has(key);
          }
        }
      }
      level = next;
    }
    const isComplete = isForAll && level.length === 0;
    return { chain: undefined, visited, sawAny, atMost: seen.size + skipped, isComplete };
  }

  #counted({ node, varying }: Stop): readonly Counted[] {
    const actions = this.#bodies.of(node, this.#keyOf({ node, varying: undefined }));
    return countedOf(actions, node.value.function, varying);
  }
}

/** All may differ, the object included. */
const ANY: Varying = { isOnMany: true, given: 'all' };

const everything = (): undefined => undefined;
