import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { countTests, printCounts } from './count-tests.mjs';
import { explainFailedInstall } from './failed-install.mjs';
import { runProgram } from './run-program.mjs';

/**
 * @typedef {object} Outcome
 * @property {'passed' | 'failed' | 'skipped'} status
 * @property {string} [reason] How many tests passed and failed, why it was skipped, or which step failed.
 * @property {string} [log] Of the step that failed.
 * @property {string} versions What was installed.
 * @property {number} seconds
 */

/**
 * Runs the tests of a job in a copy of its folder, with the packages installed from their tarballs as a user has them.
 *
 * @param {import('./jobs.mjs').Job} job
 * @param {{ repository: string, tarballs: Record<string, string>, folder: string }} places `folder` is the copy's; it does
 *   not exist yet.
 * @returns {Promise<Outcome>}
 */
export async function runJob(job, places) {
  const started = Date.now();
  const outcome = await installAndTest(job, places);
  return { versions: '', ...outcome, seconds: Math.round((Date.now() - started) / 1000) };
}

async function installAndTest(job, { repository, tarballs, folder }) {
  await prepareFolder(job, repository, tarballs, folder);
  const install = await runProgram('npm', ['install', '--no-package-lock', '--no-audit', '--no-fund'], { cwd: folder });
  if (install.code !== 0) return explainFailedInstall(install.output);
  const versions = await installedVersions(folder, Object.keys(job.manifest.dependencies));
  const path = 'node' in job.manifest.dependencies ? join(folder, 'node_modules', '.bin') : undefined;
  const tests = await runProgram('npm', ['test'], { cwd: folder, path });
  return { ...outcomeOf(tests), versions };
}

/** A job without a test that passed has shown nothing, whatever its exit code. */
function outcomeOf({ code, output }) {
  const counts = countTests(output);
  const reason = counts === undefined ? 'its tests did not say how many passed' : printCounts(counts);
  if (code === 0 && counts !== undefined && counts.passed > 0) return { status: 'passed', reason };
  return { status: 'failed', reason, log: output.trim() };
}

async function prepareFolder({ folder: source, manifest }, repository, tarballs, folder) {
  await cp(source, folder, { recursive: true });
  for (const [from, to] of Object.entries(manifest.compatibility?.copy ?? {})) {
    await cp(join(repository, from), join(folder, to), { recursive: true });
  }
  const packed = Object.entries(tarballs).map(([name, tarball]) => [name, `file:${tarball}`]);
  const dependencies = { ...manifest.dependencies, ...Object.fromEntries(packed) };
  await writeFile(join(folder, 'package.json'), JSON.stringify({ ...manifest, dependencies }, undefined, 2));
}

async function installedVersions(folder, names) {
  const versions = await Promise.all(
    names.map(async (name) => {
      const text = await readFile(join(folder, 'node_modules', name, 'package.json'), 'utf8');
      return `${name} ${JSON.parse(text).version}`;
    }),
  );
  return versions.join(', ');
}
