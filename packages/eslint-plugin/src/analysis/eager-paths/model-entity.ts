import type { RelationDeclarations } from '../../orms/eager/eager-facts.js';
import type { ClassFacts, ClassMember } from '../facts/class-facts.js';
import type { Expression, ObjectExpression } from '../facts/expression.js';
import type { Evaluator } from '../values/evaluator.js';
import type { Entity } from './entity.js';
import { isWhole } from './named-paths.js';

type Declared = Extract<RelationDeclarations, { by: 'mappings' }>;

/** How many superclasses are looked through. */
const MAX_ANCESTORS = 8;

/** What a static member holds, or a static getter or function gives back. */
function heldBy({ kind, function: fn, values }: ClassMember): readonly Expression[] {
  if (kind !== 'property') return fn?.returns ?? [];
  return values.flatMap((value) => (value.kind === 'function' ? value.function.returns : [value]));
}

/** The static member of `cls` or of the class that it inherits it from; undefined where one of them is not seen. */
function inherited(cls: ClassFacts, name: string, evaluator: Evaluator, depth = 0): ClassMember | undefined {
  const own = cls.statics.get(name);
  if (own || !cls.superClass || depth > MAX_ANCESTORS) return own;
  const [parent, another] = evaluator.evaluate(cls.superClass);
  return parent?.kind === 'class' && !another ? inherited(parent.class, name, evaluator, depth + 1) : undefined;
}

function onlyObject(expressions: readonly Expression[], evaluator: Evaluator): ObjectExpression | undefined {
  const [held, another] = expressions;
  if (!held || another) return undefined;
  if (held.kind === 'object') return held;
  const [value, other] = evaluator.evaluate(held);
  return value?.kind === 'object' && !other ? value.object : undefined;
}

/** The relations that a static member of `cls` maps; undefined where they may not be all. */
export function entityOfModel(cls: ClassFacts, declared: Declared, evaluator: Evaluator): Entity | undefined {
  const member = inherited(cls, declared.member, evaluator);
  const mappings = member && onlyObject(heldBy(member), evaluator);
  if (!mappings || !isWhole(mappings)) return undefined;
  return {
    name: cls.name ?? 'the model',
    relations: [...mappings.properties.keys()],
    follow(name) {
      const mapping = mappings.properties.get(name);
      if (!mapping) return undefined;
      const target = mapping.kind === 'object' ? mapping.properties.get(declared.target) : undefined;
      const [value, another] = target ? evaluator.evaluate(target) : [];
      const found = value?.kind === 'class' && !another ? entityOfModel(value.class, declared, evaluator) : undefined;
      return found ?? 'unknown';
    },
  };
}
