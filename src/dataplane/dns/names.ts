/** Everything that is known by name: the tables of each scope, kept up with the rows. */
import { parseIpv4 } from '../../base/ip.ts';
import type { NamesRow, ProgramRow } from '../../program/rows.ts';
import type { RowChange } from '../part.ts';
import { NameTable } from './nameTable.ts';

export class Names {
  readonly #rows = new Map<string, NamesRow>();
  readonly #scopes = new Map<string, NameTable>([['public', new NameTable()]]);
  readonly #hostNames = new Map<string, string>();
  /** VPC → reverse name → instance. */
  readonly #reverse = new Map<string, Map<string, string>>();

  apply({ put, removed }: Pick<RowChange, 'put' | 'removed'>): void {
    for (const row of removed) this.#remove(row);
    for (const row of put) this.#put(row);
  }

  publicNames(): NameTable | undefined {
    return this.#scopes.get('public');
  }

  privateNames(vpcId: string): NameTable | undefined {
    return this.#scopes.get(vpcId);
  }

  /** Host name of the instance at the address that `5.0.0.10.in-addr.arpa` stands for. */
  hostNameAt(vpcId: string, reverseName: string): string | undefined {
    const instanceId = this.#reverse.get(vpcId)?.get(reverseName);
    return instanceId === undefined ? undefined : this.#hostNames.get(instanceId);
  }

  #put(row: ProgramRow): void {
    if (row.kind === 'names') this.#putNames(row);
    if (row.kind === 'instance') this.#hostNames.set(row.id, row.hostName);
    if (row.kind === 'port') this.#reverseOf(row.vpcId).set(reverseName(row.address), row.instanceId);
  }

  #remove(row: ProgramRow): void {
    if (row.kind === 'names') this.#removeNames(row.id);
    if (row.kind === 'instance') this.#hostNames.delete(row.id);
    if (row.kind === 'port') this.#reverse.get(row.vpcId)?.delete(reverseName(row.address));
    if (row.kind === 'vpc') this.#reverse.delete(row.id);
  }

  #putNames(row: NamesRow): void {
    this.#removeNames(row.id);
    this.#rows.set(row.id, row);
    const table = this.#scopes.get(row.scope) ?? new NameTable();
    this.#scopes.set(row.scope, table);
    table.add(row);
  }

  #removeNames(id: string): void {
    const row = this.#rows.get(id);
    if (!row) return;
    this.#rows.delete(id);
    const table = this.#scopes.get(row.scope);
    table?.remove(row);
    if (table?.isEmpty) this.#scopes.delete(row.scope);
  }

  #reverseOf(vpcId: string): Map<string, string> {
    const names = this.#reverse.get(vpcId) ?? new Map<string, string>();
    this.#reverse.set(vpcId, names);
    return names;
  }
}

function reverseName(address: string): string {
  return parseIpv4(address) === undefined ? '' : `${address.split('.').reverse().join('.')}.in-addr.arpa`;
}
