import { type DataSource, type FindOptionsRelations, MoreThan, type Repository } from 'typeorm';
import type { OccurrenceDetail, OccurrenceItem, OccurrencePage } from '../answers.js';
import type { Occurrences } from '../app.js';
import { imagesInList } from '../image-limits.js';
import type { NewOccurrence } from '../new-occurrence.js';
import { exportBatch, type Page } from '../page.js';
import { Detection } from './entities/detection.entity.js';
import { Occurrence } from './entities/occurrence.entity.js';
import { loadChildren } from './load-children.js';
import { occurrenceDetail, occurrenceItem } from './occurrence-serializer.js';

/** Reads occurrences with all that the serializer shows, in a number of queries that does not depend on the rows. */
export class OccurrenceService implements Occurrences {
  /** To-one relations only: a join to several rows each would multiply the rows. */
  private static readonly relations = {
    site: true,
    determination: true,
  } satisfies FindOptionsRelations<Occurrence>;

  private readonly occurrences: Repository<Occurrence>;

  constructor(private readonly dataSource: DataSource) {
    this.occurrences = dataSource.getRepository(Occurrence);
  }

  async list({ limit, offset }: Page): Promise<OccurrencePage> {
    const [occurrences, total] = await this.occurrences.findAndCount({
      relations: OccurrenceService.relations,
      order: { observedAt: 'DESC', id: 'DESC' },
      take: limit,
      skip: offset,
    });
    await loadChildren(this.dataSource, occurrences);
    return { total, items: occurrences.map((occurrence) => occurrenceItem(occurrence, imagesInList)) };
  }

  async detail(id: number): Promise<OccurrenceDetail | undefined> {
    const occurrence = await this.occurrences.findOne({ relations: OccurrenceService.relations, where: { id } });
    if (occurrence === null) return undefined;
    await loadChildren(this.dataSource, [occurrence]);
    return occurrenceDetail(occurrence);
  }

  async create({ observedAt, siteId, determinationId, imagePaths }: NewOccurrence): Promise<OccurrenceDetail> {
    const { id: occurrenceId } = await this.occurrences.save({ observedAt, siteId, determinationId });
    if (imagePaths.length > 0) {
      const detections = imagePaths.map((imagePath) => ({ occurrenceId, takenAt: observedAt, imagePath }));
      await this.dataSource.getRepository(Detection).insert(detections);
    }
    const detail = await this.detail(occurrenceId);
    if (detail === undefined) throw new Error(`Occurrence ${occurrenceId} was stored and is gone.`);
    return detail;
  }

  async *exportAll(): AsyncIterable<OccurrenceItem> {
    let batch: Occurrence[] = [];
    do {
      const lastId = batch.at(-1)?.id ?? 0;
      batch = await this.occurrences.find({
        relations: OccurrenceService.relations,
        where: { id: MoreThan(lastId) },
        order: { id: 'ASC' },
        take: exportBatch,
      });
      await loadChildren(this.dataSource, batch);
      yield* batch.map((occurrence) => occurrenceItem(occurrence, imagesInList));
    } while (batch.length === exportBatch);
  }
}
