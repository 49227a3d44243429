import type { Binding } from '../facts/binding.js';
import type { Expression } from '../facts/expression.js';
import type { FunctionFacts } from '../facts/function-facts.js';
import { globalName } from '../facts/global-name.js';
import { ownEnvironment } from './environment.js';
import type { Evaluator } from './evaluator.js';
import { type Environment, type Value, union } from './value.js';

/** How many names and wrappings lead from what a trap gives back to what it reads. */
const MAX_STEPS = 6;

/** The objects of which `given`, what a trap gives back, is the member that it is asked for: `Reflect.get(object, key)`, `object[key]`. */
function objectsRead(given: Expression, key: Binding, depth = 0): readonly Expression[] {
  const isKey = (part: Expression | undefined): boolean => part?.kind === 'reference' && part.binding === key;
  const inner = (parts: readonly Expression[]): readonly Expression[] =>
    depth > MAX_STEPS ? [] : parts.flatMap((part) => objectsRead(part, key, depth + 1));
  switch (given.kind) {
    case 'index':
      return isKey(given.index) ? [given.object] : [];
    case 'cast':
      return inner([given.value]);
    case 'either':
      return inner(given.options);
    case 'reference':
      return inner((given.binding?.sources ?? []).map(({ value }) => value));
    case 'call': {
      const { callee, args } = given;
      if (callee.kind !== 'member') return [];
      // A method is handed out bound to the object that it is from.
      if (callee.name === 'bind') return inner([callee.object]);
      return callee.name === 'get' && globalName(callee.object) === 'Reflect' && args[0] && isKey(args[1])
        ? [args[0]]
        : [];
    }
    default:
      return [];
  }
}

function ofTrap(trap: FunctionFacts, environment: Environment | undefined, evaluator: Evaluator): readonly Value[] {
  const key = trap.parameters[1]?.binding;
  if (!key) return [];
  const inner = ownEnvironment({ kind: 'function', function: trap, self: [], outer: environment });
  const objects = trap.returns.flatMap((given) => objectsRead(given, key));
  return union(...objects.map((object) => evaluator.evaluate(object, inner)));
}

/** What `new Proxy(target, handler)` stands for: its target, and what its handler reads members of in its place. */
export function ofProxy(
  [target, handler]: readonly Expression[],
  environment: Environment | undefined,
  evaluator: Evaluator,
): readonly Value[] {
  const traps = (handler ? evaluator.evaluate(handler, environment) : []).flatMap((value) => {
    const trap = value.kind === 'object' ? value.object.properties.get('get') : undefined;
    return trap?.kind === 'function' && value.kind === 'object'
      ? ofTrap(trap.function, value.environment, evaluator)
      : [];
  });
  return union(target ? evaluator.evaluate(target, environment) : [], traps);
}
