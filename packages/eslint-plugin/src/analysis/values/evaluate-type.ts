import { type ModuleFacts, WHOLE_MODULE } from '../facts/module-facts.js';
import { type TypeDeclaration, type TypeReference, UNKNOWN_TYPE } from '../facts/type-reference.js';
import type { Target } from '../modules/project.js';
import { evaluateMember, itemsOf } from './evaluate-member.js';
import { resultsOf } from './evaluate-call.js';
import type { Evaluator } from './evaluator.js';
import { handleOfExternal } from './inheritance.js';
import { containerOfType } from './injected.js';
import { type Value, anInstance, union } from './value.js';

type NamedType = Extract<TypeReference, { kind: 'named' }>;

/** How many names a type may lead through. */
const MAX_DEPTH = 12;

function ofDeclaration(
  declaration: TypeDeclaration,
  module: ModuleFacts,
  evaluator: Evaluator,
  depth: number,
): readonly Value[] {
  const shape = (members: TypeDeclaration['members']): readonly Value[] => [
    { kind: 'shape', module, members, declaration },
  ];
  return union(
    declaration.members.size > 0 ? shape(declaration.members) : [],
    // What an alias names is its own, as the members of an interface are.
    ...declaration.extends.map((parent) =>
      parent.kind === 'object'
        ? shape(parent.members)
        : ofType(parent, module, evaluator, depth + 1).map((value) =>
            value.kind === 'shape' && value.declaration ? { ...value, heir: { declaration, module } } : value,
          ),
    ),
  );
}

function ofTarget(
  target: Target | undefined,
  type: NamedType,
  from: ModuleFacts,
  evaluator: Evaluator,
  depth: number,
): readonly Value[] {
  if (target?.kind === 'package') {
    const [modelType] = type.args;
    const model = modelType && ofType(modelType, from, evaluator, depth + 1)[0];
    const name = type.path.length > 1 ? (type.path.at(-1) ?? '') : target.name;
    const handles = handleOfExternal(target.package, name, model);
    return handles.length > 0 ? handles : containerOfType(target.package, name);
  }
  if (target?.kind === 'name') return ofName(target.name, target.module, type, from, evaluator, depth + 1);
  if (target?.kind === 'module' && type.path.length > 1) {
    const inner = evaluator.project.exportOf(target.module, type.path[1] ?? '');
    return ofTarget(inner, { ...type, path: type.path.slice(1) }, from, evaluator, depth + 1);
  }
  return evaluator.ofTarget(target).flatMap((value) => instanceOf(value));
}

function instanceOf(value: Value): readonly Value[] {
  if (value.kind === 'class') return [anInstance(value.class, value.environment)];
  if (value.kind === 'function' && value.function.constructs)
    return [anInstance(value.function.constructs, value.outer)];
  return value.kind === 'external' ? handleOfExternal(value.package, value.path.at(-1) ?? 'default', undefined) : [];
}

function ofName(
  name: string,
  module: ModuleFacts,
  type: NamedType,
  from: ModuleFacts,
  evaluator: Evaluator,
  depth: number,
): readonly Value[] {
  const declaration = module.types.get(name);
  if (declaration) return ofDeclaration(declaration, module, evaluator, depth);
  const binding = module.bindings.get(name);
  if (!binding) return [];
  if (binding.imported) return ofTarget(evaluator.project.importTarget(module, binding), type, from, evaluator, depth);
  return evaluator.ofBinding(binding).flatMap(instanceOf);
}

/** What a function takes, by position. */
function parametersOf(value: Value, evaluator: Evaluator): readonly Value[] {
  const [types, module] =
    value.kind === 'signature'
      ? [value.parameters, value.module]
      : value.kind === 'function'
        ? [value.function.parameters.map(({ type }) => type ?? UNKNOWN_TYPE), value.function.module]
        : [[], undefined];
  if (!module || types.length === 0) return [];
  const positions = types.map((type) => evaluator.ofType(type, module));
  return [{ kind: 'array', items: union(...positions), positions }];
}

/** Types of the standard library that say something about what is inside. */
function ofStandard(
  type: NamedType,
  module: ModuleFacts,
  evaluator: Evaluator,
  depth: number,
): readonly Value[] | undefined {
  const [name] = type.path;
  const [first, second] = type.args;
  if (!first || module.bindings.has(name ?? '') || module.types.has(name ?? '')) return undefined;
  if (name === 'Promise' || name === 'PromiseLike') return ofType(first, module, evaluator, depth + 1);
  if ((name === 'Map' || name === 'ReadonlyMap' || name === 'Record') && second)
    return [{ kind: 'map', isObject: name === 'Record', items: ofType(second, module, evaluator, depth + 1) }];
  if (name === 'ReturnType')
    return ofType(first, module, evaluator, depth + 1).flatMap((value) => resultsOf(value, evaluator));
  if (name === 'Parameters')
    return ofType(first, module, evaluator, depth + 1).flatMap((value) => parametersOf(value, evaluator));
  if (name === 'InstanceType') return ofType(first, module, evaluator, depth + 1).flatMap(instanceOf);
  return undefined;
}

function ofTypeQuery(
  { path, specifier }: Extract<TypeReference, { kind: 'typeof' }>,
  module: ModuleFacts,
  evaluator: Evaluator,
): readonly Value[] {
  if (specifier !== undefined) {
    const [first, ...members] = path;
    const target = evaluator.project.lookUp(module, specifier, first ?? WHOLE_MODULE);
    return members.reduce((values, name) => evaluateMember(values, name, evaluator), evaluator.ofTarget(target));
  }
  const [root = '', ...rest] = path;
  const binding = module.bindings.get(root);
  return binding
    ? rest.reduce<readonly Value[]>(
        (values, name) => evaluateMember(values, name, evaluator),
        evaluator.ofBinding(binding),
      )
    : [];
}

function ofType(type: TypeReference, module: ModuleFacts, evaluator: Evaluator, depth: number): readonly Value[] {
  if (depth > MAX_DEPTH) return [];
  switch (type.kind) {
    case 'named':
      return (
        ofStandard(type, module, evaluator, depth) ?? ofName(type.path[0] ?? '', module, type, module, evaluator, depth)
      );
    case 'imported': {
      const { specifier, path, args } = type;
      const target = evaluator.project.lookUp(module, specifier, path[0] ?? WHOLE_MODULE);
      return ofTarget(target, { kind: 'named', path, args }, module, evaluator, depth);
    }
    case 'array':
      return [{ kind: 'array', items: ofType(type.of, module, evaluator, depth + 1) }];
    case 'tuple': {
      const positions = type.of.map((item) => ofType(item, module, evaluator, depth + 1));
      return [{ kind: 'array', items: union(...positions), positions }];
    }
    case 'item':
      return itemsOf(ofType(type.of, module, evaluator, depth + 1), type.index);
    case 'union':
      return union(...type.of.map((option) => ofType(option, module, evaluator, depth + 1)));
    case 'object':
      return [{ kind: 'shape', module, members: type.members, declaration: undefined }];
    case 'function':
      return [{ kind: 'signature', module, parameters: type.parameters, returns: type.returns }];
    case 'typeof':
      return ofTypeQuery(type, module, evaluator);
    case 'member':
      return evaluateMember(ofType(type.of, module, evaluator, depth + 1), type.name, evaluator);
    default:
      return [];
  }
}

/** What a value of `type`, as written in `module`, is. */
export function evaluateType(type: TypeReference, module: ModuleFacts, evaluator: Evaluator): readonly Value[] {
  return ofType(type, module, evaluator, 0);
}
