/** Key pairs (EC2): the public half only. The private half goes to whoever made the pair and is never kept. */
import type { Resource } from './identity.ts';

export interface KeyPair extends Resource {
  readonly spec: {
    readonly keyName: string;
    readonly keyType: 'rsa' | 'ed25519';
    /** As AWS forms it: how depends on the type, and on whether the pair was made or imported. */
    readonly fingerprint: string;
    /** One line, as OpenSSH writes it. */
    readonly publicKey: string;
  };
}
