import { exportOf, ormOfGeneratedExport, ormOfPackage } from '../../orms/known-orms.js';
import type { ClassFacts } from '../facts/class-facts.js';
import type { Evaluator } from './evaluator.js';
import { type HandleValue, type Value, anInstance } from './value.js';

/** What `super` is for an instance or class. */
export function superOf(self: Value, evaluator: Evaluator): readonly Value[] {
  if (self.kind === 'instance') return parentInstances(self.class, evaluator, self);
  if (self.kind === 'class')
    return self.class.superClass ? evaluator.evaluate(self.class.superClass, self.environment) : [];
  return [];
}

/** What an instance of `cls` inherits from: instances of its superclass, or the handle that a library's class stands for. */
export function parentInstances(cls: ClassFacts, evaluator: Evaluator, self: Value | undefined): readonly Value[] {
  if (!cls.superClass) return self?.kind === 'instance' && self.library ? [self.library] : [];
  const environment = self?.kind === 'instance' ? self.environment : undefined;
  return evaluator.evaluate(cls.superClass, environment).flatMap((parent): readonly Value[] => {
    if (parent.kind === 'class')
      return [
        {
          ...anInstance(parent.class, parent.environment),
          origin: self?.kind === 'instance' ? self.origin : undefined,
        },
      ];
    if (parent.kind === 'handle') return instanceOfHandle(parent);
    if (parent.kind !== 'external') return [];
    const [modelType] = cls.superArgs;
    const model = modelType && evaluator.ofType(modelType, cls.module)[0];
    return handleOfExternal(parent.package, parent.path.at(-1) ?? 'default', model);
  });
}

/** What an instance is of a class that a library's object holds: `class Post extends bookshelf.Model`. */
function instanceOfHandle(parent: HandleValue): readonly Value[] {
  const role = parent.orm.roles[parent.role.instances ?? ''];
  return role ? [{ ...parent, role, model: undefined, builtBy: undefined }] : [];
}

/** The handle that an instance of a package's exported class is, if its table knows it. */
export function handleOfExternal(packageName: string, name: string, model: Value | undefined): readonly Value[] {
  // What is generated into the project may be exported by any file, one that is not there included.
  const orm = ormOfPackage(packageName) ?? ormOfGeneratedExport(name);
  const exported = orm && exportOf(orm, name);
  const role = exported?.role === undefined ? undefined : orm?.roles[exported.role];
  return orm && role ? [{ kind: 'handle', orm, role, model, builtBy: undefined }] : [];
}
