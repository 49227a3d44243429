import type { Binding } from '../facts/binding.js';
import type { CallExpression, Expression } from '../facts/expression.js';
import { ARRAY_CALLBACKS } from './iteration-facts.js';

/** Kinds of values that are no functions, whatever they hold. */
const DATA: ReadonlySet<Expression['kind']> = new Set([
  'await',
  'string',
  'template',
  'literal',
  'array',
  'not',
  'other',
]);

function mayHoldFunction({ imported, parameter, sources }: Binding): boolean {
  if (parameter) return false;
  return imported !== undefined || sources.some(({ value, path }) => path.length > 0 || mayGiveFunction(value));
}

function mayGiveFunction(value: Expression): boolean {
  return !DATA.has(value.kind) && (value.kind !== 'call' || !value.isNew);
}

/** Whether the class that `this` is an instance of has such a method, or may inherit one. */
function isMethodOfThis(owner: Extract<Expression, { kind: 'this' }>['owner'], name: string): boolean {
  const cls = owner.owner;
  if (!cls || !('members' in cls)) return true;
  const member = (owner.isStatic ? cls.statics : cls.members).get(name);
  return member ? member.kind === 'method' || member.values.some(mayGiveFunction) : cls.superClass !== undefined;
}

/**
 * Answers whether `argument` of `call` may be a function that the call runs once per item. It looks at the
 * code in place only, and is never wrong about a no but for what hardly anyone writes: a method that is handed to one's own
 * iteration helper without the object that it belongs to.
 */
export function mayBeCalledPerItem(call: CallExpression, argument: Expression): boolean {
  const { callee } = call;
  if (call.isNew || call.isTag) return false;
  const isOfList = callee.kind === 'member' && (ARRAY_CALLBACKS.has(callee.name) || callee.name === 'from');
  switch (argument.kind) {
    case 'reference':
      return isOfList || (argument.binding !== undefined && mayHoldFunction(argument.binding));
    case 'member': {
      const { object, name } = argument;
      if (isOfList) return true;
      if (object.kind === 'this') return isMethodOfThis(object.owner, name);
      return object.kind === 'reference' && object.binding !== undefined && mayHoldFunction(object.binding);
    }
    case 'call':
      return argument.callee.kind === 'member' && argument.callee.name === 'bind';
    default:
      return false;
  }
}
