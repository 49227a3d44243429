import { Column, Entity, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import { Taxon } from '../../entities/taxon.entity.js';
import { User } from '../../entities/user.entity.js';
import { Occurrence } from './occurrence.entity.js';

@Entity('identification')
export class Identification {
  @PrimaryGeneratedColumn({ type: 'int' })
  id: number;

  @ManyToOne(() => Occurrence, (occurrence) => occurrence.identifications, { nullable: false, lazy: true })
  @JoinColumn({ name: 'occurrence_id' })
  occurrence: Promise<Occurrence>;

  @Column({ type: 'int', name: 'occurrence_id' })
  occurrenceId: number;

  @ManyToOne(() => User, { nullable: false, lazy: true })
  @JoinColumn({ name: 'user_id' })
  user: Promise<User>;

  @ManyToOne(() => Taxon, { nullable: false, lazy: true })
  @JoinColumn({ name: 'taxon_id' })
  taxon: Promise<Taxon>;

  @Column({ type: 'text', nullable: true })
  comment: string | null;

  /** A withdrawn identification is shown in the detail, but no longer counts. */
  @Column({ type: 'boolean' })
  withdrawn: boolean;

  @Column({ type: 'timestamptz', precision: 3, name: 'created_at' })
  createdAt: Date;
}
