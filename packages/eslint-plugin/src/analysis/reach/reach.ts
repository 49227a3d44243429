import type { CallExpression, Expression, MemberExpression } from '../facts/expression.js';
import type { FunctionFacts } from '../facts/function-facts.js';
import type { Evaluator } from '../values/evaluator.js';
import { callbackRole } from '../values/callback-role.js';
import type { Environment } from '../values/value.js';
import type { UserFacts } from '../user-facts.js';
import { type Action, Bodies } from './bodies.js';
import { nodeKey } from './node-key.js';
import type { Chain, QueryKind, QuerySite } from './query.js';
import { type Node, type Step, Steps } from './steps.js';
import { isCalledOnMany, varianceOf } from './variance.js';
import { type Given, type Varying, givenBy, keyOfVarying } from './varying.js';

/** How many functions a chain may go through. */
const MAX_CHAIN = 12;

/** How many functions one question may visit. */
const MAX_NODES = 3_000;

/** A function on the way. */
interface Stop {
  readonly node: Node;
  /** What differs from call to call, where only queries count about which that decides; undefined where all do. */
  readonly varying: Varying | undefined;
}

interface Visit extends Stop {
  readonly key: string;
  readonly path: readonly FunctionFacts[];
}

/** What a function does that counts. */
interface Counted {
  readonly queries: readonly QuerySite[];
  readonly stops: readonly Stop[];
}

/** Tells which expressions of the code around a call differ from one time that it runs to the next. */
export interface Differing {
  has(expression: Expression): boolean;
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
    const chains = nodes
      .map((node) => this.#shortest({ node, varying: varyingOf(node) }, kind))
      .filter((chain) => chain !== undefined);
    return chains.reduce<Chain | undefined>(
      (best, chain) => (best && best.functions.length <= chain.functions.length ? best : chain),
      undefined,
    );
  }

  #keyOf({ node, varying }: Stop): string {
    const known = this.#keys.get(node);
    const key = known ?? nodeKey(node, this.evaluator);
    if (known === undefined) this.#keys.set(node, key);
    return varying ? `${key}?${keyOfVarying(varying)}` : key;
  }

  #shortest(start: Stop, kind: QueryKind): Chain | undefined {
    const startKey = this.#keyOf(start);
    const chains = this.#chains.get(kind) ?? new Map<string, Chain | undefined>();
    this.#chains.set(kind, chains);
    const known = chains.get(startKey);
    if (known || chains.has(startKey)) return known;
    const found = this.#search({ ...start, key: startKey, path: [start.node.value.function] }, kind);
    chains.set(startKey, found.chain);
    if (!found.chain && found.isComplete) for (const key of found.visited) chains.set(key, undefined);
    return found.chain;
  }

  #search(start: Visit, kind: QueryKind) {
    const visited = new Set([start.key]);
    let level = [start];
    let isForAll = true;
    for (let depth = 1; level.length > 0 && depth <= MAX_CHAIN && visited.size <= MAX_NODES; depth++) {
      const next: Visit[] = [];
      for (const visit of level) {
        const counted = this.#counted(visit);
        const query = counted.flatMap(({ queries }) => queries).find((candidate) => candidate.kind === kind);
        if (query) return { chain: { functions: visit.path, query }, visited, isComplete: true };
        for (const stop of counted.flatMap(({ stops }) => stops)) {
          const key = this.#keyOf(stop);
          if (visited.has(key)) continue;
          if (this.#isReadWhereWritten(stop, visit.path)) {
            // That is so on this way, and says nothing of others.
            isForAll = false;
            continue;
          }
          visited.add(key);
          next.push({ ...stop, key, path: [...visit.path, stop.node.value.function] });
        }
      }
      level = next;
    }
    return { chain: undefined, visited, isComplete: isForAll && level.length === 0 };
  }

  #counted({ node, varying }: Stop): readonly Counted[] {
    const actions = this.#bodies.of(node, this.#keyOf({ node, varying: undefined }));
    if (!varying)
      return actions.map(({ step: { queries, nodes } }) => ({
        queries,
        stops: nodes.map((next) => ({ node: next, varying: undefined })),
      }));
    const variance = varianceOf(node.value.function, varying);
    const differs = (part: Expression): boolean => variance.has(part);
    return actions
      .filter(({ object, given }) => differs(object) || given.some(differs))
      .map((action) => this.#countedOf(action, differs));
  }

  #countedOf({ step, object, given, isNew }: Action, differs: (part: Expression) => boolean): Counted {
    const isOnMany = differs(object) || (isNew && given.length > 0);
    return {
      queries: step.queries,
      stops: step.nodes.map((node) => ({ node, varying: { isOnMany, given: givenTo(node, differs) } })),
    };
  }

  /** Whether the function of a stop runs as part of one on the way, which it is written in: there it is known what differs. */
  #isReadWhereWritten({ node, varying }: Stop, path: readonly FunctionFacts[]): boolean {
    const written = varying && node.value.function.argumentOf;
    if (!written || !path.includes(written.call.owner)) return false;
    return callbackRole(written.call, written.index, this.evaluator).kind !== 'deferred';
  }
}

const everything = (): undefined => undefined;

/** What of the arguments of `node` differs; all may where nobody can tell which they are. */
function givenTo({ given }: Node, differs: (part: Expression) => boolean): Given {
  return given ? givenBy(given, differs) : 'all';
}
