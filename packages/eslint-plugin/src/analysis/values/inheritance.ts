import { exportOf, ormOfPackage } from '../../orms/known-orms.js';
import type { ClassFacts } from '../facts/class-facts.js';
import type { Evaluator } from './evaluator.js';
import { anInstance, type Value } from './value.js';

/** What `super` is for an instance or class. */
export function superOf(self: Value, evaluator: Evaluator): readonly Value[] {
  if (self.kind === 'instance') return parentInstances(self.class, evaluator, self);
  if (self.kind === 'class')
    return self.class.superClass ? evaluator.evaluate(self.class.superClass, self.environment) : [];
  return [];
}

/** What an instance of `cls` inherits from: instances of its superclass, or the handle that a library's class stands for. */
export function parentInstances(cls: ClassFacts, evaluator: Evaluator, self: Value | undefined): readonly Value[] {
  if (!cls.superClass) return [];
  const environment = self?.kind === 'instance' ? self.environment : undefined;
  return evaluator.evaluate(cls.superClass, environment).flatMap((parent): readonly Value[] => {
    if (parent.kind === 'class')
      return [
        {
          ...anInstance(parent.class, parent.environment),
          origin: self?.kind === 'instance' ? self.origin : undefined,
        },
      ];
    if (parent.kind !== 'external') return [];
    const [modelType] = cls.superArgs;
    const model = modelType && evaluator.ofType(modelType, cls.module)[0];
    return handleOfExternal(parent.package, parent.path.at(-1) ?? 'default', model);
  });
}

/** The handle that an instance of a package's exported class is, if its table knows it. */
export function handleOfExternal(packageName: string, name: string, model: Value | undefined): readonly Value[] {
  const orm = ormOfPackage(packageName);
  const exported = orm && exportOf(orm, name);
  const role = exported?.role === undefined ? undefined : orm?.roles[exported.role];
  return orm && role ? [{ kind: 'handle', orm, role, model, builtBy: undefined }] : [];
}
