import { type Expression, FALSE, NULL, type ObjectExpression, UNDEFINED } from '../facts/expression.js';
import { expressionsIn } from '../facts/expressions-in.js';
import { isWritten } from '../facts/is-written.js';
import { keptFor } from '../facts/kept-for.js';
import type { ModuleFacts } from '../facts/module-facts.js';

/** An object that says what stands for a token: `{ provide: TAGS, useClass: PgTags }`. */
export interface Provider {
  readonly token: Expression;
  readonly says: ObjectExpression;
  readonly module: ModuleFacts;
  /** Whether something else may stand in its place, or be put into it: `custom ?? { provide: TAGS, … }`. */
  readonly isReplaceable: boolean;
}

/** The providers that `expression` is or lists, itself or through names of its file. */
function listedIn(expression: Expression, seen = new Set<Expression>()): readonly ObjectExpression[] {
  if (seen.has(expression)) return [];
  seen.add(expression);
  switch (expression.kind) {
    case 'object':
      return expression.properties.has('provide') ? [expression] : [];
    case 'array':
      return expression.items.flatMap((item) => listedIn(item, seen));
    case 'either':
      return expression.options.flatMap((option) => listedIn(option, seen));
    case 'cast':
    case 'spread':
      return listedIn(expression.value, seen);
    case 'reference':
      return expression.binding?.sources.flatMap(({ value }) => listedIn(value, seen)) ?? [];
    default:
      return [];
  }
}

const NOTHINGS: ReadonlySet<Expression> = new Set([FALSE, NULL, UNDEFINED]);

/** Whether all providers that `option` may be stand in it. */
function isWrittenOut(option: Expression): boolean {
  if (option.kind === 'array') return option.items.every(isWrittenOut);
  if (option.kind === 'cast') return isWrittenOut(option.value);
  return option.kind === 'object' || NOTHINGS.has(option);
}

const replaceableIn = (module: ModuleFacts): ReadonlySet<ObjectExpression> => {
  const besideOthers = expressionsIn(module).flatMap((expression) =>
    expression.kind === 'either'
      ? expression.options.filter((option) =>
          expression.options.some((other) => other !== option && !isWrittenOut(other)),
        )
      : [],
  );
  const changed = module.functions
    .flatMap(({ names }) => names)
    .flatMap((binding) => {
      const listed = binding.sources.flatMap(({ value }) => listedIn(value));
      // The default of a parameter counts only where nothing is passed.
      return listed.length > 0 && (binding.parameter || isWritten(binding)) ? listed : [];
    });
  return new Set([...besideOthers.flatMap((option) => listedIn(option)), ...changed]);
};

/** The providers that a file writes out. */
export const providersIn = keptFor((module: ModuleFacts): readonly Provider[] => {
  const replaceable = replaceableIn(module);
  return expressionsIn(module).flatMap((says) => {
    const token = says.kind === 'object' ? says.properties.get('provide') : undefined;
    return says.kind === 'object' && token ? [{ token, says, module, isReplaceable: replaceable.has(says) }] : [];
  });
});
