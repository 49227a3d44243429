import type { Binding } from '../facts/binding.js';
import type { Expression } from '../facts/expression.js';
import type { ModuleFacts } from '../facts/module-facts.js';
import type { Project, Target } from '../modules/project.js';

const keyOfText = (text: string): string => `text ${text}`;

/** What a name is given, once and for all. */
function valueOf({ sources: [source, another] }: Binding): Expression | undefined {
  const value = !another && source?.path.length === 0 ? source.value : undefined;
  return value?.kind === 'cast' ? value.value : value;
}

/** What a name at the top of a file, or a member of all that a file exports, stands for. */
function targetOf(expression: Expression, module: ModuleFacts, project: Project): Target | undefined {
  if (expression.kind === 'member') {
    const holder = targetOf(expression.object, module, project);
    return holder?.kind === 'module' ? project.exportOf(holder.module, expression.name) : undefined;
  }
  const binding = expression.kind === 'reference' ? expression.binding : undefined;
  if (!binding) return undefined;
  if (binding.imported) return project.importTarget(module, binding);
  return module.bindings.get(binding.name) === binding ? { kind: 'name', module, name: binding.name } : undefined;
}

const bindingOf = (target: Target | undefined): Binding | undefined =>
  target?.kind === 'name' ? target.module.bindings.get(target.name) : undefined;

/** What tells the token apart that an import or a name at the top of a file stands for. */
export function keyOfTarget(target: Target | undefined): string | undefined {
  if (target?.kind === 'package') return `package ${target.package} ${target.name}`;
  const binding = bindingOf(target);
  const value = target?.kind === 'value' ? target.value : binding && valueOf(binding);
  if (value?.kind === 'string') return keyOfText(value.value);
  return binding && `name ${binding.owner.module.file} ${binding.name}`;
}

/**
 * What tells the token apart that `expression` of `module` is, for which a container of dependency injection has something: its
 * text, or the name that holds it.
 *
 * @returns undefined where the code does not show it.
 */
export function keyOfToken(expression: Expression, module: ModuleFacts, project: Project): string | undefined {
  if (expression.kind === 'string') return keyOfText(expression.value);
  const target = targetOf(expression, module, project);
  if (target || expression.kind !== 'member') return keyOfTarget(target);
  const holder = targetOf(expression.object, module, project);
  const binding = bindingOf(holder);
  const held = binding && valueOf(binding);
  const value = held?.kind === 'object' ? held.properties.get(expression.name) : undefined;
  if (value?.kind === 'string') return keyOfText(value.value);
  const key = keyOfTarget(holder);
  return key === undefined ? undefined : `${key}.${expression.name}`;
}
