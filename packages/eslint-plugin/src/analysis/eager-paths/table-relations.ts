import { ormOfPackage } from '../../orms/known-orms.js';
import type { RelationDeclarations } from '../../orms/eager/eager-facts.js';
import type { CallExpression, Expression, ObjectExpression } from '../facts/expression.js';
import type { ModuleFacts } from '../facts/module-facts.js';
import { callOf, modulesHolding } from '../modules/files-by-text.js';
import type { Evaluator } from '../values/evaluator.js';
import { lastName } from './associations.js';
import type { Entity } from './entity.js';
import { definedObject, isWhole, objectGivenBy } from './named-paths.js';

type Declared = Extract<RelationDeclarations, { by: 'tables' }>;

/** The relations that the tables of a repository have. */
class TableRelations {
  /** Targets by the names of relations, by the names of tables. */
  readonly #tables = new Map<string, Map<string, string | undefined>>();
  /** Names of all relations: two databases may have tables of one name. */
  readonly #names = new Set<string>();
  /** Whether every declaration shows its relations. */
  #isComplete = true;

  constructor(modules: Iterable<ModuleFacts>, declared: Declared, evaluator: Evaluator) {
    for (const { functions } of modules)
      for (const { calls } of functions) for (const call of calls) this.#add(call, declared, evaluator);
  }

  #add(call: CallExpression, { ofOne, ofAll }: Declared, evaluator: Evaluator): void {
    const name = lastName(call.callee) ?? '';
    if ((!ofOne.includes(name) && !ofAll.includes(name)) || !isOfLibrary(call, evaluator)) return;
    const [tables, relations] = call.args;
    if (!relations) return;
    const given = objectGivenBy(relations);
    const table = lastName(tables);
    if (!given || !isWhole(given)) this.#isComplete = false;
    else if (ofAll.includes(name)) for (const [key, own] of given.properties) this.#addTable(key, definedObject(own));
    else if (table === undefined) this.#isComplete = false;
    else this.#addTable(table, given);
  }

  #addTable(table: string, relations: ObjectExpression | undefined): void {
    if (!relations || !isWhole(relations)) {
      this.#isComplete = false;
      return;
    }
    const known = this.#tables.get(table) ?? new Map<string, string | undefined>();
    this.#tables.set(table, known);
    for (const [name, relation] of relations.properties) {
      known.set(name, targetOf(relation));
      this.#names.add(name);
    }
  }

  /** The table that `db.query` has under `name`; undefined where nothing is known of its relations, or not of all of them. */
  table(name: string): Entity | undefined {
    const relations = this.#isComplete ? this.#tables.get(name) : undefined;
    if (!relations) return undefined;
    return {
      name,
      relations: [...relations.keys()],
      follow: (relation) => {
        if (relations.has(relation)) return this.table(relations.get(relation) ?? '') ?? 'unknown';
        return this.#names.has(relation) ? 'unknown' : undefined;
      },
    };
  }
}

function isOfLibrary({ callee }: CallExpression, evaluator: Evaluator): boolean {
  return evaluator
    .evaluate(callee)
    .some((value) => value.kind === 'external' && ormOfPackage(value.package) !== undefined);
}

/** `posts` in `many(posts)` and in `r.many.posts({ … })`. */
function targetOf(relation: Expression): string | undefined {
  if (relation.kind !== 'call') return undefined;
  const { callee, args } = relation;
  return callee.kind === 'member' && callee.object.kind === 'member' ? callee.name : lastName(args[0]);
}

const known = new WeakMap<readonly ModuleFacts[], OfEvaluator>();
const ofModules = new WeakMap<ModuleFacts, OfEvaluator>();

interface OfEvaluator {
  readonly evaluator: Evaluator;
  readonly relations: TableRelations;
}

/** What is kept under `key`, of the same evaluator. */
function keptUnder<Key extends object>(
  kept: WeakMap<Key, OfEvaluator>,
  key: Key,
  evaluator: Evaluator,
  compute: () => TableRelations,
): TableRelations {
  const seen = kept.get(key);
  if (seen?.evaluator === evaluator) return seen.relations;
  const relations = compute();
  kept.set(key, { evaluator, relations });
  return relations;
}

/** The relations of tables that the repository of `module` declares, those of `module` itself included. */
export function tableRelationsAround(module: ModuleFacts, declared: Declared, evaluator: Evaluator): TableRelations {
  const names = [...declared.ofOne, ...declared.ofAll];
  const modules = modulesHolding(callOf(names), module.file, evaluator.project.store);
  const relationsOf = (declaring: Iterable<ModuleFacts>) => new TableRelations(declaring, declared, evaluator);
  const declares = module.functions.some(({ calls }) =>
    calls.some(({ callee }) => names.includes(lastName(callee) ?? '')),
  );
  return declares
    ? keptUnder(ofModules, module, evaluator, () => relationsOf(new Set([...modules, module])))
    : keptUnder(known, modules, evaluator, () => relationsOf(modules));
}
