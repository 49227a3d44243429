import type { RelationDeclarations } from '../../orms/eager/eager-facts.js';
import type { OrmFacts } from '../../orms/orm-facts.js';
import type { CallExpression, Expression, ObjectExpression } from '../facts/expression.js';
import type { Evaluator } from '../values/evaluator.js';
import type { HandleValue } from '../values/value.js';
import type { Entity } from './entity.js';
import { definedObject, isWhole } from './named-paths.js';

type Declared = Extract<RelationDeclarations, { by: 'members' }>;

/** How many calls a handle may come through. */
const MAX_STEPS = 20;

/** What a handle came from by one call: the handle that the call was made on, the library itself, or what is not seen. */
function before({ callee }: CallExpression, { packages }: OrmFacts, evaluator: Evaluator) {
  const [value, another] = evaluator.evaluate(callee);
  if (value?.kind === 'external' && packages.includes(value.package)) return 'library';
  if (another) return undefined;
  // `new Post()` calls the handle itself.
  return value?.kind === 'method' ? value.handle : value?.kind === 'handle' ? value : undefined;
}

/** The calls by which `handle` came, the last one first, and whether they lead back to the library. */
function makingOf(handle: HandleValue, evaluator: Evaluator) {
  const calls: CallExpression[] = [];
  let at: ReturnType<typeof before> = handle;
  while (typeof at === 'object' && at.builtBy && calls.length < MAX_STEPS) {
    calls.push(at.builtBy);
    at = before(at.builtBy, handle.orm, evaluator);
  }
  return { calls, isSeen: at === 'library' || (typeof at === 'object' && !at.builtBy) };
}

/** The objects whose members a model has that `calls` make, its own first; undefined where they may not be all. */
function membersOf(calls: readonly CallExpression[], declared: Declared): readonly ObjectExpression[] | undefined {
  const found: ObjectExpression[] = [];
  for (const { callee, args } of calls) {
    const position = callee.kind === 'member' ? declared.makers[callee.name] : undefined;
    if (position === undefined) continue;
    const members = definedObject(args[position]);
    if (!members || !isWhole(members)) return undefined;
    found.push(members);
  }
  return found.length > 0 ? found : undefined;
}

/** The call of `hasMany` or its kin that a member gives back. */
function relationOf(member: Expression | undefined, { methods }: Declared): CallExpression | undefined {
  const [returned] = member?.kind === 'function' ? member.function.returns : [];
  let found: CallExpression | undefined;
  for (let at = returned; at; at = at.kind === 'call' ? at.callee : at.kind === 'member' ? at.object : undefined)
    if (at.kind === 'call' && at.callee.kind === 'member' && methods.includes(at.callee.name)) found = at;
  return found;
}

/** The relations that the members of a model give back which a library's function was given; undefined where they may not be all. */
export function entityOfMembers(handle: HandleValue, declared: Declared, evaluator: Evaluator): Entity | undefined {
  const { calls, isSeen } = makingOf(handle, evaluator);
  const objects = isSeen ? membersOf(calls, declared) : undefined;
  if (!objects) return undefined;
  const memberOf = (name: string): Expression | undefined =>
    objects.map(({ properties }) => properties.get(name)).find((member) => member !== undefined);
  const names = new Set(objects.flatMap(({ properties }) => [...properties.keys()]));
  return {
    name: modelName(calls),
    relations: [...names].filter((name) => relationOf(memberOf(name), declared)),
    follow(name) {
      const member = memberOf(name);
      if (!member) return undefined;
      const target = relationOf(member, declared)?.args[0];
      const [value, another] = target ? evaluator.evaluate(target) : [];
      const found = value?.kind === 'handle' && !another ? entityOfMembers(value, declared, evaluator) : undefined;
      return found ?? 'unknown';
    },
  };
}

/** The name under which the model was registered. */
function modelName(calls: readonly CallExpression[]): string {
  for (const {
    callee,
    args: [name],
  } of calls)
    if (name?.kind === 'string' && callee.kind === 'member' && callee.name === 'model') return name.value;
  return 'the model';
}
