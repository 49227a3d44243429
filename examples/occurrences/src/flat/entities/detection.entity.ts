import { Column, DeleteDateColumn, Entity, JoinColumn, ManyToOne, OneToMany, PrimaryGeneratedColumn } from 'typeorm';
import { Classification } from './classification.entity.js';
import { Occurrence } from './occurrence.entity.js';

@Entity('detection')
export class Detection {
  @PrimaryGeneratedColumn({ type: 'int' })
  id: number;

  @ManyToOne(() => Occurrence, (occurrence) => occurrence.detections, { nullable: false })
  @JoinColumn({ name: 'occurrence_id' })
  occurrence: Occurrence;

  @Column({ type: 'int', name: 'occurrence_id' })
  occurrenceId: number;

  @Column({ type: 'text', name: 'image_path' })
  imagePath: string;

  @Column({ type: 'timestamptz', precision: 3, name: 'taken_at' })
  takenAt: Date;

  /** Rows that are deleted stay, and are no longer shown. */
  @DeleteDateColumn({ type: 'timestamptz', precision: 3, name: 'deleted_at' })
  deletedAt: Date | null;

  @OneToMany(() => Classification, (classification) => classification.detection)
  classifications: Classification[];
}
