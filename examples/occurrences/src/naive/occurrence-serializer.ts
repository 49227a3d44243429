import type { DataSource } from 'typeorm';
import type { OccurrenceDetail, OccurrenceItem } from '../answers.js';
import { imagesInDetail } from '../image-limits.js';
import type { DetectionService } from './detection-service.js';
import { determinationDetails } from './determination.js';
import { Identification } from './entities/identification.entity.js';
import type { Occurrence } from './entities/occurrence.entity.js';
import { allIdentifications, bestIdentification } from './identifications.js';
import type { PredictionService } from './prediction-service.js';

/** Turns occurrences into answers, for the list, the export, the detail and the answer to a new one. */
export interface Serializer {
  items(occurrences: readonly Occurrence[], imageLimit: number): Promise<OccurrenceItem[]>;
  detail(occurrence: Occurrence): Promise<OccurrenceDetail | undefined>;
}

/** Asks the database for what belongs to each occurrence. */
export class OccurrenceSerializer implements Serializer {
  constructor(
    private readonly dataSource: DataSource,
    private readonly detections: DetectionService,
    private readonly predictions: PredictionService,
  ) {}

  async items(occurrences: readonly Occurrence[], imageLimit: number): Promise<OccurrenceItem[]> {
    const counts = new Map<number, number>();
    for (const { id } of occurrences) {
      const repository = this.dataSource.getRepository(Identification);
      counts.set(id, await repository.countBy({ occurrenceId: id, withdrawn: false }));
    }
    return Promise.all(
      occurrences.map(async (occurrence) => {
        const site = await occurrence.site;
        return {
          id: occurrence.id,
          observedAt: occurrence.observedAt.toISOString(),
          site: { id: site.id, name: site.name },
          detectionImages: await this.detections.imagePaths(occurrence.id, imageLimit),
          bestPredictions: await this.predictions.bestPerAlgorithm(occurrence.id),
          bestIdentification: await bestIdentification(this.dataSource, occurrence.id),
          determination: await determinationDetails(this.predictions, occurrence),
          identificationCount: counts.get(occurrence.id) ?? 0,
        };
      }),
    );
  }

  async detail(occurrence: Occurrence): Promise<OccurrenceDetail | undefined> {
    const [item] = await this.items([occurrence], imagesInDetail);
    if (item === undefined) return undefined;
    return {
      ...item,
      detections: await this.detections.withClassifications(occurrence.id),
      identifications: await allIdentifications(this.dataSource, occurrence.id),
    };
  }
}
