import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { jobsIn } from '../jobs.mjs';
import { runJob } from '../run-job.mjs';

let scratch;
beforeEach(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'flatquery-jobs-'));
});
afterEach(async () => {
  await rm(scratch, { recursive: true, force: true });
});

async function makeJob(name, manifest) {
  const folder = join(scratch, 'jobs', name);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies: {}, ...manifest }));
}

const run = (job) => runJob(job, { repository: scratch, tarballs: {}, folder: join(scratch, 'copy') });

describe('the jobs of a folder', () => {
  it('are those of its subfolders that have a package.json, in order', async () => {
    await makeJob('second', {});
    await makeJob('first', {});
    await mkdir(join(scratch, 'jobs', 'no-job'));
    expect((await jobsIn(join(scratch, 'jobs'), [])).map(({ name }) => name)).toEqual(['first', 'second']);
    expect((await jobsIn(join(scratch, 'jobs'), ['second'])).map(({ name }) => name)).toEqual(['second']);
  });

  it('can not be asked for by a name that none has', async () => {
    await makeJob('first', {});
    await expect(jobsIn(join(scratch, 'jobs'), ['other'])).rejects.toThrow('No such job: other. There are: first.');
  });
});

describe('a job', () => {
  it('passes with what its tests print, from a copy that holds the files it names', async () => {
    await writeFile(join(scratch, 'shared.txt'), 'shared');
    const compatibility = { copy: { 'shared.txt': 'deep/copied.txt' } };
    await makeJob('job', { scripts: { test: 'test -s deep/copied.txt && echo "Tests  3 passed (3)"' }, compatibility });
    const [job] = await jobsIn(join(scratch, 'jobs'), []);
    expect(await run(job)).toMatchObject({ status: 'passed', reason: '3 passed, 0 failed' });
  });

  it('fails with the output of its tests', async () => {
    await makeJob('job', { scripts: { test: 'echo broken && echo "Tests  1 failed | 2 passed (3)" && false' } });
    const [job] = await jobsIn(join(scratch, 'jobs'), []);
    expect(await run(job)).toMatchObject({
      status: 'failed',
      reason: '2 passed, 1 failed',
      log: expect.stringContaining('broken'),
    });
  });

  it.each([
    ['true', 'its tests did not say how many passed'],
    ['echo "Tests  2 skipped (2)"', '0 passed, 0 failed, 2 skipped'],
  ])('fails where no test has passed, as after `%s`', async (test, reason) => {
    await makeJob('job', { scripts: { test } });
    const [job] = await jobsIn(join(scratch, 'jobs'), []);
    expect(await run(job)).toMatchObject({ status: 'failed', reason });
  });

  it('is skipped where a dependency can not be had', async () => {
    await makeJob('job', { dependencies: { missing: 'file:./missing.tgz' }, scripts: { test: 'true' } });
    const [job] = await jobsIn(join(scratch, 'jobs'), []);
    expect(await run(job)).toMatchObject({ status: 'skipped', reason: expect.stringContaining('ENOENT') });
  });
});
