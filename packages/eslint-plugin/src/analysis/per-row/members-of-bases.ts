import type { ClassFacts } from '../facts/class-facts.js';
import type { Expression } from '../facts/expression.js';
import { type FunctionFacts, nestedFunctions } from '../facts/function-facts.js';
import type { ModuleFacts } from '../facts/module-facts.js';
import { heirOf } from '../values/implementation.js';
import type { Evaluator } from '../values/evaluator.js';
import { HandedElements } from './handed-elements.js';
import type { RowMember } from './row-member.js';

/** How many superclasses are looked through. */
const MAX_ANCESTORS = 5;

function ancestorsOf(cls: ClassFacts, evaluator: Evaluator, depth = 0): readonly ClassFacts[] {
  if (!cls.superClass || depth > MAX_ANCESTORS) return [];
  return evaluator
    .evaluate(cls.superClass)
    .flatMap((parent) =>
      parent.kind === 'class' ? [parent.class, ...ancestorsOf(parent.class, evaluator, depth + 1)] : [],
    );
}

function codeOf(cls: ClassFacts): readonly FunctionFacts[] {
  return [...cls.members.values()].flatMap(({ function: fn, values }) => [
    ...(fn ? nestedFunctions(fn) : []),
    ...values.flatMap((value) => (value.kind === 'function' ? nestedFunctions(value.function) : [])),
  ]);
}

const isOwn =
  (name: string) =>
  (expression: Expression): boolean =>
    expression.kind === 'member' && expression.name === name && expression.object.kind === 'this';

/**
 * Methods that a class gives to the one it extends, which calls them for each element of a list.
 *
 * Where no other class does, the call in the base class leads here, and is told there.
 */
export function membersOfBases(module: ModuleFacts, evaluator: Evaluator): readonly RowMember[] {
  return module.classes.flatMap((cls) => {
    const ancestors = ancestorsOf(cls, evaluator);
    return ancestors.flatMap((base) => {
      const code = new HandedElements(codeOf(base), evaluator);
      return [...cls.members].flatMap(([name, { function: fn, kind }]): readonly RowMember[] => {
        if (kind !== 'method' || !fn) return [];
        const declared = base.members.get(name);
        if (declared?.isAbstract && heirOf(base, evaluator) === cls) return [];
        const handing = code.find(isOwn(name));
        if (!handing) return [];
        const runner = { kind: 'function', function: handing.by, start: handing.start } as const;
        return [{ function: fn, row: handing.argument, runner, certainty: 'certain' }];
      });
    });
  });
}
