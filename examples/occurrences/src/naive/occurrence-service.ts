import { type DataSource, MoreThan, type Repository } from 'typeorm';
import type { OccurrenceDetail, OccurrenceItem, OccurrencePage } from '../answers.js';
import type { Occurrences } from '../app.js';
import { imagesInList } from '../image-limits.js';
import type { NewOccurrence } from '../new-occurrence.js';
import { exportBatch, type Page } from '../page.js';
import type { DetectionService } from './detection-service.js';
import { Occurrence } from './entities/occurrence.entity.js';
import type { Serializer } from './occurrence-serializer.js';

/** Reads occurrences; what belongs to each of them is left to the serializer. */
export class OccurrenceService implements Occurrences {
  private readonly occurrences: Repository<Occurrence>;

  constructor(
    dataSource: DataSource,
    private readonly detections: DetectionService,
    private readonly serializer: Serializer,
  ) {
    this.occurrences = dataSource.getRepository(Occurrence);
  }

  async list({ limit, offset }: Page): Promise<OccurrencePage> {
    const [occurrences, total] = await this.occurrences.findAndCount({
      order: { observedAt: 'DESC', id: 'DESC' },
      take: limit,
      skip: offset,
    });
    return { total, items: await this.serializer.items(occurrences, imagesInList) };
  }

  async detail(id: number): Promise<OccurrenceDetail | undefined> {
    const occurrence = await this.occurrences.findOneBy({ id });
    return occurrence === null ? undefined : this.serializer.detail(occurrence);
  }

  async create({ observedAt, siteId, determinationId, imagePaths }: NewOccurrence): Promise<OccurrenceDetail> {
    const { id } = await this.occurrences.save({ observedAt, siteId, determinationId });
    await this.detections.addImages(id, observedAt, imagePaths);
    const detail = await this.detail(id);
    if (detail === undefined) throw new Error(`Occurrence ${id} was stored and is gone.`);
    return detail;
  }

  async *exportAll(): AsyncIterable<OccurrenceItem> {
    let batch: Occurrence[] = [];
    do {
      const lastId = batch.at(-1)?.id ?? 0;
      batch = await this.occurrences.find({
        where: { id: MoreThan(lastId) },
        order: { id: 'ASC' },
        take: exportBatch,
      });
      yield* await this.serializer.items(batch, imagesInList);
    } while (batch.length === exportBatch);
  }
}
