import { ormOfPackage } from '../../orms/known-orms.js';
import type { OrmFacts, RelationFacts } from '../../orms/orm-facts.js';
import type { ClassFacts, ClassMember } from '../facts/class-facts.js';
import type { CallExpression, Expression, MemberExpression } from '../facts/expression.js';
import type { Evaluator } from '../values/evaluator.js';
import { parentInstances } from '../values/inheritance.js';
import type { Environment, InstanceValue, Origin, Value } from '../values/value.js';
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

function hasLazyOption(call: CallExpression, option: string): boolean {
  return call.args.some((argument) => argument.kind === 'object' && argument.properties.has(option));
}

/** The lazy relation that `member` declares, by its decorators and its type. */
function relationOf(member: ClassMember, holder: ClassFacts, evaluator: Evaluator): Relation | undefined {
  for (const decorator of member.decorators) {
    const found = decoratorName(decorator, evaluator);
    const facts = found?.orm.relations;
    if (!found || !facts?.decorators.includes(found.name)) continue;
    const isPromise = member.type?.kind === 'named' && member.type.path[0] === 'Promise';
    if ((facts.isLazyByPromiseType && isPromise) || hasLazyOption(found.call, facts.lazyOption))
      return { orm: found.orm, facts, holder };
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

/** Whether an object or list of relation paths names `relation`; undefined where that cannot be seen. */
function namesRelation(paths: Value | Expression | undefined, relation: string): boolean | undefined {
  if (!paths) return false;
  if (paths.kind === 'object') {
    const { properties, others } = 'object' in paths ? paths.object : paths;
    return properties.has(relation) || (others.length > 0 ? undefined : false);
  }
  if (paths.kind !== 'array' || !('items' in paths)) return undefined;
  const texts = (paths.items as readonly (Expression | Value)[]).map((item) =>
    item.kind === 'string' ? item.value : undefined,
  );
  if (texts.some((text) => text === relation || text?.startsWith(`${relation}.`))) return true;
  return texts.includes(undefined) ? undefined : false;
}

/** Whether the call that loaded the rows loaded `relation` with them; undefined where that cannot be seen. */
function isLoadedBy(
  { call, method, environment }: Origin,
  { facts }: Relation,
  relation: string,
  evaluator: Evaluator,
): boolean | undefined {
  if (method.facts.eagerArgument === undefined) return isJoined(call, facts, relation);
  const options = call.args[method.facts.eagerArgument];
  if (!options || options.kind === 'literal') return false;
  const written =
    options.kind === 'object'
      ? [options]
      : evaluator.evaluate(options, environment).map((value) => (value.kind === 'object' ? value.object : undefined));
  if (written.length === 0) return undefined;
  return written.reduce<boolean | undefined>((found, object) => {
    if (!object) return undefined;
    const paths = object.properties.get(facts.eagerOption);
    if (!paths) return object.others.length > 0 ? undefined : found;
    return namesRelation(paths, relation) ?? (paths.kind === 'reference' ? undefined : found);
  }, false);
}

/** Whether the builder behind `call` joined the relation; undefined where the chain of calls leaves the expression. */
function isJoined(call: CallExpression, facts: RelationFacts, relation: string): boolean | undefined {
  let at: Expression = call.callee;
  for (let depth = 0; depth < 60; depth++) {
    if (at.kind === 'member') at = at.object;
    else if (at.kind === 'call') {
      const { callee, args }: CallExpression = at;
      const [path] = args;
      if (
        callee.kind === 'member' &&
        facts.eagerMethods.includes(callee.name) &&
        path?.kind === 'string' &&
        path.value.endsWith(`.${relation}`)
      )
        return true;
      if (callee.kind === 'member' && callee.name === 'createQueryBuilder') return false;
      at = callee;
    } else return undefined;
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
  for (const value of evaluator.evaluate(member.object, environment)) {
    if (value.kind !== 'instance') continue;
    const relation = findRelation(value, member.name, evaluator);
    if (!relation) continue;
    const isLoaded = value.origin ? isLoadedBy(value.origin, relation, member.name, evaluator) : false;
    if (isLoaded !== false) continue;
    const { orm, holder } = relation;
    return {
      kind: 'lazy-relation',
      orm,
      label: `${holder.name ?? 'entity'}.${member.name}`,
      module: member.owner.module,
      start: member.start,
      relation: member.name,
      isBatchedInOneTick: false,
    };
  }
  return undefined;
}
