import { Column, Entity, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import { Algorithm } from '../../entities/algorithm.entity.js';
import { Taxon } from '../../entities/taxon.entity.js';
import { Detection } from './detection.entity.js';

@Entity('classification')
export class Classification {
  @PrimaryGeneratedColumn({ type: 'int' })
  id: number;

  @ManyToOne(() => Detection, (detection) => detection.classifications, { nullable: false })
  @JoinColumn({ name: 'detection_id' })
  detection: Detection;

  @Column({ type: 'int', name: 'detection_id' })
  detectionId: number;

  @ManyToOne(() => Algorithm, { nullable: false })
  @JoinColumn({ name: 'algorithm_id' })
  algorithm: Algorithm;

  @ManyToOne(() => Taxon, { nullable: false })
  @JoinColumn({ name: 'taxon_id' })
  taxon: Taxon;

  /** Missing where the algorithm gives none. */
  @Column({ type: 'double precision', nullable: true })
  score: number | null;
}
