import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { jobsIn } from './runner/jobs.mjs';
import { packPackages } from './runner/pack-packages.mjs';
import { runJob } from './runner/run-job.mjs';
import { summarize } from './runner/summary.mjs';

const usage = 'Usage: npm run compatibility [-- [--strict] [job…]]';
const repository = join(import.meta.dirname, '..');

/** Runs the jobs, one after the other: they measure nothing, but each starts a server and a process per core. */
async function run(names, isStrict) {
  const jobs = await jobsIn(import.meta.dirname, names);
  const scratch = await mkdtemp(join(tmpdir(), 'flatquery-compatibility-'));
  try {
    const tarballs = await packPackages(repository, scratch);
    const outcomes = [];
    for (const job of jobs) {
      console.log(`\n${job.name}`);
      const outcome = await runJob(job, { repository, tarballs, folder: join(scratch, job.name) });
      if (outcome.versions !== '') console.log(`  ${outcome.versions}`);
      console.log(
        `  ${outcome.status}${outcome.reason === undefined ? '' : `: ${outcome.reason}`} (${outcome.seconds} s)`,
      );
      if (outcome.log !== undefined) console.log(outcome.log.replace(/^/gm, '  | '));
      outcomes.push(outcome);
    }
    return summarize(outcomes, isStrict);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function main() {
  const { values, positionals } = parseArgs({ options: { strict: { type: 'boolean' } }, allowPositionals: true });
  const { line, exitCode } = await run(positionals, values.strict === true);
  console.log(`\n${line}`);
  process.exitCode = exitCode;
}

main().catch((error) => {
  console.error(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
  process.exitCode = 2;
});
