import type { Binding, PathStep } from '../facts/binding.js';
import type { CallExpression, Expression } from '../facts/expression.js';
import { type FunctionFacts, isWithin } from '../facts/function-facts.js';
import { type Repetition, isPosition } from '../iteration/repetition.js';
import { Dependence, isDeclaredInside } from '../per-element/dependence.js';
import type { Environment, FunctionValue } from '../values/value.js';

/** An expression and the code that it is seen from. */
export interface Located {
  readonly expression: Expression;
  readonly frame: Frame;
}

/** How many names and parameters a value is followed through. */
const MAX_STEPS = 12;

/** Steps into the properties of an object as far as it is written out. */
function along({ expression, frame }: Located, path: readonly PathStep[]): Located {
  const [step, ...rest] = path;
  if (!step) return { expression, frame };
  const found = frame.resolve(expression);
  const part =
    step.kind === 'property' && found.expression.kind === 'object'
      ? found.expression.properties.get(step.name)
      : undefined;
  return part ? along({ expression: part, frame: found.frame }, rest) : found;
}

/**
 * Code that runs once per element: the repeated code itself, or a function that it calls, in which parameters stand for what the
 * call passes.
 */
export class Frame {
  private constructor(
    readonly environment: Environment | undefined,
    private readonly elements: readonly Dependence[],
    private readonly repetition: Repetition | undefined,
    private readonly called?: {
      readonly function: FunctionFacts;
      readonly call: CallExpression;
      readonly caller: Frame;
    },
  ) {}

  /** The code that `repetition` repeats. */
  static ofTurn(repetition: Repetition): Frame {
    return new Frame(undefined, [new Dependence(repetition)], repetition);
  }

  /** The code of the function that `call` calls in `caller`. */
  static ofCall(
    { function: fn }: FunctionValue,
    call: CallExpression,
    caller: Frame,
    environment: Environment | undefined,
  ): Frame {
    const turn: Repetition = { kind: 'callback', call, function: fn, items: undefined, parameter: 0 };
    const bindings = fn.parameters.flatMap((parameter) => parameter.bindings);
    const frame = new Frame(environment, [], undefined, { function: fn, call, caller });
    const varying = bindings.filter((binding) => {
      const passed = frame.passed(binding);
      return passed?.frame.varies(passed.expression) ?? false;
    });
    return new Frame(
      environment,
      varying.map((binding) => new Dependence(turn, binding)),
      undefined,
      frame.called,
    );
  }

  /** Whether the element decides what `expression` is. */
  varies(expression: Expression): boolean {
    return this.elements.some((dependence) => dependence.has(expression));
  }

  /** Whether a name is the element itself, or what a call passes of it. */
  isElement(binding: Binding): boolean {
    return this.elements.some((dependence) => dependence.isElement(binding));
  }

  /** Whether a name is what counts the turns: the counter of a loop, the position that a callback gets. */
  counts(binding: Binding): boolean {
    const { repetition } = this;
    if (!repetition) return false;
    if (repetition.kind === 'loop') return repetition.loop.kind === 'for' && repetition.loop.elements.includes(binding);
    return isPosition(binding, repetition);
  }

  /** Whether a name is declared in this code, so that it has a value of its own in each turn. */
  declares(binding: Binding): boolean {
    if (this.repetition) return isDeclaredInside(binding, this.repetition);
    return this.called !== undefined && isWithin(binding.owner, this.called.function);
  }

  /** What `expression` stands for, through names that have one value and through parameters. */
  resolve(expression: Expression): Located {
    let at: Located = { expression, frame: this };
    for (let step = 0; step < MAX_STEPS; step++) {
      const next = at.frame.#next(at.expression);
      if (!next) break;
      at = next;
    }
    return at;
  }

  #next(expression: Expression): Located | undefined {
    if (expression.kind === 'await' || expression.kind === 'cast') return { expression: expression.value, frame: this };
    if (expression.kind !== 'reference' || !expression.binding) return undefined;
    const { binding } = expression;
    if (binding.parameter) return this.passed(binding);
    const [source, another] = binding.sources;
    return source && !another && source.path.length === 0 ? { expression: source.value, frame: this } : undefined;
  }

  /** What the call passes for a parameter, or for the part of it that a pattern takes. */
  passed({ owner, parameter, sources }: Binding): Located | undefined {
    if (!this.called || !parameter || owner !== this.called.function) return undefined;
    const { call, caller } = this.called;
    const spread = call.args.find((argument) => argument.kind === 'spread');
    const passed = spread ?? call.args[parameter.index];
    if (passed) return along({ expression: passed, frame: caller }, spread ? [] : parameter.path);
    return sources[0] && { expression: sources[0].value, frame: this };
  }
}
