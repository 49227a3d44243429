import request from 'supertest';
import { describe, expect, test } from 'vitest';
import type { OccurrencePage } from '../src/answers.js';
import { useApplications } from './application.js';
import { failureOf } from './failure-of.js';
import { lineOf } from './source.js';

const applications = useApplications();
type Version = 'naive' | 'flat';

const list = (version: Version) => (pageSize: number) =>
  request(applications[version]).get(`/occurrences?limit=${pageSize}`);
const detail = (version: Version, id: number) => () => request(applications[version]).get(`/occurrences/${id}`);

describe('the flat list', () => {
  test('does not scale with the page size', async () => {
    await expect(list('flat')).toNotScaleWithPageSize();
  });

  test.each([1, 5, 25])('runs 6 queries for a page of %i', async (pageSize) => {
    await expect(() => list('flat')(pageSize)).toExecuteQueries(6);
  });

  test.each(['limit=100', 'limit=5&offset=1000'])('runs no more for a page that is not full: %s', async (page) => {
    await expect(() => request(applications.flat).get(`/occurrences?${page}`)).toExecuteQueries({ max: 6 });
  });
});

test('the flat detail runs 5 queries for every occurrence, whatever belongs to it', async () => {
  const response = await list('flat')(100);
  const { items } = response.body as OccurrencePage;
  for (const { id } of items) await expect(detail('flat', id)).toExecuteQueries(5);
});

describe('the naive list', () => {
  test('fails the scaling matcher, which names the counts, the statements, their lines and their parent', async () => {
    const message = await failureOf(expect(list('naive')).toNotScaleWithPageSize());
    expect(message).toContain('Expected the same number of queries at every page size, received 16, 39 and 84');
    expect(message).toMatch(/page size +2 +5 +11/);
    expect(message).toMatch(/queries +16 +39 +84/);
    expect(message).toMatch(/select site +2 +5 +11/);
    for (const site of [
      lineOf('src/naive/occurrence-serializer.ts', 'repository.countBy('),
      lineOf('src/naive/detection-service.ts', `const detections = await this.detections.find({\n`),
      lineOf('src/naive/prediction-service.ts', 'await this.dataSource.query'),
      lineOf('src/naive/identifications.ts', 'await dataSource.getRepository(Identification).findOne('),
    ]) {
      expect(message).toContain(`${site}:`);
    }
    const parent = lineOf('src/naive/occurrence-service.ts', 'await this.occurrences.findAndCount(');
    expect(message.replaceAll(/ +/g, ' ')).toMatch(
      new RegExp(`Once per row of: select .*from occurrence [^\n]*\n in OccurrenceService.list \\(.*${parent}:`),
    );
  });

  test('fails an exact count, whose message sorts the statements by how often they ran', async () => {
    const message = await failureOf(expect(() => list('naive')(25)).toExecuteQueries(6));
    expect(message).toContain('Expected queries: 6');
    expect(message).toContain('Received queries: 192 (186 too many)');
    expect(message).toMatch(/^ +25× +select .*from site/m);
  });
});

test('the naive detail grows with the nested children: 9 detections with 4 classifications run 99 queries', async () => {
  await expect(detail('naive', 4)).toExecuteQueries(10);
  await expect(detail('naive', 1)).toExecuteQueries(99);
  const message = await failureOf(expect(detail('naive', 1)).toExecuteQueries(5));
  expect(message).toMatch(/^ +36× +select .*from algorithm/m);
  expect(message).toMatch(/^ +9× +select .*from classification/m);
});
