import type { Assignment } from '../facts/function-facts.js';
import type { Expression } from '../facts/expression.js';
import { globalName } from '../facts/global-name.js';
import type { ModuleFacts } from '../facts/module-facts.js';
import { filesThatAssign, filesThatAssignMember } from '../modules/assigned-globals.js';
import { isJavaScript } from '../modules/source-file.js';
import { evaluateMember } from './evaluate-member.js';
import type { Evaluator } from './evaluator.js';
import { type Value, union } from './value.js';

/** What the platform brings. */
const STANDARD = new Set([
  ...Object.getOwnPropertyNames(globalThis),
  'window',
  'document',
  'exports',
  'module',
  'require',
]);

/** Whether `target` is the global `name`: `global.name`, or `name` alone. */
function isNamed(target: Expression, name: string): boolean {
  if (target.kind !== 'member') return globalName(target) === name;
  return target.name === name && ['global', 'globalThis'].includes(globalName(target.object) ?? '');
}

/** Whether `expression` is the global `name`, or the name in `module` that it is given: `global.app = app`. */
function isItself(expression: Expression, name: string, module: ModuleFacts): boolean {
  if (isNamed(expression, name)) return true;
  const binding = expression.kind === 'reference' ? expression.binding : undefined;
  return (
    binding !== undefined &&
    assignmentsOf(name, module).some(({ value }) => value.kind === 'reference' && value.binding === binding)
  );
}

function assignmentsOf(name: string, { functions }: ModuleFacts): readonly Assignment[] {
  return functions.flatMap(({ assignments }) => assignments).filter(({ target }) => isNamed(target, name));
}

function modulesAmong(files: readonly string[], { project }: Evaluator): readonly ModuleFacts[] {
  return files.flatMap((file) => project.store.get(file) ?? []);
}

/**
 * What the global `name` stands for in `from`: what the code of the repository assigns to it.
 *
 * Only for JavaScript: TypeScript declares what a global is.
 */
export function globalValues(name: string, from: ModuleFacts, evaluator: Evaluator): readonly Value[] {
  if (STANDARD.has(name) || !isJavaScript(from.file)) return [];
  const modules = modulesAmong(filesThatAssign(name, from.file), evaluator);
  const assigned = modules.flatMap((module) => assignmentsOf(name, module));
  return union(...assigned.map(({ value }) => evaluator.evaluate(value)));
}

/** What `member` of the global `name` stands for in `from`: what it is made with, and what code anywhere assigns to it. */
export function globalMemberValues(
  name: string,
  member: string,
  from: ModuleFacts,
  evaluator: Evaluator,
): readonly Value[] {
  if (STANDARD.has(name) || !isJavaScript(from.file)) return [];
  const own = evaluateMember(globalValues(name, from, evaluator), member, evaluator);
  const modules = modulesAmong(filesThatAssignMember(name, member, from.file), evaluator);
  const given = modules.flatMap((module) =>
    module.functions
      .flatMap(({ assignments }) => assignments)
      .filter(
        ({ target }) => target.kind === 'member' && target.name === member && isItself(target.object, name, module),
      ),
  );
  return union(own, ...given.map(({ value }) => evaluator.evaluate(value)));
}
