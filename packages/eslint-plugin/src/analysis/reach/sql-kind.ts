/** What a statement does to rows; `none` opens or closes a transaction. */
export type SqlKind = 'read' | 'write' | 'none';

/** Functions of PostgreSQL that stand in a `SELECT` of their own, without rows: `pg_notify` is NOTIFY, `set_config` is SET. */
const ACTING = /^select\s+(?:pg_catalog\.)?(?:(pg_notify|pg_(?:try_)?advisory_\w+)|(set_config))\s*\((?![^]*\bfrom\b)/i;

/** Answers what the SQL in `text` does, by its first verb, or by the function that is all that it calls. */
export function kindOfSql(text: string): SqlKind {
  const words = text.replace(/--.*$|\/\*[\s\S]*?\*\//gm, ' ').trimStart();
  const [acts, writes] = ACTING.exec(words) ?? [];
  if (acts !== undefined) return writes === undefined ? 'none' : 'write';
  const verb = /^[(\s]*([a-z]+)/i.exec(words)?.[1]?.toLowerCase();
  if (verb === 'with')
    return /\b(?:insert\s+into|update\s+\S+\s+set|delete\s+from|merge\s+into)\b/i.test(words) ? 'write' : 'read';
  if (verb === undefined || ['select', 'values', 'table', 'show', 'explain', 'call', 'fetch'].includes(verb))
    return 'read';
  return ['begin', 'start', 'commit', 'end', 'rollback', 'savepoint', 'release', 'set', 'reset', 'abort'].includes(verb)
    ? 'none'
    : 'write';
}
