/** Says that a relation was not loaded that is needed. */
export class RelationNotLoadedError extends Error {
  override readonly name = 'RelationNotLoadedError';

  constructor(
    message: string,
    /** Where it is missing, from the entity or list on, with indexes: `detections[1].classifications`. */
    readonly path: string,
  ) {
    super(message);
  }
}

/** Says that an entity has no relation of a name. */
export class UnknownRelationError extends Error {
  override readonly name = 'UnknownRelationError';

  constructor(
    message: string,
    /** Where it was looked for: `detections[1].clasifications`. */
    readonly path: string,
  ) {
    super(message);
  }
}
