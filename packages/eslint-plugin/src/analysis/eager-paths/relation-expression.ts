/** Marks of a relation expression that stand for more than a name. */
const OPEN = /[*^$#:]/;

/**
 * Lists the paths that a relation expression of Objection names: `[author, tags.posts]` names `author`, `tags` and
 * `tags.posts`.
 *
 * @returns Undefined where it holds aliases, recursion, wildcards or what is no expression.
 * @see https://vincit.github.io/objection.js/api/types/#type-relationexpression
 */
export function pathsOfRelationExpression(text: string): readonly (readonly string[])[] | undefined {
  const written = text.replace(/\([^()]*\)/g, '').replace(/\s+/g, ' ');
  if (OPEN.test(written) || written.includes(' as ')) return undefined;
  const tokens = written.match(/[\w-]+|[[\].,]/g) ?? [];
  const paths: string[][] = [];
  let at = 0;
  const list = (before: readonly string[]): boolean => {
    if (tokens[at] !== '[') return single(before);
    do {
      at++;
      if (!single(before)) return false;
    } while (tokens[at] === ',');
    return tokens[at++] === ']';
  };
  const single = (before: readonly string[]): boolean => {
    if (tokens[at] === '[') return list(before);
    const name = tokens[at++];
    if (name === undefined || !/^[\w-]+$/.test(name)) return false;
    const path = [...before, name];
    paths.push(path);
    if (tokens[at] !== '.') return true;
    at++;
    return list(path);
  };
  return list([]) && at === tokens.length ? paths : undefined;
}
