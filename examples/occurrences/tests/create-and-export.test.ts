import request from 'supertest';
import { describe, expect, test } from 'vitest';
import type { OccurrenceDetail, OccurrenceItem } from '../src/answers.js';
import { exportBatch } from '../src/page.js';
import { useApplications } from './application.js';
import { failureOf } from './failure-of.js';
import { lineOf } from './source.js';

const applications = useApplications();
type Version = 'naive' | 'flat';

const create = (version: Version, images: number, determinationId: number | null = 2) =>
  request(applications[version])
    .post('/occurrences')
    .send({
      observedAt: '2026-05-01T10:00:00.000Z',
      siteId: 3,
      determinationId,
      imagePaths: Array.from({ length: images }, (_, n) => `new/${n + 1}.jpg`),
    });

const exported = (version: Version) => request(applications[version]).get('/occurrences/export').responseType('blob');

function itemsOf({ body }: request.Response): OccurrenceItem[] {
  const lines = (body as Buffer).toString().trim().split('\n');
  return lines.map((line) => JSON.parse(line) as OccurrenceItem);
}

/** Ids differ from one new occurrence to the next. */
function withoutIds(detail: OccurrenceDetail): OccurrenceDetail {
  return { ...detail, id: 0, detections: detail.detections.map((detection) => ({ ...detection, id: 0 })) };
}

describe('both versions', () => {
  test.each([
    ['three images', 3, 2],
    ['no image', 0, 2],
    ['no determination', 2, null],
  ])('answer a new occurrence alike: %s', async (_, images, determinationId) => {
    const [naive, flat] = [
      await create('naive', images, determinationId),
      await create('flat', images, determinationId),
    ];
    expect([naive.status, flat.status]).toEqual([201, 201]);
    const detail = withoutIds(flat.body as OccurrenceDetail);
    expect(detail).toEqual(withoutIds(naive.body as OccurrenceDetail));
    expect(detail.detectionImages).toHaveLength(images);
    expect(detail.determination === null).toBe(determinationId === null);
  });

  test.each([{}, { observedAt: 'soon', siteId: 1 }, { observedAt: '2026-05-01', siteId: 1, imagePaths: [1] }])(
    'refuse to store %j',
    async (body) => {
      for (const version of ['naive', 'flat'] as const) {
        const response = await request(applications[version]).post('/occurrences').send(body);
        expect(response.status).toBe(400);
      }
    },
  );

  test('export the same items, each as the list shows it', async () => {
    const [naive, flat] = [itemsOf(await exported('naive')), itemsOf(await exported('flat'))];
    expect(flat).toEqual(naive);
    expect(flat.length).toBeGreaterThan(2 * exportBatch);
    const list = await request(applications.flat).get('/occurrences?limit=100');
    const listed = (list.body as { items: OccurrenceItem[] }).items;
    expect(flat).toEqual(listed.toSorted((a, b) => a.id - b.id));
  });
});

describe('storing an occurrence with more and more images', () => {
  const items = ({ body }: request.Response) => (body as OccurrenceDetail).detectionImages.length;

  test('keeps its number of queries in the flat version', async () => {
    await expect((images: number) => create('flat', images)).toNotScaleWithPageSize({ items });
  });

  test('inserts each image by itself in the naive version', async () => {
    const message = await failureOf(
      expect((images: number) => create('naive', images)).toNotScaleWithPageSize({ items }),
    );
    expect(message).toMatch(/insert detection +2 +5 +11/);
    expect(message).toContain(lineOf('src/naive/detection-service.ts', 'await this.detections.save('));
  });
});

describe('the export of more and more occurrences', () => {
  const addOccurrences = async (size: number, previous: number) => {
    await applications.dataSources.flat.query(
      `INSERT INTO occurrence (observed_at, site_id, determination_id)
       SELECT '2026-06-01', 1 + n % 4, 1 + n % 6 FROM generate_series(1, $1::int) n`,
      [size - previous],
    );
  };
  const items = (response: request.Response) => itemsOf(response).length;
  const options = { sizes: [5, 30, 80], chunkSize: exportBatch, items };

  test(`takes one query of each kind for ${exportBatch} of them in the flat version`, async () => {
    await expect(() => exported('flat')).toNotScaleWith(addOccurrences, options);
  });

  test('takes queries for each of them in the naive version', async () => {
    const message = await failureOf(expect(() => exported('naive')).toNotScaleWith(addOccurrences, options));
    expect(message).toContain('Expected queries of each statement to grow by at most 1 per 25 items, received');
    expect(message).toMatch(/select detection .*\b1\b *$/m);
  });
});
