import type { Collector } from './collector.js';
import { nameFunctions } from './function-facts.js';
import { NAMESPACE, WHOLE_MODULE } from './module-facts.js';
import { type Node, type NodeOf } from './syntax.js';

const exportedName = (node: Node): string =>
  node.type === 'Literal' ? String(node.value) : (node as NodeOf<'Identifier'>).name;

function collectImport(node: NodeOf<'ImportDeclaration'>, collector: Collector): void {
  const specifier = node.source.value;
  for (const part of node.specifiers) {
    const name =
      part.type === 'ImportSpecifier'
        ? exportedName(part.imported)
        : part.type === 'ImportDefaultSpecifier'
          ? 'default'
          : NAMESPACE;
    collector.declare(part.local.name, { isConstant: true, imported: { specifier, name } });
  }
}

function collectExports(node: NodeOf<'ExportNamedDeclaration'>, collector: Collector): void {
  const { exports } = collector.module;
  if (node.declaration) {
    const before = new Set(collector.scope.bindings.keys());
    collector.statement(node.declaration);
    for (const name of collector.scope.bindings.keys())
      if (!before.has(name)) exports.set(name, { kind: 'local', name });
    const { id } = node.declaration as { id?: { name?: string } | null };
    if (typeof id?.name === 'string') exports.set(id.name, { kind: 'local', name: id.name });
  }
  for (const part of node.specifiers) {
    const name = exportedName(part.local);
    const exported = exportedName(part.exported);
    exports.set(exported, node.source ? { kind: 'from', specifier: node.source.value, name } : { kind: 'local', name });
  }
}

function collectDefault(node: NodeOf<'ExportDefaultDeclaration'>, collector: Collector): void {
  const { declaration } = node;
  if ((declaration.type === 'FunctionDeclaration' || declaration.type === 'ClassDeclaration') && declaration.id) {
    collector.statement(declaration);
    collector.module.exports.set('default', { kind: 'local', name: declaration.id.name });
    return;
  }
  if (declaration.type === 'TSInterfaceDeclaration') {
    collector.statement(declaration);
    collector.module.exports.set('default', { kind: 'local', name: declaration.id.name });
    return;
  }
  // A nameless function or class after `export default` is a declaration by its node and an expression by what it does.
  const asExpression: Node =
    declaration.type === 'FunctionDeclaration'
      ? { ...declaration, type: 'FunctionExpression' }
      : declaration.type === 'ClassDeclaration'
        ? { ...declaration, type: 'ClassExpression' }
        : declaration;
  const value = collector.expression(asExpression);
  nameFunctions(value, 'default');
  collector.module.exports.set('default', { kind: 'value', value });
}

/** Collects an import or export; answers whether `node` was one. */
export function collectModuleStatement(node: Node, collector: Collector): boolean {
  const { exports, stars } = collector.module;
  switch (node.type) {
    case 'ImportDeclaration':
      collectImport(node, collector);
      return true;
    case 'ExportNamedDeclaration':
      collectExports(node, collector);
      return true;
    case 'ExportDefaultDeclaration':
      collectDefault(node, collector);
      return true;
    case 'ExportAllDeclaration':
      if (node.exported)
        exports.set(exportedName(node.exported), { kind: 'from', specifier: node.source.value, name: NAMESPACE });
      else stars.push(node.source.value);
      return true;
    case 'TSExportAssignment':
      exports.set(WHOLE_MODULE, { kind: 'value', value: collector.expression(node.expression) });
      return true;
    case 'TSImportEqualsDeclaration': {
      const reference: Node = node.moduleReference;
      if (reference.type === 'TSExternalModuleReference')
        collector.declare(node.id.name, {
          isConstant: true,
          imported: { specifier: reference.expression.value, name: WHOLE_MODULE },
        });
      return true;
    }
    default:
      return false;
  }
}
