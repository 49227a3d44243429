import type { Expression } from '../facts/expression.js';

/** The text that an expression starts with, as far as it is written in the code. */
function textOf(expression: Expression | undefined, depth = 0): string | undefined {
  if (!expression || depth > 5) return undefined;
  switch (expression.kind) {
    case 'string':
      return expression.value;
    case 'template':
      return expression.texts.join(' ? ');
    case 'object':
      return textOf(
        expression.properties.get('text') ?? expression.properties.get('sql') ?? expression.properties.get('query'),
        depth + 1,
      );
    case 'reference':
      return expression.binding?.sources.length === 1
        ? textOf(expression.binding.sources[0]?.value, depth + 1)
        : undefined;
    case 'cast':
    case 'await':
      return textOf(expression.value, depth + 1);
    case 'other':
      return textOf(expression.parts[0], depth + 1);
    default:
      return undefined;
  }
}

/** What the SQL in `argument` does; `none` for what only opens and closes a transaction. Text that is not written in the code counts as a read. */
export function kindOfSql(argument: Expression | undefined): 'read' | 'write' | 'none' {
  const text = textOf(argument);
  if (text === undefined) return 'read';
  const words = text.replace(/--.*$|\/\*[\s\S]*?\*\//gm, ' ').trimStart();
  const verb = /^[(\s]*([a-z]+)/i.exec(words)?.[1]?.toLowerCase();
  if (verb === 'with')
    return /\b(?:insert\s+into|update\s+\S+\s+set|delete\s+from|merge\s+into)\b/i.test(words) ? 'write' : 'read';
  if (verb === undefined || ['select', 'values', 'table', 'show', 'explain', 'call', 'fetch'].includes(verb))
    return 'read';
  return ['begin', 'start', 'commit', 'end', 'rollback', 'savepoint', 'release', 'set', 'reset', 'abort'].includes(verb)
    ? 'none'
    : 'write';
}
