import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

@Entity('site')
export class Site {
  @PrimaryGeneratedColumn({ type: 'int' })
  id: number;

  @Column({ type: 'text' })
  name: string;
}
