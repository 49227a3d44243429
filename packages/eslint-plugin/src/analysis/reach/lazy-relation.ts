import { ormOfPackage } from '../../orms/known-orms.js';
import type { OrmFacts, RelationFacts } from '../../orms/orm-facts.js';
import type { ClassFacts, ClassMember } from '../facts/class-facts.js';
import type { Binding } from '../facts/binding.js';
import {
  type CallExpression,
  type Expression,
  FALSE,
  type MemberExpression,
  type ReferenceExpression,
} from '../facts/expression.js';
import type { ModuleFacts } from '../facts/module-facts.js';
import { evaluateParameter } from '../values/evaluate-parameter.js';
import type { Evaluator } from '../values/evaluator.js';
import { parentInstances } from '../values/inheritance.js';
import type { Environment, InstanceValue, MethodValue, Value } from '../values/value.js';
import { isLoadedBy } from './eager-loading.js';
import type { QuerySite } from './query.js';

interface Relation {
  readonly orm: OrmFacts;
  readonly facts: RelationFacts;
  readonly holder: ClassFacts;
}

function decoratorName(
  decorator: Expression,
  evaluator: Evaluator,
): { readonly orm: OrmFacts; readonly name: string; readonly call: CallExpression } | undefined {
  if (decorator.kind !== 'call') return undefined;
  for (const value of evaluator.evaluate(decorator.callee)) {
    const orm = value.kind === 'external' ? ormOfPackage(value.package) : undefined;
    if (orm && value.kind === 'external') return { orm, name: value.path.at(-1) ?? '', call: decorator };
  }
  return undefined;
}

function hasOption(call: CallExpression, option: string): boolean {
  return call.args.some((argument) => {
    const given = argument.kind === 'object' ? argument.properties.get(option) : undefined;
    return given !== undefined && given !== FALSE;
  });
}

/** The lazy relation that `member` declares, by its decorators and its type. */
function relationOf(member: ClassMember, holder: ClassFacts, evaluator: Evaluator): Relation | undefined {
  for (const decorator of member.decorators) {
    const found = decoratorName(decorator, evaluator);
    const facts = found?.orm.relations;
    if (!found || !facts?.decorators.includes(found.name)) continue;
    if (hasOption(found.call, facts.alwaysOption)) return undefined;
    const isPromise = member.type?.kind === 'named' && member.type.path[0] === 'Promise';
    const isMarked = facts.lazyOption !== undefined && hasOption(found.call, facts.lazyOption);
    if ((facts.isLazyByPromiseType && isPromise) || isMarked) return { orm: found.orm, facts, holder };
  }
  return undefined;
}

function findRelation(instance: InstanceValue, name: string, evaluator: Evaluator, depth = 0): Relation | undefined {
  const member = instance.class.members.get(name);
  if (member) return relationOf(member, instance.class, evaluator);
  if (depth > 4) return undefined;
  for (const parent of parentInstances(instance.class, evaluator, instance)) {
    const found = parent.kind === 'instance' ? findRelation(parent, name, evaluator, depth + 1) : undefined;
    if (found) return found;
  }
  return undefined;
}

/**
 * The query that the use of `member` sends, where it is a lazy relation that nothing loaded before.
 *
 * Where the rows come from code that is not seen, or from a query whose eager loading cannot be read, there is no answer.
 */
export function lazyRelationAt(
  member: MemberExpression,
  environment: Environment | undefined,
  evaluator: Evaluator,
): QuerySite | undefined {
  const { object, name, owner, start } = member;
  return lazyRelationOf(evaluator.evaluate(object, environment), { name, module: owner.module, start }, evaluator);
}

interface Access {
  /** The member that is read. */
  readonly name: string;
  readonly module: ModuleFacts;
  readonly start: number;
}

function lazyRelationOf(
  rows: readonly Value[],
  { name, module, start }: Access,
  evaluator: Evaluator,
): QuerySite | undefined {
  for (const value of rows) {
    if (value.kind !== 'instance') continue;
    const relation = findRelation(value, name, evaluator);
    if (!relation) continue;
    const isLoaded = value.origin ? isLoadedBy(value.origin, name, relation.facts, evaluator) : false;
    if (isLoaded !== false) continue;
    const { orm, holder } = relation;
    const label = `${holder.name ?? 'entity'}.${name}`;
    return { kind: 'lazy-relation', orm, label, module, start, relation: name, isBatchedInOneTick: false };
  }
  return undefined;
}

/** What the last property of a pattern is taken from, for each way in which `binding` gets its value; with its name. */
function takenFrom(binding: Binding, environment: Environment | undefined, evaluator: Evaluator) {
  const { parameter, type, owner } = binding;
  const last = parameter?.path.at(-1);
  if (parameter && last?.kind === 'property') {
    const whole = { ...binding, parameter: { ...parameter, path: parameter.path.slice(0, -1) } };
    const passed = evaluateParameter(whole, environment, evaluator);
    const declared = type?.kind === 'member' ? evaluator.ofType(type.of, owner.module) : [];
    return [{ rows: passed.length > 0 ? passed : declared, name: last.name }];
  }
  return binding.sources.flatMap(({ value, path }) => {
    const step = path.at(-1);
    if (step?.kind !== 'property') return [];
    return [{ rows: evaluator.along(evaluator.evaluate(value, environment), path.slice(0, -1)), name: step.name }];
  });
}

/** The query that a name sends which a pattern takes from a row: `for (const { author } of posts) await author`. */
export function lazyRelationOfName(
  { binding, start }: ReferenceExpression,
  environment: Environment | undefined,
  evaluator: Evaluator,
): QuerySite | undefined {
  if (!binding) return undefined;
  const { module } = binding.owner;
  for (const { rows, name } of takenFrom(binding, environment, evaluator)) {
    const query = lazyRelationOf(rows, { name, module, start }, evaluator);
    if (query) return query;
  }
  return undefined;
}

/**
 * Whether `loader`, a method that loads the relation it is called on, finds it loaded: `post.author` of `post.author.load()`.
 *
 * Undefined where that cannot be seen; rows that come from nowhere count as not loaded.
 */
export function isRelationLoaded(
  loader: MethodValue,
  { callee }: CallExpression,
  environment: Environment | undefined,
  evaluator: Evaluator,
): boolean | undefined {
  const facts = loader.handle.orm.relations;
  const relation = callee.kind === 'member' ? callee.object : undefined;
  if (!facts || relation?.kind !== 'member') return false;
  const answers = evaluator.evaluate(relation.object, environment).map((holder) => {
    if (holder.kind !== 'instance') return false;
    if (isAlwaysLoaded(holder, relation.name, evaluator)) return true;
    return holder.origin ? isLoadedBy(holder.origin, relation.name, facts, evaluator) : false;
  });
  return answers.includes(true) ? true : answers.includes(undefined) ? undefined : false;
}

/** Whether every find loads the relation: its decorator says so. */
function isAlwaysLoaded({ class: holder }: InstanceValue, name: string, evaluator: Evaluator): boolean {
  return (holder.members.get(name)?.decorators ?? []).some((decorator) => {
    const found = decoratorName(decorator, evaluator);
    const facts = found?.orm.relations;
    return found !== undefined && facts !== undefined && hasOption(found.call, facts.alwaysOption);
  });
}
