import type { DataSource, FindOptionsRelations, Repository } from 'typeorm';
import type { OccurrenceDetail, OccurrencePage } from '../answers.js';
import type { Occurrences } from '../app.js';
import { imagesInList } from '../image-limits.js';
import type { Page } from '../page.js';
import { Occurrence } from './entities/occurrence.entity.js';
import { loadChildren } from './occurrence-children.js';
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
    const children = await loadChildren(this.dataSource, occurrences);
    return {
      total,
      items: occurrences.map((occurrence) => occurrenceItem(occurrence, children.of(occurrence), imagesInList)),
    };
  }

  async detail(id: number): Promise<OccurrenceDetail | undefined> {
    const occurrence = await this.occurrences.findOne({ relations: OccurrenceService.relations, where: { id } });
    if (occurrence === null) return undefined;
    const children = await loadChildren(this.dataSource, [occurrence]);
    return occurrenceDetail(occurrence, children.of(occurrence));
  }
}
