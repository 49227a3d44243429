import { orms } from '../../orms/known-orms.js';
import type { MemberFacts, OrmFacts, RecognitionFacts } from '../../orms/orm-facts.js';
import type { CallExpression, Expression } from '../facts/expression.js';
import { partsOf } from '../facts/expression.js';
import type { Evaluator } from './evaluator.js';
import type { Environment, Value } from './value.js';

interface Candidate {
  readonly orm: OrmFacts;
  readonly recognition: RecognitionFacts;
  readonly facts: MemberFacts;
}

/** What a method of an unknown object may be, by its name. */
const candidates = new Map<string, Candidate[]>();
for (const orm of orms) {
  for (const recognition of orm.recognisedBy ?? []) {
    for (const name of recognition.members) {
      const role = orm.roles[recognition.role];
      const facts = role?.members[name] ?? role?.others;
      if (facts) candidates.set(name, [...(candidates.get(name) ?? []), { orm, recognition, facts }]);
    }
  }
}

/** How deep into an argument an operator is looked for. */
const MAX_DEPTH = 8;

const isOf = (orm: OrmFacts, value: Value, names?: readonly string[]): boolean =>
  value.kind === 'external' &&
  orm.packages.some((name) => name === value.package) &&
  (!names || names.includes(value.path.at(-1) ?? ''));

/** Whether `expression` names what the library stores rows of: a class under its decorator, or a table that it made. */
function isEntity(
  expression: Expression | undefined,
  orm: OrmFacts,
  environment: Environment | undefined,
  evaluator: Evaluator,
): boolean {
  if (expression?.kind !== 'reference' && expression?.kind !== 'member') return false;
  const made = expression.kind === 'reference' ? expression.binding : undefined;
  const isMade = (value: Expression): boolean =>
    value.kind === 'call' && evaluator.evaluate(value.callee).some((callee) => isOf(orm, callee, orm.entities));
  if (made?.sources.some(({ value }) => isMade(value))) return true;
  if (made?.imported) {
    const target = evaluator.project.importTarget(made.owner.module, made);
    const declared = target?.kind === 'name' ? target.module.bindings.get(target.name) : undefined;
    if (declared?.sources.some(({ value }) => isMade(value))) return true;
    if (target?.kind === 'value' && isMade(target.value)) return true;
  }
  return evaluator
    .evaluate(expression, environment)
    .some((value) => value.kind === 'class' && value.class.decorators.some(isMade));
}

/** Whether `expression` holds something that only the library makes, such as `eq(column, value)` or `In(ids)`. */
function holdsOperator(expression: Expression, orm: OrmFacts, evaluator: Evaluator, depth = 0): boolean {
  if (depth > MAX_DEPTH) return false;
  if (expression.kind === 'call' && evaluator.evaluate(expression.callee).some((callee) => isOf(orm, callee)))
    return true;
  if (expression.kind === 'member' && evaluator.evaluate(expression.object).some((value) => isOf(orm, value)))
    return true;
  return partsOf(expression).some((part) => holdsOperator(part, orm, evaluator, depth + 1));
}

/** `db.query.users.findFirst({ where: (users, { eq }) => eq(users.id, id) })`. */
function takesOperators({ callee, args: [options] }: CallExpression): boolean {
  const where = options?.kind === 'object' ? options.properties.get('where') : undefined;
  if (where?.kind !== 'function' || where.function.parameters.length < 2) return false;
  const table = callee.kind === 'member' ? callee.object : undefined;
  return table?.kind === 'member' && table.object.kind === 'member' && table.object.name === 'query';
}

function isRecognised(
  { by }: RecognitionFacts,
  orm: OrmFacts,
  call: CallExpression,
  environment: Environment | undefined,
  evaluator: Evaluator,
): boolean {
  if (by === 'operator-callback') return takesOperators(call);
  if (by === 'entity') return isEntity(call.args[0], orm, environment, evaluator);
  return call.args.some((argument) => holdsOperator(argument, orm, evaluator));
}

/**
 * The method that `call` calls on an object of which nothing is known, where an argument tells: an entity of the library,
 * or options with one of its operators.
 */
export function recogniseByArgument(
  call: CallExpression,
  environment: Environment | undefined,
  evaluator: Evaluator,
): readonly Value[] {
  const { callee, args } = call;
  if (callee.kind !== 'member' || args.length === 0) return [];
  for (const { orm, recognition, facts } of candidates.get(callee.name) ?? []) {
    const isMeant = isRecognised(recognition, orm, call, environment, evaluator);
    const role = orm.roles[recognition.role];
    if (!isMeant || !role) continue;
    const handle = { kind: 'handle' as const, orm, role, model: undefined, builtBy: undefined };
    return [{ kind: 'method', handle, name: callee.name, facts }];
  }
  return [];
}
