import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * @typedef {object} Job
 * @property {string} name Name of its folder.
 * @property {string} folder
 * @property {object} manifest Its package.json. `dependencies` name exact versions; where `node` is one of them, the
 *   tests run on that. `compatibility.copy` maps paths of this repository to paths in the job's folder.
 */

/**
 * Answers the jobs of a folder: its subfolders that hold a package.json, in order of their names.
 *
 * @param {string} folder
 * @param {readonly string[]} names Only these; all where empty.
 * @returns {Promise<Job[]>}
 * @throws {Error} When a name is that of no job.
 */
export async function jobsIn(folder, names) {
  const found = await Promise.all(
    (await readdir(folder, { withFileTypes: true }))
      .filter((entry) => entry.isDirectory())
      .map((entry) => readJob(folder, entry.name)),
  );
  const jobs = found.filter((job) => job !== undefined).sort((one, other) => one.name.localeCompare(other.name));
  const unknown = names.filter((name) => !jobs.some((job) => job.name === name));
  if (unknown.length > 0) {
    throw new Error(`No such job: ${unknown.join(', ')}. There are: ${jobs.map(({ name }) => name).join(', ')}.`);
  }
  return names.length === 0 ? jobs : jobs.filter(({ name }) => names.includes(name));
}

async function readJob(parent, name) {
  const folder = join(parent, name);
  const text = await readFile(join(folder, 'package.json'), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : { name, folder, manifest: JSON.parse(text) };
}
