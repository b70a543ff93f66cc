import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A key and a certificate of localhost that signs itself, in PEM, and the files that they lie in. */
export interface TestCertificate {
  readonly key: string;
  readonly cert: string;
  readonly keyFile: string;
  readonly certFile: string;
}

/** Good for a day; undefined where there is no OpenSSL to make it. */
export function makeCertificate(folder: string): TestCertificate | undefined {
  const own = mkdtempSync(join(folder, 'certificate-'));
  const [keyFile, certFile] = [join(own, 'key.pem'), join(own, 'cert.pem')];
  const names = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
  const kind = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '1'];
  try {
    const files = ['-keyout', keyFile, '-out', certFile];
    execFileSync('openssl', ['req', ...kind, ...names, ...files], { stdio: 'ignore' });
    return { key: readFileSync(keyFile, 'utf8'), cert: readFileSync(certFile, 'utf8'), keyFile, certFile };
  } catch {
    return undefined;
  }
}
