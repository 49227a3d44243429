import { Column, Entity, JoinColumn, ManyToOne, OneToMany, PrimaryGeneratedColumn } from 'typeorm';
import { Site } from '../../entities/site.entity.js';
import { Taxon } from '../../entities/taxon.entity.js';
import { Detection } from './detection.entity.js';
import { Identification } from './identification.entity.js';

@Entity('occurrence')
export class Occurrence {
  @PrimaryGeneratedColumn({ type: 'int' })
  id: number;

  @Column({ type: 'timestamptz', precision: 3, name: 'observed_at' })
  observedAt: Date;

  @ManyToOne(() => Site, { nullable: false, lazy: true })
  @JoinColumn({ name: 'site_id' })
  site: Promise<Site>;

  @Column({ type: 'int', name: 'site_id' })
  siteId: number;

  @ManyToOne(() => Taxon, { nullable: true, lazy: true })
  @JoinColumn({ name: 'determination_id' })
  determination: Promise<Taxon | null>;

  @Column({ type: 'int', name: 'determination_id', nullable: true })
  determinationId: number | null;

  @OneToMany(() => Detection, (detection) => detection.occurrence, { lazy: true })
  detections: Promise<Detection[]>;

  @OneToMany(() => Identification, (identification) => identification.occurrence, { lazy: true })
  identifications: Promise<Identification[]>;
}
