import type { RelationFacts } from '../../orms/orm-facts.js';
import { type CallExpression, type Expression, FALSE, type ObjectExpression } from '../facts/expression.js';
import type { Evaluator } from '../values/evaluator.js';
import type { Environment, Origin, Value } from '../values/value.js';

/** How many calls a chain of a query builder may have. */
const MAX_CHAIN = 60;

/** The objects that an expression can stand for, each with the environment of its parts; undefined for anything else. */
function objectsOf(expression: Expression, environment: Environment | undefined, evaluator: Evaluator) {
  if (expression.kind === 'object') return [{ object: expression, environment }];
  return evaluator.evaluate(expression, environment).map((value) => (value.kind === 'object' ? value : undefined));
}

/** Follows a name that is given a value just once. */
function definitionOf(expression: Expression): Expression {
  if (expression.kind === 'cast') return definitionOf(expression.value);
  const [source, another] = expression.kind === 'reference' ? (expression.binding?.sources ?? []) : [];
  return source?.value.kind === 'array' && !another && source.path.length === 0 ? source.value : expression;
}

/** Whether relations, given as an object or as a list of paths, name `path`; undefined where that cannot be seen. */
function namesPath(
  relations: Expression,
  path: readonly string[],
  environment: Environment | undefined,
  evaluator: Evaluator,
  everything: readonly string[] = [],
): boolean | undefined {
  const given = definitionOf(relations);
  if (given.kind === 'literal') return false;
  if (given.kind === 'array') return listsPath(given.items, path.join('.'), everything);
  return agreed(objectsOf(given, environment, evaluator), ({ object, environment: inner }) => {
    const [first = '', ...rest] = path;
    const part = object.properties.get(first);
    if (!part) return isOpen(object);
    if (part === FALSE) return false;
    return rest.length === 0 || namesPath(part, rest, inner, evaluator);
  });
}

function listsPath(items: readonly Expression[], path: string, everything: readonly string[]): boolean | undefined {
  const texts = items.map((item) => (item.kind === 'string' ? item.value : undefined));
  const isNamed = (text: string): boolean => text === path || text.startsWith(`${path}.`) || everything.includes(text);
  if (texts.some((text) => text !== undefined && isNamed(text))) return true;
  return texts.includes(undefined) ? undefined : false;
}

/** What an object says about a key that it does not name: nothing, where others are spread into it. */
const isOpen = ({ others }: ObjectExpression): false | undefined => (others.length > 0 ? undefined : false);

/** The answer for all candidates, where there is one; none where a candidate is unknown or answers differ. */
function agreed<T>(candidates: readonly (T | undefined)[], answer: (candidate: T) => boolean | undefined) {
  const answers = new Set(candidates.map((candidate) => (candidate === undefined ? undefined : answer(candidate))));
  return answers.size === 1 ? [...answers][0] : undefined;
}

/** Whether the builder behind `call` joined the relation; undefined where the chain of calls leaves the expression. */
function isJoined(call: CallExpression, relation: string, facts: RelationFacts): boolean | undefined {
  let at: Expression = call.callee;
  for (let depth = 0; depth < MAX_CHAIN; depth++) {
    if (at.kind === 'member') at = at.object;
    else if (at.kind === 'call' && at.callee.kind === 'member') {
      const { callee, args }: CallExpression = at;
      const name = at.callee.name;
      const [path] = args;
      if (facts.eagerMethods.includes(name) && path?.kind === 'string' && path.value.endsWith(`.${relation}`))
        return true;
      if (name === 'createQueryBuilder') return false;
      at = callee;
    } else return undefined;
  }
  return undefined;
}

/** Whether the call that loaded the rows loaded `relation` with them, or a later one did; undefined where that cannot be seen. */
export function isLoadedBy(
  origin: Origin,
  relation: string,
  facts: RelationFacts,
  evaluator: Evaluator,
): boolean | undefined {
  const withRows = isLoadedWithRows(origin, relation, facts, evaluator);
  return withRows === false ? isLoadedLater(origin, relation, facts, evaluator) : withRows;
}

function isLoadedWithRows(
  { call, method, environment, path }: Origin,
  relation: string,
  facts: RelationFacts,
  evaluator: Evaluator,
): boolean | undefined {
  if (method.facts.eagerArgument === undefined) return isJoined(call, relation, facts);
  const options = call.args[method.facts.eagerArgument];
  if (!options || options.kind === 'literal') return false;
  return agreed(objectsOf(options, environment, evaluator), ({ object, environment: inner }) => {
    const relations = object.properties.get(facts.eagerOption);
    if (!relations) return isOpen(object);
    return namesPath(relations, [...path, relation], inner, evaluator, facts.eagerEverything);
  });
}

/** Whether the function that asked for the rows has `relation` loaded into them: `em.populate(rows, [relation])`. */
function isLoadedLater(
  { call, environment, path }: Origin,
  relation: string,
  facts: RelationFacts,
  evaluator: Evaluator,
): boolean | undefined {
  const answers = call.owner.calls.map((later) => {
    if (later === call || later.callee.kind !== 'member') return false;
    const [method] = evaluator.evaluate(later.callee, environment);
    const populates = method?.kind === 'method' ? method.facts.populates : undefined;
    const [rows, paths] = populates ? [later.args[populates.rows], later.args[populates.paths]] : [];
    if (!rows || !paths || !holdsRowsOf(evaluator.evaluate(rows, environment), call)) return false;
    return namesPath(paths, [...path, relation], environment, evaluator, facts.eagerEverything);
  });
  return answers.includes(true) ? true : answers.includes(undefined) ? undefined : false;
}

function holdsRowsOf(values: readonly Value[], call: CallExpression): boolean {
  return values.some((value) =>
    value.kind === 'array' ? holdsRowsOf(value.items, call) : value.kind === 'instance' && value.origin?.call === call,
  );
}
