import { readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type CallExpression, type Expression, type ObjectExpression, objectWith } from '../facts/expression.js';
import type { Evaluator } from './evaluator.js';
import { textOf } from './text-of.js';
import type { Environment, ExternalValue, Value } from './value.js';

/** Packages whose function reads the files of a folder into an object by their names, with the position of the folder's path. */
const READERS = new Map([
  ['auto-load', 0],
  ['require-all', 0],
  ['require-dir', 0],
  ['requireindex', 0],
  ['require-directory', 1],
]);

const SOURCE = /^(?!index\.)([^.].*?)\.[cm]?[jt]s$/;

/** The files of `folder` with code, by their names without the ending; none where it cannot be read. */
export function sourcesIn(folder: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  try {
    for (const file of readdirSync(folder).sort()) {
      const [, name] = SOURCE.exec(file) ?? [];
      if (name !== undefined) found.set(name, join(folder, file));
    }
  } catch {
    // A folder that is not there has no files.
  }
  return found;
}

/** By what was read; goes with the evaluator, when files have changed: there may be others in the folder. */
const ofEvaluators = new WeakMap<Evaluator, WeakMap<CallExpression, Map<string, ObjectExpression>>>();

/** `{ name: require('…/name.js') }` for each file of `folder`. */
function objectOf(folder: string, call: CallExpression): ObjectExpression {
  const { start, end, owner, loop, guard } = call;
  const properties = new Map(
    Array.from(sourcesIn(folder), ([name, file]): [string, Expression] => [
      name,
      {
        kind: 'call',
        callee: { kind: 'reference', name: 'require', binding: undefined, start, end },
        args: [{ kind: 'string', value: file }],
        isNew: false,
        typeArgs: [],
        ...{ start, end, owner, loop, guard },
        use: 'value',
      },
    ]),
  );
  return objectWith(properties);
}

/** The files of a folder that `call` reads with the function of a package made for it; undefined where `callee` is none. */
export function filesOfFolder(
  callee: ExternalValue,
  call: CallExpression,
  environment: Environment | undefined,
  evaluator: Evaluator,
): readonly Value[] | undefined {
  const position = READERS.get(callee.package);
  if (position === undefined) return undefined;
  const given = call.args[position];
  const path = given?.kind === 'object' ? given.properties.get('dirname') : given;
  const folder = textOf(path, call.owner.module, environment, evaluator);
  if (folder === undefined) return [];
  const read = ofEvaluators.get(evaluator) ?? new WeakMap<CallExpression, Map<string, ObjectExpression>>();
  ofEvaluators.set(evaluator, read);
  const known = read.get(call) ?? new Map<string, ObjectExpression>();
  read.set(call, known);
  const object = known.get(folder) ?? objectOf(resolve(dirname(call.owner.module.file), folder), call);
  known.set(folder, object);
  return [{ kind: 'object', object, environment: undefined }];
}
