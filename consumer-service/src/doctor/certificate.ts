import type { PeerCertificate } from 'node:tls';
import { HopError } from './hop.ts';

/** For whom it is, by whom and until when. Throws HopError with Node's code when the client will refuse it. */
export function describeCertificate(certificate: PeerCertificate, refusal: string | undefined): string {
  const names = certificate.subjectaltname ?? toText(certificate.subject?.CN);
  const issuer = toText(certificate.issuer?.CN ?? certificate.issuer?.O);
  const description = `certificate for ${names}, signed by ${issuer}, valid until ${certificate.valid_to}`;
  if (refusal === undefined) return description;
  throw new HopError(refusal, `${refusal}: ${description}`);
}

/** Node's types know one common name; a certificate may have several, or none. */
function toText(name: string | string[] | undefined): string {
  return [name ?? 'nobody'].flat().join(', ');
}
