import { type Expression, LITERAL } from '../facts/expression.js';
import type { FunctionFacts } from '../facts/function-facts.js';
import type { Evaluator } from '../values/evaluator.js';
import { type Value, union } from '../values/value.js';
import type { FieldResolver, Giver, SchemaParts } from './schema-parts.js';

/** How many results that can be a parent are taken, of how many that are looked at. */
const MAX_TAKEN = 12;
const MAX_GIVEN = 60;

/** What can be the parent of a resolver, by how near the fields are that give it. */
interface Given {
  /** What is given as a type of the file in which the resolver is written. */
  own?: readonly Expression[];
  /** What is given as the resolver's type, one that has it, or one that it has. */
  near?: readonly Expression[];
  /** What is given as a type that has objects of the resolver's type, too. */
  far?: readonly Expression[];
}

/** Whether both are known to be of one class, or one library's object. */
function isAlike(one: Value, other: Value): boolean {
  if (one.kind === 'instance') return other.kind === 'instance' && one.class === other.class;
  return one.kind === 'handle' && other.kind === 'handle' && one.role === other.role;
}

const isOfClass = (value: Value): boolean =>
  value.kind === 'instance' || (value.kind === 'array' && value.items.length > 0 && value.items.every(isOfClass));

/** What the resolvers of one schema are given as their parents. */
export class GivenParents {
  readonly #known = new Map<FunctionFacts, Given>();

  constructor(
    readonly parts: SchemaParts,
    readonly evaluator: Evaluator,
  ) {}

  /** What the resolvers of fields that give the resolver's type give back, as far as it is known. */
  of(resolver: FieldResolver): readonly Expression[] {
    const given = this.#known.get(resolver.function) ?? {};
    this.#known.set(resolver.function, given);
    const own = this.#valued((given.own ??= this.#own(resolver)));
    if (own.length > 0) return own;
    const near = this.#valued((given.near ??= this.#near(resolver)));
    if (near.length > 0) return near;
    return this.#agreed((given.far ??= this.#givenAs((name) => this.#mayBe(resolver, name))));
  }

  /** What the parent of `resolver` can stand for. */
  valuesOf(resolver: FieldResolver): readonly Value[] {
    return union(...this.of(resolver).map((given) => this.evaluator.evaluate(given)));
  }

  #telling(given: readonly Expression[]): readonly Expression[] {
    return given.filter((value) => this.evaluator.evaluate(value).length > 0);
  }

  /** Those of `given` that tell something; where some tell a class, a row of no known model says nothing more. */
  #valued(given: readonly Expression[]): readonly Expression[] {
    const known = this.#telling(given);
    const ofClasses = known.filter((value) => this.evaluator.evaluate(value).every(isOfClass));
    return (ofClasses.length > 0 ? ofClasses : known).slice(0, MAX_TAKEN);
  }

  /** What is given for a type with objects of other types as well tells only where all that is known of it is alike. */
  #agreed(given: readonly Expression[]): readonly Expression[] {
    const known = this.#telling(given);
    const values = known.flatMap((value) => this.evaluator.evaluate(value));
    return values.every((value) => isAlike(value, values[0] ?? value)) ? known : [];
  }

  #mayBe({ types }: FieldResolver, name: string): boolean {
    return types.some((type) => this.parts.graph.sharesObjects(type, name));
  }

  #own(resolver: FieldResolver): readonly Expression[] {
    const { file } = resolver.function.module;
    return this.#givenAs((name, { declaredIn }) => declaredIn.has(file) && this.#mayBe(resolver, name));
  }

  #near({ types }: FieldResolver): readonly Expression[] {
    return this.#givenAs((name) => types.some((type) => this.parts.graph.isKin(type, name)));
  }

  #givenAs(isMeant: (name: string, giver: Giver) => boolean): readonly Expression[] {
    const found: Expression[] = [];
    for (const [name, givers] of this.parts.givers) {
      for (const giver of givers) {
        if (!isMeant(name, giver)) continue;
        if (found.length >= MAX_GIVEN) return found;
        const { function: fn, isList } = giver;
        for (const value of fn.returns) found.push(isList ? { kind: 'index', object: value, index: LITERAL } : value);
      }
    }
    return found;
  }
}
