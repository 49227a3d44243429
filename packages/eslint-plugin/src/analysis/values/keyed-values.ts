import { basename, dirname } from 'node:path';
import type { Binding } from '../facts/binding.js';
import { type Expression, type ObjectExpression, partsOf } from '../facts/expression.js';
import type { Evaluator } from './evaluator.js';
import { sourcesIn } from './files-of-folder.js';
import { type Environment, type Value, union } from './value.js';

/** How many names lead from a value to the file that it is read from. */
const MAX_DEPTH = 5;

/** The environment around `environment` in which `binding` is `value`. */
function withText(binding: Binding, value: string, environment: Environment | undefined): Environment {
  return {
    function: binding.owner,
    self: [],
    args: [],
    caller: undefined,
    outer: environment,
    depth: (environment?.depth ?? 0) + 1,
    text: { binding, value },
    known: new Map(),
  };
}

/** The name that `expression` is made of and that something else fills: a parameter, or the variable of a loop. */
function openName(expression: Expression): Binding | undefined {
  const binding = expression.kind === 'reference' ? expression.binding : undefined;
  if (binding && !binding.imported && (binding.parameter || binding.loop)) return binding;
  return partsOf(expression)
    .map(openName)
    .find((name) => name !== undefined);
}

/** The name of the file in the path from which `value` is required: `file` of `require(join(__dirname, file))` and of `sequelize.import(file)`. */
function fileName(value: Expression, depth = 0): Binding | undefined {
  if (depth > MAX_DEPTH) return undefined;
  if (value.kind === 'reference')
    return (value.binding?.parameter ? [] : (value.binding?.sources ?? []))
      .map((source) => fileName(source.value, depth + 1))
      .find((name) => name !== undefined);
  if (value.kind === 'member') return fileName(value.object, depth + 1);
  if (value.kind !== 'call') return undefined;
  const { callee, args } = value;
  const reads = callee.kind === 'member' ? 'import' : 'require';
  if ((callee.kind !== 'reference' && callee.kind !== 'member') || callee.name !== reads)
    return fileName(callee, depth + 1);
  return args[0] && openName(args[0]);
}

const simple = (name: string): string => name.replaceAll(/[^\p{L}\p{N}]/gu, '').toLowerCase();

/** The file beside `beside` that is named after `name`: `blog-post.js` for `BlogPost`. */
function fileNamedAfter(name: string, beside: string): string | undefined {
  const found = [...sourcesIn(dirname(beside))].filter(
    ([file]) => simple(file.replace(/\.model$/, '')) === simple(name),
  );
  return found.length === 1 ? basename(found[0]?.[1] ?? '') : undefined;
}

function environmentFor(
  name: string,
  key: Expression,
  value: Expression,
  environment: Environment | undefined,
): Environment | undefined {
  if (key.kind === 'reference' && key.binding) return withText(key.binding, name, environment);
  // What a file makes says itself what it is called: `models[model.name] = model`.
  if (key.kind !== 'member' || key.name !== 'name') return undefined;
  const binding = fileName(value);
  const file = binding && fileNamedAfter(name, binding.owner.module.file);
  return binding && file !== undefined ? withText(binding, file, environment) : undefined;
}

/** What stands behind `name` of a registry that is filled by computed keys: `models[name] = require('./' + name)`. */
export function keyedValues(
  { keyed = [] }: ObjectExpression,
  name: string,
  environment: Environment | undefined,
  evaluator: Evaluator,
): readonly Value[] {
  return union(
    ...keyed.map(({ key, value }) => {
      const within = environmentFor(name, key, value, environment);
      return within ? evaluator.evaluate(value, within) : [];
    }),
  );
}
