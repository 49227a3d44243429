import { containersOf } from '../../injection/containers.js';
import type { CallExpression, Expression } from '../facts/expression.js';
import type { ModuleFacts } from '../facts/module-facts.js';
import { modulesHolding } from '../modules/files-by-text.js';
import { resultsOf } from './evaluate-call.js';
import type { Evaluator } from './evaluator.js';
import { type Value, anInstance } from './value.js';

/** What stands for a name: the call that says so, and what is handed to it. */
interface Registration {
  readonly kind: 'class' | 'function' | 'value';
  readonly given: Expression;
}

/** By name, what the repository registers; undefined where it registers several things under it. */
type Registry = ReadonlyMap<string, Registration | undefined>;

/** Answers of one evaluator, which goes when files have changed. */
const known = new WeakMap<Evaluator, WeakMap<readonly ModuleFacts[], Registry>>();

/** The call at the bottom of a chain: `asClass(Tags)` of `asClass(Tags).scoped()`. */
function bottomOf(expression: Expression): CallExpression | undefined {
  let at = expression;
  while (at.kind === 'call' && at.callee.kind === 'member' && at.callee.object.kind === 'call') at = at.callee.object;
  return at.kind === 'call' ? at : undefined;
}

function registrationOf(written: Expression, packageName: string, evaluator: Evaluator): Registration | undefined {
  const call = bottomOf(written);
  const [given] = call?.args ?? [];
  if (!call || !given) return undefined;
  const makers = containersOf(packageName)?.registers ?? {};
  for (const value of evaluator.evaluate(call.callee)) {
    const kind =
      value.kind === 'external' && value.package === packageName ? makers[value.path.at(-1) ?? ''] : undefined;
    if (kind) return { kind, given };
  }
  return undefined;
}

/** What `module` registers, by name: `container.register({ tags: asClass(Tags) })`, `container.register('tags', asClass(Tags))`. */
function registeredIn(module: ModuleFacts): readonly (readonly [string, Expression])[] {
  return module.functions
    .flatMap(({ calls }) => calls)
    .filter(({ callee }) => callee.kind === 'member' && callee.name === 'register')
    .flatMap(({ args: [first, second] }) => {
      if (first?.kind === 'string' && second) return [[first.value, second] as const];
      return first?.kind === 'object' ? [...first.properties] : [];
    });
}

function registryOf(modules: readonly ModuleFacts[], packageName: string, evaluator: Evaluator): Registry {
  const registry = new Map<string, Registration | undefined>();
  for (const [name, written] of modules.flatMap(registeredIn))
    registry.set(name, registry.has(name) ? undefined : registrationOf(written, packageName, evaluator));
  return registry;
}

/** What the one registration under `name` in the repository of `from` stands for; nothing where there are none or several. */
export function registeredAs(
  name: string,
  packageName: string,
  from: ModuleFacts,
  evaluator: Evaluator,
): readonly Value[] {
  if (!containersOf(packageName)?.registers) return [];
  const modules = modulesHolding(new RegExp(packageName), from.file, evaluator.project.store);
  const registries = known.get(evaluator) ?? new WeakMap<readonly ModuleFacts[], Registry>();
  known.set(evaluator, registries);
  const registry = registries.get(modules) ?? registryOf(modules, packageName, evaluator);
  registries.set(modules, registry);
  const registration = registry.get(name);
  if (!registration) return [];
  const values = evaluator.evaluate(registration.given);
  if (registration.kind === 'value') return values;
  return values.flatMap((value) => {
    if (registration.kind === 'function') return resultsOf(value, evaluator);
    return value.kind === 'class' ? [anInstance(value.class, value.environment)] : [];
  });
}
