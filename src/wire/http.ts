/** An HTTP request and its answer as plain data, so that everything behind the socket is a function of them. */

export interface HttpRequest {
  readonly method: string;
  /** As sent, still percent-encoded; begins with `/`. */
  readonly path: string;
  /** As sent, without the question mark; empty where there is none. */
  readonly query: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** Address of the other end of the connection; absent where there is none (tests). */
  readonly peerAddress?: string;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Several pieces are sent one after the other, without being joined. */
  readonly body: string | readonly Uint8Array[];
}
