import { type Random, seededRandom } from './seeded-random.js';

type Row = Record<string, string | number | boolean | null>;

const taxa = [
  ['Parus major', 'species', 'Great tit'],
  ['Cyanistes caeruleus', 'species', 'Blue tit'],
  ['Erithacus rubecula', 'species', 'Robin'],
  ['Turdus merula', 'species', 'Blackbird'],
  ['Passer', 'genus', null],
  ['Autographa gamma', 'species', 'Silver Y'],
] as const;

const firstDay = Date.UTC(2026, 3, 1);
const hourMs = 3_600_000;

/** Ids are counted here, so that children can name their parents before anything is stored. */
class Tables {
  readonly site: Row[] = ['Meadow', 'Forest edge', 'Pond', 'Hedge'].map((name, index) => ({ id: index + 1, name }));
  readonly taxon: Row[] = taxa.map(([name, rank, common_name], index) => ({ id: index + 1, name, rank, common_name }));
  readonly app_user: Row[] = ['Ada', 'Ben', 'Cleo'].map((name, index) => ({ id: index + 1, name }));
  readonly algorithm: Row[] = [
    { id: 1, name: 'wingspan', version: '2.1' },
    { id: 2, name: 'plumage', version: '1.0' },
    { id: 3, name: 'wingspan', version: '1.4' },
  ];
  readonly occurrence: Row[] = [];
  readonly detection: Row[] = [];
  readonly classification: Row[] = [];
  readonly identification: Row[] = [];
}

/**
 * Makes the rows of every table, in an order that satisfies the foreign keys.
 *
 * The first occurrence has 9 detections with 4 classifications each. Every fourth has no children at all. Scores tie and
 * are missing, identifications are made in the same instant and withdrawn, detections are deleted, and some occurrences have
 * no determination.
 */
export function seedRows(occurrences: number): Tables {
  const tables = new Tables();
  const random = seededRandom(2026);
  for (let id = 1; id <= occurrences; id += 1) {
    const observedAt = firstDay + Math.floor(id / 2) * hourMs;
    const hasDetermination = random.chance(0.8);
    tables.occurrence.push({
      id,
      observed_at: new Date(observedAt).toISOString(),
      site_id: random.upTo(4),
      determination_id: hasDetermination ? random.upTo(taxa.length) : null,
    });
    if (id % 4 === 0) continue;
    addDetections(tables, id, observedAt, random);
    addIdentifications(tables, id, observedAt, random);
  }
  return tables;
}

function addDetections(tables: Tables, occurrenceId: number, observedAt: number, random: Random): void {
  const count = occurrenceId === 1 ? 9 : random.upTo(4);
  for (let n = 0; n < count; n += 1) {
    const id = tables.detection.length + 1;
    tables.detection.push({
      id,
      occurrence_id: occurrenceId,
      image_path: `captures/${occurrenceId}/${n + 1}.jpg`,
      // Bursts: several images have the same time.
      taken_at: new Date(observedAt + Math.floor(n / 2) * 1000).toISOString(),
      deleted_at: occurrenceId !== 1 && id % 6 === 0 ? new Date(observedAt + hourMs).toISOString() : null,
    });
    addClassifications(tables, id, occurrenceId === 1 ? 4 : random.upTo(5) - 1, random);
  }
}

function addClassifications(tables: Tables, detectionId: number, count: number, random: Random): void {
  for (let n = 0; n < count; n += 1) {
    tables.classification.push({
      id: tables.classification.length + 1,
      detection_id: detectionId,
      algorithm_id: random.upTo(tables.algorithm.length),
      taxon_id: random.upTo(taxa.length),
      // Four possible scores make many ties.
      score: random.chance(0.25) ? null : 0.5 + random.upTo(4) / 10,
    });
  }
}

function addIdentifications(tables: Tables, occurrenceId: number, observedAt: number, random: Random): void {
  const count = random.upTo(4) - 1;
  for (let n = 0; n < count; n += 1) {
    tables.identification.push({
      id: tables.identification.length + 1,
      occurrence_id: occurrenceId,
      user_id: random.upTo(tables.app_user.length),
      taxon_id: random.upTo(taxa.length),
      comment: random.chance(0.3) ? 'Clear picture.' : null,
      withdrawn: random.chance(0.4),
      // Imports store several identifications with one time.
      created_at: new Date(observedAt + random.upTo(2) * hourMs).toISOString(),
    });
  }
}
