import type { CallExpression, Expression } from '../facts/expression.js';
import { globalName } from '../facts/global-name.js';
import { environmentOf } from './environment.js';
import { resultOf } from './evaluate-call.js';
import type { Evaluator } from './evaluator.js';
import { textOf } from './text-of.js';
import type { Environment, MethodValue, Value } from './value.js';

/** What the function of a file gives back that `call` hands the object to: `sequelize.import('./models/post')`. */
export function madeByFile(
  { facts: { fileArgument } }: MethodValue,
  call: CallExpression,
  environment: Environment | undefined,
  evaluator: Evaluator,
): readonly Value[] {
  const { module } = call.owner;
  if (fileArgument === undefined || call.callee.kind !== 'member') return [];
  const path = textOf(call.args[fileArgument], module, environment, evaluator);
  const makers = path === undefined ? [] : evaluator.ofTarget(evaluator.project.lookUp(module, path, 'default'));
  const handed: CallExpression = { ...call, args: [call.callee.object] };
  return makers.flatMap((maker) =>
    maker.kind === 'function' ? resultOf(maker, environmentOf(maker, handed, environment), evaluator) : [],
  );
}

/** Whether an expression is what a file exports whose name is only known at run time. */
function isOfSomeFile(expression: Expression, depth = 0): boolean {
  // A name may be given a member of itself: `node = node.next`.
  if (depth > 10) return false;
  if (expression.kind === 'member' || expression.kind === 'await')
    return isOfSomeFile(expression.kind === 'member' ? expression.object : expression.value, depth + 1);
  if (expression.kind === 'reference') {
    const [source, another] = expression.binding?.sources ?? [];
    return source !== undefined && !another && isOfSomeFile(source.value, depth + 1);
  }
  if (expression.kind !== 'call') return false;
  return ['require', 'import'].includes(globalName(expression.callee) ?? '') && expression.args[0]?.kind !== 'string';
}

/** What a file makes of a library's object, as the models of a folder are read: `require(path)(sequelize)`. */
export function definedByFile(
  { callee, args: [first] }: CallExpression,
  environment: Environment | undefined,
  evaluator: Evaluator,
): readonly Value[] {
  if (!first || !isOfSomeFile(callee)) return [];
  return evaluator.evaluate(first, environment).flatMap((value): readonly Value[] => {
    const role = value.kind === 'handle' ? value.orm.roles[value.role.definedByFile ?? ''] : undefined;
    return value.kind === 'handle' && role ? [{ ...value, role, model: undefined, builtBy: undefined }] : [];
  });
}
