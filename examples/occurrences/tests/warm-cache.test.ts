import request from 'supertest';
import { describe, expect, test } from 'vitest';
import { createApp } from '../src/app.js';
import type { ItemCache } from '../src/naive/caching-serializer.js';
import { createOccurrences } from '../src/naive/create-occurrences.js';
import { useApplications } from './application.js';
import { failureOf } from './failure-of.js';

const applications = useApplications();

/** The naive list, which keeps each item that it has answered. */
function cachedList() {
  const cache: ItemCache = new Map();
  const app = createApp(createOccurrences(applications.dataSources.naive, cache));
  return { cache, list: (pageSize: number) => request(app).get(`/occurrences?limit=${pageSize}`) };
}

describe('the naive list behind a cache of items', () => {
  test('looks flat once an earlier request has filled the cache', async () => {
    const { list } = cachedList();
    await list(25);
    await expect(list).toNotScaleWithPageSize();
  });

  test('shows its N+1 where `reset` clears the cache before every run', async () => {
    const { cache, list } = cachedList();
    await list(25);
    const message = await failureOf(
      expect(list).toNotScaleWithPageSize({
        reset: () => {
          cache.clear();
        },
      }),
    );
    expect(message).toContain('Expected the same number of queries at every page size, received 16, 39 and 84');
  });

  test('fails the test where clearing the cache fails', async () => {
    const { list } = cachedList();
    const message = await failureOf(
      expect(list).toNotScaleWithPageSize({
        reset: () => {
          throw new Error('The cache cannot be reached.');
        },
      }),
    );
    expect(message).toContain('The cache cannot be reached.');
  });

  test('proves nothing where the warm-up alone has asked for what was compared', async () => {
    const { list } = cachedList();
    const message = await failureOf(expect(() => list(5)).toNotScaleWithPageSize({ expectItems: false }));
    expect(message).toContain('a cache answered');
  });
});
