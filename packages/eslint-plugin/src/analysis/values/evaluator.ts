import { ormOfPackage } from '../../orms/known-orms.js';
import type { Binding, PathStep } from '../facts/binding.js';
import type { CallExpression, Expression, MemberExpression } from '../facts/expression.js';
import { type FunctionFacts, isWithin } from '../facts/function-facts.js';
import { globalName } from '../facts/global-name.js';
import type { ModuleFacts } from '../facts/module-facts.js';
import type { TypeReference } from '../facts/type-reference.js';
import type { Project, Target } from '../modules/project.js';
import { type UserFacts, receiverNamed } from '../user-facts.js';
import { evaluateCall } from './evaluate-call.js';
import { evaluateIndex } from './entries.js';
import { evaluateMember, itemsOf, iterated } from './evaluate-member.js';
import { evaluateParameter } from './evaluate-parameter.js';
import { evaluateType } from './evaluate-type.js';
import { globalMemberValues } from './global-values.js';
import { superOf } from './inheritance.js';
import { recogniseByArgument } from './recognise-by-argument.js';
import { settled } from './settled.js';
import { type ArrayValue, type Environment, type Value, anInstance, union } from './value.js';

const NOTHING: readonly Value[] = [];

/** How many expressions one question may look at. A longer way is given up: the answer stays unknown. */
const MAX_STEPS = 4_000;

/** The part of `environment` that says something about code in `owner`. */
function environmentWithin(owner: FunctionFacts, environment: Environment | undefined): Environment | undefined {
  for (let frame = environment; frame; frame = frame.outer) if (isWithin(owner, frame.function)) return frame;
  return undefined;
}

/** `values` of `binding` together with what is assigned to their members. */
function withAssigned(
  values: readonly Value[],
  { assigned, prototype }: Binding,
  environment: Environment | undefined,
): readonly Value[] {
  if (!assigned && !prototype) return values;
  const model = prototype && anInstance(prototype, environment);
  const modelled = model
    ? values.map((value) => (value.kind === 'handle' && !value.model ? { ...value, model } : value))
    : values;
  return assigned ? union(modelled, [{ kind: 'object', object: assigned, environment }]) : modelled;
}

/** How deep expressions may lead into one another. */
const MAX_DEPTH = 60;

/** Whether no more is known of a value than which package it comes from. */
const isUnknown = (value: Value): boolean => value.kind === 'external' && !ormOfPackage(value.package);

/**
 * Answers what an expression can stand for, by following names, imports, members, calls and declared types.
 *
 * Answers are kept. One that was cut short because it leads back to a question still under way is not, unless that is the
 * question itself: it would depend on where the way started.
 */
export class Evaluator {
  readonly #known = new Map<Expression, readonly Value[]>();
  /** A type reference is written in one module only. */
  readonly #types = new Map<TypeReference, readonly Value[]>();
  /** Questions under way, each with its depth. */
  readonly #open = new Map<object, number>();
  /** The outermost question that the one under way leads back to. */
  #reached = Infinity;
  #steps = 0;

  constructor(
    readonly project: Project,
    readonly userFacts: UserFacts,
  ) {}

  /** What `expression` can stand for; empty where nothing is known. */
  evaluate(expression: Expression, environment?: Environment): readonly Value[] {
    if (expression.kind === 'literal' || expression.kind === 'string') return NOTHING;
    return this.#ask(expression, environment?.known ?? this.#known, () => this.#evaluate(expression, environment));
  }

  /** What `call` calls: where nothing else is known of the object, its arguments may tell. */
  calleesOf(call: CallExpression, environment?: Environment): readonly Value[] {
    const values = this.evaluate(call.callee, environment);
    if (!values.every(isUnknown)) return values;
    const recognised = recogniseByArgument(call, environment, this);
    return recognised.length > 0 ? recognised : values;
  }

  /** Instances of `type` as written in `module`. */
  ofType(type: TypeReference, module: ModuleFacts): readonly Value[] {
    return type.kind === 'unknown' ? NOTHING : this.#ask(type, this.#types, () => evaluateType(type, module, this));
  }

  /** Runs `evaluate` unless it is already under way for `subject`: values that contain themselves end there. */
  onceWithin(subject: object, evaluate: () => readonly Value[]): readonly Value[] {
    return this.#ask(subject, undefined, evaluate);
  }

  #ask<Subject extends object>(
    subject: Subject,
    answers: Map<Subject, readonly Value[]> | undefined,
    evaluate: () => readonly Value[],
  ): readonly Value[] {
    const known = answers?.get(subject);
    if (known) return known;
    const depth = this.#open.size;
    if (depth === 0) this.#steps = 0;
    const openAt = depth > MAX_DEPTH || ++this.#steps > MAX_STEPS ? 0 : this.#open.get(subject);
    if (openAt !== undefined) {
      this.#reached = Math.min(this.#reached, openAt);
      return NOTHING;
    }
    const reachedBefore = this.#reached;
    this.#reached = Infinity;
    this.#open.set(subject, depth);
    try {
      const values = evaluate();
      if (this.#reached >= depth) {
        answers?.set(subject, values.length === 0 ? NOTHING : values);
        this.#reached = Infinity;
      }
      return values;
    } finally {
      this.#open.delete(subject);
      this.#reached = Math.min(this.#reached, reachedBefore);
    }
  }

  /** What the part of `values` at the end of `path` can stand for. */
  along(values: readonly Value[], path: readonly PathStep[]): readonly Value[] {
    return path.reduce<readonly Value[]>((found, step) => {
      if (step.kind === 'property') return evaluateMember(found, step.name, this);
      if (step.kind === 'key') return NOTHING;
      return step.kind === 'item' ? itemsOf(step.index === undefined ? iterated(found) : found, step.index) : found;
    }, values);
  }

  /** What a name stands for. */
  ofBinding(binding: Binding, environment?: Environment): readonly Value[] {
    const { module } = binding.owner;
    if (binding.imported) return this.ofTarget(this.project.importTarget(module, binding));
    const declared = binding.type ? this.ofType(binding.type, module) : NOTHING;
    if (binding.parameter) {
      const passed = evaluateParameter(binding, environment, this);
      return union(
        passed.length > 0 ? passed : declared,
        binding.parameter.path.length > 0 ? NOTHING : this.#ofSources(binding, environment),
      );
    }
    const within = environmentWithin(binding.owner, environment);
    const given = this.#ofSources(binding, within);
    // Rows know from which call they came; a declared type does not.
    return withAssigned(given.length > 0 ? given : declared, binding, within);
  }

  ofTarget(target: Target | undefined): readonly Value[] {
    switch (target?.kind) {
      case 'name': {
        const binding = target.module.bindings.get(target.name);
        return binding ? this.ofBinding(binding) : NOTHING;
      }
      case 'value':
        return this.evaluate(target.value);
      case 'module':
        return [{ kind: 'module', module: target.module }];
      case 'package':
        return [
          {
            kind: 'external',
            package: target.package,
            path: target.name === '*' || target.name === '=' ? [] : [target.name],
          },
        ];
      default:
        return NOTHING;
    }
  }

  /** The instance of a class or ORM type that `this` is in `owner`. */
  thisOf(owner: FunctionFacts, environment: Environment | undefined): readonly Value[] {
    for (let frame = environment; frame; frame = frame.outer)
      if (frame.function === owner && frame.self.length > 0) return frame.self;
    const holder = owner.owner;
    if (!holder) return NOTHING;
    if (!('members' in holder)) return [{ kind: 'object', object: holder, environment }];
    // The environment of a method is that of the object that has it.
    const around = environmentWithin(owner, environment)?.outer;
    return [owner.isStatic ? { kind: 'class', class: holder, environment: around } : anInstance(holder, around)];
  }

  #orReceiver(name: string, values: readonly Value[]): readonly Value[] {
    if (this.userFacts.receivers.length === 0 || !values.every(isUnknown)) return values;
    const named = receiverNamed(name, this.userFacts);
    return named.length > 0 ? named : values;
  }

  #ofSources(binding: Binding, environment: Environment | undefined): readonly Value[] {
    return union(...binding.sources.map(({ value, path }) => this.along(this.evaluate(value, environment), path)));
  }

  #evaluate(expression: Expression, environment: Environment | undefined): readonly Value[] {
    switch (expression.kind) {
      case 'reference':
        return this.#orReceiver(
          expression.name,
          expression.binding ? this.ofBinding(expression.binding, environment) : NOTHING,
        );
      case 'member':
        return this.#orReceiver(expression.name, this.#member(expression, environment));
      case 'index':
        return evaluateIndex(expression.object, expression.index, environment, this);
      case 'call':
        return evaluateCall(expression, environment, this);
      case 'function':
        return [{ kind: 'function', function: expression.function, self: NOTHING, outer: environment }];
      case 'class':
        return [{ kind: 'class', class: expression.class, environment }];
      case 'object':
        return [{ kind: 'object', object: expression, environment }];
      case 'array':
        return [this.#array(expression.items, environment)];
      case 'await':
        return settled(this.evaluate(expression.value, environment), this);
      case 'spread':
        return this.evaluate(expression.value, environment);
      case 'cast': {
        const given = this.evaluate(expression.value, environment);
        return given.length > 0 ? given : this.ofType(expression.type, expression.module);
      }
      case 'either':
        return union(...expression.options.map((option) => this.evaluate(option, environment)));
      case 'this':
        return this.thisOf(expression.owner, environment);
      case 'super':
        return this.thisOf(expression.owner, environment).flatMap((self) => superOf(self, this));
      default:
        return NOTHING;
    }
  }

  #member(expression: MemberExpression, environment: Environment | undefined): readonly Value[] {
    const { object, name, owner } = expression;
    const known = evaluateMember(this.evaluate(object, environment), name, this);
    const global = known.length === 0 ? globalName(object) : undefined;
    return global === undefined ? known : globalMemberValues(global, name, owner.module, this);
  }

  #array(items: readonly Expression[], environment: Environment | undefined): ArrayValue {
    const positions = items.map((item) => {
      const values = this.evaluate(item, environment);
      return item.kind === 'spread' ? itemsOf(iterated(values), undefined) : values;
    });
    const isWhole = items.every(({ kind }) => kind !== 'spread');
    return { kind: 'array', items: union(...positions), ...(isWhole && { positions, first: items[0] }) };
  }
}
