import type { DataSource, Repository } from 'typeorm';
import type { OccurrenceDetail, OccurrencePage } from '../answers.js';
import type { Occurrences } from '../app.js';
import { imagesInList } from '../image-limits.js';
import type { Page } from '../page.js';
import { Occurrence } from './entities/occurrence.entity.js';
import type { OccurrenceSerializer } from './occurrence-serializer.js';

/** Reads occurrences; what belongs to each of them is left to the serializer. */
export class OccurrenceService implements Occurrences {
  private readonly occurrences: Repository<Occurrence>;

  constructor(
    dataSource: DataSource,
    private readonly serializer: OccurrenceSerializer,
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
}
