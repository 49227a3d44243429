import { captureQueries } from '@flatquery/test-utils';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { type Applications, openApplications } from '../src/open-applications.js';

declare module 'vitest' {
  interface TaskMeta {
    /** What a test of the demo measured. */
    measured?: { readonly version: string; readonly pageSize: number; readonly queries: number };
  }
}

let applications: Applications;
beforeAll(async () => {
  applications = await openApplications(inject('connectionString'));
});
afterAll(() => applications.close());

describe.each(['naive', 'flat'] as const)('%s', (version) => {
  const list = (pageSize: number) => request(applications[version]).get(`/occurrences?limit=${pageSize}`);

  test('GET /occurrences does not scale with the page size', async () => {
    await expect(list).toNotScaleWithPageSize();
  });

  test.for([5, 10, 25])('GET /occurrences?limit=%i is counted', async (pageSize, { task }) => {
    const { queries } = await captureQueries(() => list(pageSize));
    task.meta.measured = { version, pageSize, queries: queries.length };
  });
});
