import { describe, expect, it } from 'vitest';
import { explainFailedInstall } from '../failed-install.mjs';

describe('a job that can not be installed', () => {
  it('is skipped with what is missing where a version can not be had', () => {
    const output =
      'npm error code ETARGET\nnpm error notarget No matching version found for kysely@0.99.\nnpm error notarget';
    expect(explainFailedInstall(output)).toEqual({
      status: 'skipped',
      reason: "can't be installed here (ETARGET): notarget No matching version found for kysely@0.99.",
    });
  });

  it('is skipped with what node-gyp says where nothing can compile it', () => {
    const output = [
      'npm error code 1',
      'npm error path /somewhere/node_modules/libpq',
      'npm error command failed',
      'npm error gyp ERR! find Python Python is not set from command line',
      'npm error gyp ERR! stack Error: Could not find any Python installation to use',
    ].join('\n');
    expect(explainFailedInstall(output)).toEqual({
      status: 'skipped',
      reason: "can't be installed here (1): find Python Python is not set from command line",
    });
  });

  it('has failed, with the log, where its packages do not fit each other', () => {
    const output = 'npm error code ERESOLVE\nnpm error ERESOLVE could not resolve';
    expect(explainFailedInstall(output)).toEqual({ status: 'failed', reason: 'npm install (ERESOLVE)', log: output });
  });

  it('is skipped where npm says nothing that is known', () => {
    expect(explainFailedInstall('')).toEqual({ status: 'skipped', reason: "can't be installed here (unknown)" });
  });
});
