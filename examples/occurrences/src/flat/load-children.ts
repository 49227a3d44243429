import { type DataSource, In } from 'typeorm';
import { Classification } from './entities/classification.entity.js';
import { Detection } from './entities/detection.entity.js';
import { Identification } from './entities/identification.entity.js';
import type { Occurrence } from './entities/occurrence.entity.js';
import { groupBy } from './group-by.js';

/**
 * Loads all that belongs to some occurrences into them, with one query per kind of child. Each list is complete and in
 * the order in which it is shown.
 */
export async function loadChildren(dataSource: DataSource, occurrences: readonly Occurrence[]): Promise<void> {
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
  const classificationsOf = groupBy(classifications, (classification) => classification.detectionId);
  for (const detection of detections) detection.classifications = classificationsOf(detection.id);
  const detectionsOf = groupBy(detections, (detection) => detection.occurrenceId);
  const identificationsOf = groupBy(identifications, (identification) => identification.occurrenceId);
  for (const occurrence of occurrences) {
    occurrence.detections = detectionsOf(occurrence.id);
    occurrence.identifications = identificationsOf(occurrence.id);
  }
}
