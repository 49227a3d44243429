import { type Expression, FALSE } from '../facts/expression.js';
import type { Exit } from '../facts/loop.js';

/** Names of what says what is wrong. */
const ERROR = /error|exception|invalid|violation|failure|^err$/i;

/** Keys of an answer that is no result. */
const COMPLAINTS = new Set(['error', 'errors', 'message']);
const APPROVALS = new Set(['ok', 'success', 'valid', 'isValid']);

/** Words for a reader: a sentence, not one of several results. */
const isSentence = (texts: readonly string[]): boolean => texts.some((text) => /\S\s+\S/.test(text.trim()));

const nameOf = (expression: Expression): string =>
  expression.kind === 'reference' || expression.kind === 'member' ? expression.name : '';

/** Whether `value` tells a reader, or the caller, what is wrong. */
function isComplaint(value: Expression, derives: (expression: Expression) => boolean): boolean {
  switch (value.kind) {
    case 'string':
      return isSentence([value.value]);
    case 'template':
      return isSentence(value.texts);
    case 'reference':
    case 'member':
      return ERROR.test(value.name);
    case 'await':
    case 'cast':
      return isComplaint(value.value, derives);
    case 'call': {
      const [first] = value.args;
      // A message by its text or key, and nothing of what was found: `t('tags.taken', { name })`.
      const isMessage = first?.kind === 'string' || first?.kind === 'template';
      return ERROR.test(nameOf(value.callee)) || (isMessage && !value.args.some(derives));
    }
    case 'object':
      return [...value.properties].some(
        ([key, held]) => (COMPLAINTS.has(key) && !derives(held)) || (APPROVALS.has(key) && held === FALSE),
      );
    default:
      return false;
  }
}

/** Whether `condition` says that something is missing. */
function isMissing(condition: Expression, derives: (expression: Expression) => boolean): boolean {
  if (condition.kind === 'not') return true;
  return condition.kind === 'either' && condition.options.some((option) => option.kind === 'not' && derives(option));
}

/** Whether `value` is the element, or a part of it: what a search gives back. */
const isFind = (value: Expression | undefined): boolean => value?.kind === 'reference' || value?.kind === 'member';

/**
 * Answers whether an exit under `condition` refuses the whole list, because there was no result or because of what is wrong
 * with it: as long as all is well, every element is asked for. A search leaves because there was a result, or returns the
 * first element for which there was none.
 */
export function isRefusal(
  { isReturn, value }: Exit,
  condition: Expression,
  derives: (expression: Expression) => boolean,
): boolean {
  if (!isReturn) return false;
  if (value && isComplaint(value, derives)) return true;
  return !isFind(value) && isMissing(condition, derives);
}
