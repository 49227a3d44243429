import { join } from 'node:path';
import ts from 'typescript';

/** A member of a type, as typings declare it. */
export interface DeclaredMember {
  readonly name: string;
  readonly isMethod: boolean;
  /** Whether one of its signatures gives something that can be awaited or iterated with `for await`. */
  readonly isAsync: boolean;
}

export interface DeclaredExport {
  readonly instance: readonly DeclaredMember[];
  readonly statics: readonly DeclaredMember[];
}

/** The typings of one version of one or more packages. */
export interface Typings {
  /** Every name that the packages export; `default` too where the module is one value. */
  readonly exports: ReadonlyMap<string, DeclaredExport>;
  /** Members of the types that were asked for, by the names they were asked for with. */
  readonly types: ReadonlyMap<string, readonly DeclaredMember[]>;
}

const root = join(import.meta.dirname, '../..');
const PROBE = join(root, 'typings-probe.ts');

const OPTIONS: ts.CompilerOptions = {
  strict: true,
  skipLibCheck: true,
  noEmit: true,
  esModuleInterop: true,
  experimentalDecorators: true,
  target: ts.ScriptTarget.ESNext,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  types: ['node'],
};

/** Subclasses of the project reach what is protected. */
const isHidden = (node: ts.Declaration): boolean =>
  (ts.getCombinedModifierFlags(node) & ts.ModifierFlags.Private) !== 0;

/** Members of promises, streams and emitters are not the library's own. */
const isOfPlatform = (node: ts.Declaration): boolean =>
  /\/node_modules\/(?:typescript\/lib|@types\/node)\//.test(node.getSourceFile().fileName);

/** Reads members of types, with a checker that has seen them. */
class Reader {
  constructor(
    readonly checker: ts.TypeChecker,
    readonly at: ts.Node,
  ) {}

  membersOf(type: ts.Type): DeclaredMember[] {
    return this.checker
      .getPropertiesOfType(this.checker.getApparentType(type))
      .filter(
        ({ name, declarations = [] }) =>
          !name.startsWith('__@') && !declarations.some((node) => isHidden(node) || isOfPlatform(node)),
      )
      .map((symbol) => {
        const signatures = this.checker.getTypeOfSymbolAtLocation(symbol, this.at).getCallSignatures();
        const isAsync = signatures.some((signature) => this.#isAsync(signature.getReturnType()));
        return { name: symbol.name, isMethod: signatures.length > 0, isAsync };
      });
  }

  #isAsync(type: ts.Type): boolean {
    if (type.isUnion()) return type.types.some((part) => this.#isAsync(part));
    const { checker } = this;
    const apparent = checker.getApparentType(type);
    const then = checker.getPropertyOfType(apparent, 'then');
    if (then && checker.getTypeOfSymbolAtLocation(then, this.at).getCallSignatures().length > 0)
      return !then.declarations?.some(isHidden);
    return checker.getPropertiesOfType(apparent).some(({ name }) => name.startsWith('__@asyncIterator'));
  }

  exportsOf(module: ts.Symbol): [string, DeclaredExport][] {
    const { checker } = this;
    const whole = module.exports?.get(ts.InternalSymbolName.ExportEquals);
    const symbols = checker.getExportsOfModule(module).map((symbol) => [symbol.name, symbol] as const);
    return [...symbols, ...(whole ? [['default', whole] as const] : [])].map(([name, symbol]) => {
      const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
      const isType = target.flags & (ts.SymbolFlags.Class | ts.SymbolFlags.Interface);
      return [
        name,
        {
          instance: isType ? this.membersOf(checker.getDeclaredTypeOfSymbol(target)) : [],
          statics: this.membersOf(checker.getTypeOfSymbolAtLocation(target, this.at)),
        },
      ];
    });
  }
}

function programOf(text: string): { readonly program: ts.Program; readonly file: ts.SourceFile } {
  const host = ts.createCompilerHost(OPTIONS);
  const probe = ts.createSourceFile(PROBE, text, ts.ScriptTarget.ESNext, true);
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (name, ...rest) => (name === PROBE ? probe : read(name, ...rest));
  const program = ts.createProgram([PROBE], OPTIONS, host);
  const [problem] = [...program.getSyntacticDiagnostics(probe), ...program.getSemanticDiagnostics(probe)];
  if (problem)
    throw new Error(`The probe does not compile: ${ts.flattenDiagnosticMessageText(problem.messageText, ' ')}`);
  return { program, file: probe };
}

/**
 * Reads what installed packages declare.
 *
 * @param packages - Specifiers whose exports are meant.
 * @param types - Type expressions by a name of the caller's choice, in which `$0` is what the first package exports, and so on.
 */
export function readTypings(packages: readonly string[], types: Readonly<Record<string, string>> = {}): Typings {
  const imports = packages.map((name, index) => `import * as $${index} from '${name}';`);
  const aliases = Object.values(types).map((type, index) => `export type Probe${index} = ${type};`);
  const uses = packages.map((_name, index) => `export type Use${index} = typeof $${index};`);
  const { program, file } = programOf([...imports, ...aliases, ...uses].join('\n'));
  const checker = program.getTypeChecker();
  const reader = new Reader(checker, file);
  const exports = packages.flatMap((name, index) => {
    const statement = file.statements[index];
    const module =
      statement && ts.isImportDeclaration(statement) && checker.getSymbolAtLocation(statement.moduleSpecifier);
    if (!module) throw new Error(`The typings of ${name} export nothing.`);
    return reader.exportsOf(module);
  });
  const declared = file.statements.filter(ts.isTypeAliasDeclaration);
  return {
    exports: new Map(exports),
    types: new Map(
      Object.keys(types).map((name, index) => {
        const alias = declared[index];
        return [name, alias ? reader.membersOf(checker.getTypeAtLocation(alias)) : []];
      }),
    ),
  };
}
