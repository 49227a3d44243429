import { join } from 'node:path';
import ts from 'typescript';

/** A block of code in a guide. */
export interface CodeBlock {
  /** What stands behind the fence: `ts`, `js`, `json`, `sh`, `text`. */
  readonly language: string;
  readonly code: string;
  /** Line of the guide before the first one of the code. */
  readonly line: number;
}

/** Finds the fenced blocks of a guide. */
export function codeBlocksOf(markdown: string): readonly CodeBlock[] {
  return [...markdown.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(({ 1: language = '', 2: code = '', index }) => ({
    language,
    code,
    line: markdown.slice(0, index).split('\n').length,
  }));
}

/** The names of blocks decide how they are compiled. */
const extensions: Readonly<Record<string, string>> = { ts: 'mts', js: 'mjs' };

/**
 * Type-checks blocks as modules of an application that has the entry for Vitest among its types.
 *
 * @param types - For `compilerOptions.types`.
 * @returns The errors with the line of the guide.
 */
export function typeCheckBlocks(blocks: readonly CodeBlock[], types: readonly string[]): readonly string[] {
  const application = join(__dirname, '../fixtures/docs/application.d.ts');
  const modules = new Map(
    blocks.map((block, index) => {
      const name = join(__dirname, `block-${index}.${extensions[block.language] ?? block.language}`);
      return [ts.sys.resolvePath(name), block];
    }),
  );
  const options: ts.CompilerOptions = {
    ...{ strict: true, noEmit: true, allowJs: true, checkJs: true, skipLibCheck: true },
    ...{ module: ts.ModuleKind.NodeNext, target: ts.ScriptTarget.ES2023, types: ['node', ...types] },
  };
  const base = ts.createCompilerHost(options);
  // Without a statement of a module, TypeScript takes a file for a script whose names are global.
  const codeOf = (file: string) => modules.get(file)?.code.concat('\nexport {};');
  const host: ts.CompilerHost = {
    ...base,
    fileExists: (file) => modules.has(file) || base.fileExists(file),
    readFile: (file) => codeOf(file) ?? base.readFile(file),
    getSourceFile: (file, languageVersion, onError) => {
      const code = codeOf(file);
      return code === undefined
        ? base.getSourceFile(file, languageVersion, onError)
        : ts.createSourceFile(file, code, languageVersion);
    },
  };
  const program = ts.createProgram([application, ...modules.keys()], options, host);
  return ts.getPreEmitDiagnostics(program).map(({ file, start = 0, messageText }) => {
    const block = modules.get(file?.fileName ?? '');
    const line = (block?.line ?? 0) + (file?.getLineAndCharacterOfPosition(start).line ?? 0) + 1;
    return `${line}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
  });
}
