import type { CallExpression } from '../facts/expression.js';
import type { FunctionFacts } from '../facts/function-facts.js';
import { isDetached } from '../facts/is-detached.js';
import { takerOf } from '../facts/only-call.js';
import { type CallbackRepetition, type Repetition, repetitionsAround } from '../iteration/repetition.js';
import { perElement } from '../per-element/per-element.js';
import { isWrittenInPlace } from '../reach/nearest-read.js';
import type { Chain, QuerySite } from '../reach/query.js';
import type { Reach } from '../reach/reach.js';
import type { Node } from '../reach/steps.js';
import { executed } from '../values/executed.js';
import { isEffect } from './effects.js';
import { isFlushPerElement } from './flush.js';
import { Frame } from './frame.js';
import { isLookedAtLater } from './later-use.js';
import { type Fate, fateOf, fateOfItems } from './result-use.js';
import { callsOf, isHandledAlone, mayEndEarly, repeatedParts } from './turn.js';
import { type BulkForm, bulkFormOf } from './written.js';

/** A write per element for which one call for all of them says the same. */
export interface BulkWrite {
  readonly chain: Chain;
  readonly repetition: Repetition;
  /** The call for all of them, as a message shows it. */
  readonly form: string;
}

/** A write with its bulk form, reached from repeated code. */
interface Planned {
  readonly query: QuerySite;
  readonly bulk: BulkForm;
  readonly fate: Fate;
}

/** What one call in repeated code writes. */
interface Candidate {
  readonly chain: Chain;
  readonly repetition: Repetition;
  readonly planned: readonly Planned[];
}

/** How many functions deep a write may be. */
const MAX_DEPTH = 4;

/** Finds writes per element that could be one. */
export class BulkWrites {
  readonly #candidates = new Map<CallExpression, Candidate | undefined>();
  readonly #turns = new Map<object, boolean>();

  constructor(readonly reach: Reach) {}

  /** The write per element at `call`, of which it is known that it reads nothing; undefined where no bulk form says the same. */
  at(call: CallExpression): BulkWrite | undefined {
    const candidate = this.#candidate(call);
    return candidate && this.#onlyWrites(candidate.repetition) ? told(candidate) : undefined;
  }

  /** The write of a function that is handed over by name and runs per item of `repetition`. */
  byName({ value }: Node, repetition: CallbackRepetition): BulkWrite | undefined {
    const { call } = repetition;
    const chain = this.reach.fromNodes([{ value, environment: undefined }], 'write');
    if (!chain || perElement({ call, isByName: true, chain }, repetition, this.reach.evaluator) !== 'certain')
      return undefined;
    const { function: fn } = value;
    const planned = this.#planBody(fn, Frame.ofTurn({ ...repetition, function: fn }), [fn]);
    return planned && isFree(fateOfItems(call), planned) ? told({ chain, repetition, planned }) : undefined;
  }

  #candidate(call: CallExpression): Candidate | undefined {
    if (!this.#candidates.has(call)) {
      this.#candidates.set(call, undefined);
      this.#candidates.set(call, this.#judgeCandidate(call));
    }
    return this.#candidates.get(call);
  }

  #judgeCandidate(call: CallExpression): Candidate | undefined {
    const chain = this.reach.fromCall(call, 'write');
    if (!chain || isWrittenInPlace(chain, call)) return undefined;
    const repetition = this.#repetitionOf(call, chain);
    if (!repetition || mayEndEarly(repetition) || isHandledAlone(call, repetition)) return undefined;
    const planned = this.#plan(call, Frame.ofTurn(repetition), []);
    if (!planned || planned.length === 0) return undefined;
    return isFree(fateOf(call, this.reach.evaluator), planned) ? { chain, repetition, planned } : undefined;
  }

  #repetitionOf(call: CallExpression, chain: Chain): Repetition | undefined {
    const { evaluator } = this.reach;
    const repetitions = repetitionsAround(call, evaluator);
    const repetition =
      repetitions.find(
        (candidate) => perElement({ call, isByName: false, chain }, candidate, evaluator) === 'certain',
      ) ??
      (chain.functions.length === 0
        ? repetitions.find((around) => isFlushPerElement(call, around, evaluator))
        : undefined);
    // What streams in is not held as a list that could be written at once.
    return repetition?.kind === 'loop' && repetition.loop.kind === 'for-await' ? undefined : repetition;
  }

  /** The writes that `call` leads to, all of them with a bulk form; undefined where one has none, or more is done than writing. */
  #plan(call: CallExpression, frame: Frame, path: readonly FunctionFacts[]): readonly Planned[] | undefined {
    const { queries, nodes } = this.reach.steps.ofCall(call, frame.environment);
    const planned: Planned[] = [];
    const [query] = queries;
    if (query) {
      const bulk = queries.every(({ kind }) => kind === 'write') && bulkFormOf(call, frame, this.reach.evaluator);
      if (!bulk || (bulk.row && isLookedAtLater(bulk.row, call, frame))) return undefined;
      planned.push({ query, bulk, fate: fateOf(call, this.reach.evaluator) });
    }
    for (const node of nodes) {
      if (!this.reach.fromNodes([node], 'write')) continue;
      const inner = this.#planNode(node, call, frame, path);
      if (!inner) return undefined;
      planned.push(...inner);
    }
    return planned;
  }

  #planNode(
    { value, environment }: Node,
    call: CallExpression,
    frame: Frame,
    path: readonly FunctionFacts[],
  ): readonly Planned[] | undefined {
    const { function: fn } = value;
    const isCalled = this.reach.evaluator
      .evaluate(call.callee, frame.environment)
      .some((callee) => callee.kind === 'function' && callee.function === fn);
    if (!isCalled || fn.isGenerator || path.includes(fn) || path.length >= MAX_DEPTH) return undefined;
    const called = frame.resolve(call.callee);
    // A function that is written where it is handed over knows what stands around it.
    if (called.expression.kind === 'function' && fn.parameters.length === 0 && takerOf(fn))
      return this.#planBody(fn, called.frame, [...path, fn]);
    // A method of the element itself: what it writes is told by its members.
    if (frame.varies(call.callee)) return undefined;
    return this.#planBody(fn, Frame.ofCall(value, call, frame, environment), [...path, fn]);
  }

  #planBody(fn: FunctionFacts, frame: Frame, path: readonly FunctionFacts[]): readonly Planned[] | undefined {
    const { evaluator } = this.reach;
    const calls = [...executed(fn, evaluator, frame.environment)].flatMap((part) =>
      part.calls.filter((call) => !isDetached(call)),
    );
    const writes = calls.filter((call) => this.reach.fromCall(call, 'write', frame.environment));
    const planned: Planned[] = [];
    for (const call of calls) {
      if (!writes.includes(call)) {
        if (isEffect(call, writes, evaluator, frame.environment)) return undefined;
        continue;
      }
      const fate = fateOf(call, evaluator);
      const repeats = repetitionsAround(call, evaluator, fn).length > 0;
      if (repeats || (fate !== 'unused' && fate !== 'returned') || isHandledAlone(call, undefined)) return undefined;
      const inner = this.#plan(call, frame, path);
      if (!inner) return undefined;
      planned.push(...inner);
    }
    return planned;
  }

  /** Whether one turn does nothing that has to stay per element. */
  #onlyWrites(repetition: Repetition): boolean {
    const key = repetition.kind === 'loop' ? repetition.loop : (repetition.function ?? repetition.call);
    const known = this.#turns.get(key);
    if (known !== undefined) return known;
    const answer = this.#judgeTurn(repetition);
    this.#turns.set(key, answer);
    return answer;
  }

  #judgeTurn(repetition: Repetition): boolean {
    const { reach } = this;
    const calls = callsOf(repetition);
    const writes = calls.filter((call) => reach.fromCall(call, 'write'));
    const readsName = repeatedParts(repetition).some(
      ({ fn, has }) =>
        fn.awaitedNames.some((name) => has(name.loop) && reach.steps.ofName(name, undefined).queries.length > 0) ||
        fn.awaitedMembers.some(
          (member) =>
            has(member.loop) &&
            (reach.fromMember(member, 'read') ?? reach.fromMember(member, 'lazy-relation')) !== undefined,
        ),
    );
    if (readsName) return false;
    return calls.every((call) => {
      if (reach.fromCall(call, 'read') ?? reach.fromCall(call, 'lazy-relation')) return false;
      return writes.includes(call) ? this.#candidate(call) !== undefined : !isEffect(call, writes, reach.evaluator);
    });
  }
}

/** Whether nobody misses the result of a single write, or the bulk form gives the same list. */
function isFree(fate: Fate, planned: readonly Planned[]): boolean {
  return (
    fate === 'unused' ||
    (fate === 'collected' && planned.every(({ bulk, fate: own }) => bulk.givesRows && own !== 'unused'))
  );
}

function told({ chain, repetition, planned }: Candidate): BulkWrite | undefined {
  const { start, module } = chain.query;
  const nearest = planned.find(({ query }) => query.start === start && query.module === module) ?? planned[0];
  return nearest && { chain, repetition, form: nearest.bulk.form };
}
