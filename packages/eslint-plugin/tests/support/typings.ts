import { join } from 'node:path';
import ts from 'typescript';

/** A member of a class, as its typings declare it. */
export interface DeclaredMember {
  readonly name: string;
  readonly isMethod: boolean;
  /** Whether one of its signatures returns a promise. */
  readonly isAsync: boolean;
}

export interface DeclaredExport {
  readonly instance: readonly DeclaredMember[];
  readonly statics: readonly DeclaredMember[];
}

function membersOf(type: ts.Type, checker: ts.TypeChecker, at: ts.Node): DeclaredMember[] {
  return type
    .getProperties()
    .filter(({ declarations }) => !declarations?.some((node) => isHidden(node)))
    .map((symbol) => {
      const signatures = checker.getTypeOfSymbolAtLocation(symbol, at).getCallSignatures();
      const isAsync = signatures.some((signature) => signature.getReturnType().getSymbol()?.name === 'Promise');
      return { name: symbol.name, isMethod: signatures.length > 0, isAsync };
    });
}

const isHidden = (node: ts.Declaration): boolean =>
  (ts.getCombinedModifierFlags(node) & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected)) !== 0;

/** Reads what a package's typings export: each name with the members of its instances, and of the class itself. */
export function exportsOfPackage(packageName: string): ReadonlyMap<string, DeclaredExport> {
  const root = join(import.meta.dirname, '../..');
  const { resolvedModule } = ts.resolveModuleName(
    packageName,
    join(root, 'index.ts'),
    { module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext },
    ts.sys,
  );
  if (!resolvedModule) throw new Error(`The typings of ${packageName} are not installed.`);
  const program = ts.createProgram([resolvedModule.resolvedFileName], { strict: true, types: ['node'] });
  const checker = program.getTypeChecker();
  const file = program.getSourceFile(resolvedModule.resolvedFileName);
  const symbol = file && checker.getSymbolAtLocation(file);
  if (!symbol) throw new Error(`The typings of ${packageName} export nothing.`);
  return new Map(
    checker.getExportsOfModule(symbol).map((exported) => {
      const target = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
      const instance = target.flags & (ts.SymbolFlags.Class | ts.SymbolFlags.Interface);
      return [
        exported.name,
        {
          instance: instance ? membersOf(checker.getDeclaredTypeOfSymbol(target), checker, file) : [],
          statics: membersOf(checker.getTypeOfSymbolAtLocation(target, file), checker, file),
        },
      ];
    }),
  );
}
