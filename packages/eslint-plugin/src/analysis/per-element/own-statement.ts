import type { Expression } from '../facts/expression.js';
import type { Repetition } from '../iteration/repetition.js';
import { type StatementPart, partsOfArgument } from '../reach/statement.js';
import type { Dependence } from './dependence.js';
import { isPartOfElement } from './part-of-element.js';
import type { RepeatedCall } from './per-element.js';

/** Whether the element chooses the text: it is a part of it, or stands under a key that it gives. */
function isChosen(expression: Expression, dependence: Dependence): boolean {
  if (isPartOfElement(expression, dependence)) return true;
  if (expression.kind === 'member') return isChosen(expression.object, dependence);
  return expression.kind === 'index' && dependence.has(expression);
}

/**
 * Answers whether each element has a statement of its own, as in a loop over migrations or over names of tables: there is
 * none that asks for all of them.
 */
export function sendsOwnStatement(
  { call, isByName, chain }: RepeatedCall,
  repetition: Repetition,
  dependence: Dependence,
): boolean {
  const isElement = ({ kind, source }: StatementPart): boolean =>
    source.kind !== 'given' && (kind === 'text' ? isChosen(source, dependence) : dependence.has(source));
  const decides = (part: StatementPart): boolean => {
    const { kind, source } = part;
    if (source.kind !== 'given') return isElement(part);
    if (source.function !== chain.functions[0]) return false;
    if (isByName) return repetition.kind === 'callback' && repetition.parameter === source.index;
    const argument = call.args[source.index];
    return argument !== undefined && partsOfArgument(argument, kind).some(isElement);
  };
  return chain.query.statement?.some(decides) === true;
}
