import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

@Entity('algorithm')
export class Algorithm {
  @PrimaryGeneratedColumn({ type: 'int' })
  id: number;

  @Column({ type: 'text' })
  name: string;

  @Column({ type: 'text' })
  version: string;
}
