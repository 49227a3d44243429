import type { OccurrenceDetail, OccurrenceItem } from '../answers.js';
import type { Occurrence } from './entities/occurrence.entity.js';
import type { Serializer } from './occurrence-serializer.js';

/** Items by the id of their occurrence and the number of images. */
export type ItemCache = Map<string, OccurrenceItem>;

/** Keeps the items that were answered once: the queries per row are still there for every row that is not kept. */
export class CachingSerializer implements Serializer {
  constructor(
    private readonly serializer: Serializer,
    private readonly cache: ItemCache,
  ) {}

  async items(occurrences: readonly Occurrence[], imageLimit: number): Promise<OccurrenceItem[]> {
    const keyOf = (id: number) => `${id} ${imageLimit}`;
    const missing = occurrences.filter(({ id }) => !this.cache.has(keyOf(id)));
    if (missing.length > 0) {
      for (const item of await this.serializer.items(missing, imageLimit)) this.cache.set(keyOf(item.id), item);
    }
    return occurrences.map(({ id }) => this.cache.get(keyOf(id))).filter((item) => item !== undefined);
  }

  detail(occurrence: Occurrence): Promise<OccurrenceDetail | undefined> {
    return this.serializer.detail(occurrence);
  }
}
