import { ormOfPackage } from '../../orms/known-orms.js';
import type { RelationDeclarations } from '../../orms/eager/eager-facts.js';
import type { OrmFacts } from '../../orms/orm-facts.js';
import type { ClassFacts } from '../facts/class-facts.js';
import type { CallExpression, Expression } from '../facts/expression.js';
import type { Evaluator } from '../values/evaluator.js';
import { resultsOf } from '../values/evaluate-call.js';
import { classCalled } from './declared-classes.js';
import type { Entity } from './entity.js';

type Declared = Extract<RelationDeclarations, { by: 'decorators' }>;

/** How many superclasses are looked through. */
const MAX_ANCESTORS = 8;

/** What a decorator is: one of the ORM's, one of another package that says nothing here, or one that may be anything. */
type Decorator =
  | { readonly kind: 'orm'; readonly name: string; readonly call: CallExpression | undefined }
  | { readonly kind: 'other' }
  | { readonly kind: 'unknown' };

function decoratorOf(expression: Expression, orm: OrmFacts, evaluator: Evaluator): Decorator {
  const call = expression.kind === 'call' ? expression : undefined;
  const values = evaluator.evaluate(call ? call.callee : expression);
  const [value, another] = values;
  if (value?.kind !== 'external' || another) return { kind: 'unknown' };
  return ormOfPackage(value.package) === orm ? { kind: 'orm', name: value.path.at(-1) ?? '', call } : { kind: 'other' };
}

/** The class and those it extends, as far up as the project has them; undefined where one of them is not seen. */
function lineage(cls: ClassFacts, orm: OrmFacts, evaluator: Evaluator, depth = 0): readonly ClassFacts[] | undefined {
  if (!cls.superClass) return [cls];
  const [parent, another] = evaluator.evaluate(cls.superClass);
  if (another || depth > MAX_ANCESTORS) return undefined;
  if (parent?.kind === 'external') return ormOfPackage(parent.package) === orm ? [cls] : undefined;
  const above = parent?.kind === 'class' ? lineage(parent.class, orm, evaluator, depth + 1) : undefined;
  return above && [cls, ...above];
}

/** An entity whose relations are declared by decorators of its class. */
class ClassEntity implements Entity {
  readonly #members = new Map<string, Entity | 'unknown' | undefined>();
  readonly #targets = new Map<string, readonly Expression[]>();

  constructor(
    readonly own: ClassFacts,
    readonly classes: readonly ClassFacts[],
    readonly orm: OrmFacts,
    readonly declared: Declared,
    readonly evaluator: Evaluator,
  ) {
    for (const cls of classes)
      for (const [name, { decorators }] of cls.members) {
        const relation = decorators
          .map((decorator) => decoratorOf(decorator, orm, evaluator))
          .find((decorator) => decorator.kind === 'orm' && declared.relations.includes(decorator.name));
        if (relation?.kind === 'orm' && !this.#targets.has(name)) this.#targets.set(name, relation.call?.args ?? []);
      }
  }

  get name(): string {
    return this.own.name ?? 'the entity';
  }

  get relations(): readonly string[] {
    return [...this.#targets.keys()];
  }

  follow(name: string): Entity | 'unknown' | undefined {
    if (!this.#members.has(name)) this.#members.set(name, this.#look(name));
    return this.#members.get(name);
  }

  #look(name: string): Entity | 'unknown' | undefined {
    const target = this.#targets.get(name);
    if (target) return this.#entityNamed(target[0]) ?? 'unknown';
    const declarations = this.classes.flatMap(({ members }) => members.get(name) ?? []);
    if (declarations.length > 0 && this.declared.allowsProperties) return 'unknown';
    const decorators = declarations.flatMap((member) =>
      member.decorators.map((decorator) => decoratorOf(decorator, this.orm, this.evaluator)),
    );
    const mayLead = decorators.some(
      (decorator) =>
        decorator.kind === 'unknown' ||
        (decorator.kind === 'orm' &&
          this.declared.embedded.includes(decorator.name) &&
          decorator.call?.args.some(({ kind }) => kind === 'function' || kind === 'reference')),
    );
    return mayLead ? 'unknown' : undefined;
  }

  /** The entity of that name: the library knows it when all entities are there. */
  #entityCalled(name: string): Entity | undefined {
    const { orm, evaluator } = this;
    const found = classCalled(name, this.own.module, evaluator.project.store, (cls) => isEntity(cls, orm, evaluator));
    return found && entityOfClass(found, orm, this.declared, evaluator);
  }

  /** `() => Comment`, `'Comment'`, or `{ entity: () => Comment }`. */
  #entityNamed(target: Expression | undefined): Entity | undefined {
    const named = target?.kind === 'object' ? target.properties.get('entity') : target;
    if (!named) return undefined;
    if (named.kind === 'string') return this.#entityCalled(named.value);
    const values = this.evaluator.evaluate(named);
    const [value, another] = values.flatMap((given) =>
      given.kind === 'function' ? resultsOf(given, this.evaluator) : [given],
    );
    return value?.kind === 'class' && !another
      ? entityOfClass(value.class, this.orm, this.declared, this.evaluator)
      : undefined;
  }
}

function isEntity(cls: ClassFacts, orm: OrmFacts, evaluator: Evaluator): boolean {
  return cls.decorators.some((decorator) => {
    const found = decoratorOf(decorator, orm, evaluator);
    return found.kind === 'orm' && orm.entities?.includes(found.name) === true;
  });
}

const known = new WeakMap<Evaluator, Map<ClassFacts, Entity | undefined>>();

/** The relations that decorators of `cls` declare; undefined where they may not be all. */
export function entityOfClass(
  cls: ClassFacts,
  orm: OrmFacts,
  declared: Declared,
  evaluator: Evaluator,
): Entity | undefined {
  const memo = known.get(evaluator) ?? new Map<ClassFacts, Entity | undefined>();
  known.set(evaluator, memo);
  if (memo.has(cls)) return memo.get(cls);
  memo.set(cls, undefined);
  const classes = lineage(cls, orm, evaluator);
  const decorators = (classes ?? []).flatMap((each) =>
    each.decorators.map((decorator) => decoratorOf(decorator, orm, evaluator)),
  );
  const hasHeirs = decorators.some(
    (decorator) =>
      decorator.kind === 'orm' &&
      (declared.inheritance.includes(decorator.name) ||
        optionsOf(decorator.call).some((key) => declared.inheritanceOptions.includes(key))),
  );
  const entity =
    classes && isEntity(cls, orm, evaluator) && !hasHeirs
      ? new ClassEntity(cls, classes, orm, declared, evaluator)
      : undefined;
  memo.set(cls, entity);
  return entity;
}

function optionsOf(call: CallExpression | undefined): readonly string[] {
  return (call?.args ?? []).flatMap((argument) => (argument.kind === 'object' ? [...argument.properties.keys()] : []));
}
