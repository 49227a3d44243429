import type { Returned } from '../../orms/orm-facts.js';
import type { CallExpression } from '../facts/expression.js';
import type { Evaluator } from './evaluator.js';
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

function modelOf(
  returned: { readonly modelArgument?: number },
  called: Called,
  evaluator: Evaluator,
): Value | undefined {
  if (returned.modelArgument === undefined) return called.handle?.model;
  const model = argument(called, returned.modelArgument, evaluator).find((value) => value.kind === 'class');
  if (model) return anInstance(model.class, model.environment);
  const { call, handle } = called;
  const [typed] = call?.typeArgs ?? [];
  return (call && typed ? evaluator.ofType(typed, call.owner.module)[0] : undefined) ?? handle?.model;
}

/** A row of which no more is known than its library. */
function rowOfRole(handle: HandleValue | undefined): readonly Value[] {
  const role = handle?.orm.roles[handle.role.rows ?? ''];
  return handle && role ? [{ kind: 'handle', orm: handle.orm, role, model: undefined, builtBy: undefined }] : [];
}

/** Rows of `model`, which remember the call that loaded them. */
function rowOf(model: Value | undefined, called: Called): readonly Value[] {
  if (model?.kind !== 'instance') return rowOfRole(called.handle);
  const { call, method, environment } = called;
  const origin: Origin | undefined =
    call && method?.facts.executes ? { call, method, environment, path: [] } : undefined;
  return [{ ...model, origin }];
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
      return roles && role
        ? [{ kind: 'handle', orm: roles, role, model: modelOf(returned, called, evaluator), builtBy: call }]
        : [];
    }
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
      return [...argument(called, returned.argument, evaluator), ...(handle ? [handle] : [])];
  }
}
