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
import type { Identification } from './entities/identification.entity.js';
import type { Occurrence } from './entities/occurrence.entity.js';
import type { DetectionWithClassifications, OccurrenceChildren } from './occurrence-children.js';

/** Turns an occurrence into an item of the list, from rows that are loaded already. */
export function occurrenceItem(
  occurrence: Occurrence,
  { detections, identifications }: OccurrenceChildren,
  imageLimit: number,
): OccurrenceItem {
  const classifications = detections.flatMap((each) => each.classifications);
  const valid = identifications.filter(({ withdrawn }) => !withdrawn);
  const [newest] = valid;
  return {
    id: occurrence.id,
    observedAt: occurrence.observedAt.toISOString(),
    site: { id: occurrence.site.id, name: occurrence.site.name },
    detectionImages: detections.slice(0, imageLimit).map(({ detection }) => detection.imagePath),
    bestPredictions: bestPerAlgorithm(classifications).map(predictionAnswer),
    bestIdentification: newest === undefined ? null : identificationAnswer(newest),
    determination: determinationAnswer(occurrence, classifications),
    identificationCount: valid.length,
  };
}

/** Turns an occurrence into the detail, from rows that are loaded already. */
export function occurrenceDetail(occurrence: Occurrence, children: OccurrenceChildren): OccurrenceDetail {
  return {
    ...occurrenceItem(occurrence, children, imagesInDetail),
    detections: children.detections.map(detectionAnswer),
    identifications: children.identifications.map((identification) => ({
      ...identificationAnswer(identification),
      withdrawn: identification.withdrawn,
    })),
  };
}

function detectionAnswer({ detection, classifications }: DetectionWithClassifications): DetectionAnswer {
  const { id, imagePath, takenAt } = detection;
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
