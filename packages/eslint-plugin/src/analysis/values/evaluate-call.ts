import { exportOf, ormOfPackage } from '../../orms/known-orms.js';
import type { CallExpression } from '../facts/expression.js';
import { globalName } from '../facts/global-name.js';
import { applyReturned } from './apply-returned.js';
import { callable } from './callable.js';
import { environmentOf, ownEnvironment } from './environment.js';
import { constructedByLanguage } from './constructed-by-language.js';
import { entriesAt, ofEntries } from './entries.js';
import { itemsOf, pairOf } from './evaluate-member.js';
import type { Evaluator } from './evaluator.js';
import { handleOfExternal } from './inheritance.js';
import { filesOfFolder } from './files-of-folder.js';
import { injected } from './injected.js';
import { allSettled, settled } from './settled.js';
import { ARRAY_KEEPERS, ARRAY_TAKERS } from './iteration-facts.js';
import { definedByFile, madeByFile } from './made-by-file.js';
import { textOf } from './text-of.js';
import {
  type ClassValue,
  type Environment,
  type ExternalValue,
  type FunctionValue,
  type MethodValue,
  type Value,
  anInstance,
  union,
} from './value.js';

/** What a function gives back when it is called without known arguments. */
export function resultsOf(value: Value, evaluator: Evaluator): readonly Value[] {
  if (value.kind === 'signature') return evaluator.ofType(value.returns, value.module);
  return value.kind === 'function' ? resultOf(value, ownEnvironment(value), evaluator) : [];
}

/** What a function gives back when it is called in `environment`. */
export function resultOf(
  called: FunctionValue,
  environment: Environment | undefined,
  evaluator: Evaluator,
): readonly Value[] {
  const { returns, returnType, module } = called.function;
  const returned = union(...returns.map((value) => evaluator.evaluate(value, environment)));
  const given = called.function.isAsync ? settled(returned, evaluator) : returned;
  if (given.length > 0) return given;
  return returnType ? evaluator.ofType(returnType, module) : [];
}

function ofExternal(
  callee: ExternalValue,
  call: CallExpression,
  environment: Environment | undefined,
  evaluator: Evaluator,
): readonly Value[] {
  const given = injected(callee, call, environment, evaluator);
  if (given) return given;
  const name = callee.path.at(-1) ?? 'default';
  if (call.isNew) {
    const [modelType] = call.typeArgs;
    const model = modelType && evaluator.ofType(modelType, call.owner.module)[0];
    const made = handleOfExternal(callee.package, name, model);
    // What describes an entity stands in the call.
    return made.map((value) => (value.kind === 'handle' && value.role.isSchema ? { ...value, builtBy: call } : value));
  }
  const files = filesOfFolder(callee, call, environment, evaluator);
  if (files) return files;
  const orm = ormOfPackage(callee.package);
  const returned = orm && exportOf(orm, name)?.returns;
  if (orm)
    return returned
      ? applyReturned(returned, { handle: undefined, method: undefined, call, environment }, evaluator, orm)
      : [];
  // A wrapper from a package gives back something that does what the wrapped function does.
  const wrapped = call.args
    .filter((argument) => argument.kind === 'function' || argument.kind === 'reference')
    .flatMap((argument) => evaluator.evaluate(argument, environment));
  return wrapped.filter((value) => value.kind === 'function');
}

function ofArrayMethod(
  call: CallExpression,
  environment: Environment | undefined,
  evaluator: Evaluator,
): readonly Value[] {
  if (call.callee.kind !== 'member') return [];
  const { name, object } = call.callee;
  const receiver = evaluator.evaluate(object, environment);
  const lists = receiver.filter((value) => value.kind === 'array' || value.kind === 'map');
  if (lists.length === 0 && name !== 'map') return [];
  if (name === 'get' && call.args[0])
    return lists.flatMap((value) => (value.kind === 'map' && call.args[0] ? entriesAt(value, call.args[0]) : []));
  if (ARRAY_TAKERS.has(name)) return itemsOf(lists, undefined);
  if (name === 'entries') return [{ kind: 'array', items: [pairOf(itemsOf(lists, undefined))] }];
  if (name === 'values') return [{ kind: 'array', items: itemsOf(lists, undefined) }];
  if (ARRAY_KEEPERS.has(name)) return lists;
  if (name !== 'map' && name !== 'flatMap') return [];
  const [callback] = call.args;
  const results = (callback ? evaluator.evaluate(callback, environment) : []).flatMap((value) =>
    resultsOf(value, evaluator),
  );
  const items = name === 'map' ? results : itemsOf(results, undefined);
  return [{ kind: 'array', items }];
}

/** `Promise.all` and its kin, `Object.values`, `Array.from`: what comes out is what went in. */
function ofStandard(
  call: CallExpression,
  environment: Environment | undefined,
  evaluator: Evaluator,
): readonly Value[] | undefined {
  const { callee, args } = call;
  const [first] = args;
  const name = globalName(callee);
  if (first && (name === 'require' || name === 'import')) {
    const specifier = textOf(first, call.owner.module, environment, evaluator);
    if (specifier === undefined) return undefined;
    const target = evaluator.project.lookUp(call.owner.module, specifier, name === 'require' ? '=' : '*');
    // A file that is not there may be generated, and hold a library's code.
    return target ? evaluator.ofTarget(target) : [{ kind: 'external', package: specifier, path: [] }];
  }
  if (call.isNew) return constructedByLanguage(call, environment, evaluator);
  const holder = callee.kind === 'member' ? globalName(callee.object) : undefined;
  if (callee.kind !== 'member' || holder === undefined || !first) return undefined;
  const path = `${holder}.${callee.name}`;
  if (path === 'Promise.all') return allSettled(evaluator.evaluate(first, environment), evaluator);
  if (['Promise.resolve', 'Array.from', 'Object.freeze', 'Object.assign', 'structuredClone'].includes(path))
    return evaluator.evaluate(first, environment);
  if (path === 'Object.fromEntries') return [ofEntries(evaluator.evaluate(first, environment), true)];
  if (path !== 'Object.values' && path !== 'Object.entries') return undefined;
  const items = itemsOf(evaluator.evaluate(first, environment), undefined);
  return [{ kind: 'array', items: path === 'Object.values' ? items : [pairOf(items)] }];
}

function ofCallee(
  callee: Value,
  call: CallExpression,
  environment: Environment | undefined,
  evaluator: Evaluator,
): readonly Value[] {
  switch (callee.kind) {
    case 'function':
      if (call.isNew && callee.function.constructs)
        return [anInstance(callee.function.constructs, environmentOf(callee, call, environment) ?? callee.outer)];
      return resultOf(callee, environmentOf(callee, call, environment), evaluator);
    case 'class':
      return call.isNew ? [anInstance(callee.class, constructionOf(callee, call, environment))] : [];
    case 'method': {
      const made = madeByFile(callee, call, environment, evaluator);
      if (made.length > 0) return made;
      return callee.facts.returns && !isRunning(callee, call)
        ? applyReturned(callee.facts.returns, { handle: callee.handle, method: callee, call, environment }, evaluator)
        : callbackResults(call, environment, evaluator);
    }
    case 'handle':
      return ofCallee(callable(callee, call), call, environment, evaluator);
    case 'external':
      return ofExternal(callee, call, environment, evaluator);
    case 'signature':
      return evaluator.ofType(callee.returns, callee.module);
    default:
      return [];
  }
}

/** What the constructor of `called` or of the class it inherits it from is given. */
function constructionOf(
  called: ClassValue,
  call: CallExpression,
  environment: Environment | undefined,
): Environment | undefined {
  const { constructorFunction } = called.class;
  const made = constructorFunction && {
    kind: 'function' as const,
    function: constructorFunction,
    self: [],
    outer: called.environment,
  };
  return (made && environmentOf(made, call, environment)) ?? called.environment;
}

/** Whether the call runs a function that it is given, as a transaction that ends with it does. */
function isRunning({ facts }: MethodValue, { args }: CallExpression): boolean {
  return facts.callback !== undefined && args.some((argument) => argument.kind === 'function');
}

/** A transaction gives back what its callback does. */
function callbackResults(
  call: CallExpression,
  environment: Environment | undefined,
  evaluator: Evaluator,
): readonly Value[] {
  const results = call.args.flatMap((argument) =>
    argument.kind === 'function'
      ? evaluator.evaluate(argument, environment).map((value) => resultsOf(value, evaluator))
      : [],
  );
  return settled(union(...results), evaluator);
}

/** What a call can give back; a promise counts as what it brings. */
export function evaluateCall(
  call: CallExpression,
  environment: Environment | undefined,
  evaluator: Evaluator,
): readonly Value[] {
  const standard = ofStandard(call, environment, evaluator);
  if (standard) return standard;
  const callees = evaluator.calleesOf(call, environment);
  if (callees.length === 0) return ofUnknown(call, environment, evaluator);
  const [only] = callees;
  if (only?.kind === 'function' && call.callee.kind === 'member' && call.callee.name === 'bind') return callees;
  return union(...callees.map((callee) => ofCallee(callee, call, environment, evaluator)));
}

function ofUnknown(call: CallExpression, environment: Environment | undefined, evaluator: Evaluator): readonly Value[] {
  if (call.callee.kind === 'member' && ['then', 'catch', 'finally'].includes(call.callee.name)) {
    const [callback] = call.args;
    const through =
      callback && call.callee.name === 'then'
        ? evaluator.evaluate(callback, environment).flatMap((value) => resultsOf(value, evaluator))
        : [];
    return through.length > 0 ? through : settled(evaluator.evaluate(call.callee.object, environment), evaluator);
  }
  const defined = definedByFile(call, environment, evaluator);
  return defined.length > 0 ? defined : ofArrayMethod(call, environment, evaluator);
}
