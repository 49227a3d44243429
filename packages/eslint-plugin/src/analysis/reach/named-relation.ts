import { type CallExpression, type Expression, FALSE } from '../facts/expression.js';
import type { Evaluator } from '../values/evaluator.js';
import type { HandleValue, MethodValue } from '../values/value.js';

/** How many calls a chain of a builder may have. */
const MAX_CHAIN = 60;

/** The names that an argument holds: `'tags'`, `['tags', 'author']`, `{ path: 'tags' }`. */
function namesIn(argument: Expression | undefined): string | undefined {
  if (argument?.kind === 'string') return argument.value;
  if (argument?.kind === 'object') return namesIn(argument.properties.get('path'));
  if (argument?.kind !== 'array' || argument.items.length === 0) return undefined;
  const names = argument.items.map(namesIn);
  return names.includes(undefined) ? undefined : names.join(', ');
}

/** `posts` in `user.getPosts()` and in `user.$get('posts')`. */
function relationNamed({ callee, args }: CallExpression): string | undefined {
  const [first] = args;
  const name = callee.kind === 'member' ? callee.name : '';
  if (first?.kind === 'string') return first.value;
  const [, own] = /^(?:get|count|has)([A-Z].*)$/.exec(name) ?? [];
  return own === undefined ? namesIn(first) : own.charAt(0).toLowerCase() + own.slice(1);
}

/** The expression that the value of a chain of calls comes from, one step back. */
function before(expression: Expression): Expression | undefined {
  if (expression.kind === 'call') return expression.callee;
  if (expression.kind === 'member') return expression.object;
  const [source, another] = expression.kind === 'reference' ? (expression.binding?.sources ?? []) : [];
  return source && !another && source.path.length === 0 ? source.value : undefined;
}

/** What a builder reads of one row. */
interface RelationOfRow {
  readonly name: string | undefined;
  /** It sends nothing where the relation was loaded before. */
  readonly maySkip: boolean;
}

function isGiven(option: string | undefined, { args }: CallExpression): boolean {
  return args.some((options) => {
    const given = options.kind === 'object' ? options.properties.get(option ?? '') : undefined;
    return given !== undefined && given !== FALSE;
  });
}

/** The relation that the call names which made a builder: `posts` in `user.$relatedQuery('posts').orderBy('id')`. */
export function relationOfBuilder(handle: HandleValue, evaluator: Evaluator): RelationOfRow | undefined {
  if (!handle.role.isLazyRelation) return undefined;
  let at: Expression | undefined = handle.builtBy;
  for (let depth = 0; at && depth < MAX_CHAIN; depth++, at = before(at)) {
    if (at.kind !== 'call') continue;
    for (const value of evaluator.evaluate(at.callee)) {
      const facts = value.kind === 'method' ? value.facts : undefined;
      const made = facts?.returns?.is === 'role' ? handle.orm.roles[facts.returns.role] : undefined;
      const isMaker = made?.isLazyRelation && value.kind === 'method' && !value.handle.role.isLazyRelation;
      if (isMaker) return { name: relationNamed(at), maySkip: isGiven(facts?.skippingOption, at) };
    }
  }
  return { name: undefined, maySkip: false };
}

/** The relation that calling `method` loads; its name is undefined where the code does not show it. */
export function relationOfMethod(
  { facts, handle }: MethodValue,
  call: CallExpression,
  evaluator: Evaluator,
): RelationOfRow | undefined {
  if (facts.isLazyRelation) return { name: relationNamed(call), maySkip: false };
  return facts.executes === 'read' ? relationOfBuilder(handle, evaluator) : undefined;
}
