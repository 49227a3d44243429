import type { Binding } from '../facts/binding.js';
import { isCommonJsExports } from '../facts/common-js.js';
import type { CallExpression, Expression } from '../facts/expression.js';
import { expressionsIn } from '../facts/expressions-in.js';
import type { FunctionFacts } from '../facts/function-facts.js';
import { type ModuleFacts, NAMESPACE, WHOLE_MODULE } from '../facts/module-facts.js';
import { mayImport } from '../modules/importers.js';
import type { Evaluator } from './evaluator.js';

/** What declares no types says by its calls alone what a parameter is. */
const JAVASCRIPT = /\.[cm]?jsx?$/;

/** How many files may import the function's file before nobody looks for its call. */
const MAX_IMPORTERS = 40;

/** A function of a file, and the names by which others get it. */
interface Exported {
  readonly function: FunctionFacts;
  readonly names: ReadonlySet<string>;
}

/** The calls of a function; undefined where it gets to somewhere that is not followed. */
type Calls = readonly CallExpression[] | undefined;

const known = new WeakMap<Evaluator, Map<FunctionFacts, CallExpression | undefined>>();

/** Whether calling what `expression` is runs `fn`: as a function, or as the constructor of a class. */
function isIt(expression: Expression, fn: FunctionFacts): boolean {
  if (expression.kind === 'function') return expression.function === fn;
  return expression.kind === 'class' && expression.class.constructorFunction === fn;
}

const holds = ({ sources }: Binding, fn: FunctionFacts): boolean =>
  sources.some(({ value, path }) => path.length === 0 && isIt(value, fn));

/** The names by which the file of `fn` exports it, and the references that do so. */
function exportedAs(fn: FunctionFacts): { names: Set<string>; references: Set<number> } {
  const names = new Set<string>();
  const references = new Set<number>();
  const note = (name: string, value: Expression): void => {
    const binding = value.kind === 'reference' ? value.binding : undefined;
    if (!isIt(value, fn) && !(binding && holds(binding, fn))) return;
    names.add(name);
    if (value.kind === 'reference') references.add(value.start);
  };
  for (const [name, exported] of fn.module.exports) {
    const binding = exported.kind === 'local' ? fn.module.bindings.get(exported.name) : undefined;
    if (binding && holds(binding, fn)) names.add(name);
    if (exported.kind !== 'value') continue;
    note(name, exported.value);
    if (name === WHOLE_MODULE && exported.value.kind === 'object')
      for (const [key, value] of exported.value.properties) note(key, value);
  }
  return { names, references };
}

/** The calls of what `binding` holds; undefined where it is used in another way as well. */
function callsOf(binding: Binding, module: ModuleFacts, exporting: ReadonlySet<number> = new Set()): Calls {
  const calls = module.functions
    .flatMap((fn) => fn.calls)
    .filter(({ callee }) => callee.kind === 'reference' && callee.binding === binding);
  const places = new Set(calls.map(({ callee }) => (callee as { start: number }).start));
  return binding.references.every((start) => places.has(start) || exporting.has(start)) ? calls : undefined;
}

/** The calls of one of `names` of what `isWhole` tells to be the file itself; undefined where the file is used in another way. */
function callsOfMember(
  module: ModuleFacts,
  isWhole: (expression: Expression) => boolean,
  names: ReadonlySet<string>,
): { calls: CallExpression[]; accounted: Set<Expression> } | undefined {
  const calls: CallExpression[] = [];
  const accounted = new Set<Expression>();
  const called = new Map<Expression, CallExpression>();
  for (const call of module.functions.flatMap((fn) => fn.calls)) called.set(call.callee, call);
  for (const expression of expressionsIn(module)) {
    if (expression.kind !== 'member' || !isWhole(expression.object)) continue;
    accounted.add(expression.object);
    const call = called.get(expression);
    if (call) {
      if (names.has(expression.name)) calls.push(call);
    } else if (names.has(expression.name)) return undefined;
  }
  return { calls, accounted };
}

/** What `binding`, a name of an importing file, is given of the function's file: one of its names, or all of it. */
function givenTo(binding: Binding, isFile: (specifier: string) => boolean): string | undefined {
  if (binding.imported) return isFile(binding.imported.specifier) ? binding.imported.name : undefined;
  for (const { value, path } of binding.sources) {
    if (!isRequire(value, isFile)) continue;
    const [step] = path;
    return step === undefined ? WHOLE_MODULE : step.kind === 'property' && path.length === 1 ? step.name : undefined;
  }
  return undefined;
}

function isRequire(expression: Expression, isFile: (specifier: string) => boolean): expression is CallExpression {
  if (expression.kind === 'await') return isRequire(expression.value, isFile);
  if (expression.kind !== 'call' || expression.callee.kind !== 'reference' || expression.callee.binding) return false;
  const [specifier] = expression.args;
  return (
    (expression.callee.name === 'require' || expression.callee.name === 'import') &&
    specifier?.kind === 'string' &&
    isFile(specifier.value)
  );
}

const isWholeName = (name: string): boolean => name === NAMESPACE || name === WHOLE_MODULE || name === 'default';

/** The calls of `target` in `module`, which may import its file. */
function callsIn(module: ModuleFacts, { function: fn, names }: Exported, evaluator: Evaluator): Calls {
  const isFile = (specifier: string): boolean => {
    const resolution = evaluator.project.resolver.resolve(module.file, specifier);
    return resolution?.kind === 'file' && resolution.file === fn.module.file;
  };
  if (module.stars.some(isFile)) return undefined;
  for (const exported of module.exports.values())
    if (
      exported.kind === 'from' &&
      isFile(exported.specifier) &&
      (names.has(exported.name) || isWholeName(exported.name))
    )
      return undefined;
  const calls: CallExpression[] = [];
  const bound = new Set<Expression>();
  for (const binding of module.functions.flatMap((code) => code.names)) {
    const name = givenTo(binding, isFile);
    for (const { value } of binding.sources) if (isRequire(value, isFile)) bound.add(value);
    if (name === undefined) continue;
    const found = callsThrough(binding, name, module, names);
    if (!found) return undefined;
    calls.push(...found);
  }
  return withUnbound(calls, bound, module, names, isFile);
}

function callsThrough(binding: Binding, name: string, module: ModuleFacts, names: ReadonlySet<string>): Calls {
  if (names.has(name)) return callsOf(binding, module);
  if (!isWholeName(name)) return [];
  if (name === 'default' && names.has(WHOLE_MODULE)) return callsOf(binding, module);
  const found = callsOfMember(module, (object) => object.kind === 'reference' && object.binding === binding, names);
  const places = new Set([...(found?.accounted ?? [])].map((object) => (object as { start: number }).start));
  return found && binding.references.every((start) => places.has(start)) ? found.calls : undefined;
}

/** `calls` together with those of `require('./file')(…)` and `require('./file').name(…)`. */
function withUnbound(
  calls: readonly CallExpression[],
  bound: ReadonlySet<Expression>,
  module: ModuleFacts,
  names: ReadonlySet<string>,
  isFile: (specifier: string) => boolean,
): Calls {
  const all = module.functions.flatMap((fn) => fn.calls);
  const required = all.filter((call) => isRequire(call, isFile) && !bound.has(call) && !call.isDiscarded);
  if (required.length === 0) return calls;
  const direct = all.filter(({ callee }) => required.includes(callee as CallExpression));
  if (direct.length > 0 && !names.has(WHOLE_MODULE)) return undefined;
  const members = callsOfMember(module, (object) => required.includes(object as CallExpression), names);
  const accounted = new Set<Expression>([...(members?.accounted ?? []), ...direct.map(({ callee }) => callee)]);
  return members && required.every((call) => accounted.has(call)) ? [...calls, ...direct, ...members.calls] : undefined;
}

function find(fn: FunctionFacts, evaluator: Evaluator): CallExpression | undefined {
  const { module } = fn;
  const holder = fn.owner && 'members' in fn.owner ? fn.owner : undefined;
  if (holder && holder.constructorFunction !== fn) return undefined;
  const { names, references } = exportedAs(fn);
  const binding = fn.parent?.names.find((candidate) => holds(candidate, fn));
  const own: Calls = binding
    ? callsOf(binding, module, references)
    : callsOfMember(module, isCommonJsExports, names)?.calls;
  if (!own || (!binding && names.size === 0)) return undefined;
  if (names.size === 0) return own.length === 1 ? own[0] : undefined;
  const importers = JAVASCRIPT.test(module.file) ? mayImport(module.file) : undefined;
  if (!importers || importers.length > MAX_IMPORTERS) return undefined;
  const calls = [...own];
  for (const file of importers) {
    const importer = file === module.file ? undefined : evaluator.project.store.get(file);
    const found: Calls = importer ? callsIn(importer, { function: fn, names }, evaluator) : [];
    if (!found) return undefined;
    calls.push(...found);
    if (calls.length > 1) return undefined;
  }
  return calls[0];
}

/**
 * The one call of `fn` in the project, be it a function or the constructor of a class, where nothing else is done with it.
 *
 * Other files are only looked at for JavaScript: TypeScript declares what a parameter is.
 */
export function onlyCallerOf(fn: FunctionFacts, evaluator: Evaluator): CallExpression | undefined {
  const answers = known.get(evaluator) ?? new Map<FunctionFacts, CallExpression | undefined>();
  known.set(evaluator, answers);
  if (!answers.has(fn)) answers.set(fn, find(fn, evaluator));
  return answers.get(fn);
}
