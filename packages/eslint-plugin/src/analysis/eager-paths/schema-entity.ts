import type { RelationDeclarations } from '../../orms/eager/eager-facts.js';
import type { OrmFacts } from '../../orms/orm-facts.js';
import { type CallExpression, type Expression, type ObjectExpression, objectWith } from '../facts/expression.js';
import { resultsOf } from '../values/evaluate-call.js';
import type { Evaluator } from '../values/evaluator.js';
import type { HandleValue } from '../values/value.js';
import { entityOfClass } from './class-entity.js';
import type { Entity } from './entity.js';
import { definedObject, definitionOf, isWhole, objectGivenBy } from './named-paths.js';

type Declared = Extract<RelationDeclarations, { by: 'decorators' }>;

/** The innermost call of a chain such as `p.oneToMany(() => Comment).mappedBy('article')`. */
function firstCall(call: CallExpression): CallExpression {
  const { callee } = call;
  return callee.kind === 'member' && callee.object.kind === 'call' ? firstCall(callee.object) : call;
}

/** What a property's description names as the entity behind it. */
function targetOf(property: Expression | undefined, { schema }: Declared): Expression | undefined {
  if (property?.kind === 'call') return firstCall(property).args[0];
  return property?.kind === 'object' ? property.properties.get(schema.target) : undefined;
}

/** An entity that an object describes: `new EntitySchema({ … })`. */
class SchemaEntity implements Entity {
  constructor(
    readonly name: string,
    readonly properties: ObjectExpression,
    readonly embedded: ObjectExpression | undefined,
    readonly orm: OrmFacts,
    readonly declared: Declared,
    readonly evaluator: Evaluator,
  ) {}

  get relations(): readonly string[] {
    const names = [...this.properties.properties.keys()];
    return this.declared.allowsProperties ? names.filter((name) => this.#isRelation(name)) : names;
  }

  #isRelation(name: string): boolean {
    const target = targetOf(this.properties.properties.get(name), this.declared);
    return target?.kind === 'function' || target?.kind === 'string';
  }

  follow(name: string): Entity | 'unknown' | undefined {
    const property = this.properties.properties.get(name);
    if (!property) return this.embedded?.properties.has(name) ? 'unknown' : undefined;
    const target = targetOf(property, this.declared);
    const [value, another] = (target ? this.evaluator.evaluate(target) : []).flatMap((given) =>
      given.kind === 'function' ? resultsOf(given, this.evaluator) : [given],
    );
    if (another) return 'unknown';
    const { orm, declared, evaluator } = this;
    const found =
      value?.kind === 'class'
        ? entityOfClass(value.class, orm, declared, evaluator)
        : value?.kind === 'handle'
          ? entityOfSchema(value, orm, declared, evaluator)
          : undefined;
    return found ?? 'unknown';
  }
}

/** The relations that the object describes which a schema was made of; undefined where they may not be all. */
export function entityOfSchema(
  { orm: own, role, builtBy }: HandleValue,
  orm: OrmFacts,
  declared: Declared,
  evaluator: Evaluator,
): Entity | undefined {
  const described = own === orm && role.isSchema ? definedObject(builtBy?.args[0]) : undefined;
  if (!described || !isWhole(described)) return undefined;
  const { schema } = declared;
  if (schema.inheritance.some((key) => described.properties.has(key))) return undefined;
  const given = described.properties.get(schema.relations);
  const properties = given ? (definedObject(definitionOf(given)) ?? objectGivenBy(given)) : objectWith(new Map());
  if (!properties || !isWhole(properties)) return undefined;
  const embedded = described.properties.get(schema.embedded);
  if (embedded && !definedObject(embedded)) return undefined;
  return new SchemaEntity(nameOf(described), properties, definedObject(embedded), orm, declared, evaluator);
}

function nameOf({ properties }: ObjectExpression): string {
  const name = properties.get('name');
  const cls = properties.get('class');
  if (name?.kind === 'string') return name.value;
  return cls?.kind === 'reference' ? cls.name : 'the entity';
}
