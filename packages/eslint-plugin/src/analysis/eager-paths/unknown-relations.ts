import { orms } from '../../orms/known-orms.js';
import type { EagerFacts } from '../../orms/eager/eager-facts.js';
import type { MemberFacts, OrmFacts } from '../../orms/orm-facts.js';
import type { CallExpression, Expression } from '../facts/expression.js';
import type { ModuleFacts } from '../facts/module-facts.js';
import type { Reach } from '../reach/reach.js';
import type { Evaluator } from '../values/evaluator.js';
import type { HandleValue, MethodValue, Value } from '../values/value.js';
import { associationsAround, lastName } from './associations.js';
import { entityOfClass } from './class-entity.js';
import { type Entity, type LostPath, lostIn } from './entity.js';
import { joinedEntity } from './joined-paths.js';
import { entityOfMembers } from './members-entity.js';
import { entityOfModel } from './model-entity.js';
import { definedObject, definitionOf, includedNames, namedPaths, nestedPaths } from './named-paths.js';
import { pathsOfRelationExpression } from './relation-expression.js';
import { entityOfSchema } from './schema-entity.js';
import { tableRelationsAround } from './table-relations.js';

/** Something in a call that is meant to load a relation and does not. */
export interface LostRelation {
  readonly call: CallExpression;
  readonly orm: OrmFacts;
  readonly eager: EagerFacts;
  /** The name that leads nowhere: of a relation, or of an option. */
  readonly name: string;
  readonly problem:
    | { readonly kind: 'option' }
    /** `holder` is absent where no model of the project has a relation of that name. */
    | {
        readonly kind: 'relation';
        readonly holder: string | undefined;
        readonly relations: readonly string[];
        /** Set where nobody knows on which model the name stands: `relations` are those of all of them. */
        readonly isOfAnyModel?: boolean;
      };
}

const eagerFacts = orms.flatMap(({ eager }) => (eager ? [eager] : []));
const OPTIONS = new Set(
  eagerFacts.flatMap(({ option, ignored = [] }) => (option === undefined ? ignored : [option, ...ignored])),
);
const METHODS = new Set([
  ...eagerFacts.flatMap(({ joins, expressions }) => [...Object.keys(joins ?? {}), ...Object.keys(expressions ?? {})]),
  ...orms.flatMap(({ roles }) => Object.values(roles).flatMap(({ members }) => populatingAmong(members))),
]);

function populatingAmong(members: Readonly<Record<string, MemberFacts>>): readonly string[] {
  return Object.keys(members).filter((name) => members[name]?.populates);
}

/** Whether `call` may name relations at all: a cheap first look. */
function mayName({ callee, args }: CallExpression): boolean {
  if (callee.kind !== 'member') return false;
  if (METHODS.has(callee.name)) return true;
  return args.some((argument) =>
    [...(definedObject(argument)?.properties.keys() ?? [])].some((key) => OPTIONS.has(key)),
  );
}

/** Whether an option's value looks like relations: names, not a flag or a number. */
const namesSomething = (value: Expression): boolean => ['array', 'object', 'string'].includes(value.kind);

/** The method that `call` calls; undefined where it may be several. */
function methodOf(call: CallExpression, evaluator: Evaluator): MethodValue | undefined {
  const [value, another] = evaluator.evaluate(call.callee);
  return value?.kind === 'method' && !another ? value : undefined;
}

/** Looks for relations that do not exist among those that the calls of one file load. */
class UnknownRelations {
  constructor(
    readonly module: ModuleFacts,
    readonly evaluator: Evaluator,
  ) {}

  in(call: CallExpression): readonly LostRelation[] {
    const method = mayName(call) ? methodOf(call, this.evaluator) : undefined;
    const eager = method?.handle.orm.eager;
    if (!method || !eager || call.callee.kind !== 'member') return [];
    const { orm } = method.handle;
    const lost = (name: string, problem: LostRelation['problem']): LostRelation => ({
      call,
      orm,
      eager,
      name,
      problem,
    });
    const { name } = call.callee;
    const position = method.facts.eagerArgument;
    const options =
      position === undefined || eager.conditionMethods?.includes(name) ? undefined : definedObject(call.args[position]);
    const ignored = (eager.ignored ?? []).flatMap((option) => {
      const value = options?.properties.get(option);
      return value && namesSomething(value) ? [lost(option, { kind: 'option' })] : [];
    });
    const relations = eager.option === undefined ? undefined : options?.properties.get(eager.option);
    if (eager.declared?.by === 'associations') return [...ignored, ...this.#included(call, relations, lost)];
    const entity =
      this.#entityOfHandle(method.handle, call, eager) ?? this.#entityOf(this.#modelOf(method, call), orm, eager);
    if (!entity) return ignored;
    const populates = method.facts.populates;
    const added = populates && call.args[populates.paths];
    const { option = '', isOptionNested } = eager;
    const paths = isOptionNested
      ? nestedPaths(relations, option)
      : [...namedPaths(relations), ...namedPaths(added), ...expressionPaths(call, eager)];
    const found = paths.flatMap((path) => lostIn(entity, path, eager.wildcards) ?? []);
    const joined = this.#joined(call, entity, eager);
    return [
      ...ignored,
      ...[...found, ...joined].map((path) =>
        lost(path.name, { kind: 'relation', holder: path.entity.name, relations: path.entity.relations }),
      ),
    ];
  }

  /** The model that a handle was made of, or the table that `db.query.posts.findMany` asks. */
  #entityOfHandle(handle: HandleValue, { callee }: CallExpression, { declared }: EagerFacts): Entity | undefined {
    if (declared?.by === 'members') return entityOfMembers(handle, declared, this.evaluator);
    const table = callee.kind === 'member' ? callee.object : undefined;
    if (table?.kind !== 'member' || declared?.by !== 'tables') return undefined;
    return tableRelationsAround(this.module, declared, this.evaluator).table(table.name);
  }

  #joined(call: CallExpression, entity: Entity, eager: EagerFacts): readonly LostPath[] {
    const position = call.callee.kind === 'member' ? eager.joins?.[call.callee.name] : undefined;
    const path = position === undefined ? undefined : call.args[position];
    const [alias = '', name, deeper] = path?.kind === 'string' ? path.value.split('.') : [];
    if (name === undefined || deeper !== undefined) return [];
    const holder = joinedEntity(call, entity, eager)(alias);
    const lost = holder && lostIn(holder, [name]);
    return lost ? [lost] : [];
  }

  #included(
    call: CallExpression,
    include: Expression | undefined,
    lost: (name: string, problem: LostRelation['problem']) => LostRelation,
  ): readonly LostRelation[] {
    const declared =
      call.callee.kind === 'member' ? methodOf(call, this.evaluator)?.handle.orm.eager?.declared : undefined;
    const names = includedNames(include, call.callee.kind === 'member' ? call.callee.object : undefined);
    if (names.length === 0 || declared?.by !== 'associations') return [];
    const associations = associationsAround(this.module, declared, this.evaluator.project.store);
    return names
      .filter(({ name }) => associations.excludes(name))
      .map(({ name, model }) => {
        const own = associations.of(lastName(model));
        const isOfAnyModel = own.length === 0;
        const relations = isOfAnyModel ? [...associations.names] : own;
        return lost(name, { kind: 'relation', holder: undefined, relations, isOfAnyModel });
      });
  }

  /** The model of the handle, the one that an argument names, or that of the rows which an argument holds. */
  #modelOf({ handle, facts: { returns, populates } }: MethodValue, { args }: CallExpression): Value | undefined {
    const rows = populates && args[populates.rows];
    if (rows) return onlyModel(this.evaluator.evaluate(rows));
    const position = returns && 'modelArgument' in returns ? returns.modelArgument : undefined;
    const named = position === undefined ? undefined : args[position];
    if (!named) return handle.model;
    const [model, another] = this.evaluator.evaluate(named);
    return another ? undefined : model;
  }

  #entityOf(model: Value | undefined, orm: OrmFacts, { declared }: EagerFacts): Entity | undefined {
    if (model?.kind === 'handle' && declared?.by === 'decorators')
      return entityOfSchema(model, orm, declared, this.evaluator);
    if (model?.kind !== 'instance' && model?.kind !== 'class') return undefined;
    if (declared?.by === 'decorators') return entityOfClass(model.class, orm, declared, this.evaluator);
    return declared?.by === 'mappings' ? entityOfModel(model.class, declared, this.evaluator) : undefined;
  }
}

/** The class of rows, which may stand in a list; undefined where they may be of several. */
function onlyModel(rows: readonly Value[]): Value | undefined {
  const [model, ...others] = rows.flatMap((value) => (value.kind === 'array' ? value.items : [value]));
  if (model?.kind !== 'instance') return undefined;
  return others.every((other) => other.kind === 'instance' && other.class === model.class) ? model : undefined;
}

/** The paths of a relation expression, as text or as an object. */
function expressionPaths(
  { callee, args }: CallExpression,
  { expressions = {} }: EagerFacts,
): readonly (readonly string[])[] {
  const position = callee.kind === 'member' ? expressions[callee.name] : undefined;
  const given = position === undefined ? undefined : definitionOf(args[position]);
  if (given?.kind === 'string') return pathsOfRelationExpression(given.value) ?? [];
  return given?.kind === 'object' ? namedPaths(given) : [];
}

/** One slip is one finding, however many paths of the call lead through it. */
function onceEach(lost: readonly LostRelation[]): readonly LostRelation[] {
  const slip = ({ name, problem }: LostRelation): string =>
    problem.kind === 'option' ? name : [name, problem.holder, ...problem.relations].join(' ');
  const slips = lost.map((one) => `${one.problem.kind} ${slip(one)}`);
  return lost.filter((_one, at) => slips.indexOf(slips[at] ?? '') === at);
}

/** Finds what the calls of one file mean to load with the rows and do not: relations that do not exist, options that are ignored. */
export function findUnknownRelations(module: ModuleFacts, { evaluator }: Reach): readonly LostRelation[] {
  const relations = new UnknownRelations(module, evaluator);
  return module.functions.flatMap(({ calls }) => calls.flatMap((call) => onceEach(relations.in(call))));
}
