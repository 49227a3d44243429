import { execFile } from 'node:child_process';
import { join } from 'node:path';

const tsc = require.resolve('typescript/bin/tsc');

/** Compiles a project among the fixtures, and answers what the compiler prints: nothing where all is well. */
export async function compileProject(name: string): Promise<string> {
  const project = join(__dirname, '../fixtures/types', name);
  return await new Promise((resolve) => {
    execFile(process.execPath, [tsc, '-p', project], (_, stdout) => {
      resolve(stdout);
    });
  });
}
