import request from 'supertest';
import { describe, expect, test } from 'vitest';
import { storeRows } from '../src/database/seed.js';
import { bestPerAlgorithm } from '../src/flat/best-predictions.js';
import { Classification } from '../src/flat/entities/classification.entity.js';
import { useApplications } from './application.js';
import { failureOf } from './failure-of.js';

const applications = useApplications();

/** Scores tie and are missing, detections are deleted, identifications are withdrawn, and any list may be empty. */
const cases = {
  site: { id: 'id', name: 'text' },
  taxon: { id: 'id', name: 'text', rank: ['species', 'genus'], common_name: 'text?' },
  app_user: { id: 'id', name: 'text' },
  algorithm: { id: 'id', name: 'text', version: ['1', '2'] },
  occurrence: {
    id: 'id',
    observed_at: 'timestamp',
    site_id: { of: 'site' },
    determination_id: { of: 'taxon', nullable: true },
  },
  detection: {
    id: 'id',
    occurrence_id: { of: 'occurrence' },
    image_path: 'text',
    taken_at: 'timestamp',
    deleted_at: 'softDelete',
  },
  classification: {
    id: 'id',
    detection_id: { of: 'detection' },
    algorithm_id: { of: 'algorithm' },
    taxon_id: { of: 'taxon' },
    score: 'number?',
  },
  identification: {
    id: 'id',
    occurrence_id: { of: 'occurrence' },
    user_id: { of: 'app_user' },
    taxon_id: { of: 'taxon' },
    comment: 'text?',
    withdrawn: 'boolean',
    created_at: 'timestamp',
  },
} as const;

type RowsOfTables = Readonly<Record<string, readonly object[]>>;

async function populate(rows: RowsOfTables): Promise<void> {
  const { flat } = applications.dataSources;
  await flat.query(`TRUNCATE ${Object.keys(cases).join(', ')}`);
  await storeRows(flat, Object.entries(rows));
}

describe('over generated rows, the flat version answers what the naive one does', () => {
  test('in the list', async () => {
    const list = (version: 'naive' | 'flat') => () => request(applications[version]).get('/occurrences');
    await expect(list('flat')).toAgreeWith(list('naive'), { populate, cases, runs: 40 });
  });

  test('in every detail', async () => {
    const details = (version: 'naive' | 'flat') => async (rows: RowsOfTables) => {
      const ids = (rows['occurrence'] ?? []).map((_, index) => index + 1);
      const responses = await Promise.all(ids.map((id) => request(applications[version]).get(`/occurrences/${id}`)));
      return responses.map(({ body }) => body as unknown);
    };
    await expect(details('flat')).toAgreeWith(details('naive'), { populate, cases, runs: 40 });
  });
});

describe('a choice of the best row in memory that differs from the one in SQL', () => {
  type Choose = (classifications: readonly Classification[]) => readonly Classification[];

  /** Compares a choice in memory with `ORDER BY … score DESC NULLS LAST, id`. */
  async function failureOfChoice(choose: Choose): Promise<string> {
    const { naive, flat } = applications.dataSources;
    const inMemory = async () => {
      const relations = { algorithm: true, taxon: true };
      const where = { detection: { occurrenceId: 1 } };
      const rows = await flat.getRepository(Classification).find({ relations, where, order: { id: 'ASC' } });
      return choose(rows).map(({ algorithm, taxon, score }) => ({ algorithm: algorithm.id, taxon: taxon.id, score }));
    };
    const inSql = async () => {
      const rows = await naive.query<{ algorithm: number; taxon: number; score: number | null }[]>(
        `SELECT DISTINCT ON (algorithm_id) algorithm_id AS algorithm, taxon_id AS taxon, score
           FROM classification c JOIN detection d ON d.id = detection_id
          WHERE occurrence_id = 1 AND d.deleted_at IS NULL
          ORDER BY algorithm_id, score DESC NULLS LAST, c.id`,
      );
      return rows;
    };
    return failureOf(expect(inMemory).toAgreeWith(inSql, { populate, cases }));
  }

  const best =
    (compare: (one: Classification, other: Classification) => number): Choose =>
    (classifications) => {
      const sorted = classifications.toSorted(compare);
      const algorithms = [...new Set(sorted.map(({ algorithm }) => algorithm.id))].sort((a, b) => a - b);
      return algorithms.map((id) => sorted.find(({ algorithm }) => algorithm.id === id)).filter((row) => !!row);
    };

  test('is none of ours', async () => {
    expect(await failureOfChoice(bestPerAlgorithm)).toBe('It passed.');
  });

  test.each<[string, Choose]>([
    ['takes a missing score for zero', best((one, other) => (other.score ?? 0) - (one.score ?? 0))],
    ['takes the last of equal scores', best((a, b) => (b.score ?? -9) - (a.score ?? -9) || b.id - a.id)],
    ['takes the best of all algorithms', (rows) => bestPerAlgorithm(rows).slice(0, 1)],
  ])('is found where it %s', async (_, choose) => {
    expect(await failureOfChoice(choose)).toContain('With these rows, the smallest case that was found');
  });
});
