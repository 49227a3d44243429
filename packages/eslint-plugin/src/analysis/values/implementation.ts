import type { ClassFacts } from '../facts/class-facts.js';
import type { ModuleFacts } from '../facts/module-facts.js';
import type { TypeDeclaration, TypeReference } from '../facts/type-reference.js';
import { filesWithHeirs } from '../modules/declared-heirs.js';
import type { Evaluator } from './evaluator.js';

const known = new WeakMap<Evaluator, Map<TypeDeclaration | ClassFacts, ClassFacts | undefined>>();

function memoOf(evaluator: Evaluator): Map<TypeDeclaration | ClassFacts, ClassFacts | undefined> {
  const memo = known.get(evaluator) ?? new Map<TypeDeclaration | ClassFacts, ClassFacts | undefined>();
  known.set(evaluator, memo);
  return memo;
}

/** The interface or type alias that `type` names. */
function declarationOf(type: TypeReference, module: ModuleFacts, { project }: Evaluator): TypeDeclaration | undefined {
  if (type.kind !== 'named') return undefined;
  const [name = '', member] = type.path;
  const own = module.types.get(name);
  if (own) return own;
  const binding = module.bindings.get(name);
  const target = binding && project.importTarget(module, binding);
  const named = target?.kind === 'module' && member !== undefined ? project.exportOf(target.module, member) : target;
  return named?.kind === 'name' ? named.module.types.get(named.name) : undefined;
}

/** The one class among `heirs`; undefined where there are several to choose from. */
function only(heirs: readonly ClassFacts[]): ClassFacts | undefined {
  return heirs.length === 1 ? heirs[0] : undefined;
}

function classesIn(name: string, from: ModuleFacts, evaluator: Evaluator): ClassFacts[] {
  return filesWithHeirs(name, from.file).flatMap((file) => evaluator.project.store.get(file)?.classes ?? []);
}

/** The one class of the project that implements `declaration`, an interface of `module`. */
export function implementationOf(
  declaration: TypeDeclaration,
  module: ModuleFacts,
  evaluator: Evaluator,
): ClassFacts | undefined {
  const memo = memoOf(evaluator);
  if (memo.has(declaration)) return memo.get(declaration);
  const found = only(
    classesIn(declaration.name, module, evaluator).filter((cls) =>
      cls.implements.some((type) => declarationOf(type, cls.module, evaluator) === declaration),
    ),
  );
  memo.set(declaration, found);
  return found;
}

/** The one class of the project that extends `cls`, which leaves members to its heirs. */
export function heirOf(cls: ClassFacts, evaluator: Evaluator): ClassFacts | undefined {
  const memo = memoOf(evaluator);
  if (memo.has(cls) || cls.name === undefined) return memo.get(cls);
  memo.set(cls, undefined);
  const found = only(
    classesIn(cls.name, cls.module, evaluator).filter(
      ({ superClass }) =>
        superClass && evaluator.evaluate(superClass).some((parent) => parent.kind === 'class' && parent.class === cls),
    ),
  );
  memo.set(cls, found);
  return found;
}
