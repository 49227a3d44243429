import { NONE } from './seal.js';
import { type Node, keyName } from './syntax.js';
import { type TypeReference, UNKNOWN_TYPE } from './type-reference.js';

/** Types whose argument is what counts, whatever they do to its properties. */
const TRANSPARENT = new Set(['Readonly', 'NonNullable', 'Required', 'Awaited', 'Relation', 'Rel', 'Loaded']);
const ARRAYS = new Set([
  'Array',
  'ReadonlyArray',
  'Set',
  'ReadonlySet',
  'Iterable',
  'AsyncIterable',
  'Generator',
  'AsyncGenerator',
]);

function nameOf(node: Node): string[] {
  if (node.type === 'Identifier') return [node.name];
  if (node.type === 'TSQualifiedName') return [...nameOf(node.left), ...nameOf(node.right)];
  return node.type === 'ThisExpression' ? ['this'] : [];
}

function collectSignature(parameters: readonly Node[], returned: Node | undefined): TypeReference {
  const types = parameters.map((parameter) =>
    collectType((parameter as { typeAnnotation?: { typeAnnotation: Node } | null }).typeAnnotation?.typeAnnotation),
  );
  return { kind: 'function', parameters: types, returns: collectType(returned) };
}

function membersOf(members: readonly Node[]): Map<string, TypeReference> {
  const found = new Map<string, TypeReference>();
  for (const member of members) {
    if (member.type === 'TSPropertySignature') {
      const name = keyName(member.key, member.computed);
      if (name !== undefined && member.typeAnnotation)
        found.set(name, collectType(member.typeAnnotation.typeAnnotation));
    } else if (member.type === 'TSMethodSignature') {
      const name = keyName(member.key, member.computed);
      if (name !== undefined) found.set(name, collectSignature(member.params, member.returnType?.typeAnnotation));
    }
  }
  return found;
}

function collectNamed(node: Extract<Node, { type: 'TSTypeReference' }>): TypeReference {
  const path = nameOf(node.typeName);
  const args = node.typeArguments ? node.typeArguments.params.map(collectType) : NONE;
  const [name] = path;
  const [first] = args;
  if (path.length === 1 && name !== undefined && first) {
    // What a type says is loaded is not known to be lazy.
    if (name === 'Loaded' && args.length > 1) return UNKNOWN_TYPE;
    if (TRANSPARENT.has(name)) return first;
    if (ARRAYS.has(name)) return { kind: 'array', of: first };
    if (name === 'Pick' || name === 'Omit' || name === 'Partial') return first;
  }
  return path.length > 0 ? { kind: 'named', path, args } : UNKNOWN_TYPE;
}

/** `import('specifier').Name`; parsers agree on neither the name of the specifier nor that of the qualifier's type. */
function collectImportType(node: Extract<Node, { type: 'TSImportType' }>): TypeReference {
  const { qualifier, typeArguments } = node;
  // Older parsers keep the specifier in `argument`; newer ones warn when that is read.
  const argument = 'source' in node ? node.source : (node as { argument?: Node }).argument;
  const literal = argument?.type === 'TSLiteralType' ? (argument.literal as Node) : argument;
  const specifier = literal ? keyName(literal, true) : undefined;
  const path = qualifier ? nameOf(qualifier) : [];
  if (specifier === undefined) return UNKNOWN_TYPE;
  return { kind: 'imported', specifier, path, args: (typeArguments?.params ?? []).map(collectType) };
}

function collectTypeQuery({ exprName }: Extract<Node, { type: 'TSTypeQuery' }>): TypeReference {
  if (exprName.type !== 'TSImportType') return { kind: 'typeof', path: nameOf(exprName), specifier: undefined };
  const imported = collectImportType(exprName);
  return imported.kind === 'imported'
    ? { kind: 'typeof', path: imported.path, specifier: imported.specifier }
    : UNKNOWN_TYPE;
}

/** The type of a tuple's position, which may have a name or be optional. */
function collectTupleElement(node: Node): TypeReference {
  if (node.type === 'TSNamedTupleMember') return collectTupleElement(node.elementType);
  return node.type === 'TSOptionalType' ? collectType(node.typeAnnotation) : collectType(node);
}

/** Reduces a type annotation to a {@link TypeReference}. */
export function collectType(node: Node | null | undefined): TypeReference {
  switch (node?.type) {
    case 'TSTypeReference':
      return collectNamed(node);
    case 'TSImportType':
      return collectImportType(node);
    case 'TSArrayType':
      return { kind: 'array', of: collectType(node.elementType) };
    case 'TSTupleType':
      return { kind: 'tuple', of: node.elementTypes.map(collectTupleElement) };
    case 'TSUnionType':
    case 'TSIntersectionType':
      return { kind: 'union', of: node.types.map(collectType).filter((type) => type.kind !== 'unknown') };
    case 'TSTypeLiteral':
      return { kind: 'object', members: membersOf(node.members) };
    case 'TSFunctionType':
      return collectSignature(node.params, node.returnType.typeAnnotation);
    case 'TSTypeQuery':
      return collectTypeQuery(node);
    case 'TSTypeOperator':
    case 'TSParenthesizedType':
      return collectType(node.typeAnnotation);
    case 'TSIndexedAccessType': {
      const { indexType } = node;
      const name = indexType.type === 'TSLiteralType' ? keyName(indexType.literal, true) : undefined;
      return name === undefined ? UNKNOWN_TYPE : { kind: 'member', of: collectType(node.objectType), name };
    }
    default:
      return UNKNOWN_TYPE;
  }
}

/** Collects the members of an interface or of an object type. */
export { membersOf as collectTypeMembers };
