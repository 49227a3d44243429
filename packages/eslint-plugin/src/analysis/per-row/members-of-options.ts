import { type CallExpression, type Expression, partsOf } from '../facts/expression.js';
import { type FunctionFacts, nestedFunctions } from '../facts/function-facts.js';
import { isParameter } from '../facts/is-parameter.js';
import type { ModuleFacts } from '../facts/module-facts.js';
import type { Evaluator } from '../values/evaluator.js';
import { HandedElements } from './handed-elements.js';
import type { RowMember } from './row-member.js';

/** Functions of the options that `call` gives, by name: `defineList({ present: async (row) => … })`. */
function optionsIn({ args }: CallExpression) {
  return args.flatMap((argument, index) =>
    argument.kind === 'object'
      ? [...argument.properties].flatMap(([name, value]) =>
          value.kind === 'function' ? [{ index, name, function: value.function }] : [],
        )
      : [],
  );
}

/** Whether `expression` is the option called `name` of the parameter at `index` of `fn`. */
function isOption(expression: Expression, fn: FunctionFacts, index: number, name: string): boolean {
  if (expression.kind === 'member') return expression.name === name && isParameter(expression.object, fn, index);
  const binding = expression.kind === 'reference' ? expression.binding : undefined;
  if (!binding) return false;
  const [step, another] = binding.parameter?.path ?? [];
  if (binding.owner === fn && binding.parameter?.index === index)
    return step?.kind === 'property' && step.name === name && !another;
  return binding.sources.some(({ value, path: [first, second] }) => {
    const isTaken = first?.kind === 'property' && first.name === name && !second;
    return isTaken
      ? isParameter(value, fn, index)
      : !first && value.kind === 'member' && isOption(value, fn, index, name);
  });
}

/** Whether `fn` uses parts of its parameter at `index`. */
function takesApart(fn: FunctionFacts, index: number): boolean {
  const bindings = fn.parameters[index]?.bindings ?? [];
  const isPart = (expression: Expression): boolean =>
    (expression.kind === 'member' &&
      expression.object.kind === 'reference' &&
      expression.object.binding !== undefined &&
      bindings.includes(expression.object.binding)) ||
    partsOf(expression).some(isPart);
  return (
    bindings.some(({ parameter }) => parameter !== undefined && parameter.path.length > 0) ||
    nestedFunctions(fn).some(({ calls, returns }) => [...calls, ...returns].some(isPart))
  );
}

/** Functions among the options of a call, which the called function of the project runs for each element of a list. */
export function membersOfOptions(module: ModuleFacts, evaluator: Evaluator): readonly RowMember[] {
  return module.functions.flatMap(({ calls }) =>
    calls.flatMap((call) => {
      const options = optionsIn(call);
      if (options.length === 0) return [];
      return evaluator.evaluate(call.callee).flatMap((value) => {
        if (value.kind !== 'function') return [];
        const code = new HandedElements(nestedFunctions(value.function), evaluator);
        return options.flatMap(({ index, name, function: fn }): readonly RowMember[] => {
          const handing = code.find((expression) => isOption(expression, value.function, index, name));
          // A row has parts; names, keys and numbers are looked up in what is no list of rows.
          if (!handing || !takesApart(fn, handing.argument)) return [];
          const runner = { kind: 'function', function: handing.by, start: handing.start } as const;
          return [{ function: fn, row: handing.argument, runner, certainty: 'certain' }];
        });
      });
    }),
  );
}
