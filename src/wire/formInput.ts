/** An operation's input from a decoded form, for either query protocol. */
import { isCommonParameter } from './commonParameters.ts';
import { treeOf } from './formTree.ts';
import type { Protocol } from './protocol.ts';
import { type QueryDialect, readersFor } from './queryReader.ts';
import { schemaOf } from './schemaKind.ts';

export function inputParser(dialect: QueryDialect): Protocol['parseInput'] {
  const readerOf = readersFor(dialect);
  return (operation, form) => {
    const tree = treeOf(form, isCommonParameter, (name) => {
      throw dialect.unknownParameter(name);
    });
    return readerOf(schemaOf(operation.input))(tree) as Record<string, unknown>;
  };
}
