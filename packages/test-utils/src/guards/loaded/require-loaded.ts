import { inspect, types } from 'node:util';
import { MatcherError } from '../../matchers/matcher-error.js';
import { explainObstacle } from './explain-obstacle.js';
import { RelationNotLoadedError, UnknownRelationError } from './relation-errors.js';
import { findObstacle } from './walk-relations.js';

/**
 * Makes sure that relations were loaded with an entity, at any depth and in lists on the way. Sends no query and reads no
 * lazy relation, so that code that goes on with the entity can't be the start of an N+1.
 *
 * Knows the entities of TypeORM, Sequelize, MikroORM and Objection, and plain objects as Prisma and Drizzle answer them.
 * A relation that is loaded and empty is loaded.
 *
 * @param entity - An entity or a list of them.
 * @param paths - Names of relations with dots between them.
 * @returns The entity, or list, that was given.
 * @throws {@link RelationNotLoadedError} Where a relation is not loaded; the message says where, and how to load it.
 * @throws {@link UnknownRelationError} Where an entity that knows its relations has none of the name.
 * @throws {@link MatcherError} When no entity or no path was given.
 *
 * @example
 * function serialize(occurrence: Occurrence) {
 *   const { detections } = requireLoaded(occurrence, 'taxon', 'detections.classifications');
 *   return detections.map(serializeDetection);
 * }
 */
export function requireLoaded<Entity extends object>(entity: Entity, ...paths: readonly string[]): Entity {
  ensureEntity(entity);
  for (const path of requirePaths(paths)) {
    const obstacle = findObstacle(entity, path.split('.'));
    if (obstacle === undefined) continue;
    const message = explainObstacle(obstacle, path, entity);
    const ObstacleError = obstacle.kind === 'unknown' ? UnknownRelationError : RelationNotLoadedError;
    const error = new ObstacleError(message, obstacle.at);
    Error.captureStackTrace(error, requireLoaded);
    throw error;
  }
  return entity;
}

function ensureEntity(entity: unknown): void {
  if (types.isPromise(entity)) {
    throw new MatcherError(
      'requireLoaded() needs an entity or a list of them, received a Promise. Await the query first.',
    );
  }
  if (typeof entity === 'object' && entity !== null) return;
  throw new MatcherError(`requireLoaded() needs an entity or a list of them, received ${inspect(entity)}.`);
}

function requirePaths(paths: readonly unknown[]): readonly string[] {
  const wanted = "needs paths of relations, such as 'detections.classifications'";
  if (paths.length === 0) throw new MatcherError(`requireLoaded() ${wanted}, received none.`);
  return paths.map((path) => {
    if (typeof path === 'string' && path.split('.').every((name) => name.trim() !== '')) return path;
    throw new MatcherError(`requireLoaded() ${wanted}, received ${inspect(path)}.`);
  });
}
