import type { DataSource } from 'typeorm';
import type { IdentificationAnswer, OccurrenceDetail } from '../answers.js';
import { taxonAnswer } from '../taxon-answer.js';
import { Identification } from './entities/identification.entity.js';

/** The newest identification that was not withdrawn. */
export async function bestIdentification(
  dataSource: DataSource,
  occurrenceId: number,
): Promise<IdentificationAnswer | null> {
  const identification = await dataSource.getRepository(Identification).findOne({
    where: { occurrenceId, withdrawn: false },
    order: { createdAt: 'DESC', id: 'DESC' },
  });
  return identification === null ? null : identificationAnswer(identification);
}

/** Every identification, newest first. */
export async function allIdentifications(
  dataSource: DataSource,
  occurrenceId: number,
): Promise<OccurrenceDetail['identifications']> {
  const identifications = await dataSource.getRepository(Identification).find({
    where: { occurrenceId },
    order: { createdAt: 'DESC', id: 'DESC' },
  });
  return Promise.all(
    identifications.map(async (identification) => ({
      ...(await identificationAnswer(identification)),
      withdrawn: identification.withdrawn,
    })),
  );
}

async function identificationAnswer(identification: Identification): Promise<IdentificationAnswer> {
  const user = await identification.user;
  const taxon = await identification.taxon;
  return {
    id: identification.id,
    user: user.name,
    taxon: taxonAnswer(taxon),
    comment: identification.comment,
    createdAt: identification.createdAt.toISOString(),
  };
}
