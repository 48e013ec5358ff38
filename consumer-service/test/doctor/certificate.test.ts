import type { PeerCertificate } from 'node:tls';
import { expect, test } from 'vitest';
import { describeCertificate } from '../../src/doctor/certificate.ts';
import { HopError } from '../../src/doctor/hop.ts';

const CERTIFICATE = {
  subject: { CN: '*.demo.kafka.eu-central-1.amazonaws.com' },
  issuer: { O: 'Amazon', CN: 'Amazon RSA 2048 M01' },
  subjectaltname: 'DNS:*.demo.kafka.eu-central-1.amazonaws.com',
  valid_to: 'Dec 31 23:59:59 2026 GMT',
} as unknown as PeerCertificate;

test('a certificate is described by its names, its issuer and its end', () => {
  expect(describeCertificate(CERTIFICATE, undefined)).toBe(
    'certificate for DNS:*.demo.kafka.eu-central-1.amazonaws.com, signed by Amazon RSA 2048 M01, valid until Dec 31 23:59:59 2026 GMT',
  );
});

test('without alternative names its subject counts, and several of those are listed', () => {
  const old = { ...CERTIFICATE, subjectaltname: undefined, subject: { CN: ['one', 'two'] }, issuer: {} };
  expect(describeCertificate(old as unknown as PeerCertificate, undefined)).toBe(
    'certificate for one, two, signed by nobody, valid until Dec 31 23:59:59 2026 GMT',
  );
});

test('one that the client refuses is described all the same', () => {
  expect(() => describeCertificate(CERTIFICATE, 'CERT_HAS_EXPIRED')).toThrow(
    new HopError(
      'CERT_HAS_EXPIRED',
      'CERT_HAS_EXPIRED: certificate for DNS:*.demo.kafka.eu-central-1.amazonaws.com, signed by Amazon RSA 2048 M01, valid until Dec 31 23:59:59 2026 GMT',
    ),
  );
});
