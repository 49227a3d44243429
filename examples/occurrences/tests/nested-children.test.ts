import request from 'supertest';
import { describe, expect, test } from 'vitest';
import { useApplications } from './application.js';
import { failureOf } from './failure-of.js';
import { lineOf } from './source.js';

const applications = useApplications();

const detail = (version: 'naive' | 'flat', id: number) => () =>
  request(applications[version]).get(`/occurrences/${id}`);

/** Adds detections with four classifications each to an occurrence. */
const addDetections = (occurrenceId: number) => async (size: number, previous: number) => {
  await applications.dataSources.flat.query(
    `WITH added AS (
       INSERT INTO detection (occurrence_id, image_path, taken_at)
       SELECT $1, 'captures/' || n, '2026-06-01' FROM generate_series(1, $2::int) n RETURNING id
     )
     INSERT INTO classification (detection_id, algorithm_id, taxon_id, score)
     SELECT added.id, 1 + n % 3, 1 + n % 6, 0.5 FROM added, generate_series(1, 4) n`,
    [occurrenceId, size - previous],
  );
};

describe('the detail with more and more detections, of four classifications each', () => {
  test('keeps its number of queries in the flat version', async () => {
    await expect(detail('flat', 4)).toNotScaleWith(addDetections(4));
  });

  test('grows in the naive version, by each detection and by each of its classifications', async () => {
    const message = await failureOf(expect(detail('naive', 8)).toNotScaleWith(addDetections(8)));
    expect(message).toContain('Expected the same number of queries at every data size, received 28, 55 and 109');
    expect(message).toMatch(/select classification +2 +5 +11/);
    expect(message).toMatch(/select algorithm +8 +20 +44/);
    expect(message).toContain(lineOf('src/naive/prediction-service.ts', 'await this.classifications.find({ where'));
  });

  test('would prove nothing where the children go to another occurrence', async () => {
    const message = await failureOf(expect(detail('flat', 12)).toNotScaleWith(addDetections(16)));
    expect(message).toContain('toNotScaleWith() saw nothing grow');
  });
});
