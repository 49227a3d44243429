import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

@Entity('taxon')
export class Taxon {
  @PrimaryGeneratedColumn({ type: 'int' })
  id: number;

  @Column({ type: 'text' })
  name: string;

  @Column({ type: 'text' })
  rank: string;

  @Column({ type: 'text', name: 'common_name', nullable: true })
  commonName: string | null;
}
