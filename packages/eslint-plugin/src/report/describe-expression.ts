import type { Expression } from '../analysis/facts/expression.js';

/** The longest text that still helps in a message. */
const MAX_LENGTH = 60;

const isEmptyList = (expression: Expression): boolean => expression.kind === 'array' && expression.items.length === 0;

function textOf(expression: Expression): string | undefined {
  switch (expression.kind) {
    case 'reference':
      return expression.name;
    case 'this':
    case 'super':
      return expression.kind;
    case 'member': {
      const object = textOf(expression.object);
      return object === undefined ? undefined : `${object}.${expression.name}`;
    }
    case 'index': {
      const object = textOf(expression.object);
      return object === undefined ? undefined : `${object}[…]`;
    }
    case 'call': {
      const callee = textOf(expression.callee);
      if (expression.isTag) return callee;
      return callee === undefined
        ? undefined
        : `${expression.isNew ? 'new ' : ''}${callee}(${expression.args.length > 0 ? '…' : ''})`;
    }
    case 'await':
    case 'cast':
      return textOf(expression.value);
    case 'either': {
      // `rows ?? []` is `rows`, wherever there is anything.
      const [option, another] = expression.options.filter((each) => !isEmptyList(each));
      return option && !another ? textOf(option) : undefined;
    }
    case 'array': {
      const [item, another] = expression.items;
      return item?.kind === 'spread' && !another ? textOf(item.value) : undefined;
    }
    default:
      return undefined;
  }
}

/** Names an expression as its author would, short enough for a message; undefined where it has no such name. */
export function describeExpression(expression: Expression | undefined): string | undefined {
  const text = expression && textOf(expression);
  if (text === undefined || text.length <= MAX_LENGTH) return text;
  // The start tells the object, the end what is done with it.
  const parts = text.split('.');
  const shown = Math.min(2, parts.length - 2);
  return shown > 0 ? `${parts.slice(0, shown).join('.')}….${parts.at(-1) ?? ''}` : undefined;
}
