import { containersOf, makesObjects } from '../../injection/containers.js';
import type { ClassFacts, ClassMember } from '../facts/class-facts.js';
import type { Expression } from '../facts/expression.js';
import { listUnder } from '../facts/list-under.js';
import type { ModuleFacts } from '../facts/module-facts.js';
import { modulesHolding } from '../modules/files-by-text.js';
import { resultsOf } from './evaluate-call.js';
import type { Evaluator } from './evaluator.js';
import { isLeftOpen, isResultLeftOpen } from './left-open.js';
import { type Provider, providersIn } from './providers-in.js';
import { keyOfTarget, keyOfToken } from './token-key.js';
import { type Value, anInstance, union } from './value.js';

/** By the keys of tokens. */
type Providers = ReadonlyMap<string, readonly Provider[]>;

const NONE: readonly Value[] = [];

/** What a provider's object is known by, in the text of its file: `provide: …`, `'provide': …`, or `{ provide, useClass }`. */
const PROVIDES = /\bprovide\b['"`]?\]?\s*[:,}]/;

/** How many tokens may stand for one another. */
const MAX_DEPTH = 5;

/** Answers of one evaluator, which goes when files have changed. */
const known = new WeakMap<Evaluator, WeakMap<readonly ModuleFacts[], Providers>>();

function providersAmong(modules: readonly ModuleFacts[], evaluator: Evaluator): Providers {
  const providers = new Map<string, Provider[]>();
  for (const module of modules)
    for (const provider of providersIn(module)) {
      const key = keyOfToken(provider.token, module, evaluator.project);
      if (key !== undefined) listUnder(providers, key, provider);
    }
  return providers;
}

function providersAround(module: ModuleFacts, evaluator: Evaluator): Providers {
  const modules = modulesHolding(PROVIDES, module.file, evaluator.project.store);
  const ofModules = known.get(evaluator) ?? new WeakMap<readonly ModuleFacts[], Providers>();
  known.set(evaluator, ofModules);
  const providers = ofModules.get(modules) ?? providersAmong(modules, evaluator);
  ofModules.set(modules, providers);
  return providers;
}

/** All that `expression` may be; nothing where it may be something that nobody knows. */
function allOf(expression: Expression, evaluator: Evaluator): readonly Value[] {
  return isLeftOpen(expression, evaluator) ? NONE : evaluator.evaluate(expression);
}

function instancesOf(expression: Expression, evaluator: Evaluator): readonly Value[] {
  const values = allOf(expression, evaluator);
  const classes = values.filter((value) => value.kind === 'class');
  return classes.length === values.length ? classes.map((value) => anInstance(value.class, value.environment)) : NONE;
}

function madeBy(factory: Expression, evaluator: Evaluator): readonly Value[] {
  const makers = allOf(factory, evaluator);
  if (makers.some((made) => isResultLeftOpen(made, evaluator))) return NONE;
  const results = makers.map((made) => resultsOf(made, evaluator));
  return results.every(({ length }) => length > 0) ? union(...results) : NONE;
}

function givenBy(provider: Provider, evaluator: Evaluator, depth: number): readonly Value[] {
  const { says, module, isReplaceable } = provider;
  const { properties, others } = says;
  // What is spread may say something else, and several make a list together.
  if (isReplaceable || others.length > 0 || properties.has('multi')) return NONE;
  const [cls, value, factory, existing] = ['useClass', 'useValue', 'useFactory', 'useExisting'].map((name) =>
    properties.get(name),
  );
  if (cls) return instancesOf(cls, evaluator);
  if (value) return allOf(value, evaluator);
  if (factory) return madeBy(factory, evaluator);
  return existing ? providedFor(existing, module, evaluator, depth + 1) : NONE;
}

const isSame = (a: Value, b: Value): boolean =>
  a.kind === 'instance' && b.kind === 'instance' ? a.class === b.class : union([a], [b]).length === 1;

/** What `providers` say, where all of them say the same one thing; nothing where it may be one of several. */
function onlyOf(given: readonly (readonly Value[])[]): readonly Value[] {
  const [first] = given[0] ?? [];
  return first && given.every(([value, another]) => value && !another && isSame(value, first)) ? [first] : NONE;
}

/** What the providers of the repository give for `token`, an expression of `module`; nothing where it may be one of several. */
export function providedFor(token: Expression, module: ModuleFacts, evaluator: Evaluator, depth = 0): readonly Value[] {
  const key = depth > MAX_DEPTH ? undefined : keyOfToken(token, module, evaluator.project);
  const providers = key === undefined ? undefined : providersAround(module, evaluator).get(key);
  // A class that nobody provides anything else for stands for itself.
  return onlyOf(providers?.map((provider) => givenBy(provider, evaluator, depth)) ?? [instancesOf(token, evaluator)]);
}

/** What the providers of the repository give in place of `cls`, a class that leaves its code to others. */
function providedForClass({ name, module }: ClassFacts, evaluator: Evaluator): readonly Value[] {
  const key = name === undefined ? undefined : keyOfTarget({ kind: 'name', module, name });
  const providers = key === undefined ? undefined : providersAround(module, evaluator).get(key);
  return onlyOf(providers?.map((provider) => givenBy(provider, evaluator, 0)) ?? []);
}

/** The token that `@Inject(TAGS)` asks for among `decorators`; undefined where none asks. */
function tokenAmong(decorators: readonly Expression[], evaluator: Evaluator): Expression | undefined {
  for (const decorator of decorators) {
    if (decorator.kind !== 'call') continue;
    const [token] = decorator.args;
    for (const value of token ? evaluator.evaluate(decorator.callee) : [])
      if (value.kind === 'external' && value.path.at(-1) === (containersOf(value.package)?.injects ?? '')) return token;
  }
  return undefined;
}

/** Whether a framework makes the objects of `cls`. */
function isManaged({ decorators }: ClassFacts, evaluator: Evaluator): boolean {
  return decorators
    .flatMap((decorator) => (decorator.kind === 'call' ? evaluator.evaluate(decorator.callee) : []))
    .some((value) => value.kind === 'external' && makesObjects(value.package));
}

/** Whether what is declared leaves the code to others: an interface, a signature, or a class with members of which heirs have the code. */
function isOpen(declared: Value): boolean {
  if (declared.kind === 'instance') return [...declared.class.members.values()].some(({ isAbstract }) => isAbstract);
  return declared.kind === 'shape' || declared.kind === 'signature';
}

/**
 * What a framework puts into a property of `holder`: what is provided for the token that it asks for, `@Inject(TAGS) tags`, or for
 * the class that it is declared to be, of which `declared` is an instance; nothing where `declared` has the code itself.
 */
export function injectedInto(
  { kind, decorators }: ClassMember,
  holder: ClassFacts,
  declared: readonly Value[],
  evaluator: Evaluator,
): readonly Value[] {
  if (kind !== 'property' || !declared.every(isOpen)) return NONE;
  const token = tokenAmong(decorators, evaluator);
  if (token) return providedFor(token, holder.module, evaluator);
  const [base] = declared;
  return base?.kind === 'instance' && isManaged(holder, evaluator) ? providedForClass(base.class, evaluator) : NONE;
}
