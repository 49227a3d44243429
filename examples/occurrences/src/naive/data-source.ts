import 'reflect-metadata';
import { DataSource } from 'typeorm';
import { Algorithm } from '../entities/algorithm.entity.js';
import { Site } from '../entities/site.entity.js';
import { Taxon } from '../entities/taxon.entity.js';
import { User } from '../entities/user.entity.js';
import { Classification } from './entities/classification.entity.js';
import { Detection } from './entities/detection.entity.js';
import { Identification } from './entities/identification.entity.js';
import { Occurrence } from './entities/occurrence.entity.js';

/** Describes the database; `initialize()` connects to it. */
export function createDataSource(connectionString: string): DataSource {
  return new DataSource({
    type: 'postgres',
    url: connectionString,
    entities: [Algorithm, Classification, Detection, Identification, Occurrence, Site, Taxon, User],
  });
}
