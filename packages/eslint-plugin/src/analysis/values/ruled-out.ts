import type { Binding, PathStep } from '../facts/binding.js';
import { type Expression, FALSE, NULL, type ReferenceExpression, TRUE, UNDEFINED } from '../facts/expression.js';
import { isWritten } from '../facts/is-written.js';
import type { Guard } from '../facts/loop.js';
import type { Environment } from './value.js';

/** How many names, members and choices one answer may go through. */
const MAX_DEPTH = 24;

/** How deep objects that are handed over are told apart. */
const MAX_OBJECT_DEPTH = 3;

/** What an expression comes down to: one that is written in this function, or in one of those that called it. */
interface Settled {
  readonly expression: Expression;
  readonly environment: Environment | undefined;
  /** Whether it is an object that has a name: what else the code does with that name changes it for everyone. */
  readonly isNamed?: boolean;
}

const ABSENT: Settled = { expression: UNDEFINED, environment: undefined };

const isAbsent = ({ expression }: Settled): boolean => expression === UNDEFINED || expression === NULL;

function memberOf(found: Settled | undefined, name: string, depth: number): Settled | undefined {
  if (!found) return undefined;
  if (isAbsent(found)) return ABSENT;
  const { expression, environment } = found;
  if (expression.kind !== 'object' || expression.others.length > 0 || expression.unnamed.length > 0) return undefined;
  const value = expression.properties.get(name);
  const member = value ? settle(value, environment, depth + 1) : ABSENT;
  // Who reads an object out of one that others hold may change it.
  return found.isNamed && member?.expression.kind === 'object' ? undefined : member;
}

function along(found: Settled | undefined, path: readonly PathStep[], depth: number): Settled | undefined {
  return path.reduce<Settled | undefined>(
    (at, step) => (step.kind === 'property' ? memberOf(at, step.name, depth) : undefined),
    found,
  );
}

/** The argument for a parameter, as far as the call shows it: what it leaves out is `undefined`. */
function argumentOf(
  { owner, parameter }: Binding,
  environment: Environment | undefined,
  depth: number,
): Settled | undefined {
  let frame = environment;
  while (frame && frame.function !== owner) frame = frame.outer;
  if (!frame?.isWhole || !parameter) return undefined;
  const { index, path } = parameter;
  if (owner.parameters[index]?.isRest || frame.args.slice(0, index + 1).some(({ kind }) => kind === 'spread'))
    return undefined;
  const argument = frame.args[index];
  if (argument) return along(settle(argument, frame.caller, depth + 1), path, depth);
  // A pattern that is given nothing has a default of its own.
  return path.length === 0 ? ABSENT : undefined;
}

function ofBinding(binding: Binding, environment: Environment | undefined, depth: number): Settled | undefined {
  if (binding.imported || isWritten(binding)) return undefined;
  const { parameter, sources, isConstant, loop } = binding;
  if (!parameter && (!isConstant || loop)) return undefined;
  const [first, second] = parameter ? [undefined, sources[0]] : sources;
  const given = parameter
    ? argumentOf(binding, environment, depth)
    : first && along(settle(first.value, environment, depth + 1), first.path, depth);
  if (given?.expression !== UNDEFINED || !second) return given;
  return settle(second.value, environment, depth + 1);
}

function isExported({ name, owner }: Binding): boolean {
  if (owner.parent) return false;
  return [...owner.module.exports.values()].some((exported) => exported.kind === 'local' && exported.name === name);
}

/** What `reference` stands for; an object only if nobody else who is given it could have changed it since. */
function ofReference(
  { binding, start }: ReferenceExpression,
  environment: Environment | undefined,
  depth: number,
): Settled | undefined {
  const found = binding && ofBinding(binding, environment, depth);
  // What is written in the call itself is made for that call.
  if (found?.expression.kind !== 'object' || (binding?.parameter && !found.isNamed)) return found;
  const isKept = binding && !isExported(binding) && binding.handed.every((place) => place === start);
  return isKept ? { ...found, isNamed: true } : undefined;
}

/** Follows `expression` to what is written in the code, through names, members, arguments and choices that are certain. */
function settle(expression: Expression, environment: Environment | undefined, depth: number): Settled | undefined {
  if (depth > MAX_DEPTH) return undefined;
  switch (expression.kind) {
    case 'reference':
      return ofReference(expression, environment, depth);
    case 'member':
      return memberOf(settle(expression.object, environment, depth + 1), expression.name, depth);
    case 'cast':
      return settle(expression.value, environment, depth + 1);
    case 'either':
      return chosen(expression, environment, depth);
    case 'object':
    case 'array':
    case 'function':
    case 'class':
    case 'string':
    case 'literal':
      return { expression, environment };
    default:
      return undefined;
  }
}

function chosen(
  { options, test }: Extract<Expression, { kind: 'either' }>,
  environment: Environment | undefined,
  depth: number,
): Settled | undefined {
  const [first, second] = options;
  if (!first) return undefined;
  const decision = truthOf(test ?? first, environment, depth + 1);
  if (decision === undefined) return undefined;
  if (decision) return settle(first, environment, depth + 1);
  // `a && b` is `a` where that is false; what `a ?? b` is then, depends on what kind of nothing it is.
  if (test) return settle(second ?? test, environment, depth + 1);
  const left = settle(first, environment, depth + 1);
  return left && isAbsent(left) && second ? settle(second, environment, depth + 1) : undefined;
}

function truthOfChoice(
  { options, test }: Extract<Expression, { kind: 'either' }>,
  environment: Environment | undefined,
  depth: number,
): boolean | undefined {
  const [first, second] = options.map((option) => truthOf(option, environment, depth + 1));
  const decision = test && truthOf(test, environment, depth + 1);
  if (test && options.length === 1) return decision === false || first === false ? false : decision && first;
  if (test && decision !== undefined) return decision ? first : second;
  if (first === second) return first;
  return !test && first ? true : undefined;
}

function truthOf(expression: Expression, environment: Environment | undefined, depth: number): boolean | undefined {
  if (depth > MAX_DEPTH) return undefined;
  if (expression.kind === 'not') {
    const truth = truthOf(expression.value, environment, depth + 1);
    // What is not `undefined` may still be `null`.
    return truth === false && !expression.isExact ? undefined : truth === undefined ? undefined : !truth;
  }
  if (expression.kind === 'either') return truthOfChoice(expression, environment, depth);
  const found = settle(expression, environment, depth)?.expression;
  switch (found?.kind) {
    case 'literal':
      return found === TRUE ? true : found === FALSE || found === NULL || found === UNDEFINED ? false : undefined;
    case 'string':
      return found.value !== '';
    default:
      return found && true;
  }
}

/** Whether what the function of `environment` was given, or was not given, keeps code behind `guard` from running. */
export function isRuledOut(guard: Guard | undefined, environment: Environment | undefined): boolean {
  if (!environment) return false;
  for (let at = guard; at; at = at.parent) {
    if (at.when === undefined) continue;
    const truth = truthOf(at.condition, environment, 0);
    if (truth !== undefined && truth !== at.when) return true;
  }
  return false;
}

/** Tells arguments apart as far as conditions may. */
export function settledKey(argument: Expression | undefined, environment: Environment | undefined, depth = 0): string {
  if (!argument) return 'u';
  const found = settle(argument, environment, 0);
  if (found?.expression.kind === 'object' && depth < MAX_OBJECT_DEPTH)
    return [...found.expression.properties]
      .map(([name, value]) => [name, settledKey(value, found.environment, depth + 1)])
      .filter(([, key]) => key !== '')
      .join(';');
  if (found && isAbsent(found)) return found.expression === UNDEFINED ? 'u' : 'n';
  const truth = truthOf(argument, environment, 0);
  return truth === undefined ? '' : truth ? 't' : 'f';
}
