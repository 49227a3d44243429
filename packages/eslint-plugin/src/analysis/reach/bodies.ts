import type { CallExpression, Expression } from '../facts/expression.js';
import type { FunctionFacts } from '../facts/function-facts.js';
import { isDetached } from '../facts/is-detached.js';
import { isCached } from '../per-element/carried.js';
import { ownEnvironment } from '../values/environment.js';
import { executed } from '../values/executed.js';
import { isRuledOut } from '../values/ruled-out.js';
import type { Environment } from '../values/value.js';
import { isBesideLoader } from './batching-branch.js';
import type { Node, Step, Steps } from './steps.js';

/** Something that a function does: what it does it on, and what it gives. */
export interface Action {
  readonly step: Step;
  readonly object: Expression;
  readonly given: readonly Expression[];
  readonly isNew: boolean;
}

/** Answers what functions do that may lead to a query. */
export class Bodies {
  readonly #known = new Map<string, readonly Action[]>();

  constructor(readonly steps: Steps) {}

  /** What the function of `node` does, in the order in which it is written; `key` tells the nodes apart. */
  of(node: Node, key: string): readonly Action[] {
    const known = this.#known.get(key);
    if (known) return known;
    // A function that is asked for while its own body is read calls itself: that leads nowhere new.
    this.#known.set(key, []);
    const environment = node.environment ?? ownEnvironment(node.value);
    const actions: Action[] = [];
    const { evaluator } = this.steps;
    // What nobody waits for runs beside what the function is called for, as an entry in a log does.
    const isLeftOut = (call: CallExpression): boolean =>
      isDetached(call) || isRuledOut(call.guard, environment) || isBesideLoader(call, evaluator);
    for (const fn of executed(node.value.function, evaluator, environment, isLeftOut))
      for (const action of this.#actionsIn(fn, environment, isLeftOut))
        if (action.step.queries.length > 0 || action.step.nodes.length > 0) actions.push(action);
    this.#known.set(key, actions);
    return actions;
  }

  *#actionsIn(
    fn: FunctionFacts,
    environment: Environment | undefined,
    isLeftOut: (call: CallExpression) => boolean,
  ): Generator<Action> {
    for (const call of fn.calls) {
      const step = this.steps.ofCall(call, environment);
      if (step.queries.length === 0 && step.nodes.length === 0) continue;
      if (isLeftOut(call) || isCached(call)) continue;
      yield { step, object: call.callee, given: call.args, isNew: call.isNew };
    }
    for (const name of fn.awaitedNames)
      if (!isRuledOut(name.guard, environment))
        yield { step: this.steps.ofName(name, environment), object: name.reference, given: [], isNew: false };
    for (const member of fn.awaitedMembers)
      yield { step: this.steps.ofMember(member, environment), object: member.object, given: [], isNew: false };
  }
}
