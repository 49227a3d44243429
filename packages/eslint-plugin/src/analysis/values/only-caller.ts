import type { Binding } from '../facts/binding.js';
import type { CallExpression, Expression, MemberExpression } from '../facts/expression.js';
import type { FunctionFacts } from '../facts/function-facts.js';
import { exportedAs, holderOf } from '../facts/held-functions.js';
import { importsIn, specifierOf } from '../facts/imports-in.js';
import { type ModuleFacts, NAMESPACE, WHOLE_MODULE } from '../facts/module-facts.js';
import { usesIn } from '../facts/uses-in.js';
import { mayImport } from '../modules/importers.js';
import { isJavaScript } from '../modules/source-file.js';
import type { Evaluator } from './evaluator.js';

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

/** The calls of what `binding` holds; undefined where it is used in another way as well. */
function callsOf(binding: Binding, module: ModuleFacts, exporting: ReadonlySet<number> = new Set()): Calls {
  const calls = usesIn(module).callsOf.get(binding) ?? [];
  const places = new Set(calls.map(({ callee }) => (callee as { start: number }).start));
  return binding.references.every((start) => places.has(start) || exporting.has(start)) ? calls : undefined;
}

/** The calls of `members`; undefined where one of them is used in another way. */
function callsOfMembers(members: readonly MemberExpression[], module: ModuleFacts): Calls {
  const { callsBy } = usesIn(module);
  const calls = members.flatMap((member) => callsBy.get(member)?.at(-1) ?? []);
  return calls.length === members.length ? calls : undefined;
}

const named = (
  names: ReadonlySet<string>,
  members: ReadonlyMap<string, readonly MemberExpression[]> | undefined,
): readonly MemberExpression[] => [...names].flatMap((name) => members?.get(name) ?? []);

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

function isRequire(expression: Expression, isFile: (specifier: string) => boolean): boolean {
  const specifier = specifierOf(expression);
  return specifier !== undefined && isFile(specifier);
}

const isWholeName = (name: string): boolean => name === NAMESPACE || name === WHOLE_MODULE || name === 'default';

/** The calls of `target` in `module`, which may import its file. */
function callsIn(module: ModuleFacts, { function: fn, names }: Exported, evaluator: Evaluator): Calls {
  const isFile = (specifier: string): boolean => {
    const resolution = evaluator.project.resolver.resolve(module.file, specifier);
    return resolution?.kind === 'file' && resolution.file === fn.module.file;
  };
  if (module.stars.some(isFile)) return undefined;
  const { passedOn, bindings } = importsIn(module);
  if (passedOn.some(({ specifier, name }) => (names.has(name) || isWholeName(name)) && isFile(specifier)))
    return undefined;
  const calls: CallExpression[] = [];
  const bound = new Set<Expression>();
  for (const binding of bindings) {
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
  const { membersOfName, onlyRead } = usesIn(module);
  if (binding.references.length > 0 && !onlyRead.has(binding)) return undefined;
  return callsOfMembers(named(names, membersOfName.get(binding)), module);
}

/** `calls` together with those of `require('./file')(…)` and `require('./file').name(…)`. */
function withUnbound(
  calls: readonly CallExpression[],
  bound: ReadonlySet<Expression>,
  module: ModuleFacts,
  names: ReadonlySet<string>,
  isFile: (specifier: string) => boolean,
): Calls {
  const required = importsIn(module).required.filter((call) => !bound.has(call) && isRequire(call, isFile));
  if (required.length === 0) return calls;
  const { callsBy, membersOf } = usesIn(module);
  const direct = required.flatMap((call) => callsBy.get(call) ?? []);
  if (direct.length > 0 && !names.has(WHOLE_MODULE)) return undefined;
  if (!required.every((call) => callsBy.has(call) || membersOf.has(call))) return undefined;
  const members = required.flatMap((call) => membersOf.get(call) ?? []).filter(({ name }) => names.has(name));
  const ofMembers = callsOfMembers(members, module);
  return ofMembers && [...calls, ...direct, ...ofMembers];
}

function find(fn: FunctionFacts, evaluator: Evaluator): CallExpression | undefined {
  const { module } = fn;
  const holder = fn.owner && 'members' in fn.owner ? fn.owner : undefined;
  if (holder && holder.constructorFunction !== fn) return undefined;
  const { names, references } = exportedAs(fn);
  const binding = holderOf(fn);
  const own: Calls = binding
    ? callsOf(binding, module, references)
    : callsOfMembers(named(names, usesIn(module).ofExports), module);
  if (!own || (!binding && names.size === 0)) return undefined;
  if (names.size === 0) return own.length === 1 ? own[0] : undefined;
  const importers = isJavaScript(module.file) ? mayImport(module.file) : undefined;
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
