import { ormOfPackage } from '../../orms/known-orms.js';
import type { Binding } from '../facts/binding.js';
import { type CallExpression, type Expression, partsOf } from '../facts/expression.js';
import { globalName } from '../facts/global-name.js';
import type { Evaluator } from '../values/evaluator.js';
import type { Frame } from './frame.js';

/** Packages whose functions give the time, which is near enough the same for all rows. */
const CLOCKS = new Set(['dayjs', 'moment', 'moment-timezone', 'date-fns', 'luxon']);

/** Globals that give the same for the same, or the time. */
const STEADY = new Set([
  'String',
  'Number',
  'Boolean',
  'BigInt',
  'Date',
  'JSON',
  'Math',
  'Object',
  'Array',
  'parseInt',
  'parseFloat',
]);

/** Whether a call gives the same each time, as far as its callee tells: the time, a converted value, an operator of the library. */
function isSteady({ callee, isNew }: CallExpression, evaluator: Evaluator): boolean {
  if (isNew) return true;
  for (const value of evaluator.evaluate(callee)) {
    if (value.kind === 'method' || value.kind === 'handle') return true;
    if (value.kind === 'external' && (CLOCKS.has(value.package) || ormOfPackage(value.package))) return true;
  }
  if (callee.kind === 'reference') return STEADY.has(globalName(callee) ?? '');
  if (callee.kind !== 'member' || callee.name === 'random') return false;
  const { object } = callee;
  return object.kind === 'call' ? isSteady(object, evaluator) : STEADY.has(globalName(object) ?? '');
}

/** Answers whether values written for different elements are the same. */
export class Sameness {
  readonly #open = new Set<Binding>();

  constructor(readonly evaluator: Evaluator) {}

  /** Whether `expression` is the same for every element; a value that is made anew for each, such as an id, is not. */
  holds(expression: Expression, frame: Frame): boolean {
    if (frame.varies(expression)) return false;
    return this.#holds(expression, frame);
  }

  #holds(expression: Expression, frame: Frame): boolean {
    switch (expression.kind) {
      case 'reference':
        return !expression.binding || this.#holdsName(expression.binding, frame);
      case 'call':
        return (
          isSteady(expression, this.evaluator) &&
          expression.args.every((argument) => this.#holds(argument, frame)) &&
          (expression.callee.kind !== 'member' || this.#holds(expression.callee.object, frame))
        );
      case 'function':
        return true;
      default:
        return partsOf(expression).every((part) => this.#holds(part, frame));
    }
  }

  #holdsName(binding: Binding, frame: Frame): boolean {
    if (frame.counts(binding)) return false;
    if (!frame.declares(binding)) return binding.isConstant || (binding.parameter ?? binding.imported) !== undefined;
    if (binding.parameter) {
      const passed = frame.passed(binding);
      return !passed || this.holds(passed.expression, passed.frame);
    }
    if (this.#open.has(binding)) return true;
    this.#open.add(binding);
    const answer = binding.sources.every(({ value }) => this.#holds(value, frame));
    this.#open.delete(binding);
    return answer;
  }
}
