import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { runNode } from './run-node.mjs';

/**
 * @typedef {object} FileResult
 * @property {boolean} passed
 * @property {number} ticks Tests that the file reported as passed: a file that ends early can pass with fewer.
 * @property {string} output
 * @property {{ applied: boolean, driverSeen: boolean, queries: number }} [report] What the interceptor did in the process;
 *   undefined without one, and where the process was killed.
 */

/**
 * Runs one test file in a process of its own.
 *
 * @param {import('./open-suite.mjs').Suite} suite
 * @param {string} file
 * @param {import('./modes.mjs').Mode} mode
 * @param {{ env: Record<string, string>, scratch: string }} places `env` tells the suite its server.
 * @returns {Promise<FileResult>}
 */
export async function runFile(suite, file, mode, { env, scratch }) {
  const reportFile = join(scratch, 'report.json');
  const preload = mode.preload === undefined ? [] : ['--require', mode.preload];
  const { code, stdout, output } = await runNode([...preload, file], {
    cwd: suite.folder,
    env: { ...env, FLATQUERY_COMPLIANCE_REPORT: reportFile },
  });
  const text = await readFile(reportFile, 'utf8').catch(() => undefined);
  await rm(reportFile, { force: true });
  return {
    passed: code === 0,
    ticks: stdout.match(/✔/g)?.length ?? 0,
    output,
    report: text === undefined ? undefined : JSON.parse(text),
  };
}
