/** How a table is made: of its rows' type, its name and its indexes. */
import type { RowPacker } from './rowPacking.ts';
import { type IndexDefinitions, type Row, Table, type TableOptions } from './table.ts';

export type TableMaker = ReturnType<typeof tablesWith>;

/** Texts that rows share are shared by rows of all tables. */
export function tablesWith(packer: RowPacker, options: TableOptions = {}) {
  return <R extends Row>() =>
    <D extends IndexDefinitions<R>>(name: string, definitions: D) =>
      new Table<R, Extract<keyof D, string>>(name, definitions, packer, options);
}
