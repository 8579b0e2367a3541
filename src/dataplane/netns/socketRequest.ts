/** What the main thread and the thread that enters namespaces say to each other. */

export interface SocketRequest {
  readonly id: number;
  readonly namespacePath: string;
  readonly transport: 'tcp' | 'udp';
  /** Address to bind, as text. */
  readonly address: string;
  /** The same, 4 or 16 bytes. */
  readonly addressBytes: Uint8Array;
  /** Port to bind; 0 leaves it to the kernel. */
  readonly port: number;
}

export type SocketReply =
  | { readonly id: number; readonly fd: number }
  | { readonly id: number; readonly code: string; readonly step: 'open' | 'setns' | string };
