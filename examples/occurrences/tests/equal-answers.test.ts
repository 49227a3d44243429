import request from 'supertest';
import { describe, expect, test } from 'vitest';
import type { OccurrenceDetail, OccurrencePage } from '../src/answers.js';
import { useApplications } from './application.js';

const applications = useApplications();

async function answers(path: string): Promise<readonly [naive: request.Response, flat: request.Response]> {
  return [await request(applications.naive).get(path), await request(applications.flat).get(path)];
}

async function wholeList(): Promise<OccurrencePage> {
  const response = await request(applications.flat).get('/occurrences?limit=100');
  return response.body as OccurrencePage;
}

async function details(): Promise<OccurrenceDetail[]> {
  const { items } = await wholeList();
  const responses = await Promise.all(items.map(({ id }) => request(applications.flat).get(`/occurrences/${id}`)));
  return responses.map((response) => response.body as OccurrenceDetail);
}

describe('both versions answer the same', () => {
  test.each(['', '?limit=5', '?limit=10&offset=20', '?limit=25&offset=25', '?limit=100', '?limit=5&offset=1000'])(
    'to GET /occurrences%s',
    async (query) => {
      const [naive, flat] = await answers(`/occurrences${query}`);
      expect([naive.status, flat.status]).toEqual([200, 200]);
      expect(flat.body).toEqual(naive.body);
    },
  );

  test('to GET /occurrences/:id of every occurrence', async () => {
    const { items, total } = await wholeList();
    expect(items).toHaveLength(total);
    for (const { id } of items) {
      const [naive, flat] = await answers(`/occurrences/${id}`);
      expect([naive.status, flat.status]).toEqual([200, 200]);
      expect(flat.body).toEqual(naive.body);
    }
  });

  test.each(['/occurrences?limit=0', '/occurrences?limit=101', '/occurrences?offset=-1', '/occurrences?limit=many'])(
    'to %s: a client error',
    async (path) => {
      const [naive, flat] = await answers(path);
      expect([naive.status, flat.status]).toEqual([400, 400]);
    },
  );

  test.each(['/occurrences/1000', '/occurrences/nothing'])('to %s: not found', async (path) => {
    const [naive, flat] = await answers(path);
    expect([naive.status, flat.status]).toEqual([404, 404]);
  });
});

describe('the data in which both agree has', () => {
  test('occurrences with nothing', async () => {
    const empty = (await details()).filter(
      ({ detections, identifications }) => !detections.length && !identifications.length,
    );
    expect(empty.length).toBeGreaterThan(5);
    expect(empty[0]).toMatchObject({ detectionImages: [], bestPredictions: [], bestIdentification: null });
  });

  test('occurrences with and without a determination, scored and not', async () => {
    const determinations = (await details()).map(({ determination }) => determination);
    expect(determinations).toContain(null);
    expect(determinations.some((determination) => determination?.score === null)).toBe(true);
    expect(determinations.some((determination) => (determination?.score ?? 0) > 0)).toBe(true);
  });

  test('best scores that are missing', async () => {
    const best = (await details()).flatMap(({ bestPredictions }) => bestPredictions);
    expect(best.some(({ score }) => score === null)).toBe(true);
  });

  test('best scores that two taxa share', async () => {
    const tied = (await details()).filter(({ detections, bestPredictions }) => {
      const all = detections.flatMap(({ classifications }) => classifications);
      return bestPredictions.some((best) =>
        all.some(
          ({ algorithm, score, taxon }) =>
            algorithm === best.algorithm && score !== null && score === best.score && taxon.id !== best.taxon.id,
        ),
      );
    });
    expect(tied.length).toBeGreaterThan(2);
  });

  test('newest identifications that are withdrawn or as new as another', async () => {
    const lists = (await details()).map(({ identifications }) => identifications);
    expect(lists.some(([newest]) => newest?.withdrawn === true)).toBe(true);
    expect(lists.some(([newest, next]) => next !== undefined && newest?.createdAt === next.createdAt)).toBe(true);
  });

  test('more images than the list shows', async () => {
    const first = (await wholeList()).items.find(({ id }) => id === 1);
    expect(first?.detectionImages).toHaveLength(1);
    expect((await details()).find(({ id }) => id === 1)?.detectionImages).toHaveLength(9);
  });
});
