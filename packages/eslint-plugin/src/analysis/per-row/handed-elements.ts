import type { CallExpression, Expression } from '../facts/expression.js';
import type { FunctionFacts } from '../facts/function-facts.js';
import { repetitionsAround } from '../iteration/repetition.js';
import { isConstantList } from '../per-element/batch.js';
import { Dependence } from '../per-element/dependence.js';
import { isCollection } from '../per-element/per-element.js';
import { callbackRole } from '../values/callback-role.js';
import type { Evaluator } from '../values/evaluator.js';

/** How many functions of the same code may hand an element on. */
const MAX_DEPTH = 3;

/** A place that gives a function one element after the other. */
export interface Handing {
  /** Which argument is the element. */
  readonly argument: number;
  /** The function that has the list. */
  readonly by: FunctionFacts;
  readonly start: number;
}

/** Looks in some functions for a place that calls another one for each element of a list. */
export class HandedElements {
  constructor(
    readonly scope: readonly FunctionFacts[],
    readonly evaluator: Evaluator,
  ) {}

  /** Where a function that `isMeant` recognises gets the elements of a list; undefined where nobody shows that it does. */
  find(isMeant: (expression: Expression) => boolean, depth = 0): Handing | undefined {
    for (const by of this.scope) {
      for (const call of by.calls) {
        const found = isMeant(call.callee) ? this.#among(call, depth) : this.#byName(call, isMeant);
        if (found) return found;
      }
    }
    return undefined;
  }

  /** `rows.map(present)`, `rows.map(this.present.bind(this))`. */
  #byName(call: CallExpression, isMeant: (expression: Expression) => boolean): Handing | undefined {
    const index = call.args.findIndex((argument) => isMeant(unbound(argument)));
    if (index === -1) return undefined;
    const role = callbackRole(call, index, this.evaluator);
    return role.kind === 'each'
      ? { argument: role.parameter, by: namedAround(call.owner), start: call.start }
      : undefined;
  }

  #among(call: CallExpression, depth: number): Handing | undefined {
    for (const repetition of repetitionsAround(call, this.evaluator)) {
      if (!isCollection(repetition) || isConstantList(repetition, this.evaluator)) continue;
      const dependence = new Dependence(repetition);
      const argument = call.args.findIndex((value) => dependence.has(value));
      if (argument !== -1) return { argument, by: namedAround(call.owner), start: call.start };
    }
    return depth < MAX_DEPTH ? this.#handedOn(call, depth) : undefined;
  }

  /** A function that hands its own parameter on, and gets an element for it. */
  #handedOn(call: CallExpression, depth: number): Handing | undefined {
    for (let fn = call.owner; fn.parent; fn = fn.parent) {
      const written = fn;
      const argument = call.args.findIndex(
        (value) => value.kind === 'reference' && value.binding?.owner === written && value.binding.parameter,
      );
      const given = call.args[argument];
      const parameter = given?.kind === 'reference' ? given.binding?.parameter?.index : undefined;
      if (parameter === undefined) continue;
      const handing = this.find((expression) => this.#stands(expression, written), depth + 1);
      if (handing?.argument === parameter) return { ...handing, argument };
    }
    return undefined;
  }

  #stands(expression: Expression, fn: FunctionFacts): boolean {
    if (expression.kind !== 'reference' && expression.kind !== 'member') return false;
    const name = expression.name;
    return (
      name === fn.name &&
      this.evaluator.evaluate(expression).some((value) => value.kind === 'function' && value.function === fn)
    );
  }
}

/** The innermost function around that has a name to be told by. */
function namedAround(fn: FunctionFacts): FunctionFacts {
  return fn.name === undefined && fn.argumentOf && fn.parent ? namedAround(fn.parent) : fn;
}

function unbound(expression: Expression): Expression {
  const callee = expression.kind === 'call' ? expression.callee : undefined;
  return callee?.kind === 'member' && callee.name === 'bind' ? callee.object : expression;
}
