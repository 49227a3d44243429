import { containersOf } from '../../injection/containers.js';
import type { CallExpression, Expression } from '../facts/expression.js';
import type { Evaluator } from './evaluator.js';
import { providedFor } from './provided.js';
import { registeredAs } from './registered.js';
import { type Environment, type ExternalValue, type Value, anInstance } from './value.js';

/** Something of a package for dependency injection of which only the type is known: it may be a container. */
export function containerOfType(packageName: string, name: string): readonly ExternalValue[] {
  return containersOf(packageName) ? [{ kind: 'external', package: packageName, path: [name] }] : [];
}

function registeredFor(
  token: Expression,
  packageName: string,
  { owner }: CallExpression,
  evaluator: Evaluator,
): readonly Value[] {
  return token.kind === 'string' ? registeredAs(token.value, packageName, owner.module, evaluator) : [];
}

/**
 * What a container gives where `call` asks it for a class, or for a token whose type stands in the call: `container.resolve(Tags)`,
 * `moduleRef.get<Tags>('TAGS')`, or for the
 * one thing of the repository that is registered or provided under a name; undefined where `callee` is no method of a container.
 */
export function injected(
  { package: packageName, path }: ExternalValue,
  call: CallExpression,
  environment: Environment | undefined,
  evaluator: Evaluator,
): readonly Value[] | undefined {
  const container = containersOf(packageName);
  const [first = ''] = path;
  if (!container) return undefined;
  // What makes a container is asked for the module of the whole program.
  if (call.isNew || container.makers?.includes(first)) return containerOfType(packageName, 'container');
  if (call.callee.kind !== 'member') return undefined;
  if (container.scopes?.includes(call.callee.name)) return containerOfType(packageName, 'container');
  if (!container.givers.includes(call.callee.name)) return undefined;
  const [token] = call.args;
  const classes = (token ? evaluator.evaluate(token, environment) : []).filter((value) => value.kind === 'class');
  if (classes.length > 0) return classes.map((value) => anInstance(value.class, value.environment));
  const [type] = call.typeArgs;
  const declared = type ? evaluator.ofType(type, call.owner.module) : [];
  if (!token || declared.some(({ kind }) => kind !== 'shape')) return declared;
  const known =
    container.injects === undefined
      ? registeredFor(token, packageName, call, evaluator)
      : providedFor(token, call.owner.module, evaluator);
  return known.length > 0 ? known : declared;
}
