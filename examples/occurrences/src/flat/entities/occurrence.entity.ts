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

  @ManyToOne(() => Site, { nullable: false })
  @JoinColumn({ name: 'site_id' })
  site: Site;

  @Column({ type: 'int', name: 'site_id' })
  siteId: number;

  @ManyToOne(() => Taxon, { nullable: true })
  @JoinColumn({ name: 'determination_id' })
  determination: Taxon | null;

  @Column({ type: 'int', name: 'determination_id', nullable: true })
  determinationId: number | null;

  @OneToMany(() => Detection, (detection) => detection.occurrence)
  detections: Detection[];

  @OneToMany(() => Identification, (identification) => identification.occurrence)
  identifications: Identification[];
}
