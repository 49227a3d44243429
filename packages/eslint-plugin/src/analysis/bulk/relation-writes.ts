import type { Evaluator } from '../values/evaluator.js';
import type { Value } from '../values/value.js';
import type { Located } from './frame.js';

/** What is done to related rows, as keys of a relation's value. */
const WRITES = new Set([
  'connect',
  'connectOrCreate',
  'create',
  'createMany',
  'delete',
  'deleteMany',
  'disconnect',
  'set',
  'update',
  'updateMany',
  'upsert',
]);

/** How deep objects that are spread into one another are looked through. */
const MAX_DEPTH = 4;

function hasRelationWrite(values: readonly Value[], evaluator: Evaluator, depth = 0): boolean {
  return values.some((value) => {
    if (value.kind !== 'object') return false;
    const { object, environment } = value;
    const isRelation = [...object.properties.values()].some((part) =>
      evaluator
        .evaluate(part, environment)
        .some((held) => held.kind === 'object' && [...held.object.properties.keys()].some((key) => WRITES.has(key))),
    );
    return (
      isRelation ||
      (depth < MAX_DEPTH &&
        object.others.some((other) => hasRelationWrite(evaluator.evaluate(other, environment), evaluator, depth + 1)))
    );
  });
}

/** Whether the row also writes related rows, as far as the code shows it. */
export function writesRelations({ expression, frame }: Located, evaluator: Evaluator): boolean {
  return hasRelationWrite(evaluator.evaluate(expression, frame.environment), evaluator);
}
