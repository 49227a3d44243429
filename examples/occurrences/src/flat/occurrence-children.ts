import { type DataSource, In } from 'typeorm';
import { Classification } from './entities/classification.entity.js';
import { Detection } from './entities/detection.entity.js';
import { Identification } from './entities/identification.entity.js';
import type { Occurrence } from './entities/occurrence.entity.js';
import { groupBy } from './group-by.js';

/** What belongs to one occurrence, each list complete and in the order in which it is shown. */
export interface OccurrenceChildren {
  readonly detections: readonly DetectionWithClassifications[];
  readonly identifications: readonly Identification[];
}

export interface DetectionWithClassifications {
  readonly detection: Detection;
  readonly classifications: readonly Classification[];
}

/** What belongs to several occurrences. */
export interface LoadedChildren {
  of(occurrence: Occurrence): OccurrenceChildren;
}

/** Loads all that belongs to some occurrences, with one query per kind of child. */
export async function loadChildren(
  dataSource: DataSource,
  occurrences: readonly Occurrence[],
): Promise<LoadedChildren> {
  const occurrenceId = In(occurrences.map(({ id }) => id));
  const [detections, classifications, identifications] = await Promise.all([
    dataSource.getRepository(Detection).find({ where: { occurrenceId }, order: { takenAt: 'ASC', id: 'ASC' } }),
    dataSource.getRepository(Classification).find({
      where: { detection: { occurrenceId } },
      relations: { algorithm: true, taxon: true },
      order: { id: 'ASC' },
    }),
    dataSource.getRepository(Identification).find({
      where: { occurrenceId },
      relations: { user: true, taxon: true },
      order: { createdAt: 'DESC', id: 'DESC' },
    }),
  ]);
  const detectionsOf = groupBy(detections, (detection) => detection.occurrenceId);
  const classificationsOf = groupBy(classifications, (classification) => classification.detectionId);
  const identificationsOf = groupBy(identifications, (identification) => identification.occurrenceId);
  return {
    of: ({ id }) => ({
      detections: detectionsOf(id).map((detection) => ({
        detection,
        classifications: classificationsOf(detection.id),
      })),
      identifications: identificationsOf(id),
    }),
  };
}
