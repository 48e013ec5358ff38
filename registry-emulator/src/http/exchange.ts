import type { SignedRequest } from '../sigv4/signed-request.ts';

/** A request as both protocols need it, free of Node's objects. */
export interface ProtocolRequest extends SignedRequest {
  readonly requestId: string;
}

export interface ProtocolResponse {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

/** Called with what no client should have been able to cause, before the client gets a 500. */
export type UnexpectedErrorListener = (error: unknown, requestId: string) => void;
