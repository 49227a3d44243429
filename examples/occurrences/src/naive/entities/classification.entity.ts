import { Column, Entity, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import { Algorithm } from '../../entities/algorithm.entity.js';
import { Taxon } from '../../entities/taxon.entity.js';
import { Detection } from './detection.entity.js';

@Entity('classification')
export class Classification {
  @PrimaryGeneratedColumn({ type: 'int' })
  id: number;

  @ManyToOne(() => Detection, (detection) => detection.classifications, { nullable: false, lazy: true })
  @JoinColumn({ name: 'detection_id' })
  detection: Promise<Detection>;

  @Column({ type: 'int', name: 'detection_id' })
  detectionId: number;

  @ManyToOne(() => Algorithm, { nullable: false, lazy: true })
  @JoinColumn({ name: 'algorithm_id' })
  algorithm: Promise<Algorithm>;

  @ManyToOne(() => Taxon, { nullable: false, lazy: true })
  @JoinColumn({ name: 'taxon_id' })
  taxon: Promise<Taxon>;

  /** Missing where the algorithm gives none. */
  @Column({ type: 'double precision', nullable: true })
  score: number | null;
}
