import { requireLoaded } from '@flatquery/test-utils';
import type {
  DetectionAnswer,
  DeterminationAnswer,
  IdentificationAnswer,
  OccurrenceDetail,
  OccurrenceItem,
  PredictionAnswer,
} from '../answers.js';
import { imagesInDetail } from '../image-limits.js';
import { taxonAnswer } from '../taxon-answer.js';
import { bestPerAlgorithm, highestScore } from './best-predictions.js';
import type { Classification } from './entities/classification.entity.js';
import type { Detection } from './entities/detection.entity.js';
import type { Identification } from './entities/identification.entity.js';
import type { Occurrence } from './entities/occurrence.entity.js';

/** Whoever calls the serializer has loaded these. What is missing raises, with its path, instead of being left out. */
const shownRelations = [
  'site',
  'determination',
  'detections.classifications.algorithm',
  'detections.classifications.taxon',
  'identifications.user',
  'identifications.taxon',
];

/**
 * Turns an occurrence into an item of the list, from rows that are loaded already.
 *
 * @throws RelationNotLoadedError where something that is shown was not loaded.
 */
export function occurrenceItem(occurrence: Occurrence, imageLimit: number): OccurrenceItem {
  const { id, observedAt, site, detections, identifications } = requireLoaded(occurrence, ...shownRelations);
  const classifications = detections.flatMap((detection) => detection.classifications);
  const valid = identifications.filter(({ withdrawn }) => !withdrawn);
  const [newest] = valid;
  return {
    id,
    observedAt: observedAt.toISOString(),
    site: { id: site.id, name: site.name },
    detectionImages: detections.slice(0, imageLimit).map(({ imagePath }) => imagePath),
    bestPredictions: bestPerAlgorithm(classifications).map(predictionAnswer),
    bestIdentification: newest === undefined ? null : identificationAnswer(newest),
    determination: determinationAnswer(occurrence, classifications),
    identificationCount: valid.length,
  };
}

/** Turns an occurrence into the detail, from rows that are loaded already. */
export function occurrenceDetail(occurrence: Occurrence): OccurrenceDetail {
  return {
    ...occurrenceItem(occurrence, imagesInDetail),
    detections: occurrence.detections.map(detectionAnswer),
    identifications: occurrence.identifications.map((identification) => ({
      ...identificationAnswer(identification),
      withdrawn: identification.withdrawn,
    })),
  };
}

function detectionAnswer({ id, imagePath, takenAt, classifications }: Detection): DetectionAnswer {
  return { id, imagePath, takenAt: takenAt.toISOString(), classifications: classifications.map(predictionAnswer) };
}

function predictionAnswer({ algorithm, taxon, score }: Classification): PredictionAnswer {
  return { algorithm: `${algorithm.name} ${algorithm.version}`, taxon: taxonAnswer(taxon), score };
}

function identificationAnswer({ id, user, taxon, comment, createdAt }: Identification): IdentificationAnswer {
  return { id, user: user.name, taxon: taxonAnswer(taxon), comment, createdAt: createdAt.toISOString() };
}

function determinationAnswer(
  { determination }: Occurrence,
  classifications: readonly Classification[],
): DeterminationAnswer | null {
  if (determination === null) return null;
  return { taxon: taxonAnswer(determination), score: highestScore(classifications, determination.id) };
}
