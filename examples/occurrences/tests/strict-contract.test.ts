import { forbidQueries } from '@flatquery/test-utils';
import { describe, expect, test } from 'vitest';
import { Occurrence } from '../src/flat/entities/occurrence.entity.js';
import { loadChildren } from '../src/flat/load-children.js';
import { occurrenceDetail, occurrenceItem } from '../src/flat/occurrence-serializer.js';
import { DetectionService } from '../src/naive/detection-service.js';
import { Occurrence as NaiveOccurrence } from '../src/naive/entities/occurrence.entity.js';
import { OccurrenceSerializer } from '../src/naive/occurrence-serializer.js';
import { PredictionService } from '../src/naive/prediction-service.js';
import { useApplications } from './application.js';
import { failureOf } from './failure-of.js';
import { lineOf } from './source.js';

const applications = useApplications();

/** As the list loads them. */
async function loadedOccurrences(): Promise<Occurrence[]> {
  const { flat } = applications.dataSources;
  const relations = { site: true, determination: true };
  const occurrences = await flat.getRepository(Occurrence).find({ relations, order: { id: 'ASC' } });
  await loadChildren(flat, occurrences);
  return occurrences;
}

describe('serializing', () => {
  test('sends no query in the flat version, for the list and for the detail', async () => {
    const occurrences = await loadedOccurrences();
    const items = await forbidQueries(() => occurrences.map((occurrence) => occurrenceItem(occurrence, 1)));
    expect(items).toHaveLength(60);
    const details = await forbidQueries(() => occurrences.map(occurrenceDetail));
    expect(details[0]?.detections).toHaveLength(9);
  });

  test('is refused in the naive version at its first query, with the statement and the line', async () => {
    const { naive } = applications.dataSources;
    const predictions = new PredictionService(naive);
    const serializer = new OccurrenceSerializer(naive, new DetectionService(naive, predictions), predictions);
    const occurrences = await naive.getRepository(NaiveOccurrence).find({ take: 5 });
    const message = await failureOf(forbidQueries(() => serializer.items(occurrences, 1)));
    expect(message).toContain('forbidQueries() refused a query: none may be sent here.');
    expect(message).toMatch(/^ {2}select count\(\$1\) .*from identification/m);
    expect(message).toContain(lineOf('src/naive/occurrence-serializer.ts', 'repository.countBy('));
  });
});

describe('the flat serializer raises, instead of leaving something out, where', () => {
  const failureFor = (occurrence: Occurrence | undefined) =>
    failureOf(Promise.resolve(occurrence).then((given) => given && occurrenceItem(given, 1)));

  test('an export loads only the rows', async () => {
    const bare = await applications.dataSources.flat.getRepository(Occurrence).find({ order: { id: 'ASC' } });
    expect(await failureFor(bare[0])).toBe(
      'requireLoaded() needs `site` of Occurrence, and `site` is not loaded.\n' +
        'Load it with the rows: `relations: { site: true }`.',
    );
  });

  test('relations are loaded one level deep', async () => {
    const relations = { site: true, determination: true, detections: true, identifications: true };
    const shallow = await applications.dataSources.flat
      .getRepository(Occurrence)
      .findOneOrFail({ where: { id: 1 }, relations });
    expect(await failureFor(shallow)).toBe(
      'requireLoaded() needs `detections.classifications.algorithm` of Occurrence, and `detections[0].classifications` is not loaded.\n' +
        'Load it with the rows: `relations: { detections: { classifications: { algorithm: true } } }`.',
    );
  });

  test('one child of many misses what the others have', async () => {
    const [first] = await loadedOccurrences();
    const last = first?.detections.at(-1)?.classifications.at(-1);
    expect(last).toBeDefined();
    Reflect.deleteProperty(last ?? {}, 'taxon');
    expect(await failureFor(first)).toContain('`detections[8].classifications[3].taxon` is not loaded.');
  });
});
