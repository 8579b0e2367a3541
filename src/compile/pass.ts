/** What a pass is: one kind of row, made from the resources and from nothing else. */
import type { ProgramRow } from '../program/rows.ts';
import type { World } from './world.ts';

/**
 * Gives every row of its kind. A pass is pure and independent of the others and of the order of the tables;
 * it gives the same objects again where nothing they were made from has changed (see `remembered`).
 */
export type Pass = (world: World) => readonly ProgramRow[];
