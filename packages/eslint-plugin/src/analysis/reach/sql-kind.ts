/** What a statement does to rows; `none` opens or closes a transaction. */
export type SqlKind = 'read' | 'write' | 'none';

/** Answers what the SQL in `text` does, by its first verb. */
export function kindOfSql(text: string): SqlKind {
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
