import type { ClassFacts } from '../facts/class-facts.js';
import type { ModuleFacts } from '../facts/module-facts.js';
import type { TypeDeclaration, TypeReference } from '../facts/type-reference.js';
import { filesWithHeirs } from '../modules/declared-heirs.js';
import type { Evaluator } from './evaluator.js';
import { type Value, anInstance } from './value.js';

/** Names of classes that stand in for the running ones in tests, wherever they are kept. */
const TEST_DOUBLE = /^(?:Fake|Mock|Stub|Dummy)(?=[A-Z])|(?:Fake|Mock|Stub)$/;

/** Answers of one evaluator, which goes when files have changed. */
interface Memo {
  readonly implementations: Map<TypeDeclaration, readonly Value[]>;
  readonly heirs: Map<ClassFacts, ClassFacts | undefined>;
}

const known = new WeakMap<Evaluator, Memo>();

function memoOf(evaluator: Evaluator): Memo {
  const memo = known.get(evaluator) ?? { implementations: new Map(), heirs: new Map() };
  known.set(evaluator, memo);
  return memo;
}

/** The interface or type alias that `type` names. */
function declarationOf(type: TypeReference, module: ModuleFacts, { project }: Evaluator): TypeDeclaration | undefined {
  if (type.kind !== 'named') return undefined;
  const [name = '', member] = type.path;
  const own = module.types.get(name);
  if (own) return own;
  const binding = module.bindings.get(name);
  const target = binding && project.importTarget(module, binding);
  const named = target?.kind === 'module' && member !== undefined ? project.exportOf(target.module, member) : target;
  return named?.kind === 'name' ? named.module.types.get(named.name) : undefined;
}

/** The one of `heirs`; undefined where there are several to choose from, and no more than two are looked for. */
function only<T>(heirs: Iterable<T>): T | undefined {
  let found: T | undefined;
  for (const heir of heirs) {
    if (found !== undefined) return undefined;
    found = heir;
  }
  return found;
}

/** The files that may hold heirs of what is called `name`, each parsed when it is its turn. */
function* candidates(name: string, from: ModuleFacts, evaluator: Evaluator): Generator<ModuleFacts> {
  for (const file of filesWithHeirs(name, from.file)) {
    const module = evaluator.project.store.get(file);
    if (module) yield module;
  }
}

/** The objects of `module` that are declared to be what `declaration` says, as in `const tags: Tags = { … }`. */
function objectsIn(module: ModuleFacts, declaration: TypeDeclaration, evaluator: Evaluator): Value[] {
  return module.functions
    .flatMap(({ names }) => names)
    .filter(({ type, parameter }) => type && !parameter && declarationOf(type, module, evaluator) === declaration)
    .flatMap(({ sources }) => sources)
    .flatMap(({ value, path }): Value[] =>
      value.kind === 'object' && path.length === 0 ? [{ kind: 'object', object: value, environment: undefined }] : [],
    );
}

function* implementationsIn(
  modules: Iterable<ModuleFacts>,
  declaration: TypeDeclaration,
  evaluator: Evaluator,
): Generator<Value> {
  for (const module of modules) {
    for (const cls of module.classes)
      if (
        !TEST_DOUBLE.test(cls.name ?? '') &&
        cls.implements.some((type) => declarationOf(type, cls.module, evaluator) === declaration)
      )
        yield anInstance(cls);
    yield* objectsIn(module, declaration, evaluator);
  }
}

/** The classes and objects of the project that implement `declaration`, an interface of `module`; no more than two are looked for. */
export function implementationsOf(
  declaration: TypeDeclaration,
  module: ModuleFacts,
  evaluator: Evaluator,
): readonly Value[] {
  const memo = memoOf(evaluator).implementations;
  const known = memo.get(declaration);
  if (known) return known;
  const found: Value[] = [];
  for (const value of implementationsIn(candidates(declaration.name, module, evaluator), declaration, evaluator))
    if (found.push(value) === 2) break;
  memo.set(declaration, found);
  return found;
}

function* heirsIn(modules: Iterable<ModuleFacts>, cls: ClassFacts, evaluator: Evaluator): Generator<ClassFacts> {
  for (const { classes } of modules)
    for (const heir of classes)
      if (
        heir.superClass &&
        evaluator.evaluate(heir.superClass).some((parent) => parent.kind === 'class' && parent.class === cls)
      )
        yield heir;
}

/** The one class of the project that extends `cls`, which leaves members to its heirs. */
export function heirOf(cls: ClassFacts, evaluator: Evaluator): ClassFacts | undefined {
  const memo = memoOf(evaluator).heirs;
  if (memo.has(cls) || cls.name === undefined) return memo.get(cls);
  memo.set(cls, undefined);
  const found = only(heirsIn(candidates(cls.name, cls.module, evaluator), cls, evaluator));
  memo.set(cls, found);
  return found;
}
