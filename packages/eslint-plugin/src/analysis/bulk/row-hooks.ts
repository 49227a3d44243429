import type { ClassFacts } from '../facts/class-facts.js';
import type { CallExpression, Expression } from '../facts/expression.js';
import type { Evaluator } from '../values/evaluator.js';
import type { Value } from '../values/value.js';

const lowerFirst = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

function nameOf(expression: Expression): string {
  if (expression.kind === 'call') return nameOf(expression.callee);
  return expression.kind === 'member' || expression.kind === 'reference' ? expression.name : '';
}

/** `{ hooks: { afterCreate } }` among the options of a model. */
function namesHooks(options: Expression, names: ReadonlySet<string>, evaluator: Evaluator): boolean {
  const keys = evaluator.evaluate(options).flatMap((value) => {
    const hooks = value.kind === 'object' ? value.object.properties.get('hooks') : undefined;
    return hooks ? evaluator.evaluate(hooks) : [];
  });
  return keys.some(
    (value) => value.kind === 'object' && [...value.object.properties.keys()].some((key) => names.has(key)),
  );
}

/** `Post.afterCreate(…)`, `Post.addHook('afterCreate', …)` and `Post.init(…, { hooks: { afterCreate } })`. */
function addsHook(
  { callee, args }: CallExpression,
  cls: ClassFacts,
  names: ReadonlySet<string>,
  evaluator: Evaluator,
): boolean {
  if (callee.kind !== 'member') return false;
  const isAdding =
    names.has(callee.name) ||
    (callee.name === 'addHook' && args[0]?.kind === 'string' && names.has(args[0].value)) ||
    (callee.name === 'init' && args.some((options) => namesHooks(options, names, evaluator)));
  return isAdding && evaluator.evaluate(callee.object).some((value) => value.kind === 'class' && value.class === cls);
}

function classHas(cls: ClassFacts, names: ReadonlySet<string>, evaluator: Evaluator): boolean {
  const members = [...cls.statics.values(), ...cls.members.values()];
  return (
    members.some(({ decorators }) => decorators.some((decorator) => names.has(lowerFirst(nameOf(decorator))))) ||
    cls.module.functions.some(({ calls }) => calls.some((call) => addsHook(call, cls, names, evaluator)))
  );
}

/** Whether the file that declares the model of `values` has code run for each row, by hooks of `names`. */
export function hasRowHooks(values: readonly Value[], names: readonly string[], evaluator: Evaluator): boolean {
  const wanted = new Set(names);
  return values.some(
    (value) => (value.kind === 'class' || value.kind === 'instance') && classHas(value.class, wanted, evaluator),
  );
}
