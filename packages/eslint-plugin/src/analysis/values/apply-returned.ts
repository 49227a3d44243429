import type { Returned } from '../../orms/orm-facts.js';
import type { CallExpression } from '../facts/expression.js';
import { resultsOf } from './evaluate-call.js';
import { evaluateMember } from './evaluate-member.js';
import type { Evaluator } from './evaluator.js';
import { handleOfExternal } from './inheritance.js';
import { type Environment, type HandleValue, type MethodValue, type Origin, type Value, anInstance } from './value.js';

/** The call whose result is asked for. */
interface Called {
  /** The handle whose member is called; undefined for a function of the package. */
  readonly handle: HandleValue | undefined;
  readonly method: MethodValue | undefined;
  /** Undefined for a property. */
  readonly call: CallExpression | undefined;
  readonly environment: Environment | undefined;
}

function argument(called: Called, index: number, evaluator: Evaluator): readonly Value[] {
  const given = called.call?.args[index];
  return given ? evaluator.evaluate(given, called.environment) : [];
}

const isSchema = (value: Value): boolean => value.kind === 'handle' && value.role.isSchema === true;

function modelOf(
  returned: { readonly modelArgument?: number },
  called: Called,
  evaluator: Evaluator,
): Value | undefined {
  if (returned.modelArgument === undefined) return called.handle?.model;
  const model = argument(called, returned.modelArgument, evaluator).find((value) => value.kind === 'class');
  if (model) return anInstance(model.class, model.environment);
  const schema = argument(called, returned.modelArgument, evaluator).find(isSchema);
  if (schema) return schema;
  const { call, handle } = called;
  const [typed] = call?.typeArgs ?? [];
  return (call && typed ? evaluator.ofType(typed, call.owner.module)[0] : undefined) ?? handle?.model;
}

/** A row of which no more is known than its library. */
function rowOfRole(handle: HandleValue | undefined): readonly HandleValue[] {
  const role = handle?.orm.roles[handle.role.rows ?? ''];
  return handle && role ? [{ kind: 'handle', orm: handle.orm, role, model: undefined, builtBy: undefined }] : [];
}

/** Rows of `model`, which remember the call that loaded them. */
function rowOf(model: Value | undefined, called: Called): readonly Value[] {
  if (model?.kind !== 'instance') return rowOfRole(called.handle);
  const { call, method, environment } = called;
  const origin: Origin | undefined =
    call && method?.facts.executes ? { call, method, environment, path: [] } : undefined;
  const [library] = model.class.superClass ? [] : rowOfRole(called.handle);
  return [{ ...model, origin: origin ?? model.origin, ...(library ? { library } : {}) }];
}

/** An instance of the class that a decorator of the model names, as in `@Entity({ repository: () => PostRepository })`. */
function classNamedBy(model: Value | undefined, option: string | undefined, evaluator: Evaluator): readonly Value[] {
  if (model?.kind !== 'instance' || option === undefined) return [];
  return model.class.decorators.flatMap((decorator) => {
    const options = decorator.kind === 'call' ? decorator.args : [];
    return options.flatMap((argument) => {
      const given = argument.kind === 'object' ? argument.properties.get(option) : undefined;
      const values = given ? evaluator.evaluate(given).flatMap((value) => resultsOf(value, evaluator)) : [];
      return values.flatMap((value) => (value.kind === 'class' ? [anInstance(value.class, value.environment)] : []));
    });
  });
}

function extension(
  { argument: index, under }: Extract<Returned, { is: 'extended' }>,
  called: Called,
  evaluator: Evaluator,
): readonly Value[] {
  const given = argument(called, index, evaluator);
  return under ? under.flatMap((key) => evaluateMember(given, key, evaluator)) : given;
}

/** What a call of an ORM's or driver's function gives back, by its facts. */
export function applyReturned(
  returned: Returned,
  called: Called,
  evaluator: Evaluator,
  roles = called.handle?.orm,
): readonly Value[] {
  const { handle, call } = called;
  switch (returned.is) {
    case 'self':
      return handle ? [{ ...handle, builtBy: call }] : [];
    case 'role': {
      const role = roles?.roles[returned.role];
      const model = modelOf(returned, called, evaluator);
      const named = classNamedBy(model, returned.namedBy, evaluator);
      if (named.length > 0) return named;
      return roles && role ? [{ kind: 'handle', orm: roles, role, model, builtBy: call }] : [];
    }
    case 'export':
      return handleOfExternal(returned.package, returned.name, undefined);
    case 'row':
      return rowOf(modelOf(returned, called, evaluator), called);
    case 'rows':
      return [{ kind: 'array', items: rowOf(modelOf(returned, called, evaluator), called) }];
    case 'rows-and-count': {
      const rows: Value = { kind: 'array', items: rowOf(modelOf(returned, called, evaluator), called) };
      return [{ kind: 'array', items: [], positions: [[rows], []] }];
    }
    case 'row-and-flag':
      return [{ kind: 'array', items: [], positions: [rowOf(modelOf(returned, called, evaluator), called), []] }];
    case 'batches':
      return [{ kind: 'array', items: [{ kind: 'array', items: [] }] }];
    case 'argument':
      return argument(called, returned.argument, evaluator);
    case 'instance':
      return argument(called, returned.argument, evaluator).flatMap((value) =>
        value.kind === 'class' ? [anInstance(value.class, value.environment)] : [],
      );
    case 'extended':
      return [...extension(returned, called, evaluator), ...(handle ? [handle] : [])];
  }
}
